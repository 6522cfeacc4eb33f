//! `refit activate`.

use anyhow::Result;
use refit_core::{DocumentType, VersionId};
use refit_pipeline::Model;
use refit_registry::{Activation, Active, AuditAction};
use serde::Serialize;

use super::Status;
use crate::{
    app::{App, actor},
    cli::{self, Cli},
    output::Output,
};

#[derive(Debug, Serialize)]
struct Answer {
    success: bool,
    document_type: DocumentType,
    version_id: VersionId,
    #[serde(flatten)]
    active: Active,
}

pub(super) async fn run(cli: &Cli, command: &cli::Activate, output: &Output) -> Result<Status> {
    let app = App::new(cli)?;
    let cli::Activate {
        document_type,
        version,
        reason,
    } = command;
    let plugins = app.plugins_for(document_type).await?;
    let plugin = app.plugin_of(&plugins, document_type)?;
    let registry = app.stores().await?.registry;
    let before = registry.active(document_type).await?;
    // What cannot score must not go live: every hash, every golden score, the features of the
    // plugin or of the component that the version was trained with.
    let stored = registry.load(document_type, version).await?;
    Model::assemble(stored)?
        .component(plugin.as_ref(), Some(&plugins))
        .await?;
    let active = registry
        .activate(Activation {
            document_type: document_type.clone(),
            version: version.clone(),
            expected: before.map(|active| active.generation),
            actor: actor(),
            action: AuditAction::ActivatedByOperator,
            reason: reason.clone(),
            run: None,
        })
        .await?;
    let answer = Answer {
        success: true,
        document_type: document_type.clone(),
        version_id: version.clone(),
        active,
    };
    output.answer(&answer, Answer::text)?;
    Ok(Status::Done)
}

impl Answer {
    fn text(&self) -> String {
        let before = match &self.active.previous {
            Some(previous) => format!("; before it, version {previous} was"),
            None => String::new(),
        };
        format!(
            "version {} of {} is active, generation {}{before}",
            self.version_id, self.document_type, self.active.generation
        )
    }
}
