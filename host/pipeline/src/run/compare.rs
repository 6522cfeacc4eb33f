//! Step 8: challenger and champion on the same rows, scored now.

use refit_core::{Comparison, Generation, Metrics};
use refit_learn::Scores;
use tracing::Instrument;

use super::{Run, split::Split};
use crate::{
    Error, Model, Step,
    decision::{Champion, Evidence, decide},
};

/// The verdict, and what it was decided against.
pub(super) struct Compared {
    pub(super) comparison: Comparison,
    /// The generation that was live; none where nothing was.
    pub(super) generation: Option<Generation>,
}

impl Run<'_> {
    /// Loads the champion, scores the rows held out with it, and decides.
    pub(super) async fn compare(
        &mut self,
        split: &Split,
        challenger: &Scores,
    ) -> Result<Compared, Error> {
        let step = self.begin(Step::Compare)?;
        let active = self.pipeline.registry.active(self.document_type()).await?;
        let champion = match &active {
            None => None,
            Some(active) => {
                let version = active.version.clone();
                let span = step.span.clone();
                Some(
                    match self.champion_scores(split, active).instrument(span).await {
                        Ok(scores) => Champion {
                            version,
                            scores: Ok(scores),
                        },
                        Err(error) => Champion {
                            version,
                            scores: Err(super::with_sources(&error)),
                        },
                    },
                )
            }
        };
        let comparison = decide(
            &Evidence {
                targets: split.holdout.targets(),
                challenger: &challenger.ensemble,
                metrics_are_finite: self.record.metrics.as_ref().is_some_and(Metrics::is_finite),
                champion,
            },
            &self.options.evaluation,
            self.request.seed,
        )?;
        self.record.comparison = Some(comparison.clone());
        self.end(&step, comparison.reason.clone());
        Ok(Compared {
            comparison,
            generation: active.map(|active| active.generation),
        })
    }

    async fn champion_scores(
        &self,
        split: &Split,
        active: &refit_registry::Active,
    ) -> Result<Vec<f64>, Error> {
        let stored = self
            .pipeline
            .registry
            .load(self.document_type(), &active.version)
            .await?;
        let model = Model::assemble(stored)?;
        model.must_read(self.plugin.descriptor())?;
        Ok(model.ensemble().predict(split.holdout.features())?)
    }
}
