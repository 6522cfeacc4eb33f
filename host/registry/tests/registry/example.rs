//! Versions to save, and what is done with them all the time.

use bytes::Bytes;
use refit_core::{
    Comparison, DataCounts, DataSource, DocumentType, Effect, Feature, FeatureKind, FeatureSchema,
    Generation, Metrics, RunId, Sha256Digest, Verdict, VersionId,
};
use refit_registry::{
    Activation, Active, AuditAction, Error, GoldenRow, PluginLineage, Registry, VersionDraft,
};

pub(crate) fn paystub() -> DocumentType {
    "paystub".parse().unwrap()
}

pub(crate) fn version(text: &str) -> VersionId {
    text.parse().unwrap()
}

pub(crate) const KINDS: [&str; 3] = ["random_forest", "xgboost", "feature_scaler"];

pub(crate) fn draft(version: &VersionId) -> VersionDraft {
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
pub(crate) async fn save(registry: &Registry) -> VersionId {
    let version = registry.reserve(&paystub(), None).await.unwrap();
    registry.save(draft(&version)).await.unwrap();
    version
}

pub(crate) fn activation(version: &VersionId, expected: Option<u64>) -> Activation {
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
pub(crate) async fn activate(registry: &Registry, version: &VersionId) -> Result<Active, Error> {
    let active = registry.active(&paystub()).await?;
    let expected = active.map(|active| active.generation.0);
    registry.activate(activation(version, expected)).await
}
