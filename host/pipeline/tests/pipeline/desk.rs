//! A folder with a database and a model store, and a clock that stands still.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use refit_core::{DocumentType, LabelSource, ManualClock, RiskScore, VersionId};
use refit_database::{Database, Location};
use refit_learn::{ForestParameters, Parameters};
use refit_pipeline::{
    Blending, Evaluation, Event, LabelScores, Observer, Options, Pipeline, Quality, Request,
    RunRecord, Step,
};
use refit_registry::{ModelStore, Registry};
use refit_sources::{DocumentStore, Filter, Import, ImportOptions};
use serde_json::json;

use crate::plugin::{Receipts, receipt};

pub(crate) struct Desk {
    folder: tempfile::TempDir,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) documents: DocumentStore,
    pub(crate) registry: Registry,
    pub(crate) pipeline: Pipeline,
}

/// Small forests: tests are about the run, not about the trees.
pub(crate) fn options() -> Options {
    let parameters = Parameters {
        random_forest: ForestParameters {
            trees: 12,
            ..ForestParameters::default()
        },
        ..Parameters::default()
    };
    Options {
        filter: Filter {
            min_confidence: Some(0.8),
            limit: 10_000,
        },
        labels: LabelScores {
            approve: RiskScore::try_new(15.0).unwrap(),
            reject: RiskScore::try_new(85.0).unwrap(),
        },
        blending: Blending {
            min_real_for_hybrid: 100,
            min_real_for_real_only: 500,
            synthetic_share: 0.4,
            synthetic_documents: 400,
        },
        quality: Quality {
            min_rows: 50,
            min_rows_per_class: 20,
            min_fraud_ratio: 0.1,
            max_fraud_ratio: 0.6,
        },
        parameters: parameters.check().unwrap(),
        evaluation: Evaluation {
            max_r2_drop: 0.15,
            bootstrap_draws: 300,
            confidence_level: 0.95,
        },
        keep_versions: 5,
    }
}

pub(crate) fn request(seed: u64) -> Request {
    Request {
        seed,
        dry_run: false,
        actor: "a test".to_owned(),
    }
}

impl Desk {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new("2026-03-04T05:06:07Z".parse().unwrap()));
        let location = Location::parse("sqlite://refit.db", folder.path()).unwrap();
        let database = Database::open(&location).await.unwrap();
        let store = ModelStore::open("models", folder.path()).unwrap();
        let registry = Registry::open(database.clone(), store, clock.clone())
            .await
            .unwrap();
        let documents = DocumentStore::new(database, clock.clone());
        let pipeline = Pipeline::new(documents.clone(), registry.clone(), clock.clone());
        Self {
            folder,
            clock,
            documents,
            registry,
            pipeline,
        }
    }

    pub(crate) fn document_type(&self) -> DocumentType {
        "receipt".parse().unwrap()
    }

    pub(crate) async fn retrain(&self, seed: u64) -> RunRecord {
        self.retrain_with(&Receipts::new(), &options(), seed).await
    }

    pub(crate) async fn retrain_with(
        &self,
        plugin: &Receipts,
        options: &Options,
        seed: u64,
    ) -> RunRecord {
        self.pipeline
            .retrain(plugin, options, &request(seed), &Steps::default())
            .await
            .unwrap()
    }

    /// Imports real receipts `from..to`; every `nth` is REJECT.
    pub(crate) async fn import(&self, from: u64, to: u64, nth: u64, confidence: f64) {
        let lines: Vec<String> = (from..to)
            .map(|number| line(number, number % nth == 0, confidence))
            .collect();
        self.import_lines(&lines.join("\n")).await;
    }

    pub(crate) async fn import_lines(&self, lines: &str) {
        let options = ImportOptions {
            label_source: LabelSource::Outcome,
            received: None,
        };
        let import = Import::read(&self.document_type(), lines.as_bytes(), options).unwrap();
        self.documents.import(&import).await.unwrap();
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn model_file(&self, kind: &str, version: &VersionId) -> PathBuf {
        let extension = if kind == "manifest" { "json" } else { "bin" };
        self.path().join(format!(
            "models/receipt/receipt_{kind}_{version}.{extension}"
        ))
    }
}

/// A line of an import, with a receipt that the generator would not make.
pub(crate) fn line(number: u64, fraud: bool, confidence: f64) -> String {
    let label = if fraud { "REJECT" } else { "APPROVE" };
    let document = receipt(77, number, fraud);
    json!({"id": number, "document": document, "label": label, "confidence": confidence})
        .to_string()
}

/// Notes steps, and cancels before one of them.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    pub(crate) ended: Mutex<Vec<Step>>,
    pub(crate) cancel_after: Option<Step>,
}

impl Observer for Steps {
    fn on_event(&self, event: &Event<'_>) {
        if let Event::StepEnded { step, .. } = event {
            self.ended.lock().unwrap().push(*step);
        }
    }

    fn is_cancelled(&self) -> bool {
        let ended = self.ended.lock().unwrap();
        self.cancel_after.is_some() && ended.last().copied() >= self.cancel_after
    }
}
