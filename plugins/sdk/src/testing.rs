//! The test kit for authors of plugins: does a document type keep the laws?
//!
//! ```no_run
//! # struct Receipt;
//! # impl refit_plugin::DocumentType for Receipt {
//! #     const NAME: &'static str = "receipt";
//! #     const PLURAL: &'static str = "receipts";
//! #     const TITLE: &'static str = "Receipt";
//! #     const VERSION: &'static str = "1.0.0";
//! #     const FEATURES: &'static [refit_plugin::Feature] = &[];
//! #     const DOCUMENT_SCHEMA: &'static str = "{}";
//! #     fn goldens() -> Vec<refit_plugin::Golden> { vec![] }
//! #     fn generate(_: &mut refit_plugin::Random, _: u64, as_of: refit_plugin::Day) -> refit_plugin::Specimen {
//! #         unreachable!("{as_of}")
//! #     }
//! #     fn extract(_: &refit_plugin::Submission) -> Result<Vec<f64>, refit_plugin::Rejection> { Ok(vec![]) }
//! # }
//! // In a test of the plugin's crate:
//! refit_plugin::testing::check::<Receipt>().assert();
//! ```
//!
//! [`check`] runs the laws on a document type in this program, [`check_plugin`] on anything
//! that answers the three calls. [`laws`] names them all.

mod damaged;
mod deciding;
mod describing;
mod extracting;
mod generating;
pub mod generators;
mod goldens;
mod hostile;
pub mod laws;
mod native;
mod report;
mod rows;
mod samples;
#[cfg(test)]
pub(crate) mod tests;
mod twisted;

pub use goldens::assert_goldens;
pub use native::Native;
pub use report::{Law, Report};
pub use samples::AS_OF;

use self::samples::Samples;
use crate::{Day, Descriptor, Extraction, Rejection, Specimen, Submission};

/// The three calls as a host makes them. An error is how a call failed as a whole: its error,
/// its panic, its trap.
pub trait Plugin {
    /// What the plugin is.
    ///
    /// # Errors
    ///
    /// How the call failed.
    fn describe(&self) -> Result<Descriptor, String>;

    /// Documents number `start` to `start + count - 1` of the sequence that `seed` begins.
    ///
    /// # Errors
    ///
    /// How the call failed.
    fn generate(
        &self,
        seed: u64,
        start: u64,
        count: u32,
        as_of: Day,
    ) -> Result<Vec<Specimen>, String>;

    /// The feature rows of documents.
    ///
    /// # Errors
    ///
    /// How the call failed.
    fn extract(&self, submissions: &[Submission]) -> Result<Extraction, String>;

    /// A row before values beyond their bounds were moved to them; none where only the moved ones
    /// are known, as in a component.
    fn unmoved_row(&self, _submission: &Submission) -> Option<Result<Vec<f64>, Rejection>> {
        None
    }
}

/// Runs the laws on a document type.
#[must_use]
pub fn check<T: crate::DocumentType>() -> Report {
    check_plugin(&Native::<T>::new())
}

/// What a law found: what was looked at, or the counter-examples.
type Finding = Result<String, String>;

/// How a law is looked at.
type Look = fn(&Samples<'_>) -> Finding;

/// Runs the laws on a plugin: all but those that only a component can break.
#[must_use]
pub fn check_plugin(plugin: &dyn Plugin) -> Report {
    let samples = Samples::take(plugin);
    let looks: [(&'static str, Look); 15] = [
        (laws::DESCRIBE_IS_STABLE, describing::is_stable),
        (laws::DESCRIPTOR_IS_VALID, describing::is_valid),
        (laws::GOLDEN_ROWS_MATCH, describing::golden_rows_match),
        (laws::SLICES_CONCATENATE, generating::slices_concatenate),
        (laws::SEEDS_DIFFER, generating::seeds_differ),
        (laws::BOTH_CLASSES_PRESENT, generating::both_classes_present),
        (laws::SCORES_FIT_CLASSES, generating::scores_fit_classes),
        (laws::RECEIVED_BY_AS_OF, generating::received_by_as_of),
        (laws::SYNTHETIC_ARE_READ, extracting::synthetic_are_read),
        (laws::VALUES_FIT_SCHEMA, extracting::values_fit_schema),
        (laws::EVERY_FEATURE_VARIES, extracting::every_feature_varies),
        (laws::NO_SINGLE_FEATURE_DECIDES, deciding::no_single_feature),
        (laws::BATCH_EQUALS_ROWS, extracting::batch_equals_rows),
        (laws::HOSTILE_ARE_REJECTED, hostile::are_rejected),
        (laws::DAMAGED_ARE_ANSWERED, damaged::are_answered),
    ];
    Report::new(looks.map(|(name, look)| Law::new(name, look(&samples))))
}
