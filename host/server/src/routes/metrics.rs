//! Counts for Prometheus.

use axum::{
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use utoipa_axum::routes;

use super::Routes;
use crate::{
    access::Viewer,
    problem::{Problem, ProblemBody},
    shared::AppState,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.mount::<Viewer>(routes!(metrics))
}

/// Requests, scores, runs, jobs and plugins in the text format of OpenMetrics.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "health",
    responses(
        (status = 200, description = "The counts", body = String, content_type = "application/openmetrics-text"),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn metrics(State(state): State<AppState>) -> Result<Response, Problem> {
    let text = state.metrics.text(&state).await;
    let text = text.map_err(|error| Problem::internal(&error))?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(CONTENT_TYPE, kind)], text).into_response())
}
