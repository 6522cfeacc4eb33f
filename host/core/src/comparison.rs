//! The comparison of a challenger with the champion, and its verdict.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Error, VersionId};

/// What becomes of a challenger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It goes live.
    Activate,
    /// The champion stays: the challenger looks worse, which is not proven.
    Keep,
    /// The champion stays: the challenger is worse.
    Reject,
    /// Nothing can be said; a person decides.
    Hold,
}

impl Verdict {
    /// The word in files and tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Activate => "activate",
            Self::Keep => "keep",
            Self::Reject => "reject",
            Self::Hold => "hold",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Verdict {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        [Self::Activate, Self::Keep, Self::Reject, Self::Hold]
            .into_iter()
            .find(|verdict| verdict.as_str() == text)
            .ok_or_else(|| Error::Verdict(text.to_owned()))
    }
}

/// An interval for a quantity, from a bootstrap.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// What was observed.
    pub estimate: f64,
    /// The lower bound.
    pub lower: f64,
    /// The upper bound.
    pub upper: f64,
    /// The share of intervals made this way that cover the truth: 0.95, say.
    pub level: f64,
}

/// Champion and challenger on the same rows, scored now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Whether the challenger goes live.
    pub should_activate: bool,
    /// What becomes of it.
    pub verdict: Verdict,
    /// The rule that decided.
    pub rule: String,
    /// The verdict as a sentence.
    pub reason: String,
    /// The policy that the rule belongs to.
    pub policy: String,
    /// The champion; none for the first version.
    pub previous_version: Option<VersionId>,
    /// The champion's R² on these rows.
    pub previous_r2: Option<f64>,
    /// The challenger's R² on these rows.
    pub new_r2: Option<f64>,
    /// Challenger − champion.
    pub delta: Option<f64>,
    /// The R² difference with its paired-bootstrap interval.
    pub r2_difference: Option<Interval>,
    /// The ROC-AUC difference with its paired-bootstrap interval.
    pub roc_auc_difference: Option<Interval>,
    /// The challenger's own ROC-AUC with its bootstrap interval.
    pub roc_auc: Option<Interval>,
    /// Rows that both were scored on.
    pub rows: usize,
    /// Of these, rows with a score of 70 or more.
    pub fraud_rows: usize,
}
