//! A document type in this program.

use core::{any::Any, fmt, marker::PhantomData};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Plugin;
use crate::{
    Day, Descriptor, DocumentType, Extraction, Rejection, Specimen, Submission, document_type,
};

/// A document type as the plugin that it would be, run in this program. Its panics are caught.
pub struct Native<T>(PhantomData<T>);

impl<T> Native<T> {
    /// The plugin of the document type `T`.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for Native<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for Native<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Native")
    }
}

impl<T: DocumentType> Plugin for Native<T> {
    fn describe(&self) -> Result<Descriptor, String> {
        caught(document_type::describe::<T>)
    }

    fn generate(
        &self,
        seed: u64,
        start: u64,
        count: u32,
        as_of: Day,
    ) -> Result<Vec<Specimen>, String> {
        caught(|| document_type::generate::<T>(seed, start, count, as_of))?
            .map_err(|error| format!("{error:?}"))
    }

    fn extract(&self, submissions: &[Submission]) -> Result<Extraction, String> {
        caught(|| document_type::extract::<T>(submissions))?.map_err(|error| format!("{error:?}"))
    }

    fn unmoved_row(&self, submission: &Submission) -> Option<Result<Vec<f64>, Rejection>> {
        caught(|| T::extract(submission)).ok()
    }
}

fn caught<R>(call: impl FnOnce() -> R) -> Result<R, String> {
    // A document type has no state that a panic could leave half done.
    catch_unwind(AssertUnwindSafe(call))
        .map_err(|payload| format!("panic: {}", message(payload.as_ref())))
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("without a text")
}
