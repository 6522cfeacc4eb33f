//! Why there is no configuration.

use std::path::PathBuf;

use super::Faults;

/// Why a configuration could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Error {
    /// A file that was named is not there.
    #[error("there is no configuration file '{}'; correct {named_by}, or leave it out to use config/retraining_config.json or the defaults", path.display())]
    Missing {
        /// Which file.
        path: PathBuf,
        /// What named it: `--config` or `RETRAINING_CONFIG_PATH`.
        named_by: &'static str,
    },
    /// The file cannot be read.
    #[error("the configuration file '{}' cannot be read; check its permissions, and that it is a text file in UTF-8", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not JSON.
    #[error("the configuration file '{}' is not valid JSON: line {line}, column {column}: {reason}", path.display())]
    Syntax {
        /// Which file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// Keys that cannot be used.
    #[error("the configuration cannot be used ({origin}); correct these keys:{faults}")]
    Faults {
        /// Where it comes from.
        origin: String,
        /// What is wrong with it.
        faults: Faults,
    },
}
