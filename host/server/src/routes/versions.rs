//! Versions, and which of them is live.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use jiff::Timestamp;
use refit_core::{DocumentType, Generation, VersionId, plugin::DocumentPlugin};
use refit_pipeline::Model;
use refit_registry::{Activation, Active, AuditAction};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{Routes, json, status::history};
use crate::{
    access::{Operator, Viewer},
    body::JsonText,
    identify::Principal,
    parameters::{Type, TypeAndVersion},
    problem::{Problem, ProblemBody},
    shared::AppState,
    status::History,
    version::VersionEntry,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .mount::<Viewer>(routes!(list))
        .mount::<Viewer>(routes!(show))
        .mount::<Operator>(routes!(activate))
        .mount::<Operator>(routes!(rollback))
}

/// The versions of a document type.
#[derive(Serialize, ToSchema)]
struct Versions {
    /// Always true.
    success: bool,
    #[schema(value_type = String)]
    document_type: DocumentType,
    #[serde(flatten)]
    history: History,
}

/// The versions of a document type, newest first.
#[utoipa::path(
    get,
    path = "/api/{plural}/versions",
    tag = "versions",
    params(("plural" = String, Path, description = "The document type's plural, such as paystubs")),
    responses(
        (status = 200, description = "The versions", body = Versions),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn list(State(state): State<AppState>, of: Type) -> Result<Response, Problem> {
    let history = history(&state, &of.document_type).await?;
    Ok(json(
        StatusCode::OK,
        &Versions {
            success: true,
            document_type: of.document_type,
            history,
        },
    ))
}

/// A version with its manifest.
#[derive(Serialize, ToSchema)]
struct OneVersion {
    /// Always true.
    success: bool,
    #[schema(value_type = String)]
    document_type: DocumentType,
    #[serde(flatten)]
    version: VersionEntry,
    /// Its lineage: files with their digests, plugin, features, seed, parameters, data, metrics,
    /// comparison.
    #[schema(value_type = Object)]
    manifest: Value,
}

/// A version with its manifest.
#[utoipa::path(
    get,
    path = "/api/{plural}/versions/{version}",
    tag = "versions",
    params(
        ("plural" = String, Path, description = "The document type's plural, such as paystubs"),
        ("version" = String, Path, description = "The version's id, such as 20250122_143052"),
    ),
    responses(
        (status = 200, description = "The version", body = OneVersion),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn show(State(state): State<AppState>, named: TypeAndVersion) -> Result<Response, Problem> {
    let TypeAndVersion { of, version } = named;
    let stored = state.registry.version(&of.document_type, &version).await?;
    let active = state.registry.active(&of.document_type).await?;
    let manifest =
        serde_json::to_value(&stored.manifest).map_err(|error| Problem::internal(&error))?;
    Ok(json(
        StatusCode::OK,
        &OneVersion {
            success: true,
            version: VersionEntry::of(stored, active.as_ref().map(|active| &active.version)),
            document_type: of.document_type,
            manifest,
        },
    ))
}

/// Why it is done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    /// Why, for the audit trail; up to 1000 characters.
    #[serde(default)]
    #[schema(max_length = 1000)]
    reason: Option<String>,
}

impl Reason {
    fn or(self, otherwise: &str) -> Result<String, Problem> {
        let reason = self.reason.filter(|reason| !reason.trim().is_empty());
        match reason {
            Some(reason) if reason.chars().count() > 1_000 => Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "reason-too-long",
                "'reason' has more than 1000 characters",
            )),
            reason => Ok(reason.unwrap_or_else(|| otherwise.to_owned())),
        }
    }
}

/// What is live now.
#[derive(Serialize, ToSchema)]
struct Activated {
    /// Always true.
    success: bool,
    message: String,
    #[schema(value_type = String)]
    document_type: DocumentType,
    #[schema(value_type = String)]
    version_id: VersionId,
    /// The version before it.
    #[schema(value_type = Option<String>)]
    previous: Option<VersionId>,
    #[schema(value_type = u64)]
    generation: Generation,
    #[schema(value_type = String, format = DateTime)]
    activated_at: Timestamp,
}

impl Activated {
    fn of(document_type: DocumentType, active: Active) -> Self {
        Self {
            success: true,
            message: format!("version {} of {document_type} is active", active.version),
            document_type,
            version_id: active.version,
            previous: active.previous,
            generation: active.generation,
            activated_at: active.activated_at,
        }
    }
}

/// Makes a version the active one, after it was proven.
#[utoipa::path(
    post,
    path = "/api/{plural}/versions/{version}/activate",
    tag = "versions",
    params(
        ("plural" = String, Path, description = "The document type's plural, such as paystubs"),
        ("version" = String, Path, description = "The version's id, such as 20250122_143052"),
    ),
    request_body(content = Option<Reason>, description = "Why, if there is something to say"),
    responses(
        (status = 200, description = "What is live now", body = Activated),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn activate(
    State(state): State<AppState>,
    Extension(principal): Extension<Principal>,
    named: TypeAndVersion,
    body: JsonText,
) -> Result<Response, Problem> {
    let reason = reason(&body)?.or("activated over HTTP")?;
    let TypeAndVersion { of, version } = named;
    let before = state.registry.active(&of.document_type).await?;
    let change = Activation {
        document_type: of.document_type.clone(),
        version,
        expected: before.map(|active| active.generation),
        actor: principal.name,
        action: AuditAction::ActivatedByOperator,
        reason,
        run: None,
    };
    make_live(&state, &of, change).await
}

/// Goes back to the version before the active one, after it was proven.
#[utoipa::path(
    post,
    path = "/api/{plural}/rollback",
    tag = "versions",
    params(("plural" = String, Path, description = "The document type's plural, such as paystubs")),
    request_body(content = Option<Reason>, description = "Why, if there is something to say"),
    responses(
        (status = 200, description = "What is live now", body = Activated),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn rollback(
    State(state): State<AppState>,
    Extension(principal): Extension<Principal>,
    of: Type,
    body: JsonText,
) -> Result<Response, Problem> {
    let reason = reason(&body)?.or("rolled back over HTTP")?;
    let target = state.registry.before_active(&of.document_type).await?;
    let change = Activation {
        document_type: of.document_type.clone(),
        version: target.version,
        expected: Some(target.generation),
        actor: principal.name,
        action: AuditAction::RolledBack,
        reason,
        run: None,
    };
    make_live(&state, &of, change).await
}

/// Makes a version live after it was proven; it scores before the answer is sent.
async fn make_live(state: &AppState, of: &Type, change: Activation) -> Result<Response, Problem> {
    prove(state, of, &change.version).await?;
    let active = state.registry.activate(change).await?;
    state.live.renew(state).await;
    let document_type = of.document_type.clone();
    Ok(json(StatusCode::OK, &Activated::of(document_type, active)))
}

fn reason(body: &JsonText) -> Result<Reason, Problem> {
    let given: Option<Reason> = body.parse()?;
    Ok(given.unwrap_or(Reason { reason: None }))
}

/// What cannot score must not go live: every hash, every golden score, the features of the plugin
/// or of the component that the version was trained with.
async fn prove(state: &AppState, of: &Type, version: &VersionId) -> Result<(), Problem> {
    let stored = state.registry.load(&of.document_type, version).await?;
    let assembling = tokio::task::spawn_blocking(move || Model::assemble(stored)).await;
    let model = assembling.map_err(|error| Problem::internal(&error))??;
    model
        .component(
            of.plugin.as_ref() as &dyn DocumentPlugin,
            Some(&state.plugins),
        )
        .await?;
    Ok(())
}
