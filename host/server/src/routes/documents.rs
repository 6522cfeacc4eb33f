//! Labelled documents: what runs learn from.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use refit_core::{Day, DocumentType, LabelSource};
use refit_pipeline::Imported;
use refit_registry::AuditAction;
use refit_sources::{DocumentEntry, Import, ImportOptions, Stats};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{Routes, json};
use crate::{
    access::{Admin, Operator, Viewer},
    body::JsonText,
    identify::Principal,
    parameters::{Parameters, Type, TypeAndDocument, limit},
    problem::{Problem, ProblemBody},
    shared::AppState,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .mount::<Viewer>(routes!(list))
        .mount::<Operator>(routes!(import))
        .mount::<Admin>(routes!(erase))
}

/// Counts of the stored documents of a type, and the newest of them.
#[derive(Serialize, ToSchema)]
struct Documents {
    /// Always true.
    success: bool,
    #[schema(value_type = String)]
    document_type: DocumentType,
    /// `documents`, and how many there are by label, by who gave it, by confidence and by fold.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    stats: Stats,
    /// Stored documents without their content, the newest import first.
    #[schema(value_type = Vec<Object>)]
    entries: Vec<DocumentEntry>,
    /// What to ask for as `before` to get older ones; null where there are none.
    next_before: Option<i64>,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListParameters {
    /// Only entries before this number, which is the `next_before` of an earlier answer.
    before: Option<i64>,
    /// How many entries at most, 1 to 1000; 50 by default.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// What is stored of a document type: counts, and the newest documents without their content.
#[utoipa::path(
    get,
    path = "/api/{plural}/documents",
    tag = "documents",
    params(
        ("plural" = String, Path, description = "The document type's plural, such as paystubs"),
        ListParameters,
    ),
    responses(
        (status = 200, description = "Counts and entries", body = Documents),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn list(
    State(state): State<AppState>,
    of: Type,
    Parameters(parameters): Parameters<ListParameters>,
) -> Result<Response, Problem> {
    let limit = limit(parameters.limit, 50)?;
    let stats = state.documents.stats(&of.document_type).await?;
    let entries = state
        .documents
        .entries(&of.document_type, parameters.before, limit)
        .await?;
    let is_full = u32::try_from(entries.len()) == Ok(limit);
    let last = entries.last().map(|entry| entry.sequence);
    Ok(json(
        StatusCode::OK,
        &Documents {
            success: true,
            document_type: of.document_type,
            stats,
            entries,
            next_before: last.filter(|_| is_full),
        },
    ))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ImportParameters {
    /// Who gave the labels of lines that do not say it: model, policy, outcome or reviewer, in
    /// rising rank; policy by default.
    #[param(value_type = Option<String>, pattern = "^(model|policy|outcome|reviewer)$")]
    label_source: Option<LabelSource>,
    /// The day on which documents were received whose lines do not say it, `2025-01-22`; today
    /// by default.
    #[param(value_type = Option<String>, format = Date)]
    received: Option<Day>,
    /// Import the rest where the plugin rejects documents; without it, nothing.
    skip_rejected: Option<bool>,
}

/// A list of lines.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes the body")]
struct Lines {
    #[schema(min_items = 1)]
    documents: Vec<LineEntry>,
}

/// A line of an import.
#[derive(ToSchema)]
#[schema(as = Line)]
#[expect(dead_code, reason = "it describes the body")]
struct LineEntry {
    /// The document.
    #[schema(value_type = Object)]
    document: serde_json::Value,
    /// APPROVE, REJECT, ESCALATE, or null.
    #[schema(pattern = "^(APPROVE|REJECT|ESCALATE)$")]
    label: Option<String>,
    /// Who gave the label: model, policy, outcome or reviewer.
    #[schema(pattern = "^(model|policy|outcome|reviewer)$")]
    label_source: Option<String>,
    /// How sure the source was.
    #[schema(minimum = 0, maximum = 1)]
    confidence: Option<f64>,
    /// A score that came with the label; kept, and not learnt from.
    #[schema(minimum = 0, maximum = 100)]
    fraud_risk_score: Option<f64>,
    /// The day it came in.
    #[schema(format = Date)]
    received: Option<String>,
    /// Documents of one group are never split between training and holdout.
    #[schema(min_length = 1, max_length = 64)]
    group: Option<String>,
    /// The sender's own id.
    #[schema(min_length = 1, max_length = 64)]
    id: Option<String>,
}

/// What an import did.
#[derive(Serialize, ToSchema)]
struct ImportAnswer {
    /// Always true.
    success: bool,
    #[schema(value_type = String)]
    document_type: DocumentType,
    /// `lines`, of which so many were `added`, `relabelled`, `updated`, `unchanged` and
    /// `outranked`; and `rejected`, which were left out.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    imported: Imported,
}

/// What a body may hold in place of lines.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrapped<'a> {
    #[serde(borrow)]
    documents: Vec<&'a RawValue>,
}

/// Stores labelled documents, all or none: one JSON object a line, or `{"documents": […]}` of such
/// objects.
///
/// An object is `{"document": …, "id": …, "label": "APPROVE" | "REJECT" | "ESCALATE",
/// "fraud_risk_score": 0–100, "confidence": 0–1, "received": "2025-01-22", "label_source": …,
/// "group": …}`, of which only `document` must be there. The same document twice is one.
#[utoipa::path(
    post,
    path = "/api/{plural}/documents",
    tag = "documents",
    params(
        ("plural" = String, Path, description = "The document type's plural, such as paystubs"),
        ImportParameters,
    ),
    request_body(
        content(
            (String = "application/x-ndjson"),
            (Lines = "application/json"),
        ),
        description = "JSON lines, or an object with a list of `documents`",
    ),
    responses(
        (status = 200, description = "What was stored", body = ImportAnswer),
        (status = "4XX", description = "Why nothing was", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn import(
    State(state): State<AppState>,
    of: Type,
    Parameters(parameters): Parameters<ImportParameters>,
    body: JsonText,
) -> Result<Response, Problem> {
    let options = ImportOptions {
        label_source: parameters.label_source.unwrap_or(LabelSource::Policy),
        received: parameters.received,
    };
    let document_type = of.document_type.clone();
    let member = state.settings.confidence_member.clone();
    let import =
        tokio::task::spawn_blocking(move || read(&document_type, &body.0, options, &member))
            .await
            .map_err(|error| Problem::internal(&error))??;
    if import.is_empty() {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "body-unfit",
            "there is no document: send one JSON object a line, or an object with a list of 'documents'",
        ));
    }
    let imported = refit_pipeline::import(
        &state.documents,
        of.plugin.as_ref(),
        import,
        state.clock.today(),
        parameters.skip_rejected.unwrap_or(false),
    )
    .await?;
    Ok(json(
        StatusCode::OK,
        &ImportAnswer {
            success: true,
            document_type: of.document_type,
            imported,
        },
    ))
}

fn read(
    document_type: &DocumentType,
    body: &[u8],
    options: ImportOptions,
    confidence_member: &str,
) -> Result<Import, refit_sources::Error> {
    match serde_json::from_slice(body) {
        Ok(Wrapped { documents }) => Import::of_lines(
            document_type,
            documents.iter().map(|line| line.get().as_bytes()),
            options,
            confidence_member,
        ),
        Err(_) => Import::read_with(document_type, body, options, confidence_member),
    }
}

/// What an erasure did.
#[derive(Serialize, ToSchema)]
struct ErasedAnswer {
    /// Always true.
    success: bool,
    #[schema(value_type = String)]
    document_type: DocumentType,
    /// How many documents had the id.
    erased: usize,
    /// Whether nothing of them is left in the database's files. Always false on PostgreSQL, which
    /// overwrites by its own rules.
    scrubbed: bool,
}

/// Erases a document, out of the database's files too.
#[utoipa::path(
    delete,
    path = "/api/{plural}/documents/{id}",
    tag = "documents",
    params(
        ("plural" = String, Path, description = "The document type's plural, such as paystubs"),
        ("id" = String, Path, description = "The document's `id` or `external_id` in the list; all documents with this external id are erased"),
    ),
    responses(
        (status = 200, description = "What was erased", body = ErasedAnswer),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn erase(
    State(state): State<AppState>,
    Extension(principal): Extension<Principal>,
    named: TypeAndDocument,
) -> Result<Response, Problem> {
    let document_type = named.of.document_type;
    let erased = state.documents.delete(&document_type, &named.id).await?;
    if erased.documents == 0 {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "unknown-document",
            "there is no such document",
        ));
    }
    // The trail has no id: a sender's own may name a person.
    let reason = format!("{} erased", erased.documents);
    state
        .registry
        .record(
            AuditAction::DocumentsErased,
            &document_type,
            &principal.name,
            &reason,
        )
        .await?;
    Ok(json(
        StatusCode::OK,
        &ErasedAnswer {
            success: true,
            document_type,
            erased: erased.documents,
            scrubbed: erased.is_scrubbed,
        },
    ))
}
