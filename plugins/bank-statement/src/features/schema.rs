//! The 35 features and what they say of themselves.

use refit_plugin::{
    Effect::{Either, Lowers, Raises},
    Feature,
    FeatureKind::{Amount, Count, Days, Flag, Ratio, Score},
};

/// Sums of money up to this are taken as they stand: a year of a large company in the smallest
/// of currencies.
const MONEY: (f64, f64) = (-1e12, 1e12);
const POSITIVE_MONEY: (f64, f64) = (0.0, 1e12);
const SHARE: (f64, f64) = (0.0, 1.0);

/// The features in the order of every row.
#[rustfmt::skip]
pub(crate) const FEATURES: [Feature; 35] = [
    Feature::new("bank_validity", "the bank is a known one, and its name is spelt as it should be", Score, SHARE, Lowers),
    Feature::new("account_number_present", "an account number is given", Flag, SHARE, Lowers),
    Feature::new("account_holder_present", "the account's holder is named", Flag, SHARE, Lowers),
    Feature::new("account_type_present", "the type of the account is named", Flag, SHARE, Lowers),
    Feature::new("beginning_balance", "balance at the beginning", Amount, MONEY, Either).or_missing(),
    Feature::new("ending_balance", "balance at the end", Amount, MONEY, Either).or_missing(),
    Feature::new("total_credits", "all money that came in", Amount, POSITIVE_MONEY, Either).or_missing(),
    Feature::new("total_debits", "all money that went out", Amount, POSITIVE_MONEY, Either).or_missing(),
    Feature::new("period_start_present", "the first day of the period is given", Flag, SHARE, Lowers),
    Feature::new("period_end_present", "the last day of the period is given", Flag, SHARE, Lowers),
    Feature::new("statement_date_present", "the day of issue is given", Flag, SHARE, Either),
    Feature::new("future_period", "dates later than the day the paper was received", Flag, SHARE, Raises),
    Feature::new("period_age_days", "days from the end of the period to the day of receipt", Days, (-36_600.0, 36_600.0), Either).or_missing(),
    Feature::new("transaction_count", "number of lines", Count, (0.0, 100_000.0), Either).or_missing(),
    Feature::new("avg_transaction_amount", "average size of a line", Amount, POSITIVE_MONEY, Either).or_missing(),
    Feature::new("max_transaction_amount", "size of the largest line", Amount, POSITIVE_MONEY, Either).or_missing(),
    Feature::new("balance_change", "balance at the end less balance at the beginning", Amount, MONEY, Either).or_missing(),
    Feature::new("negative_ending_balance", "the account is overdrawn at the end", Flag, SHARE, Either),
    Feature::new("balance_consistency", "balances, totals and lines add up", Score, SHARE, Lowers),
    Feature::new("currency_present", "the currency is given", Flag, SHARE, Either),
    Feature::new("suspicious_transaction_pattern", "large sums pass through or come just before the end, or one pay is far larger than others", Score, SHARE, Raises),
    Feature::new("large_transaction_count", "lines far larger than the usual line of this statement", Count, (0.0, 100_000.0), Either),
    Feature::new("round_number_transactions", "how many lines, and how much of the money that came in, are round sums", Ratio, SHARE, Raises),
    Feature::new("date_format_valid", "share of the dates that can be read", Ratio, SHARE, Lowers),
    Feature::new("period_length_days", "length of the period in days", Days, (-36_600.0, 36_600.0), Either).or_missing(),
    Feature::new("critical_missing_count", "missing fields that every statement should have", Count, (0.0, 8.0), Raises),
    Feature::new("field_quality", "how many of the given fields look as they should", Score, SHARE, Lowers),
    Feature::new("transaction_date_consistency", "lines lie within the period and in order", Ratio, SHARE, Lowers).or_missing(),
    Feature::new("duplicate_transactions", "share of lines that repeat another line, a single one counting for less", Ratio, SHARE, Raises),
    Feature::new("unusual_timing", "how many bank transfers, and how much of their money, lie on days when banks are closed", Ratio, SHARE, Raises).or_missing(),
    Feature::new("account_number_format_valid", "the account number has the form of one", Score, SHARE, Lowers),
    Feature::new("name_format_valid", "the holder's name has the form of a name", Score, SHARE, Lowers),
    Feature::new("balance_volatility", "how much the balance moves about its average", Ratio, (0.0, 100.0), Either).or_missing(),
    Feature::new("credit_debit_ratio", "money in over money out", Ratio, (0.0, 100.0), Either).or_missing(),
    Feature::new("text_quality", "how cleanly names and descriptions are printed and read", Score, SHARE, Lowers),
];
