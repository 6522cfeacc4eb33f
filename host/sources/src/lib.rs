#![doc = include_str!("../README.md")]

mod content;
mod counts;
mod delete;
mod document;
mod entry;
mod error;
mod fetch;
mod fold;
mod import;
mod line;
mod stats;
mod store;

pub use counts::PerClass;
pub use delete::Erased;
pub use document::LabelledDocument;
pub use entry::DocumentEntry;
pub use error::{Error, LineFault, LineFaults};
pub use fetch::{FetchCounts, Fetched, Filter};
pub use fold::FOLDS;
pub use import::{Import, ImportOptions, ImportSummary};
pub use stats::{ConfidenceBand, Stats};
pub use store::DocumentStore;
