//! Every feature is moved by what it is about.

use refit_plugin::DocumentType;

use super::{extract, feature, place, same};
use crate::Paystub;

/// An honest paystub whose sums are right: Oregon, medical before tax.
const BASE: &str = r#"{
    "employer_name": "Northgate Hotels", "employer_address": "77 Mill Ln, Salem, OR 97301",
    "employee_name": "Luis Ward", "employee_address": "12 Oak Ave, Salem, OR 97302",
    "employee_id": "4417",
    "pay_period_start": "2025-09-01", "pay_period_end": "2025-09-14", "pay_date": "2025-09-19",
    "gross_pay": 1600.00, "net_pay": 1184.16,
    "taxes": [
        {"name": "Federal Income Tax", "amount": 97.44},
        {"name": "OR State Income Tax", "amount": 96.00},
        {"name": "Social Security", "amount": 93.00},
        {"name": "Medicare", "amount": 21.75}
    ],
    "deductions": [
        {"name": "Medical", "amount": 100.00},
        {"name": "Union Dues", "amount": 7.65}
    ]
}"#;

/// What is replaced, by what, which feature that moves, and to which side (0: to NaN).
const MOVES: &[(&str, &str, &str, i32)] = &[
    ("\"Northgate Hotels\"", "null", "has_company", -1),
    ("Northgate Hotels", "Company Name", "has_company", -1),
    ("\"Luis Ward\"", "\"N/A\"", "has_employee", -1),
    ("Luis Ward", "John Doe", "has_employee", -1),
    ("1600.00", "null", "has_gross", -1),
    ("1600.00", "\"l6OO.#\"", "has_gross", -1),
    ("1184.16", "null", "has_net", -1),
    ("1600.00", "\"$2,600.00\"", "gross_pay", 1),
    ("1600.00", "null", "gross_pay", 0),
    ("1184.16", "\"1,284.16\"", "net_pay", 1),
    ("1184.16", "\"\"", "net_pay", 0),
    ("1184.16", "1384.16", "tax_error", 1),
    ("1184.16", "1784.16", "tax_error", 1),
    ("1600.00", "2600.00", "tax_error", 1),
    ("1600.00", "null", "tax_error", 0),
    ("Luis Ward", "Lu1s Wa7d", "text_quality", -1),
    ("Luis Ward", "LUIS WARD", "text_quality", -1),
    ("\"Medicare\"", "\"MEDICARE\"", "text_quality", -1),
    ("7.65", "\"7.#5\"", "text_quality", -1),
    ("\"4417\"", "null", "missing_fields_count", 1),
    (
        "\"12 Oak Ave, Salem, OR 97302\"",
        "null",
        "missing_fields_count",
        1,
    ),
    ("97.44", "0", "has_federal_tax", -1),
    ("OR State Income Tax", "OR SDI", "has_state_tax", -1),
    ("Social Security", "Sports Club", "has_social_security", -1),
    ("93.00", "\"93.O#\"", "has_social_security", -1),
    ("Medicare", "Medi-Gap Plan", "has_medicare", -1),
    ("97.44", "197.44", "total_tax_amount", 1),
    ("97.44", "197.44", "tax_to_gross_ratio", 1),
    ("1600.00", "2600.00", "tax_to_gross_ratio", -1),
    ("1600.00", "0", "tax_to_gross_ratio", 0),
    ("1184.16", "1284.16", "net_to_gross_ratio", 1),
    ("1600.00", "2600.00", "net_to_gross_ratio", -1),
    ("7.65", "107.65", "deduction_percentage", 1),
    ("1600.00", "2600.00", "deduction_percentage", -1),
];

#[test]
fn every_feature_is_moved_by_what_it_is_about() {
    for (old, new, name, side) in MOVES {
        assert!(BASE.contains(old), "{old}");
        let before = feature(name, BASE);
        let after = feature(name, &BASE.replacen(old, new, 1));
        let moved = match side {
            0 => after.is_nan(),
            1 => after > before,
            _ => after < before,
        };
        assert!(moved, "{name}: {before} became {after} by {new}");
    }
    assert_eq!(feature("has_date", BASE), 1.0);
    let undated = BASE.replace("pay_period", "x").replace("pay_date", "y");
    assert_eq!(feature("has_date", &undated), 0.0);
    let spoilt = undated.replace("\"y\": \"2025", "\"pay_date\": \"2O25");
    assert_eq!(feature("has_date", &spoilt), 0.5);
    // Every feature is in the table, or just above.
    for feature in Paystub::FEATURES {
        let is_moved = MOVES.iter().any(|(_, _, name, _)| *name == feature.name);
        assert!(is_moved || feature.name == "has_date", "{}", feature.name);
    }
}

#[test]
fn an_honest_paystub_adds_up() {
    let value = |name| feature(name, BASE);
    assert_eq!(value("tax_error"), 0.0);
    assert_eq!(value("missing_fields_count"), 0.0);
    assert_eq!(value("text_quality"), 1.0);
    assert!((value("total_tax_amount") - 308.19).abs() < 1e-9);
    assert!((value("tax_to_gross_ratio") - 308.19 / 1600.0).abs() < 1e-12);
    assert!((value("net_to_gross_ratio") - 1184.16 / 1600.0).abs() < 1e-12);
    assert!((value("deduction_percentage") - 415.84 / 1600.0).abs() < 1e-12);
}

#[test]
fn the_larger_the_gap_the_larger_the_error() {
    let error = |net: &str| feature("tax_error", &BASE.replace("1184.16", net));
    let errors = ["1184.16", "1194.16", "1284.16", "1599.00", "1700.00"].map(error);
    assert!(errors.is_sorted_by(|a, b| a < b), "{errors:?}");
    assert_eq!(errors[4], 1.0);
}

/// Whatever the gross pay says: nobody is paid out of nothing.
#[test]
fn a_net_pay_without_gross_pay_is_an_error() {
    for gross in ["0", "0.00", "-5000"] {
        let document = BASE.replace("1600.00", gross);
        assert_eq!(feature("tax_error", &document), 1.0, "{gross}");
    }
}

/// Raised gross pay with the old taxes shows in the rates, though the sums are calculated anew.
#[test]
fn taxes_of_another_pay_are_off_their_rates() {
    let inflated = BASE
        .replace("1600.00", "3200.00")
        .replace("1184.16", "2784.16");
    let error = feature("tax_error", &inflated);
    // Social Security on 3,100 is 192.20, and 93.00 were withheld.
    assert!((error - 99.20 / 3200.0).abs() < 1e-9, "{error}");
    for (rate, wrong) in [("93.00", "130.00"), ("21.75", "60.00"), ("96.00", "400.00")] {
        let document = BASE.replace(rate, wrong).replace("1184.16", "null");
        assert!(feature("tax_error", &document) > 0.01, "{wrong}");
    }
}

#[test]
fn what_law_allows_is_no_error() {
    let error = |document: &str| feature("tax_error", document);
    // Nothing before tax, and 401(k) in its place: Social Security is counted on it.
    let retirement = r#"{"gross_pay":1000,"net_pay":873.5,"deductions":[
        {"name":"401(k)","amount":50},{"name":"SS","amount":62},{"name":"MED","amount":14.5}]}"#;
    assert!(error(retirement) < 1e-9);
    // Above $200,000 a year Medicare takes 2.35 %, and above the wage base Social Security ends.
    let high = r#"{"gross_pay":20000,"net_pay":19530,"taxes":[{"name":"Medicare","amount":470}]}"#;
    assert!(error(high) < 1e-9);
    // Expenses come back with the pay.
    let expenses = r#"{"gross_pay":1000,"net_pay":1023.5,"deductions":[
        {"name":"FICA","amount":76.5},{"name":"Expense Reimbursement","amount":100}]}"#;
    assert!(error(expenses) < 1e-9);
    // No tax at all, for someone exempt, adds up; it shows in other features.
    let exempt = r#"{"gross_pay":400,"net_pay":390,"deductions":[{"name":"Dental","amount":10}]}"#;
    assert_eq!(error(exempt), 0.0);
    assert_eq!(feature("total_tax_amount", exempt), 0.0);
}

#[test]
fn what_cannot_be_checked_is_not_known_and_not_wrong() {
    for document in [
        r#"{"gross_pay":1600,"net_pay":1184.16}"#,
        r#"{"net_pay":1184.16,"taxes":[{"name":"FIT","amount":97.44}]}"#,
        r#"{"gross_pay":0,"net_pay":0,"taxes":[]}"#,
    ] {
        assert!(feature("tax_error", document).is_nan(), "{document}");
    }
    let bare = r#"{"gross_pay":1600,"net_pay":1184.16}"#;
    for name in [
        "total_tax_amount",
        "tax_to_gross_ratio",
        "deduction_percentage",
    ] {
        assert!(feature(name, bare).is_nan(), "{name}");
    }
}

#[test]
fn a_line_for_both_counts_as_both() {
    let document = r#"{"gross_pay":1000,"taxes":[{"name":"FICA","amount":76.5}]}"#;
    for (name, value) in [
        ("has_social_security", 1.0),
        ("has_medicare", 1.0),
        ("has_federal_tax", 0.0),
        ("total_tax_amount", 76.5),
    ] {
        assert_eq!(feature(name, document), value, "{name}");
    }
    assert!(feature("tax_error", document) < 1e-9);
}

#[test]
fn ratios_do_not_depend_on_the_size_of_the_pay() {
    let mut document = BASE.to_owned();
    for sum in [
        "1600.00", "1184.16", "97.44", "96.00", "93.00", "21.75", "100.00", "7.65",
    ] {
        let sum_of_ten: f64 = sum.parse::<f64>().unwrap() * 10.0;
        document = document.replace(&format!(": {sum}"), &format!(": {sum_of_ten:.2}"));
    }
    let (one, ten) = (extract(BASE).unwrap(), extract(&document).unwrap());
    for (feature, (one, ten)) in Paystub::FEATURES.iter().zip(one.iter().zip(&ten)) {
        let is_sum = ["gross_pay", "net_pay", "total_tax_amount"].contains(&&*feature.name);
        let wanted = if is_sum { one * 10.0 } else { *one };
        assert!(
            (wanted - ten).abs() < 1e-9,
            "{}: {one}, {ten}",
            feature.name
        );
    }
}

#[test]
fn the_row_has_a_value_in_bounds_for_every_feature() {
    let row = extract(BASE).unwrap();
    assert_eq!(row.len(), 18);
    for (feature, value) in Paystub::FEATURES.iter().zip(&row) {
        assert!(feature.allows(*value), "{}: {value}", feature.name);
        assert!(same(feature.within_bounds(*value), *value));
    }
    assert_eq!(place("deduction_percentage"), 17);
}
