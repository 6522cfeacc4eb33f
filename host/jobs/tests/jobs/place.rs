//! A queue over SQLite or PostgreSQL, with a clock that the test sets.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use refit_core::{Clock, ManualClock};
use refit_database::{Database, Location};
use refit_jobs::{Claim, JobStore, Trigger};
use sqlx::Executor;
use tempfile::TempDir;

/// The environment variable that names a PostgreSQL for the tests.
const POSTGRES: &str = "REFIT_TEST_POSTGRES_URL";
pub(crate) const LEASE: Duration = Duration::from_secs(30);
pub(crate) const KIND: &str = "retrain";

pub(crate) struct Place {
    _folder: TempDir,
    location: Location,
    /// In PostgreSQL every place is a schema of its own.
    schema: Option<String>,
    pub(crate) clock: Arc<ManualClock>,
}

/// A place on every engine there is.
pub(crate) async fn places() -> Vec<Place> {
    let mut places = vec![Place::sqlite()];
    match std::env::var(POSTGRES) {
        Ok(url) => places.push(Place::postgres(&url).await),
        Err(_) => println!("skipped on PostgreSQL: {POSTGRES} is not set"),
    }
    places
}

impl Place {
    fn new(location: Location, schema: Option<String>, folder: TempDir) -> Self {
        let noon: Timestamp = "2025-01-22T12:00:00Z".parse().unwrap();
        Self {
            _folder: folder,
            location,
            schema,
            clock: Arc::new(ManualClock::new(noon)),
        }
    }

    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::parse("sqlite://refit.db", folder.path()).unwrap();
        Self::new(location, None, folder)
    }

    async fn postgres(url: &str) -> Self {
        static PLACES: AtomicU32 = AtomicU32::new(0);
        let number = PLACES.fetch_add(1, Ordering::Relaxed);
        let schema = format!("refit_jobs_{}_{number}", std::process::id());
        let admin = Database::open(&Location::parse(url, Path::new("/")).unwrap())
            .await
            .unwrap();
        let statement = format!("create schema {schema}");
        admin
            .writer()
            .execute(sqlx::AssertSqlSafe(statement))
            .await
            .unwrap();
        admin.close().await;
        let separator = if url.contains('?') { '&' } else { '?' };
        let url = format!("{url}{separator}options[search_path]={schema}");
        let location = Location::parse(&url, Path::new("/")).unwrap();
        Self::new(location, Some(schema), tempfile::tempdir().unwrap())
    }

    pub(crate) async fn database(&self) -> Database {
        Database::open(&self.location).await.unwrap()
    }

    /// The queue as a process of its own would have it.
    pub(crate) async fn open(&self) -> JobStore {
        JobStore::new(self.database().await, self.clock.clone())
    }

    pub(crate) fn advance(&self, by: Duration) {
        let by = SignedDuration::try_from(by).unwrap();
        self.clock.set(self.clock.now() + by);
    }

    /// Leaves nothing behind in PostgreSQL.
    pub(crate) async fn close(self) {
        if let Some(schema) = &self.schema {
            let database = self.database().await;
            let statement = format!("drop schema {schema} cascade");
            database
                .writer()
                .execute(sqlx::AssertSqlSafe(statement))
                .await
                .unwrap();
            database.close().await;
        }
    }
}

pub(crate) fn trigger(subject: &str) -> Trigger {
    Trigger {
        kind: KIND.to_owned(),
        subject: subject.to_owned(),
        cause: "test".to_owned(),
        arguments: serde_json::json!({"seed": 42}),
        priority: 0,
        run_at: None,
        max_attempts: 3,
        ends_pause: false,
    }
}

/// Takes a job that must be there.
pub(crate) async fn claim(store: &JobStore) -> Claim {
    store.claim(KIND, "worker", LEASE).await.unwrap().unwrap()
}

pub(crate) async fn nothing_to_claim(store: &JobStore) -> bool {
    store.claim(KIND, "worker", LEASE).await.unwrap().is_none()
}
