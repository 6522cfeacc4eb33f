//! How statements are forged. Each mechanism edits an honest paper as a forger would, and leaves
//! the rest as it was.

mod balances;
mod fabricated;
mod identity;
mod lines;
mod period;

use refit_plugin::{
    Random,
    forgery::{self, Edit, Forgery, Mechanism},
};

use super::paper::Paper;

/// All mechanisms but the combination of two of them. Their order is that of the table in the
/// crate's description.
pub(super) const MECHANISMS: [Mechanism<Paper>; 11] = [
    Mechanism::new("edited_balance", 17.0, (55.0, 90.0), balances::edit_balance),
    Mechanism::new(
        "inflated_deposit",
        12.0,
        (50.0, 88.0),
        balances::inflate_deposit,
    ),
    Mechanism::new(
        "inflated_recomputed",
        6.0,
        (31.0, 56.0),
        balances::inflate_and_recompute,
    ),
    Mechanism::new("inserted_payroll", 9.0, (38.0, 70.0), lines::insert_payroll),
    Mechanism::new("removed_debits", 5.0, (36.0, 64.0), lines::remove_debits),
    Mechanism::new(
        "duplicated_lines",
        7.0,
        (42.0, 72.0),
        lines::duplicate_lines,
    ),
    Mechanism::new(
        "template_fabricated",
        13.0,
        (82.0, 100.0),
        fabricated::fill_template,
    ),
    Mechanism::new(
        "generator_consistent",
        7.0,
        (31.0, 54.0),
        fabricated::generate_consistently,
    ),
    Mechanism::new("identity_swap", 4.0, (33.0, 60.0), identity::swap),
    Mechanism::new("redated", 8.0, (60.0, 94.0), period::redate),
    Mechanism::new("window_dressing", 2.0, (33.0, 60.0), period::dress_window),
];

pub(super) const COMBINATION_SHARE: f64 = 10.0;
pub(super) const COMBINATION_SCORES: (f64, f64) = (86.0, 100.0);

/// Forges a paper by one of the mechanisms, or by two.
pub(super) fn forge(paper: &mut Paper, random: &mut Random) -> Forgery {
    match forgery::choose_or_other(&MECHANISMS, COMBINATION_SHARE, random) {
        Some(mechanism) => mechanism.apply(paper, random),
        None => combine(paper, random),
    }
}

/// Identity and money changed together, as on most forged statements (59.8 % in 2025, Inscribe),
/// with fields cut off.
pub(super) fn combine(paper: &mut Paper, random: &mut Random) -> Forgery {
    const FIRST: [Edit<Paper>; 5] = [
        identity::swap,
        identity::swap,
        period::redate,
        lines::remove_debits,
        period::redate,
    ];
    // Last, for what is done to lines may recompute the sums.
    const SECOND: [Edit<Paper>; 5] = [
        balances::edit_balance,
        balances::edit_balance,
        balances::inflate_deposit,
        balances::inflate_deposit,
        lines::duplicate_lines,
    ];
    let severity = forgery::edit_twice(paper, [&FIRST, &SECOND], random);
    identity::cut_off(paper, random);
    Forgery::new("combination", COMBINATION_SCORES, severity)
}
