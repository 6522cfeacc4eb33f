//! Features and the schema that orders them.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use crate::{Error, Sha256Digest};

/// One column of a feature row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// `snake_case`, unique within the type.
    pub name: String,
    /// What a reviewer reads instead of the name.
    pub title: String,
    /// What the numbers mean.
    pub kind: FeatureKind,
    /// The lowest value it may have.
    pub lowest: f64,
    /// The highest value it may have.
    pub highest: f64,
    /// How a higher value is expected to move the risk.
    pub effect: Effect,
    /// Whether NaN ("not on this paper") is an answer.
    pub may_be_missing: bool,
}

/// What a feature's numbers mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeatureKind {
    /// 0 or 1, or a degree between them.
    Flag,
    /// A number of things.
    Count,
    /// Money, in the document's currency.
    Amount,
    /// One quantity over another.
    Ratio,
    /// A number of days.
    Days,
    /// A graded assessment on the scale of its bounds.
    Score,
    /// A kind that this host does not know.
    Other(String),
}

impl fmt::Display for FeatureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Flag => "flag",
            Self::Count => "count",
            Self::Amount => "amount",
            Self::Ratio => "ratio",
            Self::Days => "days",
            Self::Score => "score",
            Self::Other(name) => name,
        })
    }
}

/// How a higher value is expected to move the risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// A higher value makes fraud more likely.
    Raises,
    /// A higher value makes fraud less likely.
    Lowers,
    /// It depends on the other features.
    Either,
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Raises => "raises",
            Self::Lowers => "lowers",
            Self::Either => "either",
        })
    }
}

/// The ordered features of a document type; valid by construction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Feature>", into = "Vec<Feature>")]
pub struct FeatureSchema(Vec<Feature>);

impl FeatureSchema {
    /// The most features that a document type may have.
    pub const MAX_FEATURES: usize = 1_024;

    /// Checks names, bounds and their number.
    ///
    /// # Errors
    /// [`Error::FeatureSchema`] names the feature and what is wrong with it.
    pub fn try_new(features: Vec<Feature>) -> Result<Self, Error> {
        let fault = |text: String| Err(Error::FeatureSchema(text));
        if features.is_empty() {
            return fault("it has no features; a model needs at least one".to_owned());
        }
        if features.len() > Self::MAX_FEATURES {
            return fault(format!(
                "it has {} features; at most {} are allowed",
                features.len(),
                Self::MAX_FEATURES
            ));
        }
        let mut seen = BTreeSet::new();
        for feature in &features {
            let Feature {
                name,
                lowest,
                highest,
                ..
            } = feature;
            if name.is_empty()
                || name.len() > 64
                || !name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            {
                return fault(format!(
                    "feature name '{}' is not snake_case",
                    name.escape_default()
                ));
            }
            if !seen.insert(name.as_str()) {
                return fault(format!("feature '{name}' occurs twice"));
            }
            if !lowest.is_finite() || !highest.is_finite() || lowest >= highest {
                return fault(format!(
                    "feature '{name}' has bounds {lowest} to {highest}; they must be finite and rise"
                ));
            }
        }
        Ok(Self(features))
    }

    /// The features, in order.
    #[must_use]
    pub fn features(&self) -> &[Feature] {
        &self.0
    }

    /// The number of features: the width of a row.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Never: a schema has at least one feature.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A hash over names, order, kinds, bounds and missingness: two models with the same hash
    /// read the same rows. Titles are for people and do not count.
    #[must_use]
    pub fn hash(&self) -> Sha256Digest {
        let mut parts: Vec<Vec<u8>> = Vec::with_capacity(self.0.len() * 5);
        for feature in &self.0 {
            parts.push(feature.name.clone().into_bytes());
            parts.push(feature.kind.to_string().into_bytes());
            parts.push(feature.lowest.to_le_bytes().to_vec());
            parts.push(feature.highest.to_le_bytes().to_vec());
            parts.push(vec![u8::from(feature.may_be_missing)]);
        }
        Sha256Digest::of_parts(parts.iter().map(Vec::as_slice))
    }
}

impl TryFrom<Vec<Feature>> for FeatureSchema {
    type Error = Error;

    fn try_from(features: Vec<Feature>) -> Result<Self, Error> {
        Self::try_new(features)
    }
}

impl From<FeatureSchema> for Vec<Feature> {
    fn from(schema: FeatureSchema) -> Self {
        schema.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feature(name: &str) -> Feature {
        Feature {
            name: name.to_owned(),
            title: "Title".to_owned(),
            kind: FeatureKind::Flag,
            lowest: 0.0,
            highest: 1.0,
            effect: Effect::Raises,
            may_be_missing: false,
        }
    }

    #[test]
    fn refuses_twins_and_falling_bounds() {
        assert!(FeatureSchema::try_new(vec![]).is_err());
        assert!(FeatureSchema::try_new(vec![feature("a"), feature("a")]).is_err());
        let upside_down = Feature {
            lowest: 2.0,
            ..feature("a")
        };
        assert!(FeatureSchema::try_new(vec![upside_down]).is_err());
    }

    #[test]
    fn hash_follows_order_and_ignores_titles() {
        let schema = |names: [&str; 2]| FeatureSchema::try_new(names.map(feature).into()).unwrap();
        assert_ne!(schema(["a", "b"]).hash(), schema(["b", "a"]).hash());
        let retitled = FeatureSchema::try_new(vec![
            Feature {
                title: "Other".to_owned(),
                ..feature("a")
            },
            feature("b"),
        ])
        .unwrap();
        assert_eq!(schema(["a", "b"]).hash(), retitled.hash());
    }
}
