//! A place for a database: a file in a temporary folder, or a schema of its own in PostgreSQL.

use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use refit_database::{Database, Location};
use sqlx::{AnyConnection, Connection, Executor};
use tempfile::TempDir;

/// The environment variable that names a PostgreSQL for the tests.
const POSTGRES: &str = "REFIT_TEST_POSTGRES_URL";

pub(crate) struct Place {
    pub(crate) location: Location,
    engine: Engine,
}

enum Engine {
    Sqlite { _folder: TempDir },
    Postgres { url: String, schema: String },
}

/// A place on every engine there is.
pub(crate) async fn places() -> Vec<Place> {
    let mut places = vec![Place::sqlite()];
    places.extend(Place::postgres().await);
    places
}

impl Place {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            location: Location::parse("sqlite://refit.db", folder.path()).unwrap(),
            engine: Engine::Sqlite { _folder: folder },
        }
    }

    pub(crate) async fn postgres() -> Option<Self> {
        static PLACES: AtomicU32 = AtomicU32::new(0);
        let Ok(url) = std::env::var(POSTGRES) else {
            println!("skipped on PostgreSQL: {POSTGRES} is not set");
            return None;
        };
        let number = PLACES.fetch_add(1, Ordering::Relaxed);
        let schema = format!("refit_database_{}_{number}", std::process::id());
        administer(&url, format!("drop schema if exists {schema} cascade")).await;
        administer(&url, format!("create schema {schema}")).await;
        let separator = if url.contains('?') { '&' } else { '?' };
        let address = format!("{url}{separator}options[search_path]={schema}");
        Some(Self {
            location: Location::parse(&address, Path::new("/")).unwrap(),
            engine: Engine::Postgres { url, schema },
        })
    }

    /// Opens the database as a new process would.
    pub(crate) async fn open(&self) -> Database {
        Database::open(&self.location).await.unwrap()
    }

    /// Leaves nothing behind in PostgreSQL.
    pub(crate) async fn close(self) {
        if let Engine::Postgres { url, schema } = &self.engine {
            administer(url, format!("drop schema {schema} cascade")).await;
        }
    }
}

async fn administer(url: &str, statement: String) {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(url).await.unwrap();
    connection
        .execute(sqlx::AssertSqlSafe(statement))
        .await
        .unwrap();
    connection.close().await.unwrap();
}
