//! How checks are forged. Each mechanism edits an honest paper as a forger would, and leaves the
//! rest as it was.

mod alterations;
mod counterfeits;
mod signing;
mod traces;

use refit_plugin::{
    Random,
    forgery::{self, Forgery, Mechanism},
};

use super::paper::Paper;

/// All mechanisms, in the order of the table in the crate's description. Alterations, copies
/// and false signatures have the shares that FinCEN found after mail theft (44, 26 and 20 %).
#[rustfmt::skip]
pub(super) const MECHANISMS: [Mechanism<Paper>; 12] = [
    Mechanism::new("washed_payee", 13.0, (38.0, 68.0), alterations::wash_payee),
    Mechanism::new("washed_amount", 12.0, (42.0, 74.0), alterations::wash_amount),
    Mechanism::new("amount_figures_only", 9.0, (70.0, 96.0), alterations::raise_figures),
    Mechanism::new("washed_both", 10.0, (84.0, 100.0), alterations::wash_both),
    Mechanism::new("counterfeit_copied", 10.0, (48.0, 80.0), counterfeits::copy),
    Mechanism::new("counterfeit_invented", 10.0, (86.0, 100.0), counterfeits::invent),
    Mechanism::new("counterfeit_cashiers", 6.0, (62.0, 94.0), counterfeits::cashiers),
    Mechanism::new("forged_signature", 12.0, (33.0, 60.0), signing::forge_signature),
    Mechanism::new("forged_endorsement", 8.0, (31.0, 56.0), signing::forge_endorsement),
    Mechanism::new("missing_signature", 4.0, (50.0, 78.0), signing::leave_unsigned),
    Mechanism::new("stale_redated", 3.0, (33.0, 60.0), alterations::redate_stale),
    Mechanism::new("post_dated", 3.0, (31.0, 56.0), alterations::post_date),
];

/// Forges a paper by one of the mechanisms.
pub(super) fn forge(paper: &mut Paper, random: &mut Random) -> Forgery {
    let [first, ..] = MECHANISMS;
    forgery::choose(&MECHANISMS, random)
        .unwrap_or(first)
        .apply(paper, random)
}
