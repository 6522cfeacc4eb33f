//! One process works on a SQLite file.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use refit_database::Location;

use crate::output::Hint;

/// Held as long as the process lives; the system lets it go whatever ends the process.
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock beside a SQLite file; PostgreSQL needs none.
    pub(super) fn take(database: &Location) -> Result<Option<Self>> {
        let Location::Sqlite(path) = database else {
            return Ok(None);
        };
        let path = beside(path);
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

    /// Whether a process works on a SQLite file; nothing says so of PostgreSQL.
    pub(crate) fn is_held(database: &Location) -> Option<bool> {
        let Location::Sqlite(path) = database else {
            return None;
        };
        let held = File::open(beside(path))
            .is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)));
        Some(held)
    }
}

/// Where the lock of a SQLite file is.
fn beside(database: &Path) -> PathBuf {
    database.with_extension("lock")
}
