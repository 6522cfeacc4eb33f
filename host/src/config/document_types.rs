//! The settings of single document types.

use refit_core::RiskScore;
use refit_learn::{BoostingParameters, ForestParameters, Parameters, Weights};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::foreign::{BoostingKeys, ForestKeys, WeightKeys};

/// The entry of a document type in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TypeEntry {
    /// Whether the type is retrained by the schedule and by `--all`.
    pub(crate) enabled: bool,
    /// The number of features, compared with the plugin's; nothing to take the plugin's word.
    #[schemars(range(min = 1))]
    pub(crate) feature_count: Option<usize>,
    /// The table that holds the type's documents in a database of the original, one row one
    /// document: a plain name of letters, digits and underscores.
    #[schemars(regex(pattern = "^[A-Za-z_][A-Za-z0-9_]{0,62}$"))]
    pub(crate) db_table: Option<String>,
    /// The target scores, 0 to 100, that recommendations stand for. The class numbers of the
    /// original, APPROVE 0 with REJECT 1, mean 15 and 85.
    pub(crate) label_mapping: LabelMapping,
    /// The models of a version: these three, in any order.
    pub(crate) model_types: Vec<ModelType>,
    /// The shares of the two models in the score; together 1.
    #[schemars(with = "WeightKeys")]
    pub(crate) ensemble_weights: Weights,
    /// Hyperparameters of the random forest.
    #[schemars(with = "ForestKeys")]
    pub(crate) random_forest: ForestParameters,
    /// Hyperparameters of the gradient-boosted trees.
    #[schemars(with = "BoostingKeys")]
    pub(crate) xgboost: BoostingParameters,
    /// What the models learn.
    pub(crate) target: Target,
    /// A schedule of its own: a cron expression of five fields, in the time zone of
    /// `global_settings`.
    pub(crate) schedule_cron: Option<String>,
}

/// The target scores that recommendations stand for, or the class numbers of the original.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "UPPERCASE", deny_unknown_fields)]
pub(crate) struct LabelMapping {
    /// The score of APPROVE, 0 to 30.
    #[schemars(with = "f64", range(min = 0, max = RiskScore::APPROVE_UP_TO))]
    pub(crate) approve: RiskScore,
    /// The score of REJECT, 70 to 100; or the class number 1, where APPROVE is 0.
    #[schemars(with = "f64", range(min = 0, max = 100))]
    pub(crate) reject: RiskScore,
    /// Nothing: documents that were escalated are not learnt from.
    pub(crate) escalate: (),
}

/// A model of a version.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ModelType {
    RandomForest,
    Xgboost,
    FeatureScaler,
}

/// What the models learn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Target {
    /// The verdict, as the score that `label_mapping` gives it.
    Verdict,
}

/// The settings of a document type, ready to use.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TypeConfig {
    /// Whether the type is retrained by the schedule and by `--all`.
    pub(crate) enabled: bool,
    /// The number of features that the plugin must have.
    pub(crate) feature_count: Option<usize>,
    /// The table of the original that holds the type's documents.
    pub(crate) db_table: Option<String>,
    /// The target score of APPROVE.
    pub(crate) approve: RiskScore,
    /// The target score of REJECT.
    pub(crate) reject: RiskScore,
    /// What the models learn.
    pub(crate) target: Target,
    /// Hyperparameters and weights.
    pub(crate) parameters: Parameters,
    /// A schedule of its own.
    pub(crate) schedule_cron: Option<String>,
}

impl TypeEntry {
    /// The entry, with scores for class numbers and all that trains in one piece.
    pub(crate) fn view(&self) -> TypeConfig {
        let (approve, reject) = self.label_mapping.scores();
        TypeConfig {
            enabled: self.enabled,
            feature_count: self.feature_count,
            db_table: self.db_table.clone(),
            approve,
            reject,
            target: self.target,
            parameters: self.parameters(),
            schedule_cron: self.schedule_cron.clone(),
        }
    }

    /// All that trains.
    pub(crate) fn parameters(&self) -> Parameters {
        Parameters {
            random_forest: self.random_forest,
            xgboost: self.xgboost,
            weights: self.ensemble_weights,
        }
    }
}

impl LabelMapping {
    /// Whether these are the class numbers of the original and no scores.
    pub(crate) fn is_class_numbers(&self) -> bool {
        self.approve.get() == 0.0 && self.reject.get() == 1.0
    }

    /// The scores of APPROVE and of REJECT.
    pub(crate) fn scores(&self) -> (RiskScore, RiskScore) {
        let scores = if self.is_class_numbers() {
            Self::default()
        } else {
            *self
        };
        (scores.approve, scores.reject)
    }
}

impl Default for LabelMapping {
    fn default() -> Self {
        Self {
            approve: score(15.0),
            reject: score(85.0),
            escalate: (),
        }
    }
}

#[expect(
    clippy::expect_used,
    reason = "only called with the two defaults, which are scores"
)]
fn score(score: f64) -> RiskScore {
    RiskScore::try_new(score).expect("a score from 0 to 100")
}

impl ModelType {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::RandomForest, Self::Xgboost, Self::FeatureScaler];

    /// The name in the file.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::RandomForest => "random_forest",
            Self::Xgboost => "xgboost",
            Self::FeatureScaler => "feature_scaler",
        }
    }
}

impl Default for TypeEntry {
    fn default() -> Self {
        Self {
            enabled: true,
            feature_count: None,
            db_table: None,
            label_mapping: LabelMapping::default(),
            model_types: ModelType::ALL.to_vec(),
            ensemble_weights: Weights::default(),
            random_forest: ForestParameters::default(),
            xgboost: BoostingParameters::default(),
            target: Target::Verdict,
            schedule_cron: None,
        }
    }
}
