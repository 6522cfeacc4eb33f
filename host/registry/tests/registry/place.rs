//! A place to keep versions in: a temporary folder, and SQLite or PostgreSQL.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use bytes::Bytes;
use jiff::Timestamp;
use refit_core::{
    Comparison, DataCounts, DataSource, DocumentType, Effect, Feature, FeatureKind, FeatureSchema,
    Generation, ManualClock, Metrics, RunId, Sha256Digest, Verdict, VersionId,
};
use refit_database::{Database, Location};
use refit_registry::{
    Activation, Active, AuditAction, Error, GoldenRow, ModelStore, PluginLineage, Registry,
    VersionDraft,
};
use sqlx::Executor;
use tempfile::TempDir;

/// The environment variable that names a PostgreSQL for the tests.
const POSTGRES: &str = "REFIT_TEST_POSTGRES_URL";
pub const NOON: &str = "2025-01-22T12:00:00Z";

pub struct Place {
    folder: TempDir,
    location: Location,
    /// In PostgreSQL every place is a schema of its own.
    schema: Option<String>,
    pub clock: Arc<ManualClock>,
}

/// A place on every engine there is.
pub async fn places() -> Vec<Place> {
    let mut places = vec![Place::sqlite()];
    match std::env::var(POSTGRES) {
        Ok(url) => places.push(Place::postgres(&url).await),
        Err(_) => println!("skipped on PostgreSQL: {POSTGRES} is not set"),
    }
    places
}

impl Place {
    pub fn sqlite() -> Self {
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

    pub async fn database(&self) -> Database {
        Database::open(&self.location).await.unwrap()
    }

    pub fn store(&self) -> ModelStore {
        ModelStore::open("models", self.folder.path()).unwrap()
    }

    /// Opens the registry as a new process would.
    pub async fn open(&self) -> Registry {
        Registry::open(self.database().await, self.store(), self.clock.clone())
            .await
            .unwrap()
    }

    /// The same folder without its database.
    pub async fn without_database(self) -> Self {
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
    pub async fn close(self) {
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

    pub fn set_clock(&self, now: &str) {
        self.clock.set(now.parse().unwrap());
    }

    pub fn type_folder(&self) -> PathBuf {
        self.folder.path().join("models/paystub")
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.type_folder().join(name)
    }

    pub fn artifact(&self, kind: &str, version: &VersionId) -> PathBuf {
        self.file(&format!("paystub_{kind}_{version}.bin"))
    }

    pub fn manifest(&self, version: &VersionId) -> PathBuf {
        self.file(&format!("paystub_manifest_{version}.json"))
    }

    /// All names in the folder of the type, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.type_folder()) else {
            return Vec::new();
        };
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    pub fn active_version_file(&self) -> String {
        fs::read_to_string(self.file("ACTIVE_VERSION.txt")).unwrap()
    }

    pub fn history(&self) -> Vec<serde_json::Value> {
        let text = fs::read(self.file("performance_history.json")).unwrap();
        serde_json::from_slice(&text).unwrap()
    }
}

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new(NOON.parse::<Timestamp>().unwrap()))
}

pub fn paystub() -> DocumentType {
    "paystub".parse().unwrap()
}

pub fn version(text: &str) -> VersionId {
    text.parse().unwrap()
}

pub const KINDS: [&str; 3] = ["random_forest", "xgboost", "feature_scaler"];

pub fn draft(version: &VersionId) -> VersionDraft {
    let feature = |name: &str| Feature {
        name: name.to_owned(),
        title: "A feature".to_owned(),
        kind: FeatureKind::Amount,
        lowest: -1.0,
        highest: 1e9,
        effect: Effect::Either,
        may_be_missing: true,
    };
    let content = |kind: &&str| {
        let text = format!("{kind} of {version}\n").repeat(1_000);
        ((*kind).to_owned(), Bytes::from(text))
    };
    VersionDraft {
        document_type: paystub(),
        version_id: version.clone(),
        run: Some(RunId(7)),
        host_version: "0.1.0".to_owned(),
        plugin: PluginLineage {
            version: "1.2.3".to_owned(),
            sdk_version: "0.1.0".to_owned(),
            digest: Sha256Digest::of(b"plugin"),
        },
        features: FeatureSchema::try_new(vec![feature("gross"), feature("net")]).unwrap(),
        seed: u64::MAX,
        as_of: "2025-01-22".parse().unwrap(),
        parameters: serde_json::json!({ "trees": 100, "rate": 0.1 }),
        data_source: DataSource::Hybrid,
        training_data: DataCounts {
            total_samples: 300,
            real_samples: 120,
            synthetic_samples: 180,
            fraud_count: 100,
            fraud_ratio: 1.0 / 3.0,
            training_rows: 276,
            holdout_rows: 24,
            holdout_fraud_count: 8,
        },
        data_digest: Sha256Digest::of(b"data"),
        evaluation: serde_json::json!({ "holdout_fold": 0 }),
        metrics: Metrics {
            r2_score: 0.1 + 0.2,
            mse: 97.312_345_678_901_23,
            rf_r2: 0.8,
            rf_mse: 110.0,
            xgb_r2: 0.84,
            xgb_mse: 99.0,
            roc_auc: Some(0.987),
            pr_auc: None,
            ks: Some(0.9),
            recall_at_1_percent_fpr: None,
            recall_at_5_percent_fpr: Some(1.0),
            brier: Some(1.0 / 7.0),
            training_time_seconds: 0.25,
        },
        comparison: Comparison {
            should_activate: true,
            verdict: Verdict::Activate,
            rule: "first".to_owned(),
            reason: "No previous model found - activating first version".to_owned(),
            policy: "default".to_owned(),
            previous_version: None,
            previous_r2: None,
            new_r2: Some(0.1 + 0.2),
            delta: None,
            r2_difference: None,
            roc_auc_difference: None,
            roc_auc: None,
            rows: 24,
            fraud_rows: 8,
        },
        golden_rows: vec![GoldenRow {
            features: vec![1234.56, f64::NAN],
            score: 12.345_678_901_234_567,
            random_forest: 1.0 / 3.0,
            xgboost: 2.0 / 3.0,
        }],
        artifacts: KINDS.iter().map(content).collect(),
    }
}

/// Reserves and saves a version.
pub async fn save(registry: &Registry) -> VersionId {
    let version = registry.reserve(&paystub(), None).await.unwrap();
    registry.save(draft(&version)).await.unwrap();
    version
}

pub fn activation(version: &VersionId, expected: Option<u64>) -> Activation {
    Activation {
        document_type: paystub(),
        version: version.clone(),
        expected: expected.map(Generation),
        actor: "tester".to_owned(),
        action: AuditAction::Activated,
        reason: "better".to_owned(),
        run: Some(RunId(7)),
    }
}

/// Activates against whatever is active now.
pub async fn activate(registry: &Registry, version: &VersionId) -> Result<Active, Error> {
    let active = registry.active(&paystub()).await?;
    let expected = active.map(|active| active.generation.0);
    registry.activate(activation(version, expected)).await
}
