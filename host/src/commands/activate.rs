//! `refit activate` and `refit rollback`.

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

/// What shall be active, and why.
struct Wish<'a> {
    document_type: &'a DocumentType,
    /// None: the version before the active one.
    version: Option<&'a VersionId>,
    action: AuditAction,
    reason: &'a str,
}

pub(super) async fn run(cli: &Cli, command: &cli::Activate, output: &Output) -> Result<Status> {
    let wish = Wish {
        document_type: &command.document_type,
        version: Some(&command.version),
        action: AuditAction::ActivatedByOperator,
        reason: &command.reason,
    };
    change(cli, &wish, output).await
}

pub(super) async fn rollback(
    cli: &Cli,
    command: &cli::Rollback,
    output: &Output,
) -> Result<Status> {
    let wish = Wish {
        document_type: &command.document_type,
        version: None,
        action: AuditAction::RolledBack,
        reason: &command.reason,
    };
    change(cli, &wish, output).await
}

async fn change(cli: &Cli, wish: &Wish<'_>, output: &Output) -> Result<Status> {
    let app = App::new(cli)?;
    let document_type = wish.document_type;
    let plugins = app.plugins_for(document_type).await?;
    let plugin = app.plugin_of(&plugins, document_type)?;
    let registry = app.stores().await?.registry;
    let (version, expected) = match wish.version {
        Some(version) => {
            let before = registry.active(document_type).await?;
            (version.clone(), before.map(|active| active.generation))
        }
        None => {
            let before = registry.before_active(document_type).await?;
            (before.version, Some(before.generation))
        }
    };
    // What cannot score must not go live: every hash, every golden score, the features of the
    // plugin or of the component that the version was trained with.
    let stored = registry.load(document_type, &version).await?;
    Model::assemble(stored)?
        .component(plugin.as_ref(), Some(&plugins))
        .await?;
    let active = registry
        .activate(Activation {
            document_type: document_type.clone(),
            version: version.clone(),
            expected,
            actor: actor(),
            action: wish.action,
            reason: wish.reason.to_owned(),
            run: None,
        })
        .await?;
    let answer = Answer {
        success: true,
        document_type: document_type.clone(),
        version_id: version,
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
