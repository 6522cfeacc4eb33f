//! The 30 features and what they say of themselves.

use refit_plugin::{
    Effect::{Either, Lowers, Raises},
    Feature,
    FeatureKind::{Amount, Count, Days, Flag, Score},
};

const SHARE: (f64, f64) = (0.0, 1.0);

/// The features in the order of every row.
#[rustfmt::skip]
pub(crate) const FEATURES: [Feature; 30] = [
    Feature::new("bank_validity", "the bank is a known one, and its name is spelt as it should be", Score, SHARE, Lowers),
    Feature::new("routing_validity", "the routing number has a right check digit and the prefix of a paper check", Score, SHARE, Lowers),
    Feature::new("account_present", "an account number is given", Flag, SHARE, Lowers),
    Feature::new("check_number_valid", "the check number has the form of one", Score, SHARE, Lowers),
    Feature::new("amount_value", "the amount", Amount, (0.0, 1e9), Either),
    Feature::new("amount_category", "size of the amount, in steps from under $100 to $50,000 and more", Score, (0.0, 5.0), Either),
    Feature::new("round_amount", "how round the amount is", Score, SHARE, Raises),
    Feature::new("payer_present", "the payer is named", Flag, SHARE, Lowers),
    Feature::new("payee_present", "the payee is named", Flag, SHARE, Lowers),
    Feature::new("payer_address_present", "the payer's address is given", Flag, SHARE, Lowers),
    Feature::new("date_present", "the check is dated", Flag, SHARE, Lowers),
    Feature::new("future_date", "the date is later than the day the check was received", Flag, SHARE, Raises),
    Feature::new("date_age_days", "days from the date to the day of receipt", Days, (-36_600.0, 36_600.0), Either).or_missing(),
    Feature::new("signature_detected", "a signature was found", Flag, SHARE, Lowers),
    Feature::new("memo_present", "the memo line is filled in", Flag, SHARE, Either),
    Feature::new("amount_matching", "the amount in words is the amount in figures", Score, SHARE, Lowers),
    Feature::new("amount_parsing_confidence", "how surely words and figures could be read as amounts", Score, SHARE, Lowers),
    Feature::new("suspicious_amount", "an amount of the kind that forgers choose", Score, SHARE, Raises),
    Feature::new("date_format_valid", "the date can be read and is of this time", Score, SHARE, Lowers),
    Feature::new("weekend_holiday", "dated on a day when banks are closed, by a payer who works on bank days", Score, SHARE, Raises),
    Feature::new("critical_missing_count", "missing fields that every check should have", Count, (0.0, 8.0), Raises),
    Feature::new("field_quality", "how many of the given fields look as they should", Score, SHARE, Lowers),
    Feature::new("bank_routing_match", "the routing number belongs to the named bank", Score, SHARE, Lowers),
    Feature::new("check_number_pattern", "the check number suits a check of this kind", Score, SHARE, Lowers),
    Feature::new("address_valid", "the payer's address has the form of one, and its ZIP code lies in its state", Score, SHARE, Lowers),
    Feature::new("name_consistency", "payee, words, memo and endorsement fit one another, in sense and in letters", Score, SHARE, Lowers),
    Feature::new("signature_requirement", "the check is signed as one of its kind has to be", Score, SHARE, Lowers),
    Feature::new("endorsement_present", "the back is endorsed", Flag, SHARE, Either).or_missing(),
    Feature::new("check_type_risk", "how often checks of this kind are counterfeited", Score, SHARE, Raises),
    Feature::new("text_quality", "how cleanly names and words are printed and read", Score, SHARE, Lowers),
];
