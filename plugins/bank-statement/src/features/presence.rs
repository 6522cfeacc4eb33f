//! What is there, and what is missing.

use refit_plugin::Reading;

use super::{read::Statement, sums::Sums};

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

/// 1 for a number in full, 0.5 for a masked one, as banks print it on about a third of papers.
pub(super) fn account_number_present(statement: &Statement<'_>) -> f64 {
    match &statement.number {
        None => 0.0,
        Some(number) if is_masked(number) => 0.5,
        Some(_) => 1.0,
    }
}

/// Whether some of a number is hidden: `****1234`, `XXXX-1234`, `...1234`.
pub(super) fn is_masked(number: &str) -> bool {
    let hides = |c: char| matches!(c, '*' | 'X' | 'x' | '•' | '·' | '#');
    number.chars().filter(|c| hides(*c)).count() >= 2 || number.contains("..")
}

/// Bank, holder, number, both balances, both ends of the period, and what happened between
/// them (lines or both totals): Regulation DD wants the period and the itemised fees, and
/// without the others a paper is no evidence of anything.
pub(super) fn critical_missing_count(statement: &Statement<'_>, sums: &Sums) -> f64 {
    let there = [
        statement.bank.is_some(),
        statement.holder.is_some(),
        statement.number.is_some(),
        statement.opening.is_present(),
        statement.closing.is_present(),
        statement.start.is_present(),
        statement.end.is_present(),
        sums.total_credits.is_some() && sums.total_debits.is_some(),
    ];
    there.iter().filter(|is_there| !**is_there).count() as f64
}
