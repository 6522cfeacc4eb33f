//! What is kept of a run: every step, every count, every number, and the reason for its end.

use std::collections::BTreeMap;

use jiff::Timestamp;
use refit_core::{
    Comparison, DataCounts, DataSource, Day, DocumentType, Generation, Metrics, RunId,
    Sha256Digest, VersionId, plugin::DocumentPlugin,
};
use refit_registry::RunOutcome;
use refit_sources::FetchCounts;
use serde::Serialize;

use crate::{Finding, Request, Step};

/// The record of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunRecord {
    /// Its number.
    pub run: RunId,
    /// What was retrained.
    pub document_type: DocumentType,
    /// Who started it.
    pub actor: String,
    /// The seed of everything random in it.
    pub seed: u64,
    /// Whether it stopped before anything was saved.
    pub dry_run: bool,
    /// The plugin that made the features.
    pub plugin: PluginIdentity,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<RunOutcome>,
    /// Whether its version went live.
    pub activated: bool,
    /// The verdict as a sentence, or what went wrong.
    pub reason: Option<String>,
    /// What went wrong, where something did.
    pub failure: Option<RunFailure>,
    /// The steps that ended well, in order.
    pub steps: Vec<StepRecord>,
    /// What became of every stored document.
    pub documents: Option<FetchCounts>,
    /// Documents that the plugin rejected, by reason.
    pub rejected_documents: BTreeMap<String, usize>,
    /// The day on which the synthetic documents lie on the desk.
    pub as_of: Option<Day>,
    /// What the rows were made of.
    pub data_source: Option<DataSource>,
    /// The rows by origin and class.
    pub training_data: Option<DataCounts>,
    /// A digest over documents, features, targets and folds.
    pub data_digest: Option<Sha256Digest>,
    /// What was noticed about the data.
    pub findings: Vec<Finding>,
    /// The challenger on the rows held out.
    pub metrics: Option<Metrics>,
    /// The same, by the origin of the rows: `real`, `synthetic`.
    pub metrics_by_source: BTreeMap<&'static str, Metrics>,
    /// Challenger and champion.
    pub comparison: Option<Comparison>,
    /// The version that was saved.
    pub version_id: Option<VersionId>,
    /// The generation that it went live as.
    pub generation: Option<Generation>,
    /// Old versions that were deleted.
    pub deleted_versions: Vec<VersionId>,
}

impl RunRecord {
    /// The record of a run that has just begun.
    pub(crate) fn begun(
        run: RunId,
        plugin: &dyn DocumentPlugin,
        request: &Request,
        started_at: Timestamp,
    ) -> Self {
        let descriptor = plugin.descriptor();
        Self {
            run,
            document_type: descriptor.document_type.clone(),
            actor: request.actor.clone(),
            seed: request.seed,
            dry_run: request.dry_run,
            plugin: PluginIdentity {
                version: descriptor.version.clone(),
                digest: plugin.digest(),
            },
            started_at,
            ended_at: None,
            outcome: None,
            activated: false,
            reason: None,
            failure: None,
            steps: Vec::new(),
            documents: None,
            rejected_documents: BTreeMap::new(),
            as_of: None,
            data_source: None,
            training_data: None,
            data_digest: None,
            findings: Vec::new(),
            metrics: None,
            metrics_by_source: BTreeMap::new(),
            comparison: None,
            version_id: None,
            generation: None,
            deleted_versions: Vec::new(),
        }
    }
}

/// Which plugin it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PluginIdentity {
    /// The plugin's own version.
    pub version: String,
    /// The digest of its file.
    pub digest: Sha256Digest,
}

/// A step that ended well.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepRecord {
    /// Which.
    pub step: Step,
    /// Its number, from 1.
    pub number: usize,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// What it came to.
    pub summary: String,
}

/// Why a run failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunFailure {
    /// A short, stable code.
    pub code: &'static str,
    /// The sentence.
    pub message: String,
    /// The step in which it happened; none before the first.
    pub step: Option<Step>,
}
