//! What the server asks the program that it is a part of.

use std::error::Error;

use async_trait::async_trait;
use bytes::Bytes;
use refit_core::{DocumentType, Sha256Digest};
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

    /// Checks a component and puts it into the plugin folder.
    async fn install(&self, component: Bytes) -> Result<Installed, NotInstalled>;

    /// Removes the files of a document type from the plugin folder; which they were.
    async fn remove(&self, document_type: &DocumentType) -> Result<Vec<String>, BoxedError>;
}

/// An error of the program.
pub type BoxedError = Box<dyn Error + Send + Sync>;

/// A component that is in the plugin folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The type that it is for.
    pub document_type: DocumentType,
    /// Its version.
    pub version: String,
    /// The digest of its file.
    pub digest: Sha256Digest,
    /// The digest of the component that it took the place of.
    pub replaced: Option<Sha256Digest>,
}

/// Why a component is not in the plugin folder.
#[derive(Debug)]
pub enum NotInstalled {
    /// It does not keep these laws.
    Broken(Vec<String>),
    /// This file is for its type or its plural.
    Claimed(String),
    /// The program failed.
    Failed(BoxedError),
}
