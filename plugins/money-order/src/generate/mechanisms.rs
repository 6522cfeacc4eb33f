//! How money orders are forged. Each mechanism edits an honest paper as a forger would, and
//! leaves the rest as it was.

mod alterations;
mod counterfeits;
mod stolen;

use refit_plugin::Random;

use super::paper::Paper;

/// A mechanism: it edits the paper and says how bold the edit is, 0 to 1.
type Edit = fn(&mut Paper, &mut Random) -> f64;

/// A mechanism, its share among forged papers, and the scores its papers have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mechanism {
    pub(super) name: &'static str,
    pub(super) share: f64,
    pub(super) scores: (f64, f64),
    edit: Edit,
}

const fn mechanism(name: &'static str, share: f64, scores: (f64, f64), edit: Edit) -> Mechanism {
    Mechanism {
        name,
        share,
        scores,
        edit,
    }
}

/// All mechanisms. Their order is that of the table in the crate's description.
#[rustfmt::skip]
pub(super) const MECHANISMS: [Mechanism; 12] = [
    mechanism("counterfeit_usps", 16.0, (60.0, 92.0), counterfeits::copy_postal_order),
    mechanism("raised_amount", 13.0, (60.0, 94.0), alterations::raise_amount),
    mechanism("over_limit", 10.0, (86.0, 100.0), counterfeits::exceed_limit),
    mechanism("invented_issuer", 8.0, (84.0, 100.0), counterfeits::invent_issuer),
    mechanism("wrong_serial", 9.0, (38.0, 68.0), counterfeits::print_wrong_serial),
    mechanism("washed_payee", 14.0, (31.0, 60.0), alterations::wash_payee),
    mechanism("stolen_blank", 9.0, (31.0, 56.0), stolen::fill_in_blank),
    mechanism("counterfeit_agent", 8.0, (48.0, 76.0), counterfeits::copy_agents_order),
    mechanism("future_date", 3.0, (50.0, 78.0), stolen::date_ahead),
    mechanism("stale_date", 2.0, (40.0, 66.0), stolen::bring_old_one),
    mechanism("incomplete", 5.0, (31.0, 54.0), stolen::leave_incomplete),
    mechanism("structured", 3.0, (31.0, 50.0), stolen::buy_at_limit),
];

/// What was done to a paper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Forgery {
    pub(super) mechanism: &'static str,
    scores: (f64, f64),
    severity: f64,
}

impl Forgery {
    /// The risk score: the low end of the mechanism's range, and more the bolder the edit is.
    pub(super) fn score(&self, random: &mut Random) -> f64 {
        let (low, high) = self.scores;
        let score = low + self.severity * (high - low) + random.between(-4.0, 4.0);
        score.clamp(0.0, 100.0)
    }
}

/// Forges a paper by one of the mechanisms.
pub(super) fn forge(paper: &mut Paper, random: &mut Random) -> Forgery {
    let shares = MECHANISMS.map(|mechanism| (mechanism.share, Some(mechanism)));
    let [first, ..] = MECHANISMS;
    let mechanism = random.weighted(&shares).unwrap_or(first);
    mechanism.apply(paper, random)
}

impl Mechanism {
    pub(super) fn apply(&self, paper: &mut Paper, random: &mut Random) -> Forgery {
        let severity = (self.edit)(paper, random).clamp(0.0, 1.0);
        Forgery {
            mechanism: self.name,
            scores: self.scores,
            severity,
        }
    }
}
