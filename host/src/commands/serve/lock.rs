//! One process works on a SQLite file.

use std::fs::{File, OpenOptions, TryLockError};

use anyhow::{Context, Result, anyhow};
use refit_database::Location;

use crate::output::Hint;

/// Held as long as the process lives; the system lets it go whatever ends the process.
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock beside a SQLite file; PostgreSQL needs none.
    pub(super) fn take(database: &Location) -> Result<Option<Self>> {
        let Location::Sqlite(path) = database else {
            return Ok(None);
        };
        let path = path.with_extension("lock");
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("the folder '{}' cannot be made", folder.display()))?;
        }
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .with_context(|| format!("the lock '{}' cannot be opened", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Err(anyhow!(
                "another server or worker works on this database: it holds '{}'",
                path.display()
            )
            .context(Hint(
                "stop it first, or start this one with --no-worker; several share the work on PostgreSQL".into(),
            ))),
            Err(TryLockError::Error(error)) => Err(error)
                .with_context(|| format!("the lock '{}' cannot be taken", path.display())),
        }
    }
}
