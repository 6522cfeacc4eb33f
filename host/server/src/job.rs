//! Jobs in answers.

use jiff::Timestamp;
use refit_jobs::{Job, JobId, State as JobState};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A job.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobEntry {
    /// Its id.
    #[schema(value_type = String, format = Uuid)]
    pub job_id: JobId,
    /// Of which type.
    pub document_type: String,
    /// queued, running, done, failed, cancelled, dead or superseded.
    #[schema(value_type = String)]
    pub status: JobState,
    /// Who asked for it first.
    pub requested_by: String,
    /// How many asked for it.
    pub triggers: u32,
    /// How often it was taken up.
    pub attempt: u32,
    /// How often it may be taken up.
    pub max_attempts: u32,
    /// Whether somebody asked it to stop.
    pub cancel_requested: bool,
    /// The step that it is in.
    pub step: Option<String>,
    /// How many steps are done.
    pub steps_done: u32,
    /// Of how many.
    pub steps_total: u32,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was taken up last.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub started_at: Option<Timestamp>,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Timestamp>,
    /// Whether the version went live, was kept, rejected or held; null until it is done.
    pub verdict: Option<String>,
    /// Why it came to nothing.
    pub error: Option<String>,
    /// The record of its run.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub run: Option<Value>,
}

impl JobEntry {
    /// The job, with its run's record or without.
    pub(crate) fn of(job: Job, with_run: bool) -> Self {
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
