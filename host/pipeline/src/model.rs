//! A version put together and proven: the model that scores.

use std::sync::Arc;

use refit_core::{
    VersionId,
    plugin::{Components, Descriptor, DocumentPlugin},
};
use refit_learn::{ArtifactKind, BoostedTrees, Ensemble, Matrix, Parameters, RandomForest, Scaler};
use refit_registry::{GoldenRow, LoadedVersion, Manifest};

use crate::Error;

/// A version whose files are whole and whose golden rows come out bit for bit.
#[derive(Debug, Clone)]
pub struct Model {
    manifest: Manifest,
    ensemble: Ensemble,
}

impl Model {
    /// Puts a version together and proves it.
    ///
    /// # Errors
    /// [`Error::Version`] for a file that is missing or no artifact, [`Error::GoldenScores`] for a
    /// model that scores otherwise than when it was saved.
    pub fn assemble(stored: LoadedVersion) -> Result<Self, Error> {
        let LoadedVersion {
            manifest,
            artifacts,
        } = stored;
        let fault = |fault: String| Error::Version {
            document_type: manifest.document_type.clone(),
            version: manifest.version_id.clone(),
            fault,
        };
        let bytes = |kind: ArtifactKind| {
            let bytes = artifacts.get(kind.as_str());
            bytes.ok_or_else(|| fault(format!("its manifest names no {kind}")))
        };
        let damaged = |error: refit_learn::Error| fault(error.to_string());
        let parameters: Parameters = serde_json::from_value(manifest.parameters.clone())
            .map_err(|error| fault(format!("its parameters cannot be read: {error}")))?;
        let ensemble = Ensemble::from_parts(
            Scaler::from_bytes(bytes(ArtifactKind::FeatureScaler)?).map_err(damaged)?,
            RandomForest::from_bytes(bytes(ArtifactKind::RandomForest)?).map_err(damaged)?,
            BoostedTrees::from_bytes(bytes(ArtifactKind::Xgboost)?).map_err(damaged)?,
            parameters.weights.check().map_err(damaged)?,
        )
        .map_err(damaged)?;
        if ensemble.width() != manifest.features.len() {
            return Err(fault(format!(
                "its models know {} features and its manifest names {}",
                ensemble.width(),
                manifest.features.len()
            )));
        }
        let model = Self { manifest, ensemble };
        model.prove()?;
        Ok(model)
    }

    /// Scores the golden rows again.
    fn prove(&self) -> Result<(), Error> {
        let again = golden_rows(
            &self.ensemble,
            self.manifest
                .golden_rows
                .iter()
                .map(|row| row.features.as_slice()),
        )?;
        let differs = again
            .iter()
            .zip(&self.manifest.golden_rows)
            .position(|(now, then)| {
                [now.score, now.random_forest, now.xgboost].map(f64::to_bits)
                    != [then.score, then.random_forest, then.xgboost].map(f64::to_bits)
            });
        match differs {
            None => Ok(()),
            Some(row) => Err(Error::GoldenScores {
                document_type: self.manifest.document_type.clone(),
                version: self.manifest.version_id.clone(),
                row,
            }),
        }
    }

    /// Refuses a plugin whose rows mean something else than those the version was trained on.
    ///
    /// # Errors
    /// [`Error::OtherFeatures`].
    pub fn must_read(&self, plugin: &Descriptor) -> Result<(), Error> {
        if self.manifest.feature_schema_hash == plugin.features.hash() {
            return Ok(());
        }
        Err(Error::OtherFeatures {
            document_type: self.manifest.document_type.clone(),
            version: self.manifest.version_id.clone(),
            plugin_version: plugin.version.clone(),
            trained_with: self.manifest.plugin.version.clone(),
        })
    }

    /// The component that the version was trained with, where it is not `plugin` and can be had;
    /// none where `plugin` gives the version's rows.
    ///
    /// # Errors
    /// [`Error::OtherFeatures`] where neither does.
    pub async fn component(
        &self,
        plugin: &dyn DocumentPlugin,
        components: Option<&dyn Components>,
    ) -> Result<Option<Arc<dyn DocumentPlugin>>, Error> {
        let digest = self.manifest.plugin.digest;
        if digest != plugin.digest()
            && let Some(components) = components
            && let Some(own) = components.component(digest).await
        {
            self.must_read(own.descriptor())?;
            return Ok(Some(own));
        }
        self.must_read(plugin.descriptor())?;
        Ok(None)
    }

    /// Its version.
    #[must_use]
    pub const fn version(&self) -> &VersionId {
        &self.manifest.version_id
    }

    /// Where it comes from.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What scores.
    #[must_use]
    pub const fn ensemble(&self) -> &Ensemble {
        &self.ensemble
    }
}

/// Rows with the scores that an ensemble gives them.
pub(crate) fn golden_rows<'a>(
    ensemble: &Ensemble,
    rows: impl Iterator<Item = &'a [f64]> + Clone,
) -> Result<Vec<GoldenRow>, Error> {
    let values = rows.clone().flatten().copied().collect();
    let scores = ensemble.score(&Matrix::try_new(values, ensemble.width())?)?;
    let models = scores.random_forest.iter().zip(&scores.xgboost);
    let scored = rows.zip(scores.ensemble.iter().zip(models));
    Ok(scored
        .map(
            |(features, (&score, (&random_forest, &xgboost)))| GoldenRow {
                features: features.to_vec(),
                score,
                random_forest,
                xgboost,
            },
        )
        .collect())
}
