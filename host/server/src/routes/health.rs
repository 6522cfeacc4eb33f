//! Whether the server lives, and whether it is ready.

use axum::{extract::State, http::StatusCode, response::Response};
use refit_core::plugin::DocumentPlugin;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{Routes, json};
use crate::{
    access::Anyone,
    problem::{Problem, ProblemBody},
    shared::AppState,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .mount::<Anyone>(routes!(health))
        .mount::<Anyone>(routes!(live))
        .mount::<Anyone>(routes!(ready))
}

/// Whether the server lives.
#[derive(Serialize, ToSchema)]
struct Health {
    /// Always true.
    success: bool,
    /// `healthy`, or `stopping`.
    status: &'static str,
    /// Refit's version.
    version: &'static str,
    /// How many document types there are, and how many of them have a version that scores.
    document_types: usize,
    scoring: usize,
}

fn answer(state: &AppState) -> Health {
    let plugins = state.plugins.plugins();
    let scoring = plugins
        .iter()
        .filter(|plugin| state.live.get(&plugin.descriptor().document_type).is_some());
    Health {
        success: true,
        status: if state.is_ready() {
            "healthy"
        } else {
            "stopping"
        },
        version: env!("CARGO_PKG_VERSION"),
        document_types: plugins.len(),
        scoring: scoring.count(),
    }
}

/// Whether the server lives, and what it has.
#[utoipa::path(get, path = "/api/health", tag = "health", responses((status = 200, description = "It lives", body = Health)))]
async fn health(State(state): State<AppState>) -> Response {
    json(StatusCode::OK, &answer(&state))
}

/// Whether the server lives.
#[utoipa::path(get, path = "/health/live", tag = "health", responses((status = 200, description = "It lives", body = Health)))]
async fn live(State(state): State<AppState>) -> Response {
    json(StatusCode::OK, &answer(&state))
}

/// Whether requests are welcome: not so while the server stops.
#[utoipa::path(get, path = "/health/ready", tag = "health", responses(
    (status = 200, description = "They are", body = Health),
    (status = 503, description = "It stops", body = ProblemBody, content_type = "application/problem+json"),
))]
async fn ready(State(state): State<AppState>) -> Result<Response, Problem> {
    match state.is_ready() {
        true => Ok(json(StatusCode::OK, &answer(&state))),
        false => Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "stopping",
            "the server stops; ask another",
        )),
    }
}
