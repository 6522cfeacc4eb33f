//! Who changed what is live.

use axum::{extract::State, http::StatusCode, response::Response};
use refit_core::DocumentType;
use refit_registry::AuditRecord;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{Routes, json};
use crate::{
    access::Viewer,
    parameters::{Parameters, limit},
    problem::{Problem, ProblemBody},
    shared::AppState,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.mount::<Viewer>(routes!(list))
}

/// Audit records.
#[derive(Serialize, ToSchema)]
struct Audit {
    /// Always true.
    success: bool,
    /// Newest first.
    #[schema(value_type = Vec<Object>)]
    records: Vec<AuditRecord>,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AuditParameters {
    /// Only records of this document type, such as `paystub`.
    #[param(value_type = Option<String>, max_length = 64, pattern = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    document_type: Option<DocumentType>,
    /// How many at most, 1 to 1000; 100 by default.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Who changed what is live, when and why, newest first.
#[utoipa::path(
    get,
    path = "/api/audit",
    tag = "audit",
    params(AuditParameters),
    responses(
        (status = 200, description = "The records", body = Audit),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn list(
    State(state): State<AppState>,
    Parameters(parameters): Parameters<AuditParameters>,
) -> Result<Response, Problem> {
    let limit = limit(parameters.limit, 100)?;
    let records = state
        .registry
        .audit(parameters.document_type.as_ref(), limit as usize)
        .await?;
    Ok(json(
        StatusCode::OK,
        &Audit {
            success: true,
            records,
        },
    ))
}
