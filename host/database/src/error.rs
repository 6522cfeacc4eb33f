//! What can go wrong before the first statement.

use std::path::PathBuf;

/// Why a database could not be opened. A URL is shown without its password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A URL of another kind.
    #[error(
        "'{0}' is no database address: use sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME"
    )]
    Address(String),
    /// A URL that the driver would take apart at the wrong places.
    #[error(
        "the database address '{0}' cannot be read: in its user and password write / as %2F, ? as %3F, # as %23 and @ as %40"
    )]
    Unescaped(String),
    /// The folder of the SQLite file could not be made.
    #[error("the folder {} of the database cannot be made", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database did not open.
    #[error("the database {location} cannot be opened")]
    Open {
        /// Which.
        location: String,
        /// Why.
        source: sqlx::Error,
    },
    /// The tables could not be brought up to date.
    #[error(
        "the tables of {location} cannot be brought up to date; a newer Refit may have written them"
    )]
    Migrate {
        /// Which.
        location: String,
        /// Why.
        source: sqlx::migrate::MigrateError,
    },
}
