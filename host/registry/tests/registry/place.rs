//! A place to keep versions in: a temporary folder, and SQLite or PostgreSQL.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use jiff::Timestamp;
use refit_core::{ManualClock, VersionId};
use refit_database::{Database, Location};
use refit_registry::{ModelStore, Registry};
use sqlx::Executor;
use tempfile::TempDir;

/// The environment variable that names a PostgreSQL for the tests.
const POSTGRES: &str = "REFIT_TEST_POSTGRES_URL";
pub(crate) const NOON: &str = "2025-01-22T12:00:00Z";

pub(crate) struct Place {
    folder: TempDir,
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
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::parse("sqlite://refit.db", folder.path()).unwrap();
        Self {
            folder,
            location,
            schema: None,
            clock: clock(),
        }
    }

    async fn postgres(url: &str) -> Self {
        static PLACES: AtomicU32 = AtomicU32::new(0);
        let number = PLACES.fetch_add(1, Ordering::Relaxed);
        let schema = format!("refit_test_{}_{number}", std::process::id());
        let admin = Database::open(&Location::parse(url, Path::new("/")).unwrap())
            .await
            .unwrap();
        for statement in [
            format!("drop schema if exists {schema} cascade"),
            format!("create schema {schema}"),
        ] {
            admin
                .writer()
                .execute(sqlx::AssertSqlSafe(statement))
                .await
                .unwrap();
        }
        admin.close().await;
        let separator = if url.contains('?') { '&' } else { '?' };
        let url = format!("{url}{separator}options[search_path]={schema}");
        Self {
            folder: tempfile::tempdir().unwrap(),
            location: Location::parse(&url, Path::new("/")).unwrap(),
            schema: Some(schema),
            clock: clock(),
        }
    }

    pub(crate) async fn database(&self) -> Database {
        Database::open(&self.location).await.unwrap()
    }

    pub(crate) fn store(&self) -> ModelStore {
        ModelStore::open("models", self.folder.path()).unwrap()
    }

    /// Opens the registry as a new process would.
    pub(crate) async fn open(&self) -> Registry {
        Registry::open(self.database().await, self.store(), self.clock.clone())
            .await
            .unwrap()
    }

    /// The same folder without its database.
    pub(crate) async fn without_database(self) -> Self {
        let Self {
            folder,
            location,
            schema,
            clock,
        } = self;
        match schema {
            None => {
                for name in ["refit.db", "refit.db-wal", "refit.db-shm"] {
                    let _ = fs::remove_file(folder.path().join(name));
                }
                Self {
                    folder,
                    location,
                    schema: None,
                    clock,
                }
            }
            Some(schema) => {
                let place = Self {
                    folder,
                    location,
                    schema: Some(schema.clone()),
                    clock,
                };
                let database = place.database().await;
                for statement in [
                    format!("drop schema {schema} cascade"),
                    format!("create schema {schema}"),
                ] {
                    database
                        .writer()
                        .execute(sqlx::AssertSqlSafe(statement))
                        .await
                        .unwrap();
                }
                database.close().await;
                place
            }
        }
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

    pub(crate) fn set_clock(&self, now: &str) {
        self.clock.set(now.parse().unwrap());
    }

    pub(crate) fn type_folder(&self) -> PathBuf {
        self.folder.path().join("models/paystub")
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.type_folder().join(name)
    }

    pub(crate) fn artifact(&self, kind: &str, version: &VersionId) -> PathBuf {
        self.file(&format!("paystub_{kind}_{version}.bin"))
    }

    pub(crate) fn manifest(&self, version: &VersionId) -> PathBuf {
        self.file(&format!("paystub_manifest_{version}.json"))
    }

    /// All names in the folder of the type, hidden ones too.
    pub(crate) fn names(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.type_folder()) else {
            return Vec::new();
        };
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn active_version_file(&self) -> String {
        fs::read_to_string(self.file("ACTIVE_VERSION.txt")).unwrap()
    }

    pub(crate) fn history(&self) -> Vec<serde_json::Value> {
        let text = fs::read(self.file("performance_history.json")).unwrap();
        serde_json::from_slice(&text).unwrap()
    }
}

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new(NOON.parse::<Timestamp>().unwrap()))
}
