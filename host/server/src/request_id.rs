//! Each request has an id, in the log and in its answer.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;
use uuid::Uuid;

pub(crate) const NAME: HeaderName = HeaderName::from_static("x-request-id");

/// Takes the client's id, if it is one, or makes one.
pub(crate) async fn give(request: Request, next: Next) -> Response {
    let given = request.headers().get(&NAME).filter(|id| is_id(id)).cloned();
    let id = given.unwrap_or_else(|| {
        HeaderValue::from_str(&Uuid::now_v7().to_string())
            .unwrap_or_else(|_| HeaderValue::from_static("none"))
    });
    let span = tracing::info_span!(
        "request",
        request.id = id.to_str().unwrap_or_default(),
        http.method = %request.method(),
        // The route, never the path: a path is the client's.
        http.route = tracing::field::Empty,
    );
    let mut response = next.run(request).instrument(span).await;
    response.headers_mut().insert(NAME, id);
    response
}

fn is_id(id: &HeaderValue) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    (1..=64).contains(&id.len()) && id.as_bytes().iter().all(is_part)
}
