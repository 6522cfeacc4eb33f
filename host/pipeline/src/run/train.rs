//! Step 6: the scaler and both models.

use std::time::Instant;

use refit_learn::Ensemble;

use super::{Run, split::Split};
use crate::{Error, Step};

/// A challenger.
pub(super) struct Trained {
    pub(super) ensemble: Ensemble,
    /// Wall time of training.
    pub(super) seconds: f64,
}

impl Run<'_> {
    /// Trains on all cores, away from the async threads.
    pub(super) async fn train(&mut self, split: &Split) -> Result<Trained, Error> {
        let step = self.begin(Step::Train)?;
        let (data, parameters, seed) = (
            split.training.clone(),
            self.options.parameters,
            self.request.seed,
        );
        let span = step.span.clone();
        let since = Instant::now();
        let training = tokio::task::spawn_blocking(move || {
            span.in_scope(|| Ensemble::train(&data, &parameters, seed))
        });
        let ensemble = training.await.map_err(|_| Error::Lost {
            document_type: self.document_type().clone(),
            task: "the training",
        })??;
        let seconds = since.elapsed().as_secs_f64();
        self.end(
            &step,
            format!(
                "{} trees in the forest, {} boosted",
                ensemble.random_forest().trees(),
                ensemble.xgboost().trees()
            ),
        );
        Ok(Trained { ensemble, seconds })
    }
}
