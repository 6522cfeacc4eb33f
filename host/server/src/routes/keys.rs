//! Keys of clients.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use refit_registry::ApiKey;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{Routes, json};
use crate::{
    access::{Access, Admin},
    body::JsonText,
    identify::Principal,
    parameters::KeyId,
    problem::{Problem, ProblemBody},
    shared::AppState,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .mount::<Admin>(routes!(list))
        .mount::<Admin>(routes!(create))
        .mount::<Admin>(routes!(revoke))
}

/// Keys.
#[derive(Serialize, ToSchema)]
struct Keys {
    /// Always true.
    success: bool,
    /// Newest first; those too that are revoked.
    #[schema(value_type = Vec<Object>)]
    keys: Vec<ApiKey>,
}

/// All keys, without their secrets.
#[utoipa::path(
    get,
    path = "/api/keys",
    tag = "keys",
    responses(
        (status = 200, description = "The keys", body = Keys),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn list(State(state): State<AppState>) -> Result<Response, Problem> {
    let keys = state.registry.keys().await?;
    Ok(json(
        StatusCode::OK,
        &Keys {
            success: true,
            keys,
        },
    ))
}

/// The key that is wanted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Whose it is; the audit trail names it.
    #[schema(
        min_length = 1,
        max_length = 100,
        pattern = r"^[^\u0000-\u0020\u007f-\u00a0][^\u0000-\u001f\u007f-\u009f]*$"
    )]
    name: String,
    /// viewer, scorer, operator or admin.
    #[schema(pattern = "^(viewer|scorer|operator|admin)$")]
    role: String,
}

/// A new key.
#[derive(Serialize, ToSchema)]
struct Created {
    /// Always true.
    success: bool,
    /// What a client sends as `Authorization: Bearer TOKEN`. It is shown this once.
    token: String,
    #[schema(value_type = Object)]
    key: ApiKey,
}

/// Makes a key, whose token is shown this once.
#[utoipa::path(
    post,
    path = "/api/keys",
    tag = "keys",
    request_body(content = Wanted, description = "Whose it is, and what for"),
    responses(
        (status = 201, description = "The key", body = Created),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn create(
    State(state): State<AppState>,
    Extension(principal): Extension<Principal>,
    body: JsonText,
) -> Result<Response, Problem> {
    let wanted: Wanted = body.parse()?;
    let unfit =
        |detail: String| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "body-unfit", detail);
    if !ApiKey::is_name(&wanted.name) {
        return Err(unfit(format!("'name' must be {}", ApiKey::NAME)));
    }
    let Some(role) = Access::of_key(&wanted.role) else {
        return Err(unfit(
            "'role' must be viewer, scorer, operator or admin".to_owned(),
        ));
    };
    let made = state
        .registry
        .create_key(&wanted.name, role.as_str(), &principal.name)
        .await?;
    state.keys.refresh(&state.registry).await;
    Ok(json(
        StatusCode::CREATED,
        &Created {
            success: true,
            token: made.token,
            key: made.key,
        },
    ))
}

/// A key that is not taken any more.
#[derive(Serialize, ToSchema)]
struct Revoked {
    /// Always true.
    success: bool,
    message: &'static str,
}

/// Takes a key back: here at once, by other servers on the same database within seconds.
#[utoipa::path(
    delete,
    path = "/api/keys/{key}",
    tag = "keys",
    params(("key" = String, Path, description = "The key's id, as the list shows it")),
    responses(
        (status = 200, description = "It is taken no more", body = Revoked),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn revoke(
    State(state): State<AppState>,
    Extension(principal): Extension<Principal>,
    KeyId(id): KeyId,
) -> Result<Response, Problem> {
    if !state.registry.revoke_key(&id, &principal.name).await? {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "unknown-key",
            "there is no such key that is still taken",
        ));
    }
    state.keys.refresh(&state.registry).await;
    Ok(json(
        StatusCode::OK,
        &Revoked {
            success: true,
            message: "the key is revoked",
        },
    ))
}
