//! The 18 features and what they say of themselves.

use refit_plugin::{
    Effect::{Either, Lowers, Raises},
    Feature,
    FeatureKind::{Amount, Count, Flag, Ratio, Score},
};

/// One pay of the best paid, in any currency. Corrections take pay back, so it may be negative.
const MONEY: (f64, f64) = (-1e9, 1e9);
const SHARE: (f64, f64) = (0.0, 1.0);
/// Shares of gross pay: above 1 nothing adds up any more, and how far above says little.
const OF_GROSS: (f64, f64) = (-10.0, 10.0);

/// The features in the order of every row.
#[rustfmt::skip]
pub(crate) const FEATURES: [Feature; 18] = [
    Feature::new("has_company", "the employer is named", Flag, SHARE, Lowers),
    Feature::new("has_employee", "the employee is named", Flag, SHARE, Lowers),
    Feature::new("has_gross", "the gross pay is given", Flag, SHARE, Lowers),
    Feature::new("has_net", "the net pay is given", Flag, SHARE, Lowers),
    Feature::new("has_date", "the day of pay or the pay period is given", Flag, SHARE, Lowers),
    Feature::new("gross_pay", "pay before taxes and deductions", Amount, MONEY, Either).or_missing(),
    Feature::new("net_pay", "pay after taxes and deductions", Amount, MONEY, Either).or_missing(),
    Feature::new("tax_error", "share of gross pay that does not add up, or taxes off their legal rates", Ratio, SHARE, Raises).or_missing(),
    Feature::new("text_quality", "how cleanly names, labels and sums are printed and read", Score, SHARE, Lowers),
    Feature::new("missing_fields_count", "missing fields that a paystub should have", Count, (0.0, 9.0), Raises),
    Feature::new("has_federal_tax", "federal income tax is withheld", Flag, SHARE, Lowers),
    Feature::new("has_state_tax", "state income tax is withheld", Flag, SHARE, Either),
    Feature::new("has_social_security", "Social Security tax is withheld", Flag, SHARE, Lowers),
    Feature::new("has_medicare", "Medicare tax is withheld", Flag, SHARE, Lowers),
    Feature::new("total_tax_amount", "all taxes withheld", Amount, MONEY, Either).or_missing(),
    Feature::new("tax_to_gross_ratio", "taxes withheld over gross pay", Ratio, OF_GROSS, Either).or_missing(),
    Feature::new("net_to_gross_ratio", "net pay over gross pay", Ratio, OF_GROSS, Raises).or_missing(),
    Feature::new("deduction_percentage", "listed taxes and deductions over gross pay", Ratio, OF_GROSS, Either).or_missing(),
];
