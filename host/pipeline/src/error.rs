//! Why a run or a scoring did not come to its end. No text repeats a value from a document.

use refit_core::{DocumentType, VersionId};

use crate::Finding;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The documents could not be fetched. The run does not go on with synthetic data instead.
    #[error(transparent)]
    Sources(#[from] refit_sources::Error),
    /// The plugin failed.
    #[error(transparent)]
    Plugin(#[from] refit_core::plugin::Error),
    /// The registry failed.
    #[error(transparent)]
    Registry(#[from] refit_registry::Error),
    /// Training or scoring failed.
    #[error(transparent)]
    Learn(#[from] refit_learn::Error),
    /// The data is not fit for training.
    #[error(
        "the data of {document_type} is not fit for training: {}",
        sentences(findings)
    )]
    Data {
        /// Of which type the documents are.
        document_type: DocumentType,
        /// What is wrong.
        findings: Vec<Finding>,
    },
    /// The run was cancelled.
    #[error("the run of {document_type} was cancelled before the step '{step}'")]
    Cancelled {
        /// Of which type the run was.
        document_type: DocumentType,
        /// The step that was not begun.
        step: &'static str,
    },
    /// Nothing is live.
    #[error(
        "no version of {document_type} is active; run `refit retrain {document_type}` first, or activate a version of `refit versions {document_type}`"
    )]
    NoActiveVersion {
        /// Of which type.
        document_type: DocumentType,
    },
    /// A version that does not give the scores it was saved with.
    #[error(
        "version {version} of {document_type} does not reproduce its golden scores (row {row}); its files were written by another program or damaged, so it is not used"
    )]
    GoldenScores {
        /// Of which type.
        document_type: DocumentType,
        /// Which version.
        version: VersionId,
        /// The first golden row that differs, from 0.
        row: usize,
    },
    /// A version whose files lack something.
    #[error("version {version} of {document_type} cannot be used: {fault}")]
    Version {
        /// Of which type.
        document_type: DocumentType,
        /// Which version.
        version: VersionId,
        /// What is wrong with it.
        fault: String,
    },
    /// A version that was trained on other features than the plugin gives.
    #[error(
        "version {version} of {document_type} was trained on other features than the plugin's version {plugin_version} gives: retrain, or put back the plugin of version {trained_with}"
    )]
    OtherFeatures {
        /// Of which type.
        document_type: DocumentType,
        /// Which version.
        version: VersionId,
        /// The plugin that is loaded.
        plugin_version: String,
        /// The plugin that the version was trained with.
        trained_with: String,
    },
    /// A version whose component rejects documents that the plugin reads by now.
    #[error(
        "the component that version {version} of {document_type} was trained with rejects {rejected} of the {rows} documents held out"
    )]
    RowsRejected {
        /// Of which type.
        document_type: DocumentType,
        /// Which version.
        version: VersionId,
        /// How many it rejects.
        rejected: usize,
        /// How many there are.
        rows: usize,
    },
    /// A worker thread of the host ended without an answer.
    #[error("{task} of {document_type} ended without an answer; the host's log has the reason")]
    Lost {
        /// Of which type.
        document_type: DocumentType,
        /// What it did.
        task: &'static str,
    },
}

fn sentences(findings: &[Finding]) -> String {
    let sentences: Vec<&str> = findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    sentences.join("; ")
}

impl Error {
    /// A short, stable code for logs, metrics and answers.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Sources(_) => "sources-failed",
            Self::Plugin(error) => error.code(),
            Self::Registry(_) => "registry-failed",
            Self::Learn(_) => "learning-failed",
            Self::Data { .. } => "data-not-fit",
            Self::Cancelled { .. } => "run-cancelled",
            Self::NoActiveVersion { .. } => "no-active-version",
            Self::GoldenScores { .. } | Self::Version { .. } => "version-damaged",
            Self::OtherFeatures { .. } => "version-other-features",
            Self::RowsRejected { .. } => "version-rejects-documents",
            Self::Lost { .. } => "task-lost",
        }
    }
}
