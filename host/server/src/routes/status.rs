//! The status of everything.

use axum::{extract::State, http::StatusCode, response::Response};
use refit_core::DocumentType;
use utoipa_axum::routes;

use super::{Routes, json};
use crate::{
    access::Viewer,
    problem::{Problem, ProblemBody},
    shared::AppState,
    status::{History, Status},
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.mount::<Viewer>(routes!(status))
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
    let is_scheduled = state.settings.is_scheduled;
    let mut status =
        Status::read(&state.registry, &state.jobs, &state.plugins, is_scheduled).await?;
    for (document_type, history) in &mut status.performance_history {
        history.fault = state.live.fault(document_type);
    }
    Ok(json(StatusCode::OK, &status))
}

/// The versions of a document type.
pub(super) async fn history(
    state: &AppState,
    document_type: &DocumentType,
) -> Result<History, Problem> {
    Ok(History {
        fault: state.live.fault(document_type),
        ..History::read(&state.registry, document_type).await?
    })
}
