//! How good a model is on a set of rows, and what it was trained on.

use serde::{Deserialize, Serialize};

/// What a training set is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataSource {
    /// Synthetic documents only.
    Synthetic,
    /// Real documents, with synthetic ones beside them.
    Hybrid,
    /// Real documents only.
    Real,
}

impl DataSource {
    /// The word in files and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Synthetic => "synthetic",
            Self::Hybrid => "hybrid",
            Self::Real => "real",
        }
    }
}

/// The rows that a run used, by origin and class.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DataCounts {
    /// All rows, training and holdout.
    pub total_samples: usize,
    /// Rows from labelled documents.
    pub real_samples: usize,
    /// Rows from synthetic documents.
    pub synthetic_samples: usize,
    /// Rows with a score of 70 or more.
    pub fraud_count: usize,
    /// `fraud_count / total_samples`, 0 to 1.
    pub fraud_ratio: f64,
    /// Rows that the models were trained on.
    pub training_rows: usize,
    /// Rows held out, on which the metrics were taken.
    pub holdout_rows: usize,
    /// Of the rows held out, those with a score of 70 or more.
    pub holdout_fraud_count: usize,
}

/// Metrics of an ensemble and its two models on one set of rows.
///
/// R² and MSE compare scores (0–100, squared points). The ranking metrics compare the rows
/// whose target is 70 or more with the rows whose target is 30 or less; they are absent where
/// one of the classes is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// Coefficient of determination of the ensemble, at most 1.
    pub r2_score: f64,
    /// Mean squared error of the ensemble.
    pub mse: f64,
    /// R² of the random forest alone.
    pub rf_r2: f64,
    /// MSE of the random forest alone.
    pub rf_mse: f64,
    /// R² of the boosted trees alone.
    pub xgb_r2: f64,
    /// MSE of the boosted trees alone.
    pub xgb_mse: f64,
    /// Area under the receiver operating characteristic, 0.5 for chance.
    pub roc_auc: Option<f64>,
    /// Area under the precision-recall curve (average precision).
    pub pr_auc: Option<f64>,
    /// Kolmogorov–Smirnov distance of the two classes' scores, 0 to 1.
    pub ks: Option<f64>,
    /// Recall at no more than 1 % false positives.
    pub recall_at_1_percent_fpr: Option<f64>,
    /// Recall at no more than 5 % false positives.
    pub recall_at_5_percent_fpr: Option<f64>,
    /// Mean squared difference of score/100 and class (0 or 1).
    pub brier: Option<f64>,
    /// Wall time of training, in seconds.
    pub training_time_seconds: f64,
}

impl Metrics {
    /// Whether every number is finite.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        [
            self.r2_score,
            self.mse,
            self.rf_r2,
            self.rf_mse,
            self.xgb_r2,
            self.xgb_mse,
        ]
        .into_iter()
        .chain(
            [
                self.roc_auc,
                self.pr_auc,
                self.ks,
                self.recall_at_1_percent_fpr,
                self.recall_at_5_percent_fpr,
                self.brier,
            ]
            .into_iter()
            .flatten(),
        )
        .all(f64::is_finite)
    }
}
