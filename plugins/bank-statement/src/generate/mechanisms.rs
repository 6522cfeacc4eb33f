//! How statements are forged. Each mechanism edits an honest paper as a forger would, and leaves
//! the rest as it was.

mod balances;
mod fabricated;
mod identity;
mod lines;
mod period;

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

/// All mechanisms but the combination of two of them. Their order is that of the table in the
/// crate's description.
pub(super) const MECHANISMS: [Mechanism; 11] = [
    mechanism("edited_balance", 17.0, (55.0, 90.0), balances::edit_balance),
    mechanism(
        "inflated_deposit",
        12.0,
        (50.0, 88.0),
        balances::inflate_deposit,
    ),
    mechanism(
        "inflated_recomputed",
        6.0,
        (31.0, 56.0),
        balances::inflate_and_recompute,
    ),
    mechanism("inserted_payroll", 9.0, (38.0, 70.0), lines::insert_payroll),
    mechanism("removed_debits", 5.0, (36.0, 64.0), lines::remove_debits),
    mechanism(
        "duplicated_lines",
        7.0,
        (42.0, 72.0),
        lines::duplicate_lines,
    ),
    mechanism(
        "template_fabricated",
        13.0,
        (82.0, 100.0),
        fabricated::fill_template,
    ),
    mechanism(
        "generator_consistent",
        7.0,
        (31.0, 54.0),
        fabricated::generate_consistently,
    ),
    mechanism("identity_swap", 4.0, (33.0, 60.0), identity::swap),
    mechanism("redated", 8.0, (60.0, 94.0), period::redate),
    mechanism("window_dressing", 2.0, (33.0, 60.0), period::dress_window),
];

const COMBINATION_SHARE: f64 = 10.0;
const COMBINATION_SCORES: (f64, f64) = (86.0, 100.0);

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
        let score = low + self.severity * (high - low) + random.between(-2.0, 2.0);
        score.clamp(0.0, 100.0)
    }
}

/// Forges a paper by one of the mechanisms, or by two.
pub(super) fn forge(paper: &mut Paper, random: &mut Random) -> Forgery {
    let shares = MECHANISMS.map(|mechanism| (mechanism.share, Some(mechanism)));
    let all: f64 = shares.iter().map(|(share, _)| share).sum();
    if !random.chance(COMBINATION_SHARE / (all + COMBINATION_SHARE))
        && let Some(mechanism) = random.weighted(&shares)
    {
        return mechanism.apply(paper, random);
    }
    combine(paper, random)
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

/// Identity and money changed together, as on most forged statements (59.8 % in 2025, Inscribe),
/// with fields cut off.
pub(super) fn combine(paper: &mut Paper, random: &mut Random) -> Forgery {
    const FIRST: [Option<Edit>; 5] = [
        Some(identity::swap),
        Some(identity::swap),
        Some(period::redate),
        Some(lines::remove_debits),
        Some(period::redate),
    ];
    // Last, for what is done to lines may recompute the sums.
    const SECOND: [Option<Edit>; 5] = [
        Some(balances::edit_balance),
        Some(balances::edit_balance),
        Some(balances::inflate_deposit),
        Some(balances::inflate_deposit),
        Some(lines::duplicate_lines),
    ];
    let mut severity = 0.0;
    for edit in [random.pick(&FIRST), random.pick(&SECOND)]
        .into_iter()
        .flatten()
    {
        severity += edit(paper, random) / 2.0;
    }
    identity::cut_off(paper, random);
    Forgery {
        mechanism: "combination",
        scores: COMBINATION_SCORES,
        severity,
    }
}
