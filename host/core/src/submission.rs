//! Documents on their way through a plugin.

use std::fmt;

use crate::{Class, Day, RiskScore};

/// A document as it came in, with the day it was received.
///
/// `Debug` shows no content: values from documents never reach a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Submission {
    /// The text of one JSON object.
    pub document: String,
    /// The day it was received; ages are counted to it.
    pub received: Day,
}

impl fmt::Debug for Submission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Submission")
            .field("document", &format_args!("{} bytes", self.document.len()))
            .field("received", &self.received)
            .finish()
    }
}

/// A synthetic document with what is known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Specimen {
    /// The document.
    pub submission: Submission,
    /// Whether it is honest.
    pub class: Class,
    /// How risky it is.
    pub risk_score: RiskScore,
    /// How it was forged, or what kind of honest paper it is.
    pub mechanism: String,
}

/// Why a document has no feature row. It never repeats a value from the document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RejectionReason {
    /// The text is not JSON; the byte offset where reading stopped.
    NotJson(u64),
    /// JSON, but not what this type reads.
    NotADocument,
    /// A field that is needed; its name.
    MissingField(String),
    /// A field that cannot be read; its name.
    UnreadableField(String),
    /// Any other reason.
    Other(String),
}

impl fmt::Display for RejectionReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(offset) => write!(f, "it is not JSON (reading stopped at byte {offset})"),
            Self::NotADocument => f.write_str("it is JSON, but no document of this type"),
            Self::MissingField(field) => write!(f, "the field '{field}' is missing"),
            Self::UnreadableField(field) => write!(f, "the field '{field}' cannot be read"),
            Self::Other(reason) => f.write_str(reason),
        }
    }
}

/// A document that got no feature row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// Its place in the list of submissions, from 0.
    pub index: usize,
    /// Why.
    pub reason: RejectionReason,
}

/// The feature rows of a list of submissions.
#[derive(Debug, Clone, PartialEq)]
pub struct Extraction {
    /// The rows of all documents that were not rejected, in order, without gaps; row-major,
    /// `rows × width`. NaN only where the feature may be missing.
    pub values: Vec<f64>,
    /// The number of features.
    pub width: usize,
    /// The documents that were rejected, by rising index.
    pub rejected: Vec<Rejection>,
}

impl Extraction {
    /// The rows, in the order of the accepted submissions.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.values.chunks_exact(self.width.max(1))
    }

    /// The places of the accepted submissions among `submitted`, in the order of the rows.
    pub fn accepted(&self, submitted: usize) -> impl Iterator<Item = usize> {
        let mut rejected = self
            .rejected
            .iter()
            .map(|rejection| rejection.index)
            .peekable();
        (0..submitted).filter(move |index| rejected.next_if_eq(index).is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_accepted_places_run_in_step() {
        let extraction = Extraction {
            values: vec![1.0, 2.0, 3.0, 4.0],
            width: 2,
            rejected: vec![Rejection {
                index: 1,
                reason: RejectionReason::NotADocument,
            }],
        };
        let rows: Vec<_> = extraction.accepted(3).zip(extraction.rows()).collect();
        assert_eq!(
            rows,
            [(0, [1.0, 2.0].as_slice()), (2, [3.0, 4.0].as_slice())]
        );
    }

    #[test]
    fn debug_shows_no_content() {
        let submission = Submission {
            document: r#"{"account_number":"12345678"}"#.to_owned(),
            received: "2026-01-01".parse().unwrap(),
        };
        assert!(!format!("{submission:?}").contains("12345678"));
    }
}
