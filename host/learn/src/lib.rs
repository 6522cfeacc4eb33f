#![doc = include_str!("../README.md")]

mod artifact;
mod boosted;
mod bootstrap;
mod column;
mod ensemble;
mod error;
mod forest;
mod matrix;
mod metrics;
mod parameters;
mod ranking;
mod scaler;
#[cfg(test)]
mod testing;
mod trainer;
mod tree;

pub use boosted::BoostedTrees;
pub use bootstrap::{Bootstrap, Sides};
pub use column::{ColumnDiagnosis, diagnose_columns};
pub use ensemble::{Ensemble, Explanation, Scores};
pub use error::{ArtifactFault, ArtifactKind, Error, Model};
pub use forest::RandomForest;
pub use matrix::{Dataset, Matrix};
pub use metrics::{brier, evaluate, mse, r2};
pub use parameters::{
    BoostingParameters, CheckedParameters, CheckedWeights, ForestParameters, Parameters, Weights,
};
pub use ranking::Ranking;
pub use scaler::Scaler;
