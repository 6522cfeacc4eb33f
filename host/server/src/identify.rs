//! Who asks.

use axum::{
    extract::{Request, State},
    http::{StatusCode, header::HOST},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{access::Access, problem::Problem, shared::AppState};

/// Who asks, for the audit trail.
#[derive(Debug, Clone)]
pub(crate) struct Principal {
    pub(crate) name: String,
    pub(crate) access: Access,
}

/// Finds out who asks. On loopback everybody is this machine's user; a page in a browser is not,
/// so that the host that it asked for must be this machine too.
pub(crate) async fn find(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    if state.settings.is_loopback {
        if !names_this_machine(&request) {
            return Problem::new(
                StatusCode::MISDIRECTED_REQUEST,
                "host-not-local",
                "this server answers only requests to localhost, 127.0.0.1 or [::1]",
            )
            .into_response();
        }
        request.extensions_mut().insert(Principal {
            name: "loopback".to_owned(),
            access: Access::Admin,
        });
    }
    next.run(request).await
}

fn names_this_machine(request: &Request) -> bool {
    let Some(host) = request.headers().get(HOST) else {
        // HTTP/1.0 has none, and no browser speaks it.
        return request.uri().host().is_none();
    };
    let Ok(host) = host.to_str() else {
        return false;
    };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|local| name.eq_ignore_ascii_case(local))
}
