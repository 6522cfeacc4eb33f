//! The manifest: where a version comes from, and what its files must be.

use jiff::Timestamp;
use refit_core::{
    Comparison, DataCounts, DataSource, Day, DocumentType, FeatureSchema, Metrics, RunId,
    Sha256Digest, VersionId,
};
use serde::{Deserialize, Serialize};

use crate::{Error, file_name::FileName, nullable};

/// The format that this program writes, and the newest that it reads.
const FORMAT: u32 = 1;

/// The lineage of a version. It is written once and never changes; members may be added later,
/// so unknown ones are passed over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of this file.
    pub format: u32,
    /// What the version scores.
    pub document_type: DocumentType,
    /// Its id.
    pub version_id: VersionId,
    /// When it was saved.
    pub created_at: Timestamp,
    /// The run that trained it.
    pub run: Option<RunId>,
    /// The version of Refit.
    pub host_version: String,
    /// The plugin that made the features.
    pub plugin: PluginLineage,
    /// The features, in order.
    pub features: FeatureSchema,
    /// [`FeatureSchema::hash`] of the features.
    pub feature_schema_hash: Sha256Digest,
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
    #[serde(default)]
    pub evaluation: serde_json::Value,
    /// How good it was. A number that is not finite is null here.
    #[serde(with = "nullable::MetricsDef")]
    pub metrics: Metrics,
    /// The comparison with the version that was active, and its verdict.
    pub comparison: Comparison,
    /// The files of the version.
    pub artifacts: Vec<Artifact>,
    /// Rows that must score the same for ever.
    pub golden_rows: Vec<GoldenRow>,
}

/// The plugin that made a version's features.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluginLineage {
    /// Its version.
    pub version: String,
    /// The SDK that built it.
    pub sdk_version: String,
    /// The digest of its file.
    pub digest: Sha256Digest,
}

/// A file of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artifact {
    /// What it is: `random_forest`, say.
    pub kind: String,
    /// Its name, in the folder of the document type.
    pub file: String,
    /// Its length.
    pub bytes: u64,
    /// Its digest.
    pub sha256: Sha256Digest,
}

/// A row with its scores, which must come out bit for bit when the version is loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoldenRow {
    /// The features; a missing one (NaN) is null in the file.
    #[serde(with = "nullable::numbers")]
    pub features: Vec<f64>,
    /// The ensemble's score.
    pub score: f64,
    /// The random forest's.
    pub random_forest: f64,
    /// The boosted trees'.
    pub xgboost: f64,
}

impl Manifest {
    pub(crate) const FORMAT: u32 = FORMAT;

    /// Reads the manifest that lies under a version's name. Whatever it says of its own place
    /// must be so.
    pub(crate) fn read(
        bytes: &[u8],
        document_type: &DocumentType,
        version: &VersionId,
    ) -> Result<Self, Error> {
        let file = FileName::manifest(document_type, version).path();
        let fault = |fault: String| Error::Manifest {
            file: file.clone(),
            fault,
        };
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let head: Head = serde_json::from_slice(bytes).map_err(|error| fault(error.to_string()))?;
        if head.format != FORMAT {
            return Err(fault(format!(
                "it has format {} and this Refit reads format {FORMAT}",
                head.format
            )));
        }
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|error| fault(error.to_string()))?;
        if manifest.document_type != *document_type || manifest.version_id != *version {
            return Err(fault("it is the manifest of another version".to_owned()));
        }
        if manifest.feature_schema_hash != manifest.features.hash() {
            return Err(fault(
                "its feature schema and the hash of it differ".to_owned(),
            ));
        }
        for artifact in &manifest.artifacts {
            let name = FileName::artifact(document_type, &artifact.kind, version);
            if name.is_none_or(|name| name.name() != artifact.file) {
                return Err(fault(
                    "it names a file that is not the version's own".to_owned(),
                ));
            }
        }
        Ok(manifest)
    }
}
