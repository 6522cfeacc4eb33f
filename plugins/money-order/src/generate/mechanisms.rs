//! How money orders are forged. Each mechanism edits an honest paper as a forger would, and
//! leaves the rest as it was.

mod alterations;
mod counterfeits;
mod stolen;

use refit_plugin::{
    Random,
    forgery::{self, Forgery, Mechanism},
};

use super::paper::Paper;

/// All mechanisms. Their order is that of the table in the crate's description.
#[rustfmt::skip]
pub(super) const MECHANISMS: [Mechanism<Paper>; 12] = [
    Mechanism::new("counterfeit_usps", 16.0, (60.0, 92.0), counterfeits::copy_postal_order),
    Mechanism::new("raised_amount", 13.0, (60.0, 94.0), alterations::raise_amount),
    Mechanism::new("over_limit", 10.0, (86.0, 100.0), counterfeits::exceed_limit),
    Mechanism::new("invented_issuer", 8.0, (84.0, 100.0), counterfeits::invent_issuer),
    Mechanism::new("wrong_serial", 9.0, (38.0, 68.0), counterfeits::print_wrong_serial),
    Mechanism::new("washed_payee", 14.0, (31.0, 60.0), alterations::wash_payee),
    Mechanism::new("stolen_blank", 9.0, (31.0, 56.0), stolen::fill_in_blank),
    Mechanism::new("counterfeit_agent", 8.0, (48.0, 76.0), counterfeits::copy_agents_order),
    Mechanism::new("future_date", 3.0, (50.0, 78.0), stolen::date_ahead),
    Mechanism::new("stale_date", 2.0, (40.0, 66.0), stolen::bring_old_one),
    Mechanism::new("incomplete", 5.0, (31.0, 54.0), stolen::leave_incomplete),
    Mechanism::new("structured", 3.0, (31.0, 50.0), stolen::buy_at_limit),
];

/// Forges a paper by one of the mechanisms.
pub(super) fn forge(paper: &mut Paper, random: &mut Random) -> Forgery {
    let [first, ..] = MECHANISMS;
    forgery::choose(&MECHANISMS, random)
        .unwrap_or(first)
        .apply(paper, random)
}
