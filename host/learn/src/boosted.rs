//! The gradient-boosted trees, `xgboost` in files and answers.

use serde::{Deserialize, Serialize};

use crate::{
    ArtifactFault, ArtifactKind, Error,
    artifact::{self, Payload},
    tree::TreeSet,
};

mod training;

pub(crate) use training::train;

/// Gradient-boosted trees: a base score and the sum of the trees' corrections.
#[derive(Debug, Clone, PartialEq)]
pub struct BoostedTrees(Boosted);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Boosted {
    base_score: f64,
    set: TreeSet,
}

impl BoostedTrees {
    /// The number of features in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        usize::from(self.0.set.width)
    }

    /// The number of trees.
    #[must_use]
    pub fn trees(&self) -> usize {
        self.0.set.trees.len()
    }

    /// Predictions for scaled rows, row-major; one for each place in `answers`.
    pub(crate) fn predict(&self, rows: &[f64], answers: &mut [f64]) {
        answers.fill(self.0.base_score);
        self.0.set.add_predictions(rows, answers);
    }

    /// Adds `weight` × the path contributions of a scaled row; returns `weight` × bias, and what
    /// [`Self::predict`] answers.
    pub(crate) fn explain(
        &self,
        row: &[f64],
        weight: f64,
        contributions: &mut [f64],
    ) -> (f64, f64) {
        let base = self.0.base_score;
        let mut sum = base;
        let bias = self.0.set.explain(row, weight, contributions, &mut sum);
        (weight * base + bias, sum)
    }

    /// The artifact: magic, format version, postcard.
    ///
    /// # Errors
    /// [`Error::Artifact`] for an artifact of more than 256 MiB, which would not be read.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        artifact::encode(&self.0)
    }

    /// Reads an artifact. Safe on any bytes.
    ///
    /// # Errors
    /// [`Error::Artifact`] with what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        artifact::decode(bytes).map(Self)
    }
}

impl Payload for Boosted {
    const KIND: ArtifactKind = ArtifactKind::Xgboost;
    const MAGIC: [u8; 8] = *b"REFITxgb";

    fn fault(&self) -> Option<ArtifactFault> {
        if self.base_score.is_finite() {
            self.set.fault()
        } else {
            Some(ArtifactFault::NotFinite)
        }
    }
}
