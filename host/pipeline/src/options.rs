//! Settings of retraining runs.

use refit_core::RiskScore;
use refit_learn::CheckedParameters;

/// All that decides how a run of one document type goes, but for the data and the seed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Which stored documents are learnt from.
    pub filter: refit_sources::Filter,
    /// The target scores of verdicts.
    pub labels: LabelScores,
    /// How real and synthetic documents are mixed.
    pub blending: Blending,
    /// What data must be to be trained on.
    pub quality: Quality,
    /// Hyperparameters.
    pub parameters: CheckedParameters,
    /// How challenger and champion are compared.
    pub evaluation: Evaluation,
    /// Versions that cleaning up keeps, besides the active one and the one before it.
    pub keep_versions: usize,
}

/// The target scores, 0–100, that verdicts stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LabelScores {
    /// Of APPROVE; 15 by default.
    pub approve: RiskScore,
    /// Of REJECT; 85 by default.
    pub reject: RiskScore,
}

/// How many real documents make which mixture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Blending {
    /// From so many real rows on they are used; below, all rows are synthetic.
    pub min_real_for_hybrid: usize,
    /// From so many real rows on no synthetic ones are used.
    pub min_real_for_real_only: usize,
    /// The share of synthetic rows in a hybrid mixture, 0 to 1.
    pub synthetic_share: f64,
    /// Synthetic documents of a purely synthetic run, and the most of a hybrid one.
    pub synthetic_documents: u32,
}

/// What data must be to be trained on. In hybrid and real mode classes and ratio count real rows
/// only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quality {
    /// The fewest rows.
    pub min_rows: usize,
    /// The fewest legitimate (score ≤ 30) and the fewest fraud rows (score ≥ 70).
    pub min_rows_per_class: usize,
    /// The lowest share of fraud rows, 0 to 1.
    pub min_fraud_ratio: f64,
    /// The highest share of fraud rows, 0 to 1.
    pub max_fraud_ratio: f64,
}

/// How challenger and champion are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evaluation {
    /// A challenger whose R² lies further below the champion's is not activated.
    pub max_r2_drop: f64,
    /// Draws of the bootstrap.
    pub bootstrap_draws: u32,
    /// The share of intervals that cover the truth.
    pub confidence_level: f64,
}
