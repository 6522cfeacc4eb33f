//! How checks are forged. Each mechanism edits an honest paper as a forger would, and leaves the
//! rest as it was.

mod alterations;
mod counterfeits;
mod signing;
mod traces;

use refit_plugin::Random;

use super::paper::Paper;

/// A mechanism: it edits the paper and says how bold the edit is, 0 to 1.
type Edit = fn(&mut Paper, &mut Random) -> f64;

/// A mechanism, its share among forged papers, and the scores its papers have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mechanism {
    pub(super) name: &'static str,
    share: f64,
    scores: (f64, f64),
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

/// All mechanisms, in the order of the table in the crate's description. Alterations, copies
/// and false signatures have the shares that FinCEN found after mail theft (44, 26 and 20 %).
#[rustfmt::skip]
pub(super) const MECHANISMS: [Mechanism; 12] = [
    mechanism("washed_payee", 13.0, (38.0, 68.0), alterations::wash_payee),
    mechanism("washed_amount", 12.0, (42.0, 74.0), alterations::wash_amount),
    mechanism("amount_figures_only", 9.0, (70.0, 96.0), alterations::raise_figures),
    mechanism("washed_both", 10.0, (84.0, 100.0), alterations::wash_both),
    mechanism("counterfeit_copied", 10.0, (48.0, 80.0), counterfeits::copy),
    mechanism("counterfeit_invented", 10.0, (86.0, 100.0), counterfeits::invent),
    mechanism("counterfeit_cashiers", 6.0, (62.0, 94.0), counterfeits::cashiers),
    mechanism("forged_signature", 12.0, (33.0, 60.0), signing::forge_signature),
    mechanism("forged_endorsement", 8.0, (31.0, 56.0), signing::forge_endorsement),
    mechanism("missing_signature", 4.0, (50.0, 78.0), signing::leave_unsigned),
    mechanism("stale_redated", 3.0, (33.0, 60.0), alterations::redate_stale),
    mechanism("post_dated", 3.0, (31.0, 56.0), alterations::post_date),
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
    random
        .weighted(&shares)
        .unwrap_or(first)
        .apply(paper, random)
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
