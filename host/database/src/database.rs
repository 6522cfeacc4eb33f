//! Opening, settings, migrations and transactions.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    Any, AnyConnection, AnyPool, Connection, Transaction,
    any::{AnyConnectOptions, AnyPoolOptions},
    migrate::{MigrateError, Migrator},
    pool::PoolConnection,
};

use crate::{Error, Location, sqlite};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite: one writer at a time.
    Sqlite,
    /// PostgreSQL: the engine that coordinates several hosts.
    Postgres,
}

/// An open database that is up to date. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Database {
    engine: Engine,
    reader: AnyPool,
    writer: AnyPool,
}

impl Database {
    /// Opens the database, making a SQLite file and its folder where they are missing, and
    /// applies the migrations that it lacks.
    ///
    /// # Errors
    /// [`Error`] names the database and what could not be done.
    pub async fn open(location: &Location) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let (engine, url) = match location {
            Location::Sqlite(path) => {
                let file = Location::Sqlite(with_folder(path)?);
                (Engine::Sqlite, file.driver_url())
            }
            Location::Postgres(_) => (Engine::Postgres, location.driver_url()),
        };
        let open = |source| Error::Open {
            location: location.to_string(),
            source,
        };
        let options: AnyConnectOptions = url.parse().map_err(open)?;
        // SQLite has one writer; waiting for it here is fairer than its own busy loop.
        let writers = match engine {
            Engine::Sqlite => 1,
            Engine::Postgres => 8,
        };
        let writer = pool(engine, writers).connect_lazy_with(options.clone());
        let reader = match engine {
            Engine::Sqlite => pool(engine, 4).connect_lazy_with(options.clone()),
            Engine::Postgres => writer.clone(),
        };
        let mut first = match engine {
            // A pool would try a file that is no database again and again, and hide why.
            Engine::Sqlite => sqlite::connect(&options).await,
            // A pool waits for a server that is just starting.
            Engine::Postgres => writer.acquire().await.map(PoolConnection::detach),
        }
        .map_err(open)?;
        let migrated = migrate(engine, &mut first).await;
        // Also gives back the lock that a failed migration of PostgreSQL leaves behind.
        let closed = first.close().await;
        migrated.map_err(|source| Error::Migrate {
            location: location.to_string(),
            source,
        })?;
        closed.map_err(open)?;
        Ok(Self {
            engine,
            reader,
            writer,
        })
    }

    /// Which database it is.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Connections for statements that only read.
    #[must_use]
    pub const fn reader(&self) -> &AnyPool {
        &self.reader
    }

    /// Connections for single statements that write.
    #[must_use]
    pub const fn writer(&self) -> &AnyPool {
        &self.writer
    }

    /// Begins a transaction that writes. On SQLite it takes the write lock at once: one that
    /// asks for it later may be refused after it has read.
    ///
    /// # Errors
    /// The driver's error.
    pub async fn begin(&self) -> Result<Transaction<'static, Any>, sqlx::Error> {
        match self.engine {
            Engine::Sqlite => self.writer.begin_with("BEGIN IMMEDIATE").await,
            Engine::Postgres => self.writer.begin().await,
        }
    }

    /// Begins a transaction that only reads: all its statements see the same state.
    ///
    /// # Errors
    /// The driver's error.
    pub async fn begin_read(&self) -> Result<Transaction<'static, Any>, sqlx::Error> {
        match self.engine {
            Engine::Sqlite => self.reader.begin().await,
            Engine::Postgres => {
                self.reader
                    .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                    .await
            }
        }
    }

    /// Writes what was deleted out of the files: on SQLite the write-ahead log, which still has
    /// it, is emptied. Whether nothing of it is left; PostgreSQL keeps such things by its own
    /// rules.
    ///
    /// # Errors
    /// The driver's error.
    pub async fn scrub(&self) -> Result<bool, sqlx::Error> {
        match self.engine {
            Engine::Sqlite => {
                // It waits for readers as long as `busy_timeout`.
                let (busy, _, _): (i64, i64, i64) =
                    sqlx::query_as("pragma wal_checkpoint(truncate)")
                        .fetch_one(&self.writer)
                        .await?;
                Ok(busy == 0)
            }
            Engine::Postgres => Ok(false),
        }
    }

    /// Waits for running statements and closes all connections.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

/// Makes the folder of a file. The path that comes back has no links and no dots: the driver
/// takes paths as URLs, in which `link/..` is something else.
fn with_folder(file: &Path) -> Result<PathBuf, Error> {
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
        return Ok(file.to_owned());
    };
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    std::fs::create_dir_all(folder)
        .and_then(|()| folder.canonicalize())
        .map(|folder| folder.join(name))
        .map_err(|source| Error::Folder {
            path: folder.into(),
            source,
        })
}

/// Applies what is missing; one host at a time does.
async fn migrate(engine: Engine, connection: &mut AnyConnection) -> Result<(), MigrateError> {
    if engine == Engine::Sqlite {
        // The driver locks PostgreSQL, but not SQLite. Where nothing is missing, opening need
        // not wait for somebody who writes.
        let applied: i64 = sqlx::query_scalar("select count(*) from _sqlx_migrations")
            .fetch_one(&mut *connection)
            .await
            .unwrap_or(0);
        if usize::try_from(applied).unwrap_or(0) < MIGRATIONS.iter().count() {
            let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
            MIGRATIONS
                .run_direct(None, &mut *transaction, false)
                .await?;
            transaction.commit().await?;
        }
    }
    // `run` is the same, but its future cannot be sent to another thread.
    MIGRATIONS.run_direct(None, connection, false).await
}

fn pool(engine: Engine, connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(15))
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if engine == Engine::Sqlite {
                    sqlite::settle(connection).await?;
                }
                Ok(())
            })
        })
}
