//! Parameters in paths and queries. A client names things; what it named is not repeated.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, Path, Query},
    http::{StatusCode, request::Parts},
};
use refit_core::{DocumentType, VersionId, plugin::DocumentPlugin};
use refit_jobs::JobId;
use refit_runtime::Plugin;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{problem::Problem, shared::AppState};

/// How many of a list at most.
pub(crate) fn limit(given: Option<u32>, otherwise: u32) -> Result<u32, Problem> {
    match given.unwrap_or(otherwise) {
        limit @ 1..=1_000 => Ok(limit),
        _ => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "query-unfit",
            "'limit' is a number from 1 to 1000",
        )),
    }
}

/// The document type that a path's plural names.
pub(crate) struct Type {
    pub(crate) document_type: DocumentType,
    pub(crate) plugin: Arc<Plugin>,
}

/// A document type and one of its versions.
pub(crate) struct TypeAndVersion {
    pub(crate) of: Type,
    pub(crate) version: VersionId,
}

/// A document type and the id of one of its documents, whatever its sender calls it.
pub(crate) struct TypeAndDocument {
    pub(crate) of: Type,
    pub(crate) id: String,
}

/// A document type by its own name: it may have no plugin.
pub(crate) struct NamedType(pub(crate) DocumentType);

/// The id of a key.
pub(crate) struct KeyId(pub(crate) String);

/// A job's id.
pub(crate) struct Job(pub(crate) JobId);

/// A query's parameters.
pub(crate) struct Parameters<T>(pub(crate) T);

#[derive(Deserialize)]
struct Named {
    plural: String,
    #[serde(default)]
    version: Option<String>,
}

impl Type {
    fn named(plural: &str, state: &AppState) -> Result<Self, Problem> {
        let plugins = state.plugins.plugins();
        let found = plural
            .parse()
            .ok()
            .and_then(|plural| plugins.get_by_plural(&plural));
        let Some(plugin) = found else {
            let known = plugins
                .iter()
                .map(|plugin| plugin.descriptor().plural.as_str().to_owned());
            let known: Vec<String> = known.collect();
            return Err(Problem::new(
                StatusCode::NOT_FOUND,
                "unknown-document-type",
                match known.is_empty() {
                    true => "no plugin is loaded, so there are no document types".to_owned(),
                    false => format!(
                        "no document type has this plural; there are {}",
                        known.join(", ")
                    ),
                },
            ));
        };
        Ok(Self {
            document_type: plugin.descriptor().document_type.clone(),
            plugin: Arc::clone(plugin),
        })
    }
}

async fn path<T: DeserializeOwned + Send>(
    parts: &mut Parts,
    state: &AppState,
) -> Result<T, Problem> {
    let Path(path) = Path::from_request_parts(parts, state).await.map_err(|_| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "unknown-path",
            "the path has a part that names nothing",
        )
    })?;
    Ok(path)
}

impl FromRequestParts<AppState> for Type {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Named { plural, .. } = path(parts, state).await?;
        Self::named(&plural, state)
    }
}

impl FromRequestParts<AppState> for TypeAndVersion {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Named { plural, version } = path(parts, state).await?;
        let of = Type::named(&plural, state)?;
        let version = version.unwrap_or_default().parse().map_err(|_| {
            Problem::new(
                StatusCode::NOT_FOUND,
                "unknown-version",
                "a version's id is a UTC second like 20250122_143052",
            )
        })?;
        Ok(Self { of, version })
    }
}

impl FromRequestParts<AppState> for TypeAndDocument {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        #[derive(Deserialize)]
        struct Named {
            plural: String,
            id: String,
        }
        let Named { plural, id } = path(parts, state).await?;
        let of = Type::named(&plural, state)?;
        // PostgreSQL has no text with it.
        if id.contains('\0') {
            return Err(Problem::new(
                StatusCode::NOT_FOUND,
                "unknown-document",
                "there is no such document",
            ));
        }
        Ok(Self { of, id })
    }
}

impl FromRequestParts<AppState> for NamedType {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let name: String = path(parts, state).await?;
        name.parse().map(Self).map_err(|_| {
            Problem::new(
                StatusCode::NOT_FOUND,
                "unknown-document-type",
                "a document type's name is snake_case, like bank_statement; /api/plugins lists all",
            )
        })
    }
}

impl FromRequestParts<AppState> for KeyId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let id: String = path(parts, state).await?;
        match id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            true => Ok(Self(id)),
            false => Err(Problem::new(
                StatusCode::NOT_FOUND,
                "unknown-key",
                "there is no such key that is still taken",
            )),
        }
    }
}

impl FromRequestParts<AppState> for Job {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let id: String = path(parts, state).await?;
        id.parse()
            .map(Self)
            .map_err(|_| Problem::new(StatusCode::NOT_FOUND, "unknown-job", "there is no such job"))
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<AppState> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Query(query) = Query::from_request_parts(parts, state).await.map_err(|_| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                "query-unfit",
                "the query has a parameter that this route does not take, or a value that does not fit; /docs has them",
            )
        })?;
        Ok(Self(query))
    }
}
