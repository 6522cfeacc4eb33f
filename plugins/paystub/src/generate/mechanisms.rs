//! How paystubs are forged. Each mechanism edits an honest paper as a forger would, and leaves
//! the rest as it was.

mod fabricated;
mod sums;
mod taxes;
mod traces;

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

/// All mechanisms but the combination of two of them. Their order is that of the table in the
/// crate's description.
#[rustfmt::skip]
pub(super) const MECHANISMS: [Mechanism; 11] = [
    mechanism("inflated_gross", 16.0, (45.0, 82.0), sums::inflate_gross),
    mechanism("net_only_edit", 9.0, (50.0, 85.0), sums::raise_net),
    mechanism("no_withholding", 10.0, (68.0, 96.0), taxes::withhold_nothing),
    mechanism("fica_wrong_rate", 9.0, (38.0, 70.0), taxes::miss_rate),
    mechanism("state_mismatch", 6.0, (33.0, 56.0), taxes::mistake_state),
    mechanism("fabricated_employer", 11.0, (42.0, 76.0), fabricated::invent_employer),
    mechanism("generator_consistent", 11.0, (31.0, 54.0), fabricated::generate_consistently),
    mechanism("net_above_gross", 6.0, (86.0, 100.0), sums::pay_above_gross),
    mechanism("implausible_income", 6.0, (75.0, 99.0), sums::multiply_income),
    mechanism("cropped", 4.0, (33.0, 60.0), traces::crop),
    mechanism("identity_swap", 4.0, (33.0, 62.0), traces::swap_identity),
];

pub(super) const COMBINATION_SHARE: f64 = 8.0;
pub(super) const COMBINATION_SCORES: (f64, f64) = (86.0, 100.0);

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

/// Money changed, and who pays or is paid with it; what could be checked is cut off.
pub(super) fn combine(paper: &mut Paper, random: &mut Random) -> Forgery {
    const FIRST: [Option<Edit>; 4] = [
        Some(sums::inflate_gross),
        Some(sums::raise_net),
        Some(sums::multiply_income),
        Some(taxes::withhold_nothing),
    ];
    const SECOND: [Option<Edit>; 3] = [
        Some(traces::swap_identity),
        Some(traces::crop),
        Some(fabricated::disguise_employer),
    ];
    let mut severity = 0.0;
    for edit in [random.pick(&FIRST), random.pick(&SECOND)]
        .into_iter()
        .flatten()
    {
        severity += edit(paper, random) / 2.0;
    }
    traces::cut_off(paper, random);
    Forgery {
        mechanism: "combination",
        scores: COMBINATION_SCORES,
        severity,
    }
}
