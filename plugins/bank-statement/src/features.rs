//! The features, from the document to the row.

mod balances;
mod banks;
mod dates;
mod line;
mod misreading;
mod names;
mod presence;
pub(crate) mod read;
mod schema;
mod sums;
mod texts;
mod transactions;

use refit_plugin::Day;

pub(crate) use self::schema::FEATURES;
use self::{read::Statement, sums::Sums};

/// The row of a statement that was received on the day `received`, in the order of
/// [`FEATURES`].
pub(crate) fn row(statement: &Statement<'_>, received: Day) -> Vec<f64> {
    let sums = Sums::of(statement);
    vec![
        banks::bank_validity(statement),
        presence::account_number_present(statement),
        presence::flag(statement.holder.is_some()),
        presence::flag(statement.account_type.is_some()),
        statement.opening.value().unwrap_or(f64::NAN),
        statement.closing.value().unwrap_or(f64::NAN),
        sums.total_credits.unwrap_or(f64::NAN),
        sums.total_debits.unwrap_or(f64::NAN),
        presence::given(&statement.start),
        presence::given(&statement.end),
        presence::given(&statement.issued),
        dates::future_period(statement, received),
        dates::period_age_days(statement, received),
        sums.count.unwrap_or(f64::NAN),
        sums.mean.unwrap_or(f64::NAN),
        sums.largest.unwrap_or(f64::NAN),
        balances::balance_change(statement),
        balances::negative_ending_balance(statement),
        balances::balance_consistency(statement, &sums),
        presence::flag(statement.currency.is_some()),
        transactions::suspicious_transaction_pattern(statement, &sums),
        transactions::large_transaction_count(statement, &sums),
        transactions::round_number_transactions(statement),
        dates::date_format_valid(statement),
        dates::period_length_days(statement),
        presence::critical_missing_count(statement, &sums),
        texts::field_quality(statement),
        dates::transaction_date_consistency(statement),
        transactions::duplicate_transactions(statement),
        dates::unusual_timing(statement),
        names::account_number_format_valid(statement),
        names::name_format_valid(statement),
        balances::balance_volatility(statement),
        transactions::credit_debit_ratio(&sums),
        texts::text_quality(statement),
    ]
}
