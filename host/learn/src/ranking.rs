//! How well scores tell fraud from honest papers, by order alone.

use refit_core::{Class, RiskScore};

use crate::Error;

/// The class that a target speaks for: 70 and more fraud, 30 and less legitimate, none between.
pub(crate) fn class_of(target: f64) -> Option<Class> {
    RiskScore::try_new(target).ok().and_then(RiskScore::class)
}

/// Rows of both classes, ordered by score; rows between the classes are left out.
///
/// Every measure is absent where one of the classes is. Rows of one score are one step: no order
/// among them is assumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Rows of one score, the highest score first.
    ties: Vec<Tie>,
    frauds: u64,
    legitimate: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Tie {
    frauds: u64,
    legitimate: u64,
}

/// Rows at and above some score.
#[derive(Debug, Clone, Copy, Default)]
struct Flagged {
    frauds: u64,
    legitimate: u64,
}

impl Ranking {
    /// Orders rows by score. The class is that of the target: 70 and more is fraud, 30 and less
    /// legitimate.
    ///
    /// # Errors
    /// [`Error::Length`] for lists of different lengths, [`Error::Score`] for a score that is NaN,
    /// [`Error::Target`] for a target outside 0–100.
    pub fn try_new(scores: &[f64], targets: &[f64]) -> Result<Self, Error> {
        check_lengths(scores, targets)?;
        let mut rows = Vec::with_capacity(scores.len());
        for (row, (&score, &target)) in scores.iter().zip(targets).enumerate() {
            if score.is_nan() {
                return Err(Error::Score { row });
            }
            if RiskScore::try_new(target).is_err() {
                return Err(Error::Target { row });
            }
            rows.extend(class_of(target).map(|class| (score, class)));
        }
        Ok(Self::of(rows))
    }

    /// Orders rows of known class. No score is NaN.
    pub(crate) fn of(mut rows: Vec<(f64, Class)>) -> Self {
        rows.sort_unstable_by(|(a, _), (b, _)| b.total_cmp(a));
        let mut ties = Vec::new();
        // `==` and not `total_cmp`: 0 and −0 are one score.
        for group in rows.chunk_by(|(a, _), (b, _)| a == b) {
            let frauds = group.iter().filter(|(_, class)| *class == Class::Fraud);
            let frauds = frauds.count() as u64;
            ties.push(Tie {
                frauds,
                legitimate: group.len() as u64 - frauds,
            });
        }
        Self {
            frauds: ties.iter().map(|tie| tie.frauds).sum(),
            legitimate: ties.iter().map(|tie| tie.legitimate).sum(),
            ties,
        }
    }

    /// The number of fraud rows.
    #[must_use]
    pub const fn frauds(&self) -> u64 {
        self.frauds
    }

    /// The number of legitimate rows.
    #[must_use]
    pub const fn legitimate(&self) -> u64 {
        self.legitimate
    }

    /// Frauds and legitimate rows, where there are both.
    fn both(&self) -> Option<(f64, f64)> {
        (self.frauds > 0 && self.legitimate > 0)
            .then_some((self.frauds as f64, self.legitimate as f64))
    }

    /// Every step of the curves: the rows flagged if all down to a score are.
    fn steps(&self) -> impl Iterator<Item = Flagged> + '_ {
        self.ties.iter().scan(Flagged::default(), |flagged, tie| {
            flagged.frauds += tie.frauds;
            flagged.legitimate += tie.legitimate;
            Some(*flagged)
        })
    }

    /// The chance that a fraud scores above a legitimate row, equal scores counting half
    /// (Mann–Whitney): the area under the receiver operating characteristic.
    #[must_use]
    pub fn roc_auc(&self) -> Option<f64> {
        let (frauds, legitimate) = self.both()?;
        let mut frauds_above = 0_u128;
        let mut half_wins = 0_u128;
        for tie in &self.ties {
            half_wins += u128::from(tie.legitimate) * (2 * frauds_above + u128::from(tie.frauds));
            frauds_above += u128::from(tie.frauds);
        }
        Some(half_wins as f64 / 2.0 / (frauds * legitimate))
    }

    /// Average precision, `Σ (recall − previous recall) × precision`, as scikit-learn's
    /// `average_precision_score`.
    #[must_use]
    pub fn pr_auc(&self) -> Option<f64> {
        let (frauds, _) = self.both()?;
        let mut before = 0;
        let mut area = 0.0;
        for Flagged {
            frauds: caught,
            legitimate,
        } in self.steps()
        {
            let precision = caught as f64 / (caught + legitimate) as f64;
            area += (caught - before) as f64 / frauds * precision;
            before = caught;
        }
        Some(area)
    }

    /// The Kolmogorov–Smirnov distance of the two classes' scores: the greatest difference of
    /// recall and false-positive rate.
    #[must_use]
    pub fn ks(&self) -> Option<f64> {
        let (frauds, legitimate) = self.both()?;
        let distances = self.steps().map(|flagged| {
            (flagged.frauds as f64 / frauds - flagged.legitimate as f64 / legitimate).abs()
        });
        Some(distances.fold(0.0, f64::max))
    }

    /// The greatest recall at a false-positive rate of no more than `limit` (0.01 for 1 %). 0
    /// where even the highest score flags too many.
    #[must_use]
    pub fn recall_at(&self, limit: f64) -> Option<f64> {
        let (frauds, legitimate) = self.both()?;
        let within = self
            .steps()
            .take_while(|flagged| flagged.legitimate as f64 / legitimate <= limit);
        Some(within.last().map_or(0.0, |f| f.frauds as f64 / frauds))
    }
}

pub(crate) fn check_lengths(scores: &[f64], targets: &[f64]) -> Result<(), Error> {
    if scores.len() == targets.len() {
        Ok(())
    } else {
        Err(Error::Length {
            what: "scores",
            expected: targets.len(),
            found: scores.len(),
        })
    }
}
