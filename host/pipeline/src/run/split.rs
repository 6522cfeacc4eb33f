//! Step 5: the rows that judge, and the rows that teach.

use refit_learn::Dataset;

use super::Run;
use crate::{Error, Finding, Level, Step, rows::Rows};

/// The fold that is held out.
pub(super) const HOLDOUT_FOLD: u8 = 0;

/// Rows to train on and rows to judge by.
pub(super) struct Split {
    pub(super) training: Dataset,
    pub(super) holdout: Dataset,
    /// Places of the rows held out.
    pub(super) holdout_rows: Vec<usize>,
}

impl Run<'_> {
    /// Holds fold 0 out; beside real rows only real ones, which are what the model is for.
    pub(super) fn split(&mut self, rows: &Rows, data: &Dataset) -> Result<Split, Error> {
        let step = self.begin(Step::Split)?;
        let only_real = rows.real() > 0;
        let (mut holdout_rows, mut training_rows) = (Vec::new(), Vec::new());
        for (place, info) in rows.infos().iter().enumerate() {
            if info.fold == HOLDOUT_FOLD && (info.is_real() || !only_real) {
                holdout_rows.push(place);
            } else {
                training_rows.push(place);
            }
        }
        let counts = rows.counts(&holdout_rows);
        self.record.training_data = Some(counts);
        if holdout_rows.is_empty() || training_rows.is_empty() {
            let message = format!(
                "{} rows would be trained on and {} held out; neither may be none",
                training_rows.len(),
                holdout_rows.len()
            );
            self.record
                .findings
                .push(Finding::new(Level::Error, "no_split", message));
            self.refuse_errors()?;
        }
        let split = Split {
            training: data.select(&training_rows)?,
            holdout: data.select(&holdout_rows)?,
            holdout_rows,
        };
        self.end(
            &step,
            format!(
                "{} rows to train on, {} held out, {} of them fraud",
                counts.training_rows, counts.holdout_rows, counts.holdout_fraud_count
            ),
        );
        Ok(split)
    }
}
