//! Hyperparameters, raw as they are configured and checked as they are trained with.

use serde::{Deserialize, Serialize};

use crate::Error;

/// All hyperparameters of an ensemble, as configured; [`check`](Self::check) them to train.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// The random forest's.
    pub random_forest: ForestParameters,
    /// The boosted trees'.
    pub xgboost: BoostingParameters,
    /// The shares of the two models in the score.
    pub weights: Weights,
}

/// Hyperparameters of the random forest; scikit-learn's names and meaning, but that a row that a
/// bootstrap sample has twice counts twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ForestParameters {
    /// The number of trees, 1 to 5,000.
    pub trees: usize,
    /// The most splits between root and leaf, 1 to 64.
    pub max_depth: u16,
    /// The fewest rows of the bootstrap sample in a node that is split, 2 or more.
    pub min_samples_split: usize,
    /// The fewest rows of the bootstrap sample in a leaf, 1 or more.
    pub min_samples_leaf: usize,
    /// Features tried at a split, drawn anew at each; all of them when absent, as in
    /// scikit-learn's regressor. More than there are means all.
    pub max_features: Option<usize>,
}

/// Hyperparameters of the gradient-boosted trees; XGBoost's names, meaning and defaults.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BoostingParameters {
    /// The number of trees, 1 to 10,000.
    pub rounds: usize,
    /// The most splits between root and leaf, 1 to 32.
    pub max_depth: usize,
    /// The share of each tree's answer that is added, above 0 and at most 1.
    pub learning_rate: f64,
    /// L2 regularization of the leaves, 0 or more.
    pub lambda: f64,
    /// The least gain of a split, 0 or more.
    pub gamma: f64,
    /// The least sum of second derivatives in a child (for squared error, rows), 0 or more.
    pub min_child_weight: f64,
    /// The most bins that a feature's values are sorted into, 2 to 4,096; fewer, down to 96, where
    /// there are not 16 rows for each.
    pub max_bin: u16,
}

/// The shares of the two models in the score; together 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// The random forest's share, 0 to 1.
    pub random_forest: f64,
    /// The boosted trees' share, 0 to 1.
    pub xgboost: f64,
}

impl Default for ForestParameters {
    fn default() -> Self {
        Self {
            trees: 100,
            max_depth: 10,
            min_samples_split: 5,
            min_samples_leaf: 2,
            max_features: None,
        }
    }
}

impl Default for BoostingParameters {
    fn default() -> Self {
        Self {
            rounds: 100,
            max_depth: 6,
            learning_rate: 0.1,
            lambda: 1.0,
            gamma: 0.0,
            min_child_weight: 1.0,
            max_bin: 256,
        }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            random_forest: 0.4,
            xgboost: 0.6,
        }
    }
}

/// Parameters within their bounds; only these can train.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheckedParameters(Parameters);

/// Weights that are shares of one whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheckedWeights(Weights);

impl Parameters {
    /// Checks every bound.
    ///
    /// # Errors
    /// [`Error::Parameter`] for the first key outside its bounds; [`faults`](Self::faults) has
    /// all.
    pub fn check(&self) -> Result<CheckedParameters, Error> {
        match self.faults().into_iter().next() {
            Some(fault) => Err(fault),
            None => Ok(CheckedParameters(*self)),
        }
    }

    /// Every key that is outside its bounds, each an [`Error::Parameter`].
    #[must_use]
    pub fn faults(&self) -> Vec<Error> {
        let Self {
            random_forest: forest,
            xgboost,
            weights,
        } = self;
        let mut faults = Vec::new();
        let mut demand = |holds: bool, key, expected, found: String| {
            if !holds {
                faults.push(Error::Parameter {
                    key,
                    expected,
                    found,
                });
            }
        };
        demand(
            (1..=5_000).contains(&forest.trees),
            "random_forest.trees",
            "1 to 5000",
            forest.trees.to_string(),
        );
        demand(
            (1..=64).contains(&forest.max_depth),
            "random_forest.max_depth",
            "1 to 64",
            forest.max_depth.to_string(),
        );
        demand(
            forest.min_samples_split >= 2,
            "random_forest.min_samples_split",
            "2 or more",
            forest.min_samples_split.to_string(),
        );
        demand(
            forest.min_samples_leaf >= 1,
            "random_forest.min_samples_leaf",
            "1 or more",
            forest.min_samples_leaf.to_string(),
        );
        demand(
            forest.max_features != Some(0),
            "random_forest.max_features",
            "1 or more, or nothing for all",
            "0".to_owned(),
        );
        demand(
            (1..=10_000).contains(&xgboost.rounds),
            "xgboost.rounds",
            "1 to 10000",
            xgboost.rounds.to_string(),
        );
        demand(
            (1..=32).contains(&xgboost.max_depth),
            "xgboost.max_depth",
            "1 to 32",
            xgboost.max_depth.to_string(),
        );
        demand(
            xgboost.learning_rate >= 1e-6 && xgboost.learning_rate <= 1.0,
            "xgboost.learning_rate",
            "0.000001 to 1",
            xgboost.learning_rate.to_string(),
        );
        for (key, value) in [
            ("xgboost.lambda", xgboost.lambda),
            ("xgboost.gamma", xgboost.gamma),
            ("xgboost.min_child_weight", xgboost.min_child_weight),
        ] {
            demand(
                (0.0..=1e9).contains(&value),
                key,
                "0 to 1000000000",
                value.to_string(),
            );
        }
        demand(
            (2..=4_096).contains(&xgboost.max_bin),
            "xgboost.max_bin",
            "2 to 4096",
            xgboost.max_bin.to_string(),
        );
        faults.extend(weights.faults());
        faults
    }
}

impl Weights {
    /// Checks that both are shares and together the whole.
    ///
    /// # Errors
    /// [`Error::Parameter`] for the first that is none.
    pub fn check(&self) -> Result<CheckedWeights, Error> {
        match self.faults().into_iter().next() {
            Some(fault) => Err(fault),
            None => Ok(CheckedWeights(*self)),
        }
    }

    fn faults(&self) -> Vec<Error> {
        let shares = [
            ("weights.random_forest", self.random_forest),
            ("weights.xgboost", self.xgboost),
        ];
        let mut faults: Vec<Error> = shares
            .into_iter()
            .filter(|(_, share)| !(0.0..=1.0).contains(share))
            .map(|(key, share)| Error::Parameter {
                key,
                expected: "0 to 1",
                found: share.to_string(),
            })
            .collect();
        let sum = self.random_forest + self.xgboost;
        if faults.is_empty() && (sum - 1.0).abs() > 1e-9 {
            faults.push(Error::Parameter {
                key: "weights",
                expected: "two shares that add up to 1",
                found: sum.to_string(),
            });
        }
        faults
    }
}

impl CheckedParameters {
    /// The parameters.
    #[must_use]
    pub const fn get(&self) -> &Parameters {
        &self.0
    }

    /// The checked weights among them.
    #[must_use]
    pub const fn weights(&self) -> CheckedWeights {
        CheckedWeights(self.0.weights)
    }
}

impl CheckedWeights {
    /// The weights.
    #[must_use]
    pub const fn get(&self) -> &Weights {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_pass_and_are_the_stated_ones() {
        let parameters = Parameters::default().check().unwrap();
        let Parameters {
            random_forest,
            xgboost,
            weights,
        } = parameters.get();
        assert_eq!((random_forest.trees, random_forest.max_depth), (100, 10));
        assert_eq!((xgboost.rounds, xgboost.max_depth), (100, 6));
        assert_eq!((weights.random_forest, weights.xgboost), (0.4, 0.6));
    }

    #[test]
    fn every_fault_is_reported_by_its_key() {
        let parameters = Parameters {
            random_forest: ForestParameters {
                trees: 0,
                max_features: Some(0),
                ..ForestParameters::default()
            },
            xgboost: BoostingParameters {
                learning_rate: f64::NAN,
                lambda: -1.0,
                ..BoostingParameters::default()
            },
            weights: Weights {
                random_forest: 0.5,
                xgboost: 0.6,
            },
        };
        let keys: Vec<_> = parameters
            .faults()
            .into_iter()
            .map(|fault| match fault {
                Error::Parameter { key, .. } => key,
                other => panic!("{other}"),
            })
            .collect();
        assert_eq!(
            keys,
            [
                "random_forest.trees",
                "random_forest.max_features",
                "xgboost.learning_rate",
                "xgboost.lambda",
                "weights"
            ]
        );
        assert_eq!(
            parameters.check().unwrap_err().to_string(),
            "random_forest.trees: expected 1 to 5000, found 0"
        );
    }
}
