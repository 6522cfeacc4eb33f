//! `refit retrain`.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use anyhow::Result;
use refit_core::{DocumentType, plugin::DocumentPlugin};
use refit_pipeline::{Level, Request, RunRecord};
use refit_registry::RunOutcome;
use refit_runtime::{PluginService, PluginState, PluginStatus};
use serde::Serialize;

use super::Status;
use crate::{
    app::{App, Stores, actor},
    cli::{Cli, Retrain},
    output::{Output, Progress, optional},
};

/// What a run came to, with the members of the original and the whole record beside them.
#[derive(Debug, Serialize)]
struct Answer {
    /// Whether the run came to a verdict.
    success: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(flatten)]
    record: RunRecord,
}

/// One answer for each document type.
#[derive(Debug, Serialize)]
struct Answers {
    success: bool,
    results: BTreeMap<DocumentType, Entry>,
    /// Types with a plugin that the configuration disables.
    disabled: Vec<DocumentType>,
    /// Files in the plugin folder that are not used: their types were not retrained.
    refused: Vec<PluginStatus>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Entry {
    Run(Box<Answer>),
    /// It did not even begin.
    Failed {
        success: bool,
        error: String,
    },
}

/// What runs work with.
struct Parts {
    stores: Stores,
    plugins: PluginService,
}

pub(super) async fn run(cli: &Cli, command: &Retrain, output: &Output) -> Result<Status> {
    let app = App::new(cli)?;
    let cancelled = stop_on_interrupt();
    match &command.document_type {
        Some(document_type) => {
            let plugins = app.plugins_for(document_type).await?;
            let plugin = app.plugin_of(&plugins, document_type)?;
            let parts = Parts {
                stores: app.stores().await?,
                plugins,
            };
            let answer = retrain(&app, &parts, plugin.as_ref(), command, &cancelled).await?;
            let status = answer.status();
            output.answer(&answer, Answer::text)?;
            Ok(status)
        }
        None => all(&app, command, output, &cancelled).await,
    }
}

async fn all(
    app: &App,
    command: &Retrain,
    output: &Output,
    cancelled: &Arc<AtomicBool>,
) -> Result<Status> {
    let parts = Parts {
        plugins: app.plugins().await?,
        stores: app.stores().await?,
    };
    let mut answers = Answers {
        success: true,
        results: BTreeMap::new(),
        disabled: Vec::new(),
        refused: refused(&parts.plugins),
    };
    let mut status = match answers.refused.is_empty() {
        true => Status::Done,
        false => Status::Failed,
    };
    for plugin in parts.plugins.plugins().iter() {
        let document_type = &plugin.descriptor().document_type;
        if !app.config.document_type(document_type).enabled {
            answers.disabled.push(document_type.clone());
            continue;
        }
        // What one type comes to does not hold up the others.
        let checked = app
            .config
            .check_feature_count(document_type, plugin.descriptor().features.len());
        let answer = match checked {
            Ok(()) => retrain(app, &parts, plugin.as_ref(), command, cancelled).await,
            Err(fault) => Err(fault.into()),
        };
        let entry = match answer {
            Ok(answer) => {
                status = status.max(answer.status());
                Entry::Run(Box::new(answer))
            }
            Err(error) => {
                status = Status::Failed;
                Entry::Failed {
                    success: false,
                    error: format!("{error:#}"),
                }
            }
        };
        answers.results.insert(document_type.clone(), entry);
    }
    if answers.results.is_empty() {
        anyhow::bail!(
            "there is nothing to retrain: no enabled document type has a plugin in '{}'",
            app.places.plugins.folder.display()
        );
    }
    answers.success = status != Status::Failed;
    output.answer(&answers, Answers::text)?;
    Ok(status)
}

/// Files that are not used, and without which a type has no plugin.
fn refused(plugins: &PluginService) -> Vec<PluginStatus> {
    let used = plugins.plugins();
    let is_missed = |status: &PluginStatus| {
        let document_type = status.document_type.as_ref();
        status.state == PluginState::Refused
            && document_type.is_none_or(|document_type| used.get(document_type).is_none())
    };
    plugins.statuses().into_iter().filter(is_missed).collect()
}

async fn retrain(
    app: &App,
    parts: &Parts,
    plugin: &dyn DocumentPlugin,
    command: &Retrain,
    cancelled: &Arc<AtomicBool>,
) -> Result<Answer> {
    let document_type = &plugin.descriptor().document_type;
    let options = app.options(document_type)?;
    let request = Request {
        seed: command.seed,
        dry_run: command.dry_run,
        actor: actor(),
    };
    let progress = Progress::new(document_type.clone(), Arc::clone(cancelled));
    let record = app
        .pipeline(&parts.stores, &parts.plugins)
        .retrain(plugin, &options, &request, &progress)
        .await;
    progress.finish();
    let record = record?;
    app.forget_components(&parts.stores, &parts.plugins, document_type)
        .await;
    let error = record
        .failure
        .as_ref()
        .map(|failure| failure.message.clone());
    Ok(Answer {
        success: error.is_none(),
        error,
        record,
    })
}

/// The first interrupt ends a run before its next step, and is recorded; the second ends the
/// process at once, which leaves nothing half done either.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let cancelled = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&cancelled);
    tokio::spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() {
            if flag.swap(true, Relaxed) {
                std::process::exit(130);
            }
        }
    });
    cancelled
}

impl Answer {
    fn status(&self) -> Status {
        match self.record.outcome {
            Some(RunOutcome::Activated | RunOutcome::DryRun) => Status::Done,
            Some(RunOutcome::Kept | RunOutcome::Rejected | RunOutcome::Held) => {
                Status::NotActivated
            }
            Some(RunOutcome::Failed | RunOutcome::Cancelled) | None => Status::Failed,
        }
    }

    fn text(&self) -> String {
        let record = &self.record;
        let mut lines = Vec::new();
        for finding in record
            .findings
            .iter()
            .filter(|finding| finding.level != Level::Error)
        {
            lines.push(format!("{}: {}", finding.level, finding.message));
        }
        if let Some(error) = &self.error {
            lines.push(format!("failed: {error}"));
            return lines.join("\n");
        }
        if let Some(metrics) = &record.metrics {
            let rows = record.training_data.map_or(0, |counts| counts.holdout_rows);
            lines.push(format!(
                "R² {:.3}, ROC-AUC {}, PR-AUC {} on {rows} rows held out",
                metrics.r2_score,
                optional(metrics.roc_auc),
                optional(metrics.pr_auc)
            ));
        }
        lines.extend(record.reason.clone());
        lines.push(match (&record.version_id, record.activated) {
            (Some(version), true) => format!("version {version} of {} is active", record.document_type),
            (Some(version), false) => format!(
                "version {version} of {type} is saved and not active; `refit activate {type} {version}` makes it so",
                type = record.document_type
            ),
            (None, _) => "dry run: nothing was saved".to_owned(),
        });
        lines.join("\n")
    }
}

impl Answers {
    fn text(&self) -> String {
        let mut text = String::new();
        for (document_type, entry) in &self.results {
            let body = match entry {
                Entry::Run(answer) => answer.text(),
                Entry::Failed { error, .. } => format!("failed: {error}"),
            };
            text.push_str(&format!(
                "{document_type}\n  {}\n",
                body.replace('\n', "\n  ")
            ));
        }
        for status in &self.refused {
            text.push_str(&format!(
                "{}\n  not retrained: the file was refused: {} ({})\n",
                status.file,
                status.reason.as_deref().unwrap_or("for no reason"),
                status.code.as_deref().unwrap_or("no code")
            ));
        }
        for document_type in &self.disabled {
            text.push_str(&format!(
                "{document_type}\n  not retrained: disabled in the configuration\n"
            ));
        }
        text
    }
}
