//! Step 9: the version, whether it goes live or not.

use refit_core::{Comparison, VersionId};
use refit_learn::ArtifactKind;
use refit_registry::{PluginLineage, VersionDraft};
use tracing::Instrument;

use super::{Run, split::HOLDOUT_FOLD, train::Trained};
use crate::{Error, Step, model::golden_rows};

impl Run<'_> {
    /// Saves artifacts and manifest under a new version id.
    pub(super) async fn save(
        &mut self,
        trained: &Trained,
        comparison: &Comparison,
    ) -> Result<VersionId, Error> {
        let step = self.begin(Step::Save)?;
        let span = step.span.clone();
        let document_type = self.document_type().clone();
        let registry = &self.pipeline.registry;
        let version = registry
            .reserve(&document_type, Some(self.record.run))
            .instrument(span.clone())
            .await?;
        let draft = self.draft(version.clone(), trained, comparison)?;
        let manifest = registry.save(draft).instrument(span).await?;
        self.record.version_id = Some(version.clone());
        let bytes: u64 = manifest
            .artifacts
            .iter()
            .map(|artifact| artifact.bytes)
            .sum();
        self.end(&step, format!("version {version}, {bytes} bytes"));
        Ok(version)
    }

    fn draft(
        &self,
        version: VersionId,
        trained: &Trained,
        comparison: &Comparison,
    ) -> Result<VersionDraft, Error> {
        let missing = |fault: &str| Error::Version {
            document_type: self.document_type().clone(),
            version: version.clone(),
            fault: fault.to_owned(),
        };
        let ensemble = &trained.ensemble;
        let descriptor = self.plugin.descriptor();
        // The plugin's own made-up documents, so that no customer's numbers lie in a manifest.
        let goldens = descriptor
            .goldens
            .iter()
            .map(|golden| golden.features.as_slice());
        Ok(VersionDraft {
            document_type: self.document_type().clone(),
            run: Some(self.record.run),
            host_version: env!("CARGO_PKG_VERSION").to_owned(),
            plugin: PluginLineage {
                version: descriptor.version.clone(),
                sdk_version: descriptor.sdk_version.clone(),
                digest: self.plugin.digest(),
            },
            features: descriptor.features.clone(),
            seed: self.request.seed,
            as_of: self
                .record
                .as_of
                .ok_or_else(|| missing("the run has no day"))?,
            parameters: serde_json::to_value(self.options.parameters.get())
                .map_err(|error| missing(&error.to_string()))?,
            data_source: self
                .record
                .data_source
                .ok_or_else(|| missing("the run has no data"))?,
            training_data: self
                .record
                .training_data
                .ok_or_else(|| missing("the run has no data"))?,
            data_digest: self
                .record
                .data_digest
                .ok_or_else(|| missing("the run has no data"))?,
            evaluation: serde_json::json!({
                "policy": comparison.policy,
                "folds": refit_sources::FOLDS,
                "holdout_fold": HOLDOUT_FOLD,
                "bootstrap_draws": self.options.evaluation.bootstrap_draws,
                "confidence_level": self.options.evaluation.confidence_level,
                "max_r2_drop": self.options.evaluation.max_r2_drop,
                "metrics_by_source": self.record.metrics_by_source,
            }),
            metrics: self
                .record
                .metrics
                .ok_or_else(|| missing("the run has no metrics"))?,
            comparison: comparison.clone(),
            golden_rows: golden_rows(ensemble, goldens)?,
            artifacts: vec![
                (
                    ArtifactKind::RandomForest.as_str().to_owned(),
                    ensemble.random_forest().to_bytes()?.into(),
                ),
                (
                    ArtifactKind::Xgboost.as_str().to_owned(),
                    ensemble.xgboost().to_bytes()?.into(),
                ),
                (
                    ArtifactKind::FeatureScaler.as_str().to_owned(),
                    ensemble.scaler().to_bytes()?.into(),
                ),
            ],
            version_id: version,
        })
    }
}
