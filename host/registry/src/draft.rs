//! What a run hands over to be saved.

use bytes::Bytes;
use jiff::Timestamp;
use refit_core::{
    Comparison, DataCounts, DataSource, Day, DocumentType, FeatureSchema, Metrics, RunId,
    Sha256Digest, VersionId,
};

use crate::{Artifact, Error, GoldenRow, Manifest, PluginLineage, file_name::FileName};

/// A version that is not saved yet: all of a [`Manifest`] but what saving fills in.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionDraft {
    /// What the version scores.
    pub document_type: DocumentType,
    /// Its reserved id.
    pub version_id: VersionId,
    /// The run that trained it.
    pub run: Option<RunId>,
    /// The version of Refit.
    pub host_version: String,
    /// The plugin that made the features.
    pub plugin: PluginLineage,
    /// The features, in order.
    pub features: FeatureSchema,
    /// The seed of everything random in the run.
    pub seed: u64,
    /// The day that the run's synthetic documents were made for.
    pub as_of: Day,
    /// The parameters of the models.
    pub parameters: serde_json::Value,
    /// What the training set is made of.
    pub data_source: DataSource,
    /// How many rows of which kind.
    pub training_data: DataCounts,
    /// A digest over the rows, in order.
    pub data_digest: Sha256Digest,
    /// How it was evaluated: folds, holdout, parts.
    pub evaluation: serde_json::Value,
    /// How good it was.
    pub metrics: Metrics,
    /// The comparison with the version that was active, and its verdict.
    pub comparison: Comparison,
    /// Rows that must score the same for ever.
    pub golden_rows: Vec<GoldenRow>,
    /// The files: kind (`random_forest`) and content.
    pub artifacts: Vec<(String, Bytes)>,
}

/// A draft that can be written: every file has its name, and the manifest reads back.
pub(crate) struct Prepared {
    pub(crate) manifest: Manifest,
    pub(crate) manifest_bytes: Bytes,
    pub(crate) artifacts: Vec<(FileName, Bytes)>,
}

impl VersionDraft {
    /// Fills in what the caller cannot know, and checks all before anything is written.
    pub(crate) fn prepare(self, created_at: Timestamp) -> Result<Prepared, Error> {
        let (document_type, version) = (self.document_type.clone(), self.version_id.clone());
        let fault = |fault: String| Error::Draft {
            document_type: document_type.clone(),
            version: version.clone(),
            fault,
        };
        if self.artifacts.is_empty() {
            return Err(fault("it has no artifacts".to_owned()));
        }
        check_golden_rows(&self.golden_rows, self.features.len()).map_err(&fault)?;
        let mut table = Vec::with_capacity(self.artifacts.len());
        let mut artifacts: Vec<(FileName, Bytes)> = Vec::with_capacity(self.artifacts.len());
        for (kind, bytes) in self.artifacts {
            let Some(name) = FileName::artifact(&document_type, &kind, &version) else {
                return Err(fault(
                    "the kind of an artifact is not lower-case words".to_owned(),
                ));
            };
            if artifacts.iter().any(|(other, _)| *other == name) {
                return Err(fault(format!("it has two artifacts of kind {kind}")));
            }
            table.push(Artifact {
                kind,
                file: name.name().to_owned(),
                bytes: bytes.len() as u64,
                sha256: Sha256Digest::of(&bytes),
            });
            artifacts.push((name, bytes));
        }
        let manifest = Manifest {
            format: Manifest::FORMAT,
            document_type: self.document_type,
            version_id: self.version_id,
            created_at,
            run: self.run,
            host_version: self.host_version,
            plugin: self.plugin,
            feature_schema_hash: self.features.hash(),
            features: self.features,
            seed: self.seed,
            as_of: self.as_of,
            parameters: self.parameters,
            data_source: self.data_source,
            training_data: self.training_data,
            data_digest: self.data_digest,
            evaluation: self.evaluation,
            metrics: self.metrics,
            comparison: self.comparison,
            artifacts: table,
            golden_rows: self.golden_rows,
        };
        let text = |manifest: &Manifest| -> Result<Vec<u8>, Error> {
            let mut text = serde_json::to_vec_pretty(manifest)
                .map_err(|error| fault(format!("its manifest has no JSON form: {error}")))?;
            text.push(b'\n');
            Ok(text)
        };
        let written = text(&manifest)?;
        // What cannot be read back must not be written: nobody could load the version.
        let manifest = Manifest::read(&written, &document_type, &version)
            .map_err(|error| fault(format!("it would not read back, {error}")))?;
        if text(&manifest)? != written {
            return Err(fault("its manifest would read back otherwise".to_owned()));
        }
        Ok(Prepared {
            manifest,
            manifest_bytes: written.into(),
            artifacts,
        })
    }
}

fn check_golden_rows(rows: &[GoldenRow], width: usize) -> Result<(), String> {
    for (number, row) in rows.iter().enumerate() {
        if row.features.len() != width {
            return Err(format!(
                "golden row {number} has {} features and the schema {width}",
                row.features.len()
            ));
        }
        // JSON has a word for "missing" only.
        if row.features.iter().any(|value| value.is_infinite()) {
            return Err(format!("golden row {number} has an infinite feature"));
        }
        if [row.score, row.random_forest, row.xgboost]
            .iter()
            .any(|score| !score.is_finite())
        {
            return Err(format!(
                "golden row {number} has a score that is not finite"
            ));
        }
    }
    Ok(())
}
