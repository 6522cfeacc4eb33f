//! How paystubs are forged. Each mechanism edits an honest paper as a forger would, and leaves
//! the rest as it was.

mod fabricated;
mod sums;
mod taxes;
mod traces;

use refit_plugin::{
    Random,
    forgery::{self, Edit, Forgery, Mechanism},
};

use super::paper::Paper;

/// All mechanisms but the combination of two of them. Their order is that of the table in the
/// crate's description.
#[rustfmt::skip]
pub(super) const MECHANISMS: [Mechanism<Paper>; 11] = [
    Mechanism::new("inflated_gross", 16.0, (45.0, 82.0), sums::inflate_gross),
    Mechanism::new("net_only_edit", 9.0, (50.0, 85.0), sums::raise_net),
    Mechanism::new("no_withholding", 10.0, (68.0, 96.0), taxes::withhold_nothing),
    Mechanism::new("fica_wrong_rate", 9.0, (38.0, 70.0), taxes::miss_rate),
    Mechanism::new("state_mismatch", 6.0, (33.0, 56.0), taxes::mistake_state),
    Mechanism::new("fabricated_employer", 11.0, (42.0, 76.0), fabricated::invent_employer),
    Mechanism::new("generator_consistent", 11.0, (31.0, 54.0), fabricated::generate_consistently),
    Mechanism::new("net_above_gross", 6.0, (86.0, 100.0), sums::pay_above_gross),
    Mechanism::new("implausible_income", 6.0, (75.0, 99.0), sums::multiply_income),
    Mechanism::new("cropped", 4.0, (33.0, 60.0), traces::crop),
    Mechanism::new("identity_swap", 4.0, (33.0, 62.0), traces::swap_identity),
];

pub(super) const COMBINATION_SHARE: f64 = 8.0;
pub(super) const COMBINATION_SCORES: (f64, f64) = (86.0, 100.0);

/// Forges a paper by one of the mechanisms, or by two.
pub(super) fn forge(paper: &mut Paper, random: &mut Random) -> Forgery {
    match forgery::choose_or_other(&MECHANISMS, COMBINATION_SHARE, random) {
        Some(mechanism) => mechanism.apply(paper, random),
        None => combine(paper, random),
    }
}

/// Money changed, and who pays or is paid with it; what could be checked is cut off.
pub(super) fn combine(paper: &mut Paper, random: &mut Random) -> Forgery {
    const FIRST: [Edit<Paper>; 4] = [
        sums::inflate_gross,
        sums::raise_net,
        sums::multiply_income,
        taxes::withhold_nothing,
    ];
    const SECOND: [Edit<Paper>; 3] = [
        traces::swap_identity,
        traces::crop,
        fabricated::disguise_employer,
    ];
    let severity = forgery::edit_twice(paper, [&FIRST, &SECOND], random);
    traces::cut_off(paper, random);
    Forgery::new("combination", COMBINATION_SCORES, severity)
}
