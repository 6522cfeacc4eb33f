//! Step 8: challenger and champion on the same rows, scored now.

use refit_core::{Comparison, Generation, Metrics};
use refit_learn::{Matrix, Scores};
use tracing::Instrument;

use super::{Run, split::Split};
use crate::{
    Error, Finding, Level, Model, Step,
    decision::{Champion, Evidence, decide},
    rows::Rows,
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
        rows: &Rows,
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
                    match self
                        .champion_scores(rows, split, active)
                        .instrument(span)
                        .await
                    {
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
        &mut self,
        rows: &Rows,
        split: &Split,
        active: &refit_registry::Active,
    ) -> Result<Vec<f64>, Error> {
        let stored = self
            .pipeline
            .registry
            .load(self.document_type(), &active.version)
            .await?;
        let model = Model::assemble(stored)?;
        let components = self.pipeline.components.as_deref();
        let Some(own) = model.component(self.plugin, components).await? else {
            return Ok(model.ensemble().predict(split.holdout.features())?);
        };
        let version = &active.version;
        let documents: Vec<_> = split
            .holdout_rows
            .iter()
            .filter_map(|&row| rows.document(row).cloned())
            .collect();
        let extraction = own.extract(documents.into()).await?;
        let features = Matrix::try_new(extraction.values, extraction.width)?;
        // A comparison on the rows that happen to suit both would not be one on the same rows.
        if features.len() != split.holdout_rows.len() {
            return Err(Error::RowsRejected {
                document_type: self.document_type().clone(),
                version: version.clone(),
                rejected: split.holdout_rows.len().saturating_sub(features.len()),
                rows: split.holdout_rows.len(),
            });
        }
        let message = format!(
            "version {version} was trained with another component (plugin version {}) and is compared with that one",
            model.manifest().plugin.version
        );
        self.record
            .findings
            .push(Finding::new(Level::Info, "champion_component", message));
        Ok(model.ensemble().predict(&features)?)
    }
}
