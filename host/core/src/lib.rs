#![doc = include_str!("../README.md")]

mod clock;
mod comparison;
mod day;
mod digest;
mod document_type;
mod error;
mod feature;
mod label;
mod metrics;
pub mod plugin;
mod submission;
mod version;

pub use clock::{Clock, ManualClock, SystemClock};
pub use comparison::{Comparison, Interval, Verdict};
pub use day::Day;
pub use digest::Sha256Digest;
pub use document_type::{DocumentType, Plural};
pub use error::Error;
pub use feature::{Effect, Feature, FeatureKind, FeatureSchema};
pub use label::{Class, LabelSource, Recommendation, RiskLevel, RiskScore};
pub use metrics::{DataCounts, DataSource, Metrics};
pub use submission::{Extraction, Rejection, RejectionReason, Specimen, Submission};
pub use version::{Generation, RunId, VersionId};
