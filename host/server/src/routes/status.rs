//! The status of everything.

use std::collections::BTreeMap;

use axum::{extract::State, http::StatusCode, response::Response};
use jiff::Timestamp;
use refit_core::{DocumentType, Generation, VersionId, plugin::DocumentPlugin};
use refit_runtime::PluginStatus;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{Routes, json};
use crate::{
    access::Viewer,
    problem::{Problem, ProblemBody},
    shared::AppState,
    version::VersionEntry,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.mount::<Viewer>(routes!(status))
}

/// The status of schedule, versions and plugins.
#[derive(Serialize, ToSchema)]
struct Status {
    /// Always true.
    success: bool,
    scheduler: Scheduler,
    /// By document type.
    #[schema(value_type = BTreeMap<String, History>)]
    performance_history: BTreeMap<DocumentType, History>,
    /// What became of each file in the plugin folder.
    #[schema(value_type = Vec<Object>)]
    plugins: Vec<PluginStatus>,
    /// Document types that are not retrained for now, and why.
    paused: Vec<Paused>,
}

/// The schedule.
#[derive(Serialize, ToSchema)]
struct Scheduler {
    /// Whether runs come up by themselves.
    running: bool,
    jobs: Vec<ScheduledJob>,
}

/// Something that comes round.
#[derive(Serialize, ToSchema)]
struct ScheduledJob {
    id: String,
    name: String,
    #[schema(value_type = String, format = DateTime)]
    next_run_time: Timestamp,
    /// Its cron expression.
    expression: String,
    time_zone: String,
}

/// A document type that is not retrained until somebody asks for it.
#[derive(Serialize, ToSchema)]
struct Paused {
    document_type: String,
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
    reason: String,
}

/// The versions of a document type.
#[derive(Serialize, ToSchema)]
pub(super) struct History {
    total_versions: usize,
    #[schema(value_type = Option<String>)]
    active_version: Option<VersionId>,
    /// How often another version went live.
    #[schema(value_type = Option<u64>)]
    generation: Option<Generation>,
    /// Why the active version does not score, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
    /// Newest first.
    versions: Vec<VersionEntry>,
}

/// The status of schedule, versions and plugins.
#[utoipa::path(
    get,
    path = "/api/retraining/status",
    tag = "retraining",
    responses(
        (status = 200, description = "The status", body = Status),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn status(State(state): State<AppState>) -> Result<Response, Problem> {
    let schedules = state.jobs.schedules().await?;
    let pauses = state.jobs.pauses().await?;
    let mut performance_history = BTreeMap::new();
    for plugin in state.plugins.plugins().iter() {
        let document_type = &plugin.descriptor().document_type;
        performance_history.insert(document_type.clone(), history(&state, document_type).await?);
    }
    Ok(json(
        StatusCode::OK,
        &Status {
            success: true,
            scheduler: Scheduler {
                running: state.settings.is_scheduled,
                jobs: schedules
                    .into_iter()
                    .map(|schedule| ScheduledJob {
                        id: schedule.name,
                        name: schedule.title,
                        next_run_time: schedule.next_run_at,
                        expression: schedule.expression,
                        time_zone: schedule.time_zone,
                    })
                    .collect(),
            },
            performance_history,
            plugins: state.plugins.statuses(),
            paused: pauses
                .into_iter()
                .map(|pause| Paused {
                    document_type: pause.subject,
                    since: pause.since,
                    reason: pause.reason,
                })
                .collect(),
        },
    ))
}

/// The versions of a document type.
pub(super) async fn history(
    state: &AppState,
    document_type: &DocumentType,
) -> Result<History, Problem> {
    let versions = state.registry.versions(document_type).await?;
    let active = state.registry.active(document_type).await?;
    let active_version = active.as_ref().map(|active| active.version.clone());
    let versions: Vec<VersionEntry> = versions
        .into_iter()
        .map(|stored| VersionEntry::of(stored, active_version.as_ref()))
        .collect();
    Ok(History {
        total_versions: versions.len(),
        active_version,
        generation: active.map(|active| active.generation),
        fault: state.live.fault(document_type),
        versions,
    })
}
