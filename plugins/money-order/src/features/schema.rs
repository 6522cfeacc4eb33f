//! The 30 features and what they say of themselves.

use refit_plugin::{
    Effect::{Either, Lowers, Raises},
    Feature,
    FeatureKind::{Amount, Count, Days, Flag, Score},
};

const SHARE: (f64, f64) = (0.0, 1.0);
/// Beyond any age that a paper has.
const DAYS: (f64, f64) = (-36_600.0, 36_600.0);

/// The features in the order of every row.
#[rustfmt::skip]
pub(crate) const FEATURES: [Feature; 30] = [
    Feature::new("issuer_valid", "the issuer is a known one, and its name is spelt as it should be", Score, SHARE, Lowers),
    Feature::new("serial_number_present", "a serial number is given", Flag, SHARE, Lowers),
    Feature::new("serial_format_match", "the serial number has the length that this issuer prints", Score, SHARE, Lowers),
    Feature::new("amount_value", "the amount", Amount, (0.0, 1e12), Either).or_missing(),
    Feature::new("amount_category", "band of the amount, from under $100 (0) to over $1,000 (5)", Score, (0.0, 5.0), Either).or_missing(),
    Feature::new("round_amount", "how round the amount is", Score, SHARE, Either).or_missing(),
    Feature::new("payee_present", "a payee is named", Flag, SHARE, Lowers),
    Feature::new("purchaser_present", "a purchaser is named", Flag, SHARE, Lowers),
    Feature::new("date_present", "the day of sale is given", Flag, SHARE, Lowers),
    Feature::new("future_date", "dated later than the day the paper was received", Flag, SHARE, Raises),
    Feature::new("date_age_days", "days from the sale to the day of receipt", Days, DAYS, Either).or_missing(),
    Feature::new("signature_present", "the purchaser's signature is on the front", Flag, SHARE, Either),
    Feature::new("amount_matching", "the amount in words is the amount in figures", Score, SHARE, Lowers),
    Feature::new("amount_parsing_confidence", "how surely the amount was read from figures and words", Score, SHARE, Lowers),
    Feature::new("suspicious_amount", "the amount is over the issuer's limit, just below it, or what counterfeits have", Score, SHARE, Raises),
    Feature::new("date_format_valid", "the date can be read", Score, SHARE, Lowers),
    Feature::new("weekend_holiday", "dated on a Saturday (a half), a Sunday or a holiday", Flag, SHARE, Either).or_missing(),
    Feature::new("amount_date_correlation", "a large amount and an odd date together", Score, SHARE, Raises).or_missing(),
    Feature::new("critical_missing_count", "missing fields that every money order of its issuer should have", Count, (0.0, 7.0), Raises),
    Feature::new("field_quality", "how many of the given fields look as they should", Score, SHARE, Lowers),
    Feature::new("issuer_specific_valid", "how many of the issuer's own rules are kept", Score, SHARE, Lowers),
    Feature::new("serial_pattern_valid", "length and check digit of the serial number are right", Score, SHARE, Lowers),
    Feature::new("address_valid", "the purchaser's address has the form of one and fits the place of sale", Score, SHARE, Lowers),
    Feature::new("name_consistency", "payee and purchaser have the form of names, in one style, and differ", Score, SHARE, Lowers),
    Feature::new("signature_required", "this issuer wants the purchaser's signature on the front", Flag, SHARE, Either),
    Feature::new("issuer_type_risk", "how often orders of this kind of issuer are forged", Score, SHARE, Raises),
    Feature::new("text_quality", "how cleanly the texts are printed and read", Score, SHARE, Lowers),
    Feature::new("missing_fields_count", "fields that a money order can have and this one lacks", Count, (0.0, 12.0), Raises),
    Feature::new("endorsement_present", "the payee has endorsed the back", Flag, SHARE, Either).or_missing(),
    Feature::new("location_present", "the place of sale is given", Flag, SHARE, Lowers),
];
