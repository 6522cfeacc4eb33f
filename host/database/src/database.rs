//! Opening, settings, migrations and transactions.

use std::time::Duration;

use sqlx::{
    Any, AnyPool, Executor, Transaction,
    any::{AnyConnectOptions, AnyPoolOptions},
};

use crate::{Error, Location};

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

/// Durable before it answers; readers do not wait for the writer; what is deleted is
/// overwritten; another process that writes is waited for.
const SQLITE_SETTINGS: &str = "
    pragma busy_timeout = 10000;
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma secure_delete = on;
";

impl Database {
    /// Opens the database, making a SQLite file and its folder where they are missing, and
    /// applies the migrations that it lacks.
    ///
    /// # Errors
    /// [`Error`] names the database and what could not be done.
    pub async fn open(location: &Location) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let engine = match location {
            Location::Sqlite(path) => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).map_err(|source| Error::Folder {
                        path: folder.into(),
                        source,
                    })?;
                }
                Engine::Sqlite
            }
            Location::Postgres(_) => Engine::Postgres,
        };
        let open = |source| Error::Open {
            location: location.to_string(),
            source,
        };
        let options: AnyConnectOptions = location.driver_url().parse().map_err(open)?;
        // SQLite has one writer; waiting for it here is fairer than its own busy loop.
        let writers = match engine {
            Engine::Sqlite => 1,
            Engine::Postgres => 8,
        };
        let writer = pool(engine, writers)
            .connect_with(options.clone())
            .await
            .map_err(open)?;
        sqlx::migrate!("./migrations")
            .run(&writer)
            .await
            .map_err(|source| Error::Migrate {
                location: location.to_string(),
                source,
            })?;
        let reader = match engine {
            Engine::Sqlite => pool(engine, 4).connect_lazy_with(options),
            Engine::Postgres => writer.clone(),
        };
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

    /// Waits for running statements and closes all connections.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

fn pool(engine: Engine, connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(15))
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if engine == Engine::Sqlite {
                    connection.execute(SQLITE_SETTINGS).await?;
                }
                Ok(())
            })
        })
}
