//! Asking for retraining.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use refit_core::DocumentType;
use refit_jobs::JobId;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{Routes, json};
use crate::{
    access::Operator,
    identify::Principal,
    parameters::Type,
    problem::{Problem, ProblemBody},
    shared::AppState,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .mount::<Operator>(routes!(retrain))
        .mount::<Operator>(routes!(run_all))
}

/// A retraining that was asked for.
#[derive(Serialize, ToSchema)]
struct Accepted {
    /// Always true.
    success: bool,
    message: String,
    /// Always `processing`.
    status: &'static str,
    /// The job that does it; a further call joins the one that waits.
    #[schema(value_type = String, format = Uuid)]
    job_id: JobId,
    #[schema(value_type = String, example = "paystub")]
    document_type: DocumentType,
    /// Where its progress is.
    status_url: String,
}

/// Retrains a document type.
///
/// While one run is on its way a second waits, and every further call joins the one that waits.
#[utoipa::path(
    post,
    path = "/api/{plural}/retrain-model",
    tag = "retraining",
    params(("plural" = String, Path, description = "The document type's plural, such as paystubs")),
    responses(
        (status = 202, description = "The job that retrains", body = Accepted),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn retrain(
    State(state): State<AppState>,
    Extension(principal): Extension<Principal>,
    of: Type,
) -> Result<Response, Problem> {
    let trigger = state.host.retraining(&of.document_type, &principal.name);
    let triggered = state.jobs.trigger(&trigger).await?;
    let message = message(&of.document_type, triggered.joined);
    Ok(json(
        StatusCode::ACCEPTED,
        &accepted(triggered.id, of.document_type, message),
    ))
}

fn message(document_type: &DocumentType, joined: bool) -> String {
    match joined {
        true => format!("the retraining of {document_type} waits already"),
        false => format!("the retraining of {document_type} was started"),
    }
}

fn accepted(job_id: JobId, document_type: DocumentType, message: String) -> Accepted {
    Accepted {
        success: true,
        message,
        status: "processing",
        job_id,
        document_type,
        status_url: format!("/api/retraining/jobs/{job_id}"),
    }
}

/// Retrainings that were asked for together.
#[derive(Serialize, ToSchema)]
struct AllAccepted {
    /// Always true.
    success: bool,
    message: String,
    /// Always `processing`.
    status: &'static str,
    jobs: Vec<Accepted>,
    /// Document types that are left out.
    skipped: Vec<Skipped>,
}

/// A document type that is left out.
#[derive(Serialize, ToSchema)]
struct Skipped {
    document_type: String,
    reason: String,
}

/// Retrains all enabled document types.
#[utoipa::path(
    post,
    path = "/api/retraining/run-all",
    tag = "retraining",
    responses(
        (status = 202, description = "The jobs that retrain", body = AllAccepted),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn run_all(
    State(state): State<AppState>,
    Extension(principal): Extension<Principal>,
) -> Result<Response, Problem> {
    let planned = state.host.retraining_of_all(&principal.name).await;
    let triggered = state
        .jobs
        .trigger_all(
            "Retraining of all document types",
            &planned.triggers,
            &planned.skipped,
        )
        .await?;
    let jobs: Vec<Accepted> = planned
        .triggers
        .iter()
        .zip(&triggered)
        .filter_map(|(trigger, triggered)| {
            let document_type: DocumentType = trigger.subject.parse().ok()?;
            let message = message(&document_type, triggered.joined);
            Some(accepted(triggered.id, document_type, message))
        })
        .collect();
    let skipped = planned.skipped.into_iter();
    Ok(json(
        StatusCode::ACCEPTED,
        &AllAccepted {
            success: true,
            message: match triggered
                .iter()
                .filter(|triggered| !triggered.joined)
                .count()
            {
                started if started == jobs.len() => format!("{started} retrainings were started"),
                started => format!(
                    "{started} retrainings were started, {} wait already",
                    jobs.len().saturating_sub(started)
                ),
            },
            status: "processing",
            jobs,
            skipped: skipped
                .map(|(document_type, reason)| Skipped {
                    document_type,
                    reason,
                })
                .collect(),
        },
    ))
}
