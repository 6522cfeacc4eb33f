//! A document with its label.

use std::fmt;

use refit_core::{DocumentType, LabelSource, Recommendation, Sha256Digest, Submission};

/// A document that can be learnt from.
///
/// `Debug` shows no content and no name that the sender gave.
#[derive(Clone, PartialEq)]
pub struct LabelledDocument {
    /// Its type.
    pub document_type: DocumentType,
    /// The digest of its type and normalised content.
    pub content_digest: Sha256Digest,
    /// The sender's own id, where there is one.
    pub external_id: Option<String>,
    /// What a plugin gets to see.
    pub submission: Submission,
    /// The verdict: APPROVE or REJECT.
    pub label: Recommendation,
    /// Who gave the verdict.
    pub label_source: LabelSource,
    /// The score that came with the verdict, 0 to 100.
    pub fraud_risk_score: Option<f64>,
    /// How sure the source was, 0 to 1.
    pub confidence: Option<f64>,
    /// Documents of one group share a fold.
    pub group_key: String,
    /// The fold, 0 to 4; 0 is the holdout.
    pub fold: u8,
}

impl fmt::Debug for LabelledDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LabelledDocument")
            .field("document_type", &self.document_type)
            .field("content_digest", &self.content_digest)
            .field("submission", &self.submission)
            .field("label", &self.label)
            .field("label_source", &self.label_source)
            .field("fold", &self.fold)
            .finish_non_exhaustive()
    }
}
