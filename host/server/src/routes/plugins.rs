//! The plugins: looking at them, and putting them in, out and back to work.

use axum::{
    Extension,
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use refit_core::{
    Day, DocumentType, Feature, Plural, Sha256Digest,
    plugin::{Descriptor, DocumentPlugin},
};
use refit_registry::AuditAction;
use refit_runtime::PluginStatus;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{Routes, json};
use crate::{
    access::{Admin, Viewer},
    body,
    host::NotInstalled,
    identify::Principal,
    parameters::NamedType,
    problem::{Problem, ProblemBody},
    shared::AppState,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .mount::<Viewer>(routes!(list))
        .mount::<Viewer>(routes!(show))
        .mount::<Admin>(routes!(install))
        .mount::<Admin>(routes!(remove))
        .mount::<Admin>(routes!(release))
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

/// What a plugin says of itself.
#[derive(Serialize, ToSchema)]
struct OnePlugin {
    /// Always true.
    success: bool,
    #[schema(value_type = String)]
    document_type: DocumentType,
    /// What routes call its documents by.
    #[schema(value_type = String)]
    plural: Plural,
    /// Its name for people.
    title: String,
    version: String,
    /// The SDK that built it.
    sdk_version: String,
    /// SHA-256 of its file.
    #[schema(value_type = String)]
    digest: Sha256Digest,
    /// The features, in order.
    #[schema(value_type = Vec<Object>)]
    features: Vec<Feature>,
    /// The JSON Schema of a document.
    #[schema(value_type = Object)]
    document_schema: Value,
    /// A document to try, one of the plugin's own.
    #[schema(value_type = Option<Object>)]
    example: Option<Value>,
    /// The day on which the example was received.
    #[schema(value_type = Option<String>, format = Date)]
    example_received: Option<Day>,
}

/// What a plugin says of itself: its features, the schema of a document, and an example.
#[utoipa::path(
    get,
    path = "/api/plugins/{type}",
    tag = "plugins",
    params(("type" = String, Path, description = "The document type, such as paystub")),
    responses(
        (status = 200, description = "The plugin", body = OnePlugin),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn show(
    State(state): State<AppState>,
    NamedType(document_type): NamedType,
) -> Result<Response, Problem> {
    let plugins = state.plugins.plugins();
    let plugin = plugins.get(&document_type).ok_or_else(no_plugin)?;
    let Descriptor {
        plural,
        title,
        version,
        sdk_version,
        features,
        document_schema,
        goldens,
        ..
    } = plugin.descriptor().clone();
    let example = goldens.into_iter().next().map(|golden| golden.submission);
    Ok(json(
        StatusCode::OK,
        &OnePlugin {
            success: true,
            document_type,
            plural,
            title,
            version,
            sdk_version,
            digest: plugin.digest(),
            features: features.features().to_vec(),
            // Checked on loading to be a JSON object.
            document_schema: serde_json::from_str(&document_schema).unwrap_or_default(),
            example_received: example.as_ref().map(|example| example.received),
            example: example.and_then(|example| serde_json::from_str(&example.document).ok()),
        },
    ))
}

/// A plugin that is used now.
#[derive(Serialize, ToSchema)]
struct InstalledAnswer {
    /// Always true.
    success: bool,
    message: String,
    #[schema(value_type = String)]
    document_type: DocumentType,
    /// The plugin's version.
    version: String,
    /// SHA-256 of the component.
    #[schema(value_type = String)]
    digest: Sha256Digest,
    /// SHA-256 of the component that it took the place of.
    #[schema(value_type = Option<String>)]
    replaced: Option<Sha256Digest>,
}

/// Puts a component into the plugin folder, after it was found to keep all laws of `refit plugin
/// check`; its routes are there when this is answered.
#[utoipa::path(
    post,
    path = "/api/plugins",
    tag = "plugins",
    request_body(content = Vec<u8>, content_type = "application/wasm", description = "The component"),
    responses(
        (status = 201, description = "It is used", body = InstalledAnswer),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn install(
    State(state): State<AppState>,
    Extension(principal): Extension<Principal>,
    request: Request,
) -> Result<Response, Problem> {
    let settings = &state.settings;
    let component = body::read(
        request.into_body(),
        settings.max_plugin_bytes,
        settings.body_timeout,
    )
    .await?;
    let installed = state.host.install(component).await.map_err(refused)?;
    rescan(&state).await?;
    let reason = match installed.replaced {
        Some(digest) if digest == installed.digest => "uploaded once more".to_owned(),
        Some(digest) => format!("version {}, replaces {digest}", installed.version),
        None => format!("version {}", installed.version),
    };
    state
        .registry
        .record(
            AuditAction::PluginInstalled,
            &installed.document_type,
            &principal.name,
            &reason,
        )
        .await?;
    Ok(json(
        StatusCode::CREATED,
        &InstalledAnswer {
            success: true,
            message: format!(
                "version {} of the plugin of {} is used",
                installed.version, installed.document_type
            ),
            document_type: installed.document_type,
            version: installed.version,
            digest: installed.digest,
            replaced: installed.replaced,
        },
    ))
}

fn refused(error: NotInstalled) -> Problem {
    match error {
        NotInstalled::Broken(laws) => Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "plugin-breaks-laws",
            format!(
                "nothing was installed, for the component does not keep all laws; {}",
                laws.join("; ")
            ),
        ),
        NotInstalled::Claimed(claims) => Problem::new(
            StatusCode::CONFLICT,
            "plugin-twin",
            format!("nothing was installed: {claims} already; remove that file first"),
        ),
        NotInstalled::Failed(error) => Problem::internal(error.as_ref()),
    }
}

async fn rescan(state: &AppState) -> Result<(), Problem> {
    let scanned = state.plugins.rescan().await;
    scanned.map_err(|error| Problem::internal(&error))?;
    state.live.renew(state).await;
    Ok(())
}

/// What was done to a document type's plugin.
#[derive(Serialize, ToSchema)]
struct Done {
    /// Always true.
    success: bool,
    message: String,
    #[schema(value_type = String)]
    document_type: DocumentType,
}

impl Done {
    fn answer(document_type: DocumentType, message: String) -> Response {
        let done = Self {
            success: true,
            message,
            document_type,
        };
        json(StatusCode::OK, &done)
    }
}

/// Removes a document type's plugin from the folder. Its versions and documents stay, and are there
/// again when a plugin of this type is; a job that waits for it fails.
#[utoipa::path(
    delete,
    path = "/api/plugins/{type}",
    tag = "plugins",
    params(("type" = String, Path, description = "The document type, such as paystub")),
    responses(
        (status = 200, description = "It is gone", body = Done),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn remove(
    State(state): State<AppState>,
    Extension(principal): Extension<Principal>,
    NamedType(document_type): NamedType,
) -> Result<Response, Problem> {
    let removing = state.host.remove(&document_type).await;
    let files = removing.map_err(|error| Problem::internal(error.as_ref()))?;
    if files.is_empty() {
        return Err(no_plugin());
    }
    rescan(&state).await?;
    let message = format!("removed {}", files.join(", "));
    let actor = &principal.name;
    state
        .registry
        .record(AuditAction::PluginRemoved, &document_type, actor, &message)
        .await?;
    Ok(Done::answer(document_type, message))
}

/// Lets a quarantined plugin be called again.
#[utoipa::path(
    post,
    path = "/api/plugins/{type}/release",
    tag = "plugins",
    params(("type" = String, Path, description = "The document type, such as paystub")),
    responses(
        (status = 200, description = "It is called again", body = Done),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn release(
    State(state): State<AppState>,
    Extension(principal): Extension<Principal>,
    NamedType(document_type): NamedType,
) -> Result<Response, Problem> {
    if state.plugins.plugins().get(&document_type).is_none() {
        return Err(no_plugin());
    }
    if !state.plugins.release(&document_type) {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "plugin-not-quarantined",
            "the plugin of this document type is not in quarantine",
        ));
    }
    let message = "released from quarantine".to_owned();
    let actor = &principal.name;
    state
        .registry
        .record(AuditAction::PluginReleased, &document_type, actor, &message)
        .await?;
    Ok(Done::answer(document_type, message))
}

fn no_plugin() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "unknown-document-type",
        "no plugin is for this document type; /api/plugins lists all",
    )
}
