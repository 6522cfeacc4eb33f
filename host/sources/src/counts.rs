//! Numbers of documents by class.

use refit_core::Recommendation;
use serde::{Deserialize, Serialize};

/// Numbers of documents with a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PerClass {
    /// Labelled APPROVE.
    pub approve: usize,
    /// Labelled REJECT.
    pub reject: usize,
}

impl PerClass {
    /// Both together.
    #[must_use]
    pub const fn total(self) -> usize {
        self.approve + self.reject
    }

    /// Counts `count` more documents; an escalated document has no class and is not counted.
    pub(crate) const fn add(&mut self, label: Recommendation, count: usize) {
        match label {
            Recommendation::Approve => self.approve += count,
            Recommendation::Reject => self.reject += count,
            Recommendation::Escalate => {}
        }
    }
}

/// A number that the database counted.
pub(crate) fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}
