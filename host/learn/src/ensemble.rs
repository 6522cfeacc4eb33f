//! Scaler and both models together: one score.

use rayon::prelude::*;

use crate::{
    ArtifactKind, BoostedTrees, CheckedParameters, CheckedWeights, Dataset, Error, Matrix,
    RandomForest, Scaler, boosted, forest,
};

/// Rows that are scored together: their sums stay in the cache while tree after tree goes over
/// them.
const CHUNK_ROWS: usize = 64;

/// A trained scoring model.
///
/// The score is the weighted sum of both models, clamped to 0–100. For the forest a missing value
/// is the training median; for the boosted trees it is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Ensemble {
    scaler: Scaler,
    forest: RandomForest,
    boosted: BoostedTrees,
    weights: CheckedWeights,
}

/// Scores of some rows, one of each kind a row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    /// The weighted sum, clamped to 0–100.
    pub ensemble: Vec<f64>,
    /// The random forest's own answers, as they are.
    pub random_forest: Vec<f64>,
    /// The boosted trees' own answers, as they are: they can leave 0–100 a little.
    pub xgboost: Vec<f64>,
}

/// A row's scores, and why it has them: `bias` + the sum of the contributions = the ensemble's score
/// before clamping.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The weighted sum, clamped to 0–100.
    pub ensemble: f64,
    /// The random forest's own answer.
    pub random_forest: f64,
    /// The boosted trees' own answer.
    pub xgboost: f64,
    /// The weighted mean answer of the models on their training rows.
    pub bias: f64,
    /// What each feature changed, in points, one a feature: along the row's way through every
    /// tree, the change of the expected answer at each split goes to the feature of the split
    /// (Saabas 2014; XGBoost's `approx_contribs`).
    pub contributions: Vec<f64>,
}

impl Ensemble {
    /// Trains scaler and both models. The same data, parameters and seed give the same bytes on
    /// any number of threads. Runs on the current rayon pool, for up to minutes.
    ///
    /// # Errors
    /// [`Error::NoRows`]; [`Error::TooLarge`] for a feature whose variance overflows;
    /// [`Error::Training`] where a trainer gives up.
    pub fn train(data: &Dataset, parameters: &CheckedParameters, seed: u64) -> Result<Self, Error> {
        let rows = data.features();
        let scaler = Scaler::fit(rows)?;
        let width = u16::try_from(rows.width()).map_err(|_| Error::Width(rows.width()))?;
        let (scaled, filled) = scaler.training_columns(rows);
        let targets = data.targets().to_vec();
        let settings = parameters.get();
        let (forest, boosted) = rayon::join(
            || forest::train(filled, width, &targets, &settings.random_forest, seed),
            || boosted::train(&scaled, width, &targets, &settings.xgboost, seed),
        );
        Self::from_parts(scaler, forest?, boosted?, parameters.weights())
    }

    /// Puts an ensemble together from its artifacts.
    ///
    /// # Errors
    /// [`Error::Mismatch`] for artifacts of different widths.
    pub fn from_parts(
        scaler: Scaler,
        forest: RandomForest,
        boosted: BoostedTrees,
        weights: CheckedWeights,
    ) -> Result<Self, Error> {
        let expected = scaler.width();
        for (kind, found) in [
            (ArtifactKind::RandomForest, forest.width()),
            (ArtifactKind::Xgboost, boosted.width()),
        ] {
            if found != expected {
                return Err(Error::Mismatch {
                    kind,
                    expected,
                    found,
                });
            }
        }
        Ok(Self {
            scaler,
            forest,
            boosted,
            weights,
        })
    }

    /// The scaler.
    #[must_use]
    pub const fn scaler(&self) -> &Scaler {
        &self.scaler
    }

    /// The random forest.
    #[must_use]
    pub const fn random_forest(&self) -> &RandomForest {
        &self.forest
    }

    /// The boosted trees.
    #[must_use]
    pub const fn xgboost(&self) -> &BoostedTrees {
        &self.boosted
    }

    /// The weights.
    #[must_use]
    pub const fn weights(&self) -> CheckedWeights {
        self.weights
    }

    /// The number of features in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.scaler.width()
    }

    /// The ensemble's scores, 0–100, one a row.
    ///
    /// # Errors
    /// [`Error::WrongWidth`].
    pub fn predict(&self, rows: &Matrix) -> Result<Vec<f64>, Error> {
        self.score(rows).map(|scores| scores.ensemble)
    }

    /// The scores of the ensemble and of each model, one of each a row. A row's scores do not
    /// depend on the rows beside it.
    ///
    /// # Errors
    /// [`Error::WrongWidth`].
    pub fn score(&self, rows: &Matrix) -> Result<Scores, Error> {
        self.check_width(rows.width())?;
        let count = rows.len();
        let mut scores = Scores {
            ensemble: vec![0.0; count],
            random_forest: vec![0.0; count],
            xgboost: vec![0.0; count],
        };
        if count <= CHUNK_ROWS {
            // Waking other threads takes longer than the scoring.
            self.score_chunk(
                rows.values(),
                &mut scores.ensemble,
                &mut scores.random_forest,
                &mut scores.xgboost,
            );
            return Ok(scores);
        }
        rows.values()
            .par_chunks(CHUNK_ROWS * rows.width())
            .zip(scores.ensemble.par_chunks_mut(CHUNK_ROWS))
            .zip(scores.random_forest.par_chunks_mut(CHUNK_ROWS))
            .zip(scores.xgboost.par_chunks_mut(CHUNK_ROWS))
            .for_each(|(((rows, ensemble), forest), boosted)| {
                self.score_chunk(rows, ensemble, forest, boosted);
            });
        Ok(scores)
    }

    fn score_chunk(
        &self,
        rows: &[f64],
        ensemble: &mut [f64],
        forest: &mut [f64],
        boosted: &mut [f64],
    ) {
        let mut scaled = Vec::with_capacity(rows.len());
        let mut filled = Vec::with_capacity(rows.len());
        for row in rows.chunks_exact(self.width()) {
            self.scaler.scale_row(row, &mut scaled);
            self.scaler.fill_row(row, &mut filled);
        }
        self.forest.predict(&filled, forest);
        self.boosted.predict(&scaled, boosted);
        for ((score, forest), boosted) in ensemble.iter_mut().zip(forest).zip(boosted) {
            *score = self.weigh(*forest, *boosted);
        }
    }

    /// A row's scores, bit for bit those of [`Self::score`], and why it has them.
    ///
    /// # Errors
    /// [`Error::WrongWidth`]; [`Error::InfiniteFeature`].
    pub fn explain(&self, row: &[f64]) -> Result<Explanation, Error> {
        self.check_width(row.len())?;
        if let Some(column) = row.iter().position(|value| value.is_infinite()) {
            return Err(Error::InfiniteFeature { row: 0, column });
        }
        let mut scaled = Vec::with_capacity(row.len());
        let mut filled = Vec::with_capacity(row.len());
        self.scaler.scale_row(row, &mut scaled);
        self.scaler.fill_row(row, &mut filled);
        let weights = self.weights.get();
        let mut contributions = vec![0.0; row.len()];
        let (forest_bias, random_forest) =
            self.forest
                .explain(&filled, weights.random_forest, &mut contributions);
        let (boosted_bias, xgboost) =
            self.boosted
                .explain(&scaled, weights.xgboost, &mut contributions);
        Ok(Explanation {
            ensemble: self.weigh(random_forest, xgboost),
            random_forest,
            xgboost,
            bias: forest_bias + boosted_bias,
            contributions,
        })
    }

    /// The score of both models' answers.
    fn weigh(&self, random_forest: f64, xgboost: f64) -> f64 {
        let weights = self.weights.get();
        let sum = weights.random_forest * random_forest + weights.xgboost * xgboost;
        sum.clamp(0.0, 100.0)
    }

    fn check_width(&self, found: usize) -> Result<(), Error> {
        let expected = self.width();
        if found == expected {
            Ok(())
        } else {
            Err(Error::WrongWidth { expected, found })
        }
    }
}

#[cfg(test)]
mod tests;
