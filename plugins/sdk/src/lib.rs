#![doc = include_str!("../README.md")]

pub mod banks;
#[doc(hidden)]
pub mod bindings;
mod day;
mod document;
mod document_type;
mod feature;
mod fields;
pub mod forgery;
mod json;
pub mod misreading;
pub mod money;
mod panic_text;
mod random;
pub mod spelling;
pub mod testing;
pub mod text;
pub mod words;
pub mod writing;

pub use day::Day;
pub use document::{
    Class, Descriptor, Error, Extraction, Golden, Rejected, Rejection, Specimen, Submission,
};
pub use document_type::{DocumentType, describe, extract, generate};
pub use feature::{Effect, Feature, FeatureKind};
pub use fields::Fields;
pub use json::{Json, Reading};
/// Logarithms, powers and roots that are the same on every machine.
pub use libm;
pub use random::Random;

/// This SDK and its version, as a descriptor names it.
pub const SDK_VERSION: &str = concat!("refit-plugin ", env!("CARGO_PKG_VERSION"));
