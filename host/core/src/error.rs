//! What can be wrong with a name, a number or an identifier.

/// A value that is not what its type demands. The text names the value: it comes from a
/// configuration, a command line or a plugin, never from a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Not a document type's name.
    #[error(
        "'{0}' is no document type: use lower-case letters, digits and single underscores, starting with a letter, at most 64 characters"
    )]
    DocumentType(String),
    /// Not a plural as routes show it.
    #[error(
        "'{0}' is no plural for routes: use lower-case letters, digits and single hyphens, starting with a letter, at most 64 characters, and none of the host's own routes (audit, health, keys, plugins, retraining)"
    )]
    Plural(String),
    /// Not a version id.
    #[error("'{0}' is no version: a version looks like 20250122_143052 (UTC)")]
    VersionId(String),
    /// Not a calendar day.
    #[error("'{0}' is no day: a day looks like 2025-01-22")]
    Day(String),
    /// Not a SHA-256 digest in hexadecimal.
    #[error("'{0}' is no SHA-256 digest: expected 64 hexadecimal digits")]
    Digest(String),
    /// Not a risk score.
    #[error("a risk score lies between 0 and 100, this one is {0}")]
    RiskScore(String),
    /// Not a recommendation.
    #[error("'{0}' is no recommendation: expected APPROVE, REJECT or ESCALATE")]
    Recommendation(String),
    /// Not a source of labels.
    #[error("'{0}' is no source of labels: expected model, policy, outcome or reviewer")]
    LabelSource(String),
    /// Not a verdict.
    #[error("'{0}' is no verdict: expected activate, keep, reject or hold")]
    Verdict(String),
    /// A feature schema that contradicts itself.
    #[error("the feature schema is not valid: {0}")]
    FeatureSchema(String),
}
