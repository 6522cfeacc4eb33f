//! Failures as RFC 9457 problem documents, with the original's members beside them. No text
//! repeats a value from a request.

use axum::{
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// Why a request was not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    /// After how many seconds it is worth to ask again.
    retry_after: Option<u64>,
}

/// A problem as it is sent.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody {
    /// `urn:refit:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// The status in words.
    title: &'static str,
    /// The status.
    status: u16,
    /// What is wrong, and what to do.
    detail: String,
    /// Always false.
    success: bool,
    /// The same as `detail`.
    error: String,
    /// A short, stable code.
    code: &'static str,
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let body = ProblemBody {
            kind: format!("urn:refit:problem:{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            success: false,
            error: self.detail.clone(),
            code: self.code,
        };
        body.serialize(serializer)
    }
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            retry_after: None,
        }
    }

    /// The same, with the seconds after which it is worth to ask again.
    pub(crate) const fn after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// What the host failed at; the log has the whole of it.
    pub(crate) fn internal(error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error, "a request failed");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "the host failed; its log says why, under this answer's request id",
        )
    }

    /// The database is busy, or away.
    pub(crate) fn unavailable(error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::warn!(error, "a request needs the database");
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "database-unavailable",
            "the database does not answer; try again in a while",
        )
        .after(5)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<refit_jobs::Error> for Problem {
    fn from(error: refit_jobs::Error) -> Self {
        use refit_jobs::Error;
        match &error {
            Error::UnknownJob { .. } => {
                Self::new(StatusCode::NOT_FOUND, "unknown-job", "there is no such job")
            }
            Error::Ended { state, .. } => Self::new(
                StatusCode::CONFLICT,
                "job-ended",
                format!("the job has ended already: it is {state}"),
            ),
            error if error.may_pass() => Self::unavailable(error),
            error => Self::internal(error),
        }
    }
}

impl From<refit_sources::Error> for Problem {
    fn from(error: refit_sources::Error) -> Self {
        use refit_sources::Error;
        match &error {
            Error::Lines { .. } => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "documents-unfit",
                error.to_string(),
            ),
            Error::Database { .. } => Self::unavailable(&error),
            _ => Self::internal(&error),
        }
    }
}

impl From<refit_registry::Error> for Problem {
    fn from(error: refit_registry::Error) -> Self {
        use refit_registry::Error;
        let status = match &error {
            Error::UnknownVersion { .. } => StatusCode::NOT_FOUND,
            Error::DeletedVersion { .. } => StatusCode::GONE,
            Error::Moved { .. } | Error::AlreadyActive { .. } | Error::NoPrevious { .. } => {
                StatusCode::CONFLICT
            }
            // The sentence names the file and says what to do.
            Error::Missing { .. }
            | Error::Length { .. }
            | Error::Digest { .. }
            | Error::Manifest { .. } => {
                return Self::new(StatusCode::CONFLICT, "version-damaged", error.to_string());
            }
            Error::Database { .. } => return Self::unavailable(&error),
            _ => return Self::internal(&error),
        };
        Self::new(status, "version-not-activated", error.to_string())
    }
}

impl From<refit_pipeline::Error> for Problem {
    fn from(error: refit_pipeline::Error) -> Self {
        use refit_pipeline::Error;
        match error {
            Error::Registry(error) => error.into(),
            Error::Sources(error) => error.into(),
            Error::NoActiveVersion { .. } => Self::new(
                StatusCode::CONFLICT,
                error.code(),
                "no version of this document type is active yet; retrain it first",
            ),
            Error::GoldenScores { .. }
            | Error::Version { .. }
            | Error::OtherFeatures { .. }
            | Error::RowsRejected { .. } => {
                Self::new(StatusCode::CONFLICT, error.code(), error.to_string())
            }
            Error::Plugin(error) => Self::new(
                StatusCode::BAD_GATEWAY,
                error.code(),
                format!("the document type's plugin failed: {error}"),
            ),
            error => Self::internal(&error),
        }
    }
}
