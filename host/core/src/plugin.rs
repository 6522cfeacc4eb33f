//! A document plugin as the pipeline sees it. The runtime implements it for WebAssembly
//! components; tests implement it in a few lines.

use std::{fmt, sync::Arc};

use async_trait::async_trait;

use crate::{
    Day, DocumentType, Extraction, FeatureSchema, Plural, Sha256Digest, Specimen, Submission,
};

/// What a plugin says of itself; checked when it was loaded.
#[derive(Debug, Clone)]
pub struct Descriptor {
    /// The document type.
    pub document_type: DocumentType,
    /// Its plural in routes.
    pub plural: Plural,
    /// Its name for people.
    pub title: String,
    /// The plugin's version.
    pub version: String,
    /// The SDK that built it.
    pub sdk_version: String,
    /// The features, in order.
    pub features: FeatureSchema,
    /// JSON Schema of a document, as JSON text.
    pub document_schema: String,
    /// Documents with their known features.
    pub goldens: Vec<Golden>,
}

/// A document whose features are known.
#[derive(Debug, Clone)]
pub struct Golden {
    /// The document.
    pub submission: Submission,
    /// Its features; NaN equals NaN.
    pub features: Vec<f64>,
}

/// A document type's features and synthetic documents.
#[async_trait]
pub trait DocumentPlugin: fmt::Debug + Send + Sync {
    /// What it is.
    fn descriptor(&self) -> &Descriptor;

    /// The digest of the file it was loaded from.
    fn digest(&self) -> Sha256Digest;

    /// Synthetic documents `start` to `start + count - 1` of the sequence that `seed` begins.
    ///
    /// # Errors
    /// Why the plugin could not answer.
    async fn generate(
        &self,
        seed: u64,
        start: u64,
        count: u32,
        as_of: Day,
    ) -> Result<Vec<Specimen>, Error>;

    /// The features of documents: every value finite or, where allowed, NaN.
    ///
    /// # Errors
    /// Why the plugin could not answer. A document that cannot be read is no error: it is
    /// among [`Extraction::rejected`].
    async fn extract(&self, submissions: Arc<[Submission]>) -> Result<Extraction, Error>;
}

/// Components by their digests: a version is scored with the one that it was trained with, even
/// after its file was replaced.
#[async_trait]
pub trait Components: fmt::Debug + Send + Sync {
    /// The component with this digest, if it is used or kept.
    async fn component(&self, digest: Sha256Digest) -> Option<Arc<dyn DocumentPlugin>>;
}

/// Why a call into a plugin failed. All name the plugin; none repeats a document's value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It panicked or trapped.
    #[error("plugin '{plugin}' failed in {function}: {message}")]
    Trapped {
        /// Which plugin.
        plugin: String,
        /// Which function.
        function: &'static str,
        /// The panic's text with file and line, or the trap's name.
        message: String,
    },
    /// It used more fuel than a call may.
    #[error(
        "plugin '{plugin}' used up its fuel of {limit} in {function}: it loops, or its documents cost more than `plugins.fuel_per_document`"
    )]
    OutOfFuel {
        /// Which plugin.
        plugin: String,
        /// Which function.
        function: &'static str,
        /// The fuel that it had.
        limit: u64,
    },
    /// It took longer than a call may.
    #[error("plugin '{plugin}' took longer than {limit_ms} ms in {function} and was stopped")]
    TimedOut {
        /// Which plugin.
        plugin: String,
        /// Which function.
        function: &'static str,
        /// The time that it had.
        limit_ms: u64,
    },
    /// It asked for more memory than a call may.
    #[error(
        "plugin '{plugin}' asked for more than its {limit_bytes} bytes of memory in {function}"
    )]
    OutOfMemory {
        /// Which plugin.
        plugin: String,
        /// Which function.
        function: &'static str,
        /// The memory that it had.
        limit_bytes: u64,
    },
    /// Its answer was larger than the host takes.
    #[error(
        "plugin '{plugin}' answered {function} with more than the {limit_bytes} bytes that the host takes"
    )]
    AnswerTooLarge {
        /// Which plugin.
        plugin: String,
        /// Which function.
        function: &'static str,
        /// The most that the host takes.
        limit_bytes: u64,
    },
    /// Its answer breaks the contract.
    #[error("plugin '{plugin}' broke its contract in {function}: {fault}")]
    BrokenContract {
        /// Which plugin.
        plugin: String,
        /// Which function.
        function: &'static str,
        /// What it did.
        fault: String,
    },
    /// It answered with an error of its own.
    #[error("plugin '{plugin}' refused {function}: {reason}")]
    Refused {
        /// Which plugin.
        plugin: String,
        /// Which function.
        function: &'static str,
        /// What it said.
        reason: String,
    },
    /// It failed too often and was not called.
    #[error(
        "plugin '{plugin}' is quarantined after {failures} failed calls in a row; the last: {last}"
    )]
    Quarantined {
        /// Which plugin.
        plugin: String,
        /// How many calls in a row had failed.
        failures: u32,
        /// How the last of them failed.
        last: String,
    },
}

impl Error {
    /// A short, stable code for logs, metrics and documentation.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Trapped { .. } => "plugin-trapped",
            Self::OutOfFuel { .. } => "plugin-out-of-fuel",
            Self::TimedOut { .. } => "plugin-timed-out",
            Self::OutOfMemory { .. } => "plugin-out-of-memory",
            Self::AnswerTooLarge { .. } => "plugin-answer-too-large",
            Self::BrokenContract { .. } => "plugin-broken-contract",
            Self::Refused { .. } => "plugin-refused",
            Self::Quarantined { .. } => "plugin-quarantined",
        }
    }
}
