//! Who asks.

use std::net::IpAddr;

use axum::{
    extract::{Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{AUTHORIZATION, HOST, ORIGIN},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{access::Access, limit::Client, problem::Problem, shared::AppState};

/// Who asks, for the audit trail.
#[derive(Debug, Clone)]
pub(crate) struct Principal {
    pub(crate) name: String,
    pub(crate) access: Access,
}

/// From where a connection came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Finds out who asks: by the key that came along, or, where none is needed, this machine's user.
/// A page in a browser is not, so that the host that it asked for must be this machine too.
pub(crate) async fn find(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let settings = &state.settings;
    if !settings.needs_keys && !names_this_machine(&request) {
        return Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "host-not-local",
            "this server answers only requests to localhost, 127.0.0.1 or [::1]",
        )
        .into_response();
    }
    if !settings.needs_keys && changes_for_a_foreign_page(&request, &settings.cors_origins) {
        return Problem::new(
            StatusCode::FORBIDDEN,
            "origin-foreign",
            "a page of another origin may not change anything here; server.cors_origins has those that may",
        )
        .into_response();
    }
    let token = token(&request);
    let known = match token {
        Token::Sent(token) => state.keys.find(token),
        Token::Unreadable | Token::None => None,
    };
    let is_this_machine = !settings.needs_keys && matches!(token, Token::None);
    if !is_this_machine
        && let Some(client) = client(known.as_ref(), &request)
        && let Err(problem) = state.limit.count(&client)
    {
        return problem.into_response();
    }
    if known.is_none() && !matches!(token, Token::None) {
        return Problem::new(
            StatusCode::UNAUTHORIZED,
            "key-unknown",
            "the key is not known, or was revoked; send one as 'Authorization: Bearer KEY'",
        )
        .into_response();
    }
    let principal = known.or_else(|| {
        is_this_machine.then(|| Principal {
            name: "loopback".to_owned(),
            access: Access::Admin,
        })
    });
    if let Some(principal) = principal {
        request.extensions_mut().insert(principal);
    }
    next.run(request).await
}

/// Who is counted for the request.
fn client(known: Option<&Principal>, request: &Request) -> Option<Client> {
    let by_address = || {
        let peer = request.extensions().get::<Peer>()?;
        Some(Client::Address(peer.0))
    };
    known.map_or_else(by_address, |principal| {
        Some(Client::Key(principal.name.clone()))
    })
}

#[derive(Clone, Copy)]
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
fn changes_for_a_foreign_page(request: &Request, allowed: &[String]) -> bool {
    let Some(origin) = request.headers().get(ORIGIN) else {
        return false;
    };
    let host = request.headers().get(HOST).map(HeaderValue::as_bytes);
    let own = origin.as_bytes().strip_prefix(b"http://");
    let is_own = own.is_some() && own == host;
    let is_allowed = || {
        let mut allowed = allowed.iter();
        allowed.any(|allowed| allowed.as_bytes() == origin.as_bytes())
    };
    !request.method().is_safe() && !is_own && !is_allowed()
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
