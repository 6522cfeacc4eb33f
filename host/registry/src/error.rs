//! What can go wrong with versions, files and the pointer to what is active.

use std::path::PathBuf;

use refit_core::{DocumentType, Generation, RunId, VersionId};

/// A cause that a guard gives.
pub(crate) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why the registry could not do what it was asked for. Files are named as they lie in the
/// model store: `paystub/paystub_manifest_20250122_143052.json`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An address of a store that is known and not built in.
    #[error(
        "a model store at {scheme}:// is not in this build; name a folder instead, 'models' say"
    )]
    NotInThisBuild {
        /// The kind of address.
        scheme: String,
    },
    /// An address that names no store. It may hold a password and is not repeated.
    #[error("the address of the model store is not valid: {fault}; name a folder, 'models' say")]
    Address {
        /// What is wrong with it.
        fault: &'static str,
    },
    /// The folder of the model store cannot be made or opened.
    #[error("the model store '{}' cannot be opened", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A lock file of the model store cannot be used.
    #[error("the lock file '{}' of the model store cannot be used", path.display())]
    Lock {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The model store failed.
    #[error("'{file}' cannot be {action} in the model store")]
    Store {
        /// Which file or folder.
        file: String,
        /// `read`, `written`, `listed` or `removed`.
        action: &'static str,
        /// Why.
        source: object_store::Error,
    },
    /// A file lies where a new version's file must go.
    #[error("'{file}' already exists; files of versions are never replaced, so move it away")]
    Occupied {
        /// Which file.
        file: String,
    },
    /// The database refused.
    #[error("the registry cannot {action}: the database refused")]
    Database {
        /// What was to be done.
        action: &'static str,
        /// Why.
        source: sqlx::Error,
    },
    /// A row that this program did not write so.
    #[error(
        "the table '{table}' holds a row without a valid {column}; the database was changed by hand"
    )]
    Row {
        /// Which table.
        table: &'static str,
        /// Which column.
        column: &'static str,
    },
    /// Nothing to go back to.
    #[error("there is no version of {document_type} before the active one")]
    NoPrevious {
        /// Of which type.
        document_type: DocumentType,
    },
    /// No such version.
    #[error(
        "{document_type} has no version {version}; `refit versions {document_type}` lists those it has"
    )]
    UnknownVersion {
        /// Of which type.
        document_type: DocumentType,
        /// Which.
        version: VersionId,
    },
    /// The version was deleted.
    #[error("version {version} of {document_type} was deleted and cannot come back")]
    DeletedVersion {
        /// Of which type.
        document_type: DocumentType,
        /// Which.
        version: VersionId,
    },
    /// The version cannot be saved: its id was not reserved, or is taken.
    #[error(
        "version {version} of {document_type} cannot be saved: its id is {state}, not reserved"
    )]
    NotReserved {
        /// Of which type.
        document_type: DocumentType,
        /// Which.
        version: VersionId,
        /// What it is instead.
        state: String,
    },
    /// All seconds from the clock's time on are taken, or the clock has left the calendar.
    #[error("there is no free version id for {document_type}; check the clock of this machine")]
    NoFreeId {
        /// Of which type.
        document_type: DocumentType,
    },
    /// A draft that cannot become a version.
    #[error("version {version} of {document_type} cannot be saved: {fault}")]
    Draft {
        /// Of which type.
        document_type: DocumentType,
        /// Which.
        version: VersionId,
        /// What is wrong with it.
        fault: String,
    },
    /// A file of a version is not there.
    #[error("'{file}' is missing; restore it or activate another version")]
    Missing {
        /// Which file.
        file: String,
    },
    /// A file of a version has another length.
    #[error(
        "'{file}' has {found} bytes and its manifest says {expected}; restore it or activate another version"
    )]
    Length {
        /// Which file.
        file: String,
        /// Bytes by the manifest.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// A file of a version has other bytes.
    #[error(
        "'{file}' has another SHA-256 than when it was saved; restore it or activate another version"
    )]
    Digest {
        /// Which file.
        file: String,
    },
    /// A manifest that cannot be read.
    #[error("the manifest '{file}' is not valid: {fault}")]
    Manifest {
        /// Which file.
        file: String,
        /// What is wrong with it.
        fault: String,
    },
    /// What is active has changed since the decision.
    #[error(
        "version {version} of {document_type} was not activated: it was decided when {}, and now {}; decide again",
        at_generation(*expected), at_generation(*found)
    )]
    Moved {
        /// Of which type.
        document_type: DocumentType,
        /// Which version was to go live.
        version: VersionId,
        /// The generation that the decision was taken on; none: nothing was active.
        expected: Option<Generation>,
        /// The generation now.
        found: Option<Generation>,
    },
    /// The version is active already.
    #[error(
        "version {version} of {document_type} is active already, as generation {generation}; nothing was changed"
    )]
    AlreadyActive {
        /// Of which type.
        document_type: DocumentType,
        /// Which.
        version: VersionId,
        /// Since which generation.
        generation: Generation,
    },
    /// The caller's own check refused the activation.
    #[error("version {version} of {document_type} was not activated: {source}")]
    Guard {
        /// Of which type.
        document_type: DocumentType,
        /// Which.
        version: VersionId,
        /// Why.
        source: Cause,
    },
    /// No such run, or it has ended.
    #[error("run {run} is not running: it never began, or has ended")]
    NotRunning {
        /// Which.
        run: RunId,
    },
    /// A task of this process was stopped.
    #[error("the model store was not locked: the process is shutting down")]
    Stopped,
}

fn at_generation(generation: Option<Generation>) -> String {
    match generation {
        Some(generation) => format!("generation {generation} is active"),
        None => "nothing is active".to_owned(),
    }
}

impl Error {
    pub(crate) fn database(action: &'static str) -> impl Fn(sqlx::Error) -> Self + Copy {
        move |source| Self::Database { action, source }
    }
}
