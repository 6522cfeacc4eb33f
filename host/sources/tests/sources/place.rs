//! A place for documents: a SQLite file, or a schema of its own in PostgreSQL.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use refit_core::ManualClock;
use refit_database::{Database, Location};
use refit_sources::DocumentStore;
use sqlx::{AnyConnection, Connection, Executor};
use tempfile::TempDir;

/// The environment variable that names a PostgreSQL for the tests.
const POSTGRES: &str = "REFIT_TEST_POSTGRES_URL";
pub(crate) const NOON: &str = "2025-01-22T12:00:00Z";

pub(crate) struct Place {
    location: Location,
    engine: Engine,
    pub(crate) clock: Arc<ManualClock>,
}

enum Engine {
    Sqlite { folder: TempDir },
    Postgres { url: String, schema: String },
}

/// A place on every engine there is.
pub(crate) async fn places() -> Vec<Place> {
    let mut places = vec![Place::sqlite()];
    match std::env::var(POSTGRES) {
        Ok(url) => places.push(Place::postgres(url).await),
        Err(_) => println!("skipped on PostgreSQL: {POSTGRES} is not set"),
    }
    places
}

impl Place {
    fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::parse("sqlite://refit.db", folder.path()).unwrap();
        Self::new(location, Engine::Sqlite { folder })
    }

    async fn postgres(url: String) -> Self {
        static PLACES: AtomicU32 = AtomicU32::new(0);
        let number = PLACES.fetch_add(1, Ordering::Relaxed);
        let schema = format!("refit_sources_{}_{number}", std::process::id());
        administer(&url, format!("drop schema if exists {schema} cascade")).await;
        administer(&url, format!("create schema {schema}")).await;
        let separator = if url.contains('?') { '&' } else { '?' };
        let address = format!("{url}{separator}options[search_path]={schema}");
        let location = Location::parse(&address, Path::new("/")).unwrap();
        Self::new(location, Engine::Postgres { url, schema })
    }

    fn new(location: Location, engine: Engine) -> Self {
        let clock = Arc::new(ManualClock::new(NOON.parse().unwrap()));
        Self {
            location,
            engine,
            clock,
        }
    }

    pub(crate) async fn database(&self) -> Database {
        Database::open(&self.location).await.unwrap()
    }

    /// Opens the store as a new process would.
    pub(crate) async fn store(&self) -> DocumentStore {
        DocumentStore::new(self.database().await, self.clock.clone())
    }

    /// The folder of a SQLite file.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match &self.engine {
            Engine::Sqlite { folder } => Some(folder.path()),
            Engine::Postgres { .. } => None,
        }
    }

    /// Leaves nothing behind in PostgreSQL.
    pub(crate) async fn close(self) {
        if let Engine::Postgres { url, schema } = &self.engine {
            administer(url, format!("drop schema {schema} cascade")).await;
        }
    }
}

/// A statement that no part of Refit would send.
pub(crate) async fn tamper(place: &Place, statement: &'static str) {
    let database = place.database().await;
    database.writer().execute(statement).await.unwrap();
    database.close().await;
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
