//! Documents on their way in and out of a plugin.

use crate::{Day, Feature, Json};

/// A document as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The document: the text of one JSON object.
    pub document: String,
    /// The day it was received. Ages and "in the future" are counted to this day.
    pub received: Day,
}

impl Submission {
    /// A document, as text or as a tree, that was received on a day.
    pub fn new(document: impl Into<String>, received: Day) -> Self {
        Self {
            document: document.into(),
            received,
        }
    }
}

/// What a synthetic document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// An honest paper, with the blemishes that honest papers have.
    Legitimate,
    /// A forged or altered paper.
    Fraud,
}

/// A synthetic document with what is known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Specimen {
    /// The document, received on or before the day that the generator was given.
    pub submission: Submission,
    /// Whether it is honest.
    pub class: Class,
    /// How risky it is, 0 (no doubt about it) to 100 (certainly forged).
    pub risk_score: f64,
    /// How it was forged (`edited_balance`), or what kind of honest paper it is.
    pub mechanism: String,
}

impl Specimen {
    /// An honest paper of a kind (`plain`).
    #[must_use]
    pub fn honest(submission: Submission, risk_score: f64, kind: &str) -> Self {
        Self {
            submission,
            class: Class::Legitimate,
            risk_score,
            mechanism: kind.to_owned(),
        }
    }

    /// A paper that was forged by a mechanism (`edited_balance`).
    #[must_use]
    pub fn forged(submission: Submission, risk_score: f64, mechanism: &str) -> Self {
        Self {
            submission,
            class: Class::Fraud,
            risk_score,
            mechanism: mechanism.to_owned(),
        }
    }
}

/// A document whose features are known: the host recomputes them before it uses the plugin.
#[derive(Debug, Clone, PartialEq)]
pub struct Golden {
    /// The document.
    pub submission: Submission,
    /// Its features, in the order of the schema; NaN is equal to NaN.
    pub features: Vec<f64>,
}

impl Golden {
    /// The golden documents of a JSON text: a list of
    /// `{"received": "2025-01-31", "document": {…}, "features": [1, null]}`. `null` stands for
    /// NaN, which JSON does not have. What is not such an object is left out:
    /// [`testing::assert_goldens`](crate::testing::assert_goldens) finds it.
    #[must_use]
    pub fn list(json: &str) -> Vec<Self> {
        match Json::parse(json) {
            Ok(Json::List(items)) => items.iter().filter_map(Self::of).collect(),
            _ => Vec::new(),
        }
    }

    fn of(item: &Json<'_>) -> Option<Self> {
        let received = item.get("received")?.day()?;
        let Json::List(features) = item.get("features")? else {
            return None;
        };
        let features = features
            .iter()
            .map(|value| value.amount().unwrap_or(f64::NAN));
        Some(Self {
            submission: Submission::new(item.get("document")?.to_string(), received),
            features: features.collect(),
        })
    }
}

/// What a plugin says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Descriptor {
    /// The document type, `snake_case`.
    pub name: String,
    /// The plural as routes show it, `kebab-case`.
    pub plural: String,
    /// The document type's name for people.
    pub title: String,
    /// The plugin's own version.
    pub version: String,
    /// The SDK that built it, with its version.
    pub sdk_version: String,
    /// The features, in the order of every row.
    pub features: Vec<Feature>,
    /// JSON Schema (2020-12) of a document.
    pub document_schema: String,
    /// A few documents with their features.
    pub goldens: Vec<Golden>,
}

/// The feature rows of a list of submissions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extraction {
    /// The rows of all documents that were not rejected, one after another: so many numbers a
    /// document as the type has features.
    pub values: Vec<f64>,
    /// The documents that were rejected, in the order of their index.
    pub rejected: Vec<Rejected>,
}

/// A document that got no feature row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Its place in the list of submissions, from 0.
    pub index: u32,
    /// Why.
    pub reason: Rejection,
}

/// Why a document has no feature row. It names the field and never repeats its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// The text is not JSON; the byte offset where reading stopped.
    NotJson(u64),
    /// The text is JSON, but not what this type reads.
    NotADocument,
    /// A field without which no feature row can be made; its name.
    MissingField(String),
    /// A field that cannot be read; its name.
    UnreadableField(String),
    /// Any other reason: a sentence without values from the document.
    Other(String),
}

/// Why a call failed as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// An argument that makes no sense; which, and what would.
    InvalidArgument(String),
    /// More was asked for than one call can answer; how much it can.
    TooMuch(u32),
    /// Any other reason: a sentence without values from a document.
    Other(String),
}
