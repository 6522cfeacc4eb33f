//! Looking at jobs, and stopping them.

use axum::{extract::State, http::StatusCode, response::Response};
use refit_core::DocumentType;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{Routes, json};
use crate::{
    access::{Operator, Viewer},
    job::JobEntry,
    parameters::{self, Parameters, limit},
    problem::{Problem, ProblemBody},
    shared::AppState,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .mount::<Viewer>(routes!(list))
        .mount::<Viewer>(routes!(show))
        .mount::<Operator>(routes!(cancel))
}

/// Jobs.
#[derive(Serialize, ToSchema)]
struct Jobs {
    /// Always true.
    success: bool,
    /// Newest first.
    jobs: Vec<JobEntry>,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListParameters {
    /// Only jobs of this document type, such as `paystub`.
    #[param(value_type = Option<String>, max_length = 64, pattern = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    document_type: Option<DocumentType>,
    /// How many at most, 1 to 1000; 50 by default.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// The last jobs, newest first.
#[utoipa::path(
    get,
    path = "/api/retraining/jobs",
    tag = "jobs",
    params(ListParameters),
    responses(
        (status = 200, description = "The jobs", body = Jobs),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn list(
    State(state): State<AppState>,
    Parameters(parameters): Parameters<ListParameters>,
) -> Result<Response, Problem> {
    let limit = limit(parameters.limit, 50)?;
    let subject = parameters.document_type.as_ref().map(DocumentType::as_str);
    let jobs = state.jobs.jobs(subject, limit).await?;
    let jobs = jobs.into_iter().map(|job| JobEntry::of(job, false));
    Ok(json(
        StatusCode::OK,
        &Jobs {
            success: true,
            jobs: jobs.collect(),
        },
    ))
}

/// A job, with the record of its run.
#[derive(Serialize, ToSchema)]
struct OneJob {
    /// Always true.
    success: bool,
    #[serde(flatten)]
    job: JobEntry,
}

/// A job, with the record of its run.
#[utoipa::path(
    get,
    path = "/api/retraining/jobs/{id}",
    tag = "jobs",
    params(("id" = String, Path, format = Uuid, description = "The job's id")),
    responses(
        (status = 200, description = "The job", body = OneJob),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn show(State(state): State<AppState>, id: parameters::Job) -> Result<Response, Problem> {
    let job = JobEntry::of(state.jobs.job(id.0).await?, true);
    Ok(json(StatusCode::OK, &OneJob { success: true, job }))
}

/// Stops a job.
///
/// One that waits ends at once, one that runs at its next step.
#[utoipa::path(
    delete,
    path = "/api/retraining/jobs/{id}",
    tag = "jobs",
    params(("id" = String, Path, format = Uuid, description = "The job's id")),
    responses(
        (status = 202, description = "The job, which stops", body = OneJob),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn cancel(State(state): State<AppState>, id: parameters::Job) -> Result<Response, Problem> {
    let job = JobEntry::of(state.jobs.cancel(id.0).await?, false);
    Ok(json(StatusCode::ACCEPTED, &OneJob { success: true, job }))
}
