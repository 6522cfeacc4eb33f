//! Versions in answers.

use jiff::Timestamp;
use refit_core::{DataSource, RunId, Sha256Digest, Verdict, VersionId};
use refit_registry::StoredVersion;
use serde::Serialize;
use utoipa::ToSchema;

/// A version, with the members that the status of the original has.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionEntry {
    /// The version's id: the UTC second of its making.
    #[schema(value_type = String, example = "20250122_143052")]
    pub version_id: VersionId,
    /// When it was saved.
    #[schema(value_type = String, format = DateTime)]
    pub timestamp: Timestamp,
    /// Whether it scores.
    pub is_active: bool,
    /// What it was trained on.
    #[schema(value_type = String, example = "real")]
    pub data_source: DataSource,
    /// R² of the ensemble on the rows held out.
    pub r2_score: f64,
    /// Mean squared error of the ensemble on the rows held out, in points squared.
    pub mse: f64,
    /// ROC-AUC on the rows held out; null where they have one class only.
    pub roc_auc: Option<f64>,
    /// PR-AUC on the rows held out; null where they have one class only.
    pub pr_auc: Option<f64>,
    /// How many rows its run had.
    pub training_samples: usize,
    /// What its run decided.
    #[schema(value_type = String, example = "activate")]
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// The number of its run.
    #[schema(value_type = Option<i64>)]
    pub run: Option<RunId>,
    /// The seed of everything random in it.
    pub seed: u64,
    /// The plugin that it was trained with.
    pub plugin_version: String,
    /// SHA-256 of that plugin's file.
    #[schema(value_type = String)]
    pub plugin_digest: Sha256Digest,
    /// SHA-256 of its manifest.
    #[schema(value_type = String)]
    pub manifest_digest: Sha256Digest,
}

impl VersionEntry {
    /// The entry of a version; `active` is the one that scores.
    #[must_use]
    pub fn of(stored: StoredVersion, active: Option<&VersionId>) -> Self {
        let StoredVersion {
            manifest,
            manifest_digest,
            verdict,
            ..
        } = stored;
        Self {
            is_active: Some(&manifest.version_id) == active,
            version_id: manifest.version_id,
            timestamp: manifest.created_at,
            data_source: manifest.data_source,
            r2_score: manifest.metrics.r2_score,
            mse: manifest.metrics.mse,
            roc_auc: manifest.metrics.roc_auc,
            pr_auc: manifest.metrics.pr_auc,
            training_samples: manifest.training_data.total_samples,
            verdict,
            reason: manifest.comparison.reason,
            run: manifest.run,
            seed: manifest.seed,
            plugin_version: manifest.plugin.version,
            plugin_digest: manifest.plugin.digest,
            manifest_digest,
        }
    }
}
