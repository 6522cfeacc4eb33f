//! Looking at jobs, and stopping them.

use axum::{extract::State, http::StatusCode, response::Response};
use jiff::Timestamp;
use refit_core::DocumentType;
use refit_jobs::{Job, JobId, State as JobState};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{Routes, json};
use crate::{
    access::{Operator, Viewer},
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

/// A job.
#[derive(Serialize, ToSchema)]
pub(super) struct JobEntry {
    #[schema(value_type = String, format = Uuid)]
    job_id: JobId,
    document_type: String,
    /// queued, running, done, failed, cancelled, dead or superseded.
    #[schema(value_type = String)]
    status: JobState,
    /// Who asked for it first.
    requested_by: String,
    /// How many asked for it.
    triggers: u32,
    /// How often it was taken up, of how often it may be.
    attempt: u32,
    max_attempts: u32,
    cancel_requested: bool,
    /// The step that it is in.
    step: Option<String>,
    /// How many steps are done, of how many.
    steps_done: u32,
    steps_total: u32,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    started_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
    /// Whether the version went live, was kept, rejected or held; null until it is done.
    verdict: Option<String>,
    /// Why it came to nothing.
    error: Option<String>,
    /// The record of its run.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    run: Option<Value>,
}

impl JobEntry {
    /// The job, with its run's record or without.
    pub(super) fn of(job: Job, with_run: bool) -> Self {
        let outcome = job.result.as_ref().and_then(|run| run.get("outcome"));
        Self {
            verdict: outcome.and_then(Value::as_str).map(ToOwned::to_owned),
            job_id: job.id,
            document_type: job.subject,
            status: job.state,
            requested_by: job.cause,
            triggers: job.triggers,
            attempt: job.attempt,
            max_attempts: job.max_attempts,
            cancel_requested: job.cancel_requested,
            step: job.progress.step,
            steps_done: job.progress.done,
            steps_total: job.progress.total,
            created_at: job.created_at,
            started_at: job.started_at,
            ended_at: job.ended_at,
            error: job.error,
            run: job.result.filter(|_| with_run),
        }
    }
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
    #[param(value_type = Option<String>)]
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
