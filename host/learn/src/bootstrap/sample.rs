//! Rows in strata, draws from them, and ROC-AUC of a draw without sorting it.

use rand::Rng;
use refit_core::Class;

use crate::ranking::class_of;

/// The rows' places by class.
pub(super) struct Strata {
    classes: Vec<Option<Class>>,
    /// Frauds, legitimate rows, rows between.
    strata: [Vec<u32>; 3],
}

impl Strata {
    pub(super) fn of(targets: &[f64]) -> Self {
        let classes: Vec<_> = targets.iter().map(|&target| class_of(target)).collect();
        let places = |of: Option<Class>| {
            let rows = classes.iter().zip(0_u32..);
            rows.filter(|(class, _)| **class == of)
                .map(|(_, place)| place)
                .collect()
        };
        Self {
            strata: [
                places(Some(Class::Fraud)),
                places(Some(Class::Legitimate)),
                places(None),
            ],
            classes,
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.classes.len()
    }

    /// Draws as many rows from each stratum as it has, with replacement: `weights` becomes how
    /// often each row was drawn.
    pub(super) fn draw(&self, random: &mut impl Rng, weights: &mut [u32]) {
        weights.fill(0);
        for stratum in &self.strata {
            let size = stratum.len() as u64;
            for _ in 0..size {
                // Multiply-shift: uneven by no more than size / 2³², and without a division.
                let pick = (u64::from(random.next_u32()) * size) >> 32;
                let row = stratum.get(pick as usize).copied().unwrap_or_default();
                if let Some(weight) = weights.get_mut(row as usize) {
                    *weight += 1;
                }
            }
        }
    }
}

/// The rows of both classes by falling score, sorted once for all draws.
pub(super) struct Order {
    rows: Vec<Ranked>,
}

struct Ranked {
    place: u32,
    is_fraud: bool,
    /// Whether the next row has a lower score.
    ends_tie: bool,
}

impl Order {
    /// No score is NaN.
    pub(super) fn of(scores: &[f64], strata: &Strata) -> Self {
        let rows = scores.iter().zip(&strata.classes).zip(0_u32..);
        let mut rows: Vec<(f64, Class, u32)> = rows
            .filter_map(|((&score, class), place)| Some((score, (*class)?, place)))
            .collect();
        rows.sort_unstable_by(|(a, ..), (b, ..)| b.total_cmp(a));
        let ties = rows.chunk_by(|(a, ..), (b, ..)| a == b);
        let rows = ties.flat_map(|tie| {
            let left = (0..tie.len()).rev();
            tie.iter()
                .zip(left)
                .map(|(&(_, class, place), left)| Ranked {
                    place,
                    is_fraud: class == Class::Fraud,
                    ends_tie: left == 0,
                })
        });
        Self {
            rows: rows.collect(),
        }
    }

    /// ROC-AUC of the rows, each as often as its weight; the same formula as
    /// [`Ranking::roc_auc`](crate::Ranking::roc_auc). None where one of the classes is absent.
    pub(super) fn roc_auc(&self, weights: &[u32]) -> Option<f64> {
        let mut frauds_above = 0_u64;
        let mut legitimate_above = 0_u64;
        let mut tied_frauds = 0_u64;
        let mut tied_legitimate = 0_u64;
        let mut half_wins = 0_u64;
        for row in &self.rows {
            let weight = u64::from(weights.get(row.place as usize).copied().unwrap_or(0));
            // Without a branch: the classes alternate as they like.
            let fraud = u64::from(row.is_fraud);
            tied_frauds += weight * fraud;
            tied_legitimate += weight * (1 - fraud);
            if row.ends_tie {
                half_wins += tied_legitimate * (2 * frauds_above + tied_frauds);
                frauds_above += tied_frauds;
                legitimate_above += tied_legitimate;
                tied_frauds = 0;
                tied_legitimate = 0;
            }
        }
        let pairs = frauds_above as f64 * legitimate_above as f64;
        (pairs > 0.0).then(|| half_wins as f64 / 2.0 / pairs)
    }
}
