//! Who asks.

use axum::{
    extract::{Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{AUTHORIZATION, HOST, ORIGIN},
    },
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

/// Finds out who asks: by the key that came along, or, on loopback, this machine's user. A page in
/// a browser is not, so that the host that it asked for must be this machine too.
pub(crate) async fn find(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    if state.settings.is_loopback && !names_this_machine(&request) {
        return Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "host-not-local",
            "this server answers only requests to localhost, 127.0.0.1 or [::1]",
        )
        .into_response();
    }
    if state.settings.is_loopback && changes_for_a_foreign_page(&request) {
        return Problem::new(
            StatusCode::FORBIDDEN,
            "origin-foreign",
            "a page of another origin may not change anything here",
        )
        .into_response();
    }
    let principal = match token(&request) {
        Token::Sent(token) => match state.keys.find(token) {
            Some(principal) => Some(principal),
            None => return unknown_key(),
        },
        Token::Unreadable => return unknown_key(),
        Token::None => state.settings.is_loopback.then(|| Principal {
            name: "loopback".to_owned(),
            access: Access::Admin,
        }),
    };
    if let Some(principal) = principal {
        request.extensions_mut().insert(principal);
    }
    next.run(request).await
}

fn unknown_key() -> Response {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "key-unknown",
        "the key is not known, or was revoked; send one as 'Authorization: Bearer KEY'",
    )
    .into_response()
}

enum Token<'r> {
    None,
    Sent(&'r str),
    Unreadable,
}

fn token(request: &Request) -> Token<'_> {
    let Some(header) = request.headers().get(AUTHORIZATION) else {
        return Token::None;
    };
    let token = header.to_str().ok().and_then(|text| text.split_once(' '));
    match token {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Token::Sent(token.trim()),
        _ => Token::Unreadable,
    }
}

/// Whether a page that this server did not send wants more than to look: browsers send such
/// requests to this machine too, and say from where.
fn changes_for_a_foreign_page(request: &Request) -> bool {
    let Some(origin) = request.headers().get(ORIGIN) else {
        return false;
    };
    let host = request.headers().get(HOST).map(HeaderValue::as_bytes);
    let own = origin.as_bytes().strip_prefix(b"http://");
    !request.method().is_safe() && (own.is_none() || own != host)
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
