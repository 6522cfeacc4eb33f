//! The random forest.

use crate::{
    ArtifactFault, ArtifactKind, Error,
    artifact::{self, Payload},
    tree::TreeSet,
};

mod training;

pub(crate) use training::train;

/// A random forest: the mean of its trees, each grown on its own bootstrap sample.
#[derive(Debug, Clone, PartialEq)]
pub struct RandomForest(TreeSet);

impl RandomForest {
    /// The number of features in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        usize::from(self.0.width)
    }

    /// The number of trees.
    #[must_use]
    pub fn trees(&self) -> usize {
        self.0.trees.len()
    }

    /// Predictions for scaled, filled rows, row-major; one for each place in `answers`.
    pub(crate) fn predict(&self, rows: &[f64], answers: &mut [f64]) {
        answers.fill(0.0);
        self.0.add_predictions(rows, answers);
        let count = self.0.trees.len() as f64;
        for answer in answers {
            *answer /= count;
        }
    }

    /// Adds `weight` × the path contributions of a scaled, filled row; returns `weight` × bias, and
    /// what [`Self::predict`] answers.
    pub(crate) fn explain(
        &self,
        row: &[f64],
        weight: f64,
        contributions: &mut [f64],
    ) -> (f64, f64) {
        let count = self.0.trees.len() as f64;
        let mut sum = 0.0;
        let bias = self.0.explain(row, weight / count, contributions, &mut sum);
        (bias, sum / count)
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

impl Payload for TreeSet {
    const KIND: ArtifactKind = ArtifactKind::RandomForest;
    const MAGIC: [u8; 8] = *b"REFITrfo";

    fn fault(&self) -> Option<ArtifactFault> {
        self.fault()
    }
}
