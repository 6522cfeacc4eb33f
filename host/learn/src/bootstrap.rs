//! Intervals for metrics and their differences, by the stratified bootstrap.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use refit_core::Interval;

use crate::{Error, ranking::check_lengths};

mod sample;

use sample::{Order, Strata};

/// A percentile bootstrap (Efron 1979), stratified: every draw has as many frauds, legitimate rows
/// and rows between as the data has. Champion and challenger are compared on the same draws.
///
/// A draw depends on seed and number alone, so an interval is the same on any number of threads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bootstrap {
    /// The number of draws; 2,000 by default.
    pub draws: u32,
    /// The share of intervals that cover the truth, between 0 and 1; 0.95 by default.
    pub level: f64,
    /// Which bounds are meant.
    pub sides: Sides,
    /// The seed of all draws.
    pub seed: u64,
}

/// What the level of an interval refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sides {
    /// Both bounds together: percentiles `(1 − level) / 2` and `(1 + level) / 2`.
    #[default]
    Two,
    /// Each bound by itself: percentiles `1 − level` and `level`. Use one of them.
    One,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self {
            draws: 2_000,
            level: 0.95,
            sides: Sides::Two,
            seed: 0,
        }
    }
}

impl Bootstrap {
    /// ROC-AUC of one model. None where one of the classes is absent.
    ///
    /// # Errors
    /// [`Error::Length`], [`Error::Score`], and [`Error::Parameter`] for a level or a number of
    /// draws without meaning.
    pub fn roc_auc(&self, scores: &[f64], targets: &[f64]) -> Result<Option<Interval>, Error> {
        check(scores, targets)?;
        let strata = Strata::of(targets);
        let order = Order::of(scores, &strata);
        self.interval(&strata, |weights| order.roc_auc(weights))
    }

    /// ROC-AUC of the challenger minus that of the champion. None where one of the classes is
    /// absent.
    ///
    /// # Errors
    /// As [`roc_auc`](Self::roc_auc).
    pub fn roc_auc_difference(
        &self,
        champion: &[f64],
        challenger: &[f64],
        targets: &[f64],
    ) -> Result<Option<Interval>, Error> {
        check(champion, targets)?;
        check(challenger, targets)?;
        let strata = Strata::of(targets);
        let champion = Order::of(champion, &strata);
        let challenger = Order::of(challenger, &strata);
        self.interval(&strata, |weights| {
            Some(challenger.roc_auc(weights)? - champion.roc_auc(weights)?)
        })
    }

    /// R² of the challenger minus that of the champion. None where all targets are equal; draws in
    /// which they are do not count.
    ///
    /// # Errors
    /// As [`roc_auc`](Self::roc_auc).
    pub fn r2_difference(
        &self,
        champion: &[f64],
        challenger: &[f64],
        targets: &[f64],
    ) -> Result<Option<Interval>, Error> {
        check(champion, targets)?;
        check(challenger, targets)?;
        let strata = Strata::of(targets);
        // Centred, so that the one-pass variance below loses no digits.
        let centre = targets.iter().sum::<f64>() / targets.len().max(1) as f64;
        let rows: Vec<(f64, f64)> = targets
            .iter()
            .zip(champion.iter().zip(challenger))
            .map(|(target, (champion, challenger))| {
                let saved = (champion - target).powi(2) - (challenger - target).powi(2);
                (saved, target - centre)
            })
            .collect();
        self.interval(&strata, |weights| {
            let mut count = 0.0;
            let mut saved = 0.0;
            let mut sum = 0.0;
            let mut squares = 0.0;
            for (&(row_saved, target), &weight) in rows.iter().zip(weights) {
                let weight = f64::from(weight);
                count += weight;
                saved += weight * row_saved;
                sum += weight * target;
                squares += weight * target * target;
            }
            let spread = squares - sum * sum / count;
            // Below this, what is left is rounding.
            (spread > squares * 1e-12).then(|| saved / spread)
        })
    }

    /// The interval of a statistic of weighted rows.
    fn interval(
        &self,
        strata: &Strata,
        statistic: impl Fn(&[u32]) -> Option<f64> + Sync,
    ) -> Result<Option<Interval>, Error> {
        self.check()?;
        let Some(estimate) = statistic(&vec![1; strata.rows()]) else {
            return Ok(None);
        };
        let mut draws: Vec<f64> = (0..self.draws)
            .into_par_iter()
            .map_init(
                || vec![0; strata.rows()],
                |weights, draw| {
                    let mut random = ChaCha8Rng::seed_from_u64(self.seed);
                    random.set_stream(u64::from(draw));
                    strata.draw(&mut random, weights);
                    statistic(weights)
                },
            )
            .flatten_iter()
            .collect();
        draws.sort_unstable_by(f64::total_cmp);
        let outside = match self.sides {
            Sides::Two => (1.0 - self.level) / 2.0,
            Sides::One => 1.0 - self.level,
        };
        let bounds = percentile(&draws, outside).zip(percentile(&draws, 1.0 - outside));
        Ok(bounds.map(|(lower, upper)| Interval {
            estimate,
            lower,
            upper,
            level: self.level,
        }))
    }

    fn check(&self) -> Result<(), Error> {
        if self.draws == 0 {
            return Err(Error::Parameter {
                key: "bootstrap.draws",
                expected: "1 or more",
                found: "0".to_owned(),
            });
        }
        if self.level > 0.0 && self.level < 1.0 {
            Ok(())
        } else {
            Err(Error::Parameter {
                key: "bootstrap.level",
                expected: "a number between 0 and 1",
                found: self.level.to_string(),
            })
        }
    }
}

fn check(scores: &[f64], targets: &[f64]) -> Result<(), Error> {
    check_lengths(scores, targets)?;
    match scores.iter().position(|score| score.is_nan()) {
        Some(row) => Err(Error::Score { row }),
        None => Ok(()),
    }
}

/// The `share`-th percentile of a sorted list, linear between its neighbours as in numpy; none of
/// an empty list.
fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share.clamp(0.0, 1.0) * sorted.len().saturating_sub(1) as f64;
    let below = *sorted.get(place.floor() as usize)?;
    let above = *sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

#[cfg(test)]
mod tests;
