//! What is there, and what is missing.

use refit_plugin::Reading;

use super::read::{Mark, Paper};

/// 1 for yes, 0 for no.
pub(super) const fn flag(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

/// 1 where a field was read, 0.5 where something stands there that cannot be read.
pub(super) const fn given<T>(field: &Reading<T>) -> f64 {
    match field {
        Reading::Read(_) => 1.0,
        Reading::Unreadable => 0.5,
        Reading::Missing => 0.0,
    }
}

/// 1 for a number in full, 0.5 for a masked one.
pub(super) fn account_present(paper: &Paper<'_>) -> f64 {
    match &paper.account {
        None => 0.0,
        Some(number) if is_masked(number) => 0.5,
        Some(_) => 1.0,
    }
}

/// Whether some of a number is hidden: `****1234`, `XXXX-1234`.
pub(super) fn is_masked(number: &str) -> bool {
    let hides = |c: char| matches!(c, '*' | 'X' | 'x' | '•' | '#');
    number.chars().filter(|c| hides(*c)).count() >= 2
}

/// Bank, routing number, account, payer, payee, date, words or figures that are not there, and
/// a signature that was looked for and not found. Neither the check's number nor a memo is
/// needed for a valid check.
pub(super) fn critical_missing_count(paper: &Paper<'_>) -> f64 {
    let there = [
        paper.bank.is_some(),
        paper.routing.is_some(),
        paper.account.is_some(),
        paper.payer.is_some(),
        paper.payee.is_some(),
        paper.date.is_present(),
        paper.figures.is_present() && paper.in_words.is_some(),
        paper.signature != Mark::Absent,
    ];
    there.iter().filter(|is_there| !**is_there).count() as f64
}
