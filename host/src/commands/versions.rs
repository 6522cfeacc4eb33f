//! `refit versions`.

use anyhow::Result;
use refit_core::{DocumentType, Generation, VersionId};
use refit_server::VersionEntry;
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
    versions: Vec<VersionEntry>,
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
        .map(|stored| VersionEntry::of(stored, active_version.as_ref()));
    let entries: Vec<VersionEntry> = entries.collect();
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
