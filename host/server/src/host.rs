//! What the server asks the program that it is a part of.

use async_trait::async_trait;
use refit_core::DocumentType;
use refit_jobs::{Planned, Trigger};

/// The program's view of document types: what it is configured to do with them.
#[async_trait]
pub trait Host: Send + Sync + 'static {
    /// The kind of the jobs that retrain.
    fn kind(&self) -> &'static str;

    /// The job that retrains a document type.
    fn retraining(&self, document_type: &DocumentType, cause: &str) -> Trigger;

    /// The jobs that retrain all document types, and those that are left out.
    async fn retraining_of_all(&self, cause: &str) -> Planned;
}
