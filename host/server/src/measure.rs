//! Counts requests as they are answered.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};

use crate::shared::AppState;

/// Counts a request by its route's pattern.
pub(crate) async fn request(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let since = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    state.metrics.answered(
        method.as_str(),
        route,
        response.status().as_u16(),
        since.elapsed(),
    );
    response
}
