//! The routes, one file a subject.

mod audit;
mod dashboard;
mod docs;
mod documents;
mod events;
mod health;
mod jobs;
mod keys;
mod metrics;
mod plugins;
mod retrain;
mod score;
mod status;
mod versions;

use std::sync::Arc;

use axum::{
    Router,
    extract::Request,
    http::{
        HeaderName, HeaderValue, Method, StatusCode,
        header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER},
    },
    middleware::{from_fn, from_fn_with_state},
    response::{Html, IntoResponse, Response},
};
use tower_http::cors::CorsLayer;
use utoipa::openapi::{
    Components, Info, License, OpenApi as Document, PathItem, SecurityRequirement,
    extensions::Extensions,
    path::Operation,
    security::{Http, HttpAuthScheme, SecurityScheme},
};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::{
    access::{Access, Role, allow},
    identify, measure,
    problem::Problem,
    request_id,
    shared::AppState,
};

/// Routes, each with who may use it.
pub(crate) struct Routes(OpenApiRouter<AppState>);

impl Routes {
    fn new() -> Self {
        Self(OpenApiRouter::new())
    }

    /// Mounts handlers for who has the role. There is no other way to mount one.
    pub(crate) fn mount<R: Role>(
        self,
        (schemas, mut paths, handlers): UtoipaMethodRouter<AppState>,
    ) -> Self {
        for item in paths.paths.values_mut() {
            for operation in operations(item) {
                declare(operation, R::NEEDED);
            }
        }
        let handlers = handlers.layer(from_fn(allow::<R>));
        Self(self.0.routes((schemas, paths, handlers)))
    }
}

/// Writes into the document who may, and an id that no other operation has.
fn declare(operation: &mut Operation, needed: Access) {
    let tag = operation.tags.iter().flatten().next();
    if let (Some(tag), Some(name)) = (tag, &operation.operation_id) {
        operation.operation_id = Some(format!("{tag}_{name}"));
    }
    let role = Extensions::builder().add("x-role", needed.as_str()).build();
    match &mut operation.extensions {
        Some(extensions) => extensions.merge(role),
        extensions => *extensions = Some(role),
    }
    if needed != Access::Anyone {
        operation.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(
            "key",
            [],
        )]);
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.post,
        &mut item.put,
        &mut item.delete,
        &mut item.patch,
        &mut item.head,
        &mut item.options,
        &mut item.trace,
    ]
    .into_iter()
    .flatten()
}

fn mounted() -> (Router<AppState>, Document) {
    let routes = [
        retrain::routes,
        status::routes,
        jobs::routes,
        events::routes,
        versions::routes,
        score::routes,
        documents::routes,
        plugins::routes,
        audit::routes,
        keys::routes,
        health::routes,
        metrics::routes,
    ]
    .into_iter()
    .fold(Routes::new(), |routes, add| add(routes));
    let (router, mut document) = routes.0.split_for_parts();
    let mut info = Info::new("Refit", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "Retrains document-fraud models and decides, honestly, whether the new model may go live. \
         Failures are RFC 9457 problem documents. A plugin that is dropped in has all routes with \
         its plural at once."
            .to_owned(),
    );
    info.license = Some(License::new("MIT OR Apache-2.0"));
    document.info = info;
    let components = document.components.get_or_insert_with(Components::new);
    components.add_security_scheme(
        "key",
        SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
    );
    (router, document)
}

/// The OpenAPI document of all routes.
#[must_use]
pub fn openapi() -> serde_json::Value {
    // Maps with text as keys, text, numbers and truth values: JSON has them all.
    serde_json::to_value(mounted().1).unwrap_or_default()
}

/// The router over the state. Where no key is needed, its document asks for none.
pub(crate) fn router(state: &AppState) -> Router {
    let (router, mut document) = mounted();
    if !state.settings.needs_keys {
        let operations = document.paths.paths.values_mut().flat_map(operations);
        operations.for_each(|operation| operation.security = None);
    }
    let document = Arc::new(serde_json::to_value(document).unwrap_or_default());
    let page = docs::page(&document);
    // What holds nothing of this installation needs no role.
    let router = router
        .merge(dashboard::pages())
        .route(
            "/docs",
            axum::routing::get(move || async move { Html(page) }),
        )
        .route(
            "/api/openapi.json",
            axum::routing::get(move || {
                let document = Arc::clone(&document);
                async move { json(StatusCode::OK, &*document) }
            }),
        )
        .fallback(nothing_here)
        .method_not_allowed_fallback(not_so)
        .layer(from_fn_with_state(Arc::clone(state), identify::find))
        .layer(from_fn_with_state(Arc::clone(state), measure::request));
    // A browser's question whether it may ask comes without a key.
    let router = match cors(&state.settings.cors_origins) {
        Some(cors) => router.layer(cors),
        None => router,
    };
    router
        .layer(from_fn(request_id::give))
        .with_state(Arc::clone(state))
}

/// Pages of these origins may ask and read the answers; none may where there are none.
fn cors(origins: &[String]) -> Option<CorsLayer> {
    let origins: Vec<HeaderValue> = origins
        .iter()
        .filter_map(|origin| HeaderValue::from_str(origin).ok())
        .collect();
    (!origins.is_empty()).then(|| {
        CorsLayer::new()
            .allow_origin(origins)
            .allow_methods([Method::GET, Method::POST, Method::DELETE])
            .allow_headers([
                AUTHORIZATION,
                CONTENT_TYPE,
                HeaderName::from_static("last-event-id"),
            ])
            .expose_headers([request_id::NAME, RETRY_AFTER])
    })
}

async fn nothing_here() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "unknown-route",
        "there is no such route; /docs lists all",
    )
}

async fn not_so(_: Request) -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "this route is not there for this method; /docs lists all",
    )
}

/// A JSON answer.
pub(crate) fn json<T: serde::Serialize + ?Sized>(status: StatusCode, body: &T) -> Response {
    match serde_json::to_vec(body) {
        Ok(body) => (status, [(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => Problem::internal(&error).into_response(),
    }
}
