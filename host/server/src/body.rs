//! Bodies of requests, with limits. What is wrong with one is told by its place, never by its
//! text.

use axum::{
    body::Body,
    extract::{FromRequest, Request},
    http::StatusCode,
};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::Body as _;
use memchr::memchr2_iter;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::{problem::Problem, shared::AppState};

/// The deepest that objects and lists may nest.
const MAX_DEPTH: usize = 64;

/// A body of JSON text within the limits.
pub(crate) struct JsonText(pub(crate) Bytes);

impl FromRequest<AppState> for JsonText {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let settings = &state.settings;
        let bytes = read(
            request.into_body(),
            settings.max_body_bytes,
            settings.body_timeout,
        )
        .await?;
        // Nothing with so few brackets is too deep.
        let has_many = memchr2_iter(b'{', b'[', &bytes).nth(MAX_DEPTH).is_some();
        if has_many && depth(&bytes) > MAX_DEPTH {
            return Err(Problem::new(
                StatusCode::BAD_REQUEST,
                "body-too-deep",
                format!("objects and lists nest deeper than {MAX_DEPTH}"),
            ));
        }
        Ok(Self(bytes))
    }
}

/// Reads a body to its end.
pub(crate) async fn read(
    body: Body,
    max_bytes: usize,
    within: std::time::Duration,
) -> Result<Bytes, Problem> {
    let reading = timeout(within, collect(body, max_bytes)).await;
    reading.map_err(|_| {
        Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "body-too-slow",
            format!("the body did not come within {} s", within.as_secs()),
        )
    })?
}

/// Collects at most so many bytes. Of a longer body as many again are read and let go: most clients
/// listen when they have sent all, and would see a broken connection in place of the answer.
async fn collect(mut body: Body, max_bytes: usize) -> Result<Bytes, Problem> {
    let too_large = || {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body-too-large",
            format!("the body has more than {max_bytes} bytes"),
        )
    };
    // What says that it is far too long is not waited for.
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > max_bytes.saturating_mul(2) {
        return Err(too_large());
    }
    let mut collected = BytesMut::new();
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            return Err(Problem::new(
                StatusCode::BAD_REQUEST,
                "body-cut",
                "the body ended before it was complete",
            ));
        };
        let Ok(data) = frame.into_data() else {
            continue;
        };
        length = length.saturating_add(data.len());
        if length <= max_bytes {
            collected.extend_from_slice(&data);
        } else if length > max_bytes.saturating_mul(2) {
            break;
        }
    }
    if length > max_bytes {
        return Err(too_large());
    }
    Ok(collected.freeze())
}

impl JsonText {
    /// The value; an empty body is an empty object.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let text = if self.0.trim_ascii().is_empty() {
            b"{}"
        } else {
            &self.0[..]
        };
        serde_json::from_slice(text).map_err(|error| not_json(&error))
    }
}

/// What is wrong with a text, by its place.
pub(crate) fn not_json(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    if error.is_data() {
        return Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "body-unfit",
            format!(
                "the JSON is not what this route takes (line {line}, column {column}); /docs has its schema"
            ),
        );
    }
    Problem::new(
        StatusCode::BAD_REQUEST,
        "body-not-json",
        format!("the body is not JSON (reading stopped at line {line}, column {column})"),
    )
}

/// How deep brackets nest, outside of texts.
fn depth(text: &[u8]) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    let mut in_text = false;
    let mut escaped = false;
    for byte in text {
        match (in_text, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_text = !in_text,
            (false, b'{' | b'[') => {
                now += 1;
                most = most.max(now);
            }
            (false, b'}' | b']') => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_texts_do_not_nest() {
        assert_eq!(depth(b"7"), 0);
        assert_eq!(depth(br#"{"a":[{},{}]}"#), 3);
        assert_eq!(depth(br#"{"a":"[[[\"[","b":"\\"}"#), 1);
        assert_eq!(depth(b"[[[["), 4);
        assert_eq!(depth(b"]]["), 1);
    }
}
