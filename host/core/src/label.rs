//! What is known or said about a document: class, score, recommendation, and by whom.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Error;

/// The truth about a document, as far as anybody knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// An honest paper.
    Legitimate,
    /// A forged or altered paper.
    Fraud,
}

/// Who gave a document its label. The order is the rank: a later one outranks an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelSource {
    /// A model's own recommendation.
    Model,
    /// A rule of the house.
    Policy,
    /// What happened later: a loan repaid, a check returned.
    Outcome,
    /// A person who looked at the paper.
    Reviewer,
}

impl LabelSource {
    /// The word in files and tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Policy => "policy",
            Self::Outcome => "outcome",
            Self::Reviewer => "reviewer",
        }
    }
}

impl FromStr for LabelSource {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        [Self::Model, Self::Policy, Self::Outcome, Self::Reviewer]
            .into_iter()
            .find(|source| source.as_str() == text)
            .ok_or_else(|| Error::LabelSource(text.to_owned()))
    }
}

/// A risk score between 0 (no doubt about the paper) and 100 (certainly forged).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct RiskScore(f64);

impl RiskScore {
    /// Up to this score a document is approved, and counts as legitimate.
    pub const APPROVE_UP_TO: f64 = 30.0;
    /// From this score a document is rejected, and counts as fraud.
    pub const REJECT_FROM: f64 = 70.0;

    /// Accepts a number from 0 to 100.
    ///
    /// # Errors
    /// [`Error::RiskScore`] for anything else, NaN included: a score on another scale is a
    /// fault, not a small risk.
    pub fn try_new(score: f64) -> Result<Self, Error> {
        if (0.0..=100.0).contains(&score) {
            Ok(Self(score))
        } else {
            Err(Error::RiskScore(score.to_string()))
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The class that the score speaks for; none between 30 and 70.
    #[must_use]
    pub fn class(self) -> Option<Class> {
        match self.recommendation() {
            Recommendation::Approve => Some(Class::Legitimate),
            Recommendation::Reject => Some(Class::Fraud),
            Recommendation::Escalate => None,
        }
    }

    /// What to do with a document of this score.
    #[must_use]
    pub fn recommendation(self) -> Recommendation {
        if self.0 <= Self::APPROVE_UP_TO {
            Recommendation::Approve
        } else if self.0 >= Self::REJECT_FROM {
            Recommendation::Reject
        } else {
            Recommendation::Escalate
        }
    }

    /// The level in words.
    #[must_use]
    pub fn level(self) -> RiskLevel {
        match self.0 {
            score if score > 85.0 => RiskLevel::Critical,
            score if score > 60.0 => RiskLevel::High,
            score if score > 30.0 => RiskLevel::Medium,
            _ => RiskLevel::Low,
        }
    }
}

impl TryFrom<f64> for RiskScore {
    type Error = Error;

    fn try_from(score: f64) -> Result<Self, Error> {
        Self::try_new(score)
    }
}

impl From<RiskScore> for f64 {
    fn from(score: RiskScore) -> Self {
        score.0
    }
}

/// What to do with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Recommendation {
    /// Accept it.
    Approve,
    /// Let a person look.
    Escalate,
    /// Refuse it.
    Reject,
}

impl Recommendation {
    /// The word in files, tables and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "APPROVE",
            Self::Escalate => "ESCALATE",
            Self::Reject => "REJECT",
        }
    }
}

impl fmt::Display for Recommendation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Recommendation {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "APPROVE" => Ok(Self::Approve),
            "ESCALATE" => Ok(Self::Escalate),
            "REJECT" => Ok(Self::Reject),
            other => Err(Error::Recommendation(other.to_owned())),
        }
    }
}

/// A risk score in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum RiskLevel {
    /// Up to 30.
    Low,
    /// Above 30.
    Medium,
    /// Above 60.
    High,
    /// Above 85.
    Critical,
}

impl fmt::Display for RiskLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Low => "LOW",
            Self::Medium => "MEDIUM",
            Self::High => "HIGH",
            Self::Critical => "CRITICAL",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_belong_to_the_outer_bands() {
        let recommend = |score| RiskScore::try_new(score).unwrap().recommendation();
        assert_eq!(recommend(30.0), Recommendation::Approve);
        assert_eq!(recommend(30.1), Recommendation::Escalate);
        assert_eq!(recommend(69.9), Recommendation::Escalate);
        assert_eq!(recommend(70.0), Recommendation::Reject);
        let level = |score| RiskScore::try_new(score).unwrap().level();
        assert_eq!(
            [30.0, 30.1, 60.0, 60.1, 85.0, 85.1].map(level),
            [
                RiskLevel::Low,
                RiskLevel::Medium,
                RiskLevel::Medium,
                RiskLevel::High,
                RiskLevel::High,
                RiskLevel::Critical
            ]
        );
    }

    #[test]
    fn a_score_off_the_scale_is_refused() {
        for bad in [-0.1, 100.1, f64::NAN, f64::INFINITY] {
            assert!(RiskScore::try_new(bad).is_err());
        }
    }

    #[test]
    fn a_reviewer_outranks_a_model() {
        assert!(LabelSource::Reviewer > LabelSource::Outcome);
        assert!(LabelSource::Outcome > LabelSource::Policy);
        assert!(LabelSource::Policy > LabelSource::Model);
    }
}
