//! `refit versions`.

use anyhow::Result;
use jiff::Timestamp;
use refit_core::{DataSource, DocumentType, Generation, RunId, Sha256Digest, Verdict, VersionId};
use refit_registry::StoredVersion;
use serde::Serialize;

use super::Status;
use crate::{
    app::App,
    cli::{Cli, Type},
    output::{Output, Table, number, optional},
};

#[derive(Debug, Serialize)]
struct Answer {
    document_type: DocumentType,
    total_versions: usize,
    active_version: Option<VersionId>,
    generation: Option<Generation>,
    /// Newest first.
    versions: Vec<Entry>,
}

/// A version, with the members that the status of the original has.
#[derive(Debug, Serialize)]
struct Entry {
    version_id: VersionId,
    timestamp: Timestamp,
    is_active: bool,
    data_source: DataSource,
    r2_score: f64,
    mse: f64,
    roc_auc: Option<f64>,
    pr_auc: Option<f64>,
    training_samples: usize,
    verdict: Verdict,
    reason: String,
    run: Option<RunId>,
    seed: u64,
    plugin_version: String,
    plugin_digest: Sha256Digest,
    manifest_digest: Sha256Digest,
}

impl Entry {
    fn of(stored: StoredVersion, active: Option<&VersionId>) -> Self {
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

pub(super) async fn run(cli: &Cli, command: &Type, output: &Output) -> Result<Status> {
    let app = App::new(cli)?;
    let document_type = &command.document_type;
    let stores = app.stores().await?;
    let versions = stores.registry.versions(document_type).await?;
    if versions.is_empty() {
        // A type that was never heard of is a slip of the pen, not an empty list.
        app.plugin(document_type).await?;
    }
    let active = stores.registry.active(document_type).await?;
    let active_version = active.as_ref().map(|active| active.version.clone());
    let entries = versions
        .into_iter()
        .map(|stored| Entry::of(stored, active_version.as_ref()));
    let entries: Vec<Entry> = entries.collect();
    let answer = Answer {
        document_type: document_type.clone(),
        total_versions: entries.len(),
        active_version,
        generation: active.map(|active| active.generation),
        versions: entries,
    };
    output.answer(&answer, Answer::text)?;
    Ok(Status::Done)
}

impl Answer {
    fn text(&self) -> String {
        if self.versions.is_empty() {
            return format!(
                "{type} has no versions; `refit retrain {type}` makes the first",
                type = self.document_type
            );
        }
        let mut table = Table::new(&[
            "", "version", "data", "rows", "R²", "ROC-AUC", "verdict", "why",
        ])
        .align_right(&[3, 4, 5]);
        for entry in &self.versions {
            table.row([
                if entry.is_active { "*" } else { "" }.to_owned(),
                entry.version_id.to_string(),
                entry.data_source.as_str().to_owned(),
                entry.training_samples.to_string(),
                number(entry.r2_score),
                optional(entry.roc_auc),
                entry.verdict.to_string(),
                entry.reason.clone(),
            ]);
        }
        table.to_string()
    }
}
