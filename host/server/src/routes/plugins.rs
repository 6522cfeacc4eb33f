//! The plugins.

use axum::{extract::State, http::StatusCode, response::Response};
use refit_runtime::PluginStatus;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{Routes, json};
use crate::{access::Viewer, problem::ProblemBody, shared::AppState};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.mount::<Viewer>(routes!(list))
}

/// The plugins.
#[derive(Serialize, ToSchema)]
struct Plugins {
    /// Always true.
    success: bool,
    /// What became of each file in the plugin folder: ready, refused, quarantined or superseded.
    #[schema(value_type = Vec<Object>)]
    plugins: Vec<PluginStatus>,
}

/// What became of each file in the plugin folder.
#[utoipa::path(
    get,
    path = "/api/plugins",
    tag = "plugins",
    responses(
        (status = 200, description = "The plugins", body = Plugins),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn list(State(state): State<AppState>) -> Response {
    json(
        StatusCode::OK,
        &Plugins {
            success: true,
            plugins: state.plugins.statuses(),
        },
    )
}
