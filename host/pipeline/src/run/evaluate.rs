//! Step 7: how good the challenger is on rows it has not seen.

use refit_core::{DataSource, Metrics};
use refit_learn::{Scores, evaluate};

use super::{Run, split::Split, train::Trained};
use crate::{Error, Step, rows::Rows};

impl Run<'_> {
    /// Measures the challenger on the rows held out, all together and by their origin.
    pub(super) fn evaluate(
        &mut self,
        rows: &Rows,
        split: &Split,
        trained: &Trained,
    ) -> Result<Scores, Error> {
        let step = self.begin(Step::Evaluate)?;
        // A holdout is at most a few thousand rows: a few milliseconds.
        let scores = trained.ensemble.score(split.holdout.features())?;
        let targets = split.holdout.targets();
        let metrics = evaluate(&scores, targets, trained.seconds)?;
        self.record.metrics = Some(metrics);
        for source in [DataSource::Real, DataSource::Synthetic] {
            let places = split.holdout_rows.iter().enumerate().filter(|(_, row)| {
                let info = rows.infos().get(**row);
                info.is_some_and(|info| info.is_real() == (source == DataSource::Real))
            });
            let places: Vec<usize> = places.map(|(place, _)| place).collect();
            if !places.is_empty() {
                let some = evaluate(
                    &some_of(&scores, &places),
                    &pick(targets, &places),
                    trained.seconds,
                )?;
                self.record.metrics_by_source.insert(source.as_str(), some);
            }
        }
        self.end(&step, summary(&metrics, targets.len()));
        Ok(scores)
    }
}

fn summary(metrics: &Metrics, rows: usize) -> String {
    let auc = metrics
        .roc_auc
        .map_or_else(|| "not measurable".to_owned(), |auc| format!("{auc:.3}"));
    format!("R² {:.3}, ROC-AUC {auc} on {rows} rows", metrics.r2_score)
}

fn some_of(scores: &Scores, places: &[usize]) -> Scores {
    Scores {
        ensemble: pick(&scores.ensemble, places),
        random_forest: pick(&scores.random_forest, places),
        xgboost: pick(&scores.xgboost, places),
    }
}

fn pick(values: &[f64], places: &[usize]) -> Vec<f64> {
    places
        .iter()
        .filter_map(|&place| values.get(place).copied())
        .collect()
}
