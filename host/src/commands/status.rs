//! `refit status`: what is live, what runs and what comes next.

use anyhow::Result;
use refit_core::plugin::DocumentPlugin;
use refit_runtime::PluginState;
use refit_server::{JobEntry, Status as Answer};

use super::{Status, serve::lock::Lock};
use crate::{
    app::App,
    cli::Cli,
    output::{Output, Table, number, optional},
};

pub(super) async fn run(cli: &Cli, output: &Output) -> Result<Status> {
    let app = App::new(cli)?;
    let plugins = app.plugins().await?;
    let stores = app.stores().await?;
    let mut status = Answer::read(&stores.registry, &stores.jobs, &plugins, false).await?;
    status.scheduler.running = is_scheduled(&app, &status);
    for (document_type, history) in &mut status.performance_history {
        if let Some(active) = &history.active_version {
            // Every length and digest, as before a score.
            let loaded = stores.registry.load(document_type, active).await;
            history.fault = loaded.err().map(|error| error.to_string());
        }
    }
    let titles = plugins.plugins();
    let title = |document_type: &_| {
        let plugin = titles.get(document_type);
        plugin.map_or_else(String::new, |plugin| plugin.descriptor().title.clone())
    };
    output.answer(&status, |status| text(status, title))?;
    Ok(Status::Done)
}

/// Whether runs come up by themselves: a process works on the SQLite file; on PostgreSQL, no slot
/// waits longer than a scheduler would let it.
fn is_scheduled(app: &App, status: &Answer) -> bool {
    let schedules = &status.scheduler.jobs;
    let now = app.clock.now().as_second();
    let is_late = schedules
        .iter()
        .any(|schedule| now - schedule.next_run_time.as_second() > 60);
    let is_held = Lock::is_held(&app.places.database);
    !schedules.is_empty() && is_held.unwrap_or(!is_late)
}

fn text(status: &Answer, title: impl Fn(&refit_core::DocumentType) -> String) -> String {
    let mut text = versions(status, title);
    text.push_str("\n\n");
    text.push_str(&schedule(status));
    for (document_type, history) in &status.performance_history {
        if let Some(fault) = &history.fault {
            text.push_str(&format!("\n{document_type} cannot be scored: {fault}"));
        }
    }
    for job in &status.jobs {
        text.push_str(&format!("\n{}", job_line(job)));
    }
    for paused in &status.paused {
        text.push_str(&format!(
            "\n{} is paused since {}: {}",
            paused.document_type, paused.since, paused.reason
        ));
    }
    for plugin in &status.plugins {
        let is_told = matches!(
            plugin.state,
            PluginState::Refused | PluginState::Quarantined
        );
        if let (true, Some(reason)) = (is_told, &plugin.reason) {
            text.push_str(&format!(
                "\n{} is {}: {reason}",
                plugin.file,
                plugin.state.as_str()
            ));
        }
    }
    text
}

fn versions(status: &Answer, title: impl Fn(&refit_core::DocumentType) -> String) -> String {
    if status.performance_history.is_empty() {
        return "no document types: put plugins into the plugin folder".to_owned();
    }
    let mut table = Table::new(&[
        "type",
        "document",
        "active",
        "gen.",
        "data",
        "R²",
        "ROC-AUC",
        "versions",
        "why it is live",
    ])
    .align_right(&[3, 5, 6, 7]);
    for (document_type, history) in &status.performance_history {
        let active = history.versions.iter().find(|version| version.is_active);
        let dash = || "-".to_owned();
        table.row([
            document_type.to_string(),
            title(document_type),
            active.map_or_else(
                || "none yet".to_owned(),
                |active| active.version_id.to_string(),
            ),
            history
                .generation
                .map_or_else(dash, |generation| generation.to_string()),
            active.map_or_else(dash, |active| active.data_source.as_str().to_owned()),
            active.map_or_else(dash, |active| number(active.r2_score)),
            optional(active.and_then(|active| active.roc_auc)),
            history.total_versions.to_string(),
            active.map_or_else(dash, |active| active.reason.clone()),
        ]);
    }
    table.to_string().trim_end().to_owned()
}

fn schedule(status: &Answer) -> String {
    let scheduler = &status.scheduler;
    if scheduler.jobs.is_empty() {
        return "no schedule: `refit serve` sets it up, unless the configuration turns it off"
            .to_owned();
    }
    let state = match scheduler.running {
        true => "runs come up by themselves",
        false => "nothing runs by itself: start `refit serve`",
    };
    let mut text = state.to_owned();
    for schedule in &scheduler.jobs {
        text.push_str(&format!(
            "\n{}: next on {} ({} in {})",
            schedule.name, schedule.next_run_time, schedule.expression, schedule.time_zone
        ));
    }
    text
}

fn job_line(job: &JobEntry) -> String {
    let step = job.step.as_ref().map_or_else(String::new, |step| {
        format!(", step {} of {}: {step}", job.steps_done, job.steps_total)
    });
    format!(
        "{} is {} since {} for '{}'{step}",
        job.document_type,
        job.status.as_str(),
        job.started_at.unwrap_or(job.created_at),
        job.requested_by
    )
}
