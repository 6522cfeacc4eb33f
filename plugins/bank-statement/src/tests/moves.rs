//! Every feature is moved by what it is about, and not by what it is not about.

use refit_plugin::DocumentType;

use super::{extract as row, same, value};
use crate::BankStatement;

/// An honest statement whose sums are right.
const BASE: &str = r#"{
    "bank_name": "Chase Bank", "account_holder_name": "Ana Ruiz",
    "account_number": "4402217716", "account_type": "Checking", "currency": "USD",
    "statement_period_start_date": "2025-09-01", "statement_period_end_date": "2025-09-30",
    "statement_date": "2025-09-30",
    "beginning_balance": 1000.00, "ending_balance": 2119.30,
    "total_credits": 2001.50, "total_debits": 882.20,
    "transactions": [
        {"date": "2025-09-03", "description": "CARD PURCHASE KROGER", "amount": -61.17, "balance": 938.83},
        {"date": "2025-09-05", "description": "DIRECT DEP HARBOR PAYROLL", "amount": 2001.50, "balance": 2940.33},
        {"date": "2025-09-09", "description": "ACH DEBIT CITY WATER", "amount": -45.03, "balance": 2895.30},
        {"date": "2025-09-12", "description": "CARD PURCHASE SHELL", "amount": -38.55, "balance": 2856.75},
        {"date": "2025-09-16", "description": "CHECK 218", "amount": -737.45, "balance": 2119.30}
    ]
}"#;

/// What is replaced, by what, which feature that moves, and to which side (0: to NaN).
const MOVES: &[(&str, &str, &str, i32)] = &[
    ("Chase Bank", "Chsae Bank", "bank_validity", -1),
    ("Chase Bank", "Lakeside Credit Union", "bank_validity", -1),
    ("\"4402217716\"", "null", "account_number_present", -1),
    ("4402217716", "****7716", "account_number_present", -1),
    ("\"Ana Ruiz\"", "\"N/A\"", "account_holder_present", -1),
    ("\"Checking\"", "\"\"", "account_type_present", -1),
    ("1000.00", "\"$2,000.00\"", "beginning_balance", 1),
    ("1000.00", "null", "beginning_balance", 0),
    (
        "\"ending_balance\": 2119.30",
        "\"ending_balance\": 9119.30",
        "ending_balance",
        1,
    ),
    ("2001.50, \"total", "3001.50, \"total", "total_credits", 1),
    ("882.20", "\"(1,882.20)\"", "total_debits", 1),
    ("\"2025-09-01\"", "null", "period_start_present", -1),
    ("\"2025-09-01\"", "\"someday\"", "period_start_present", -1),
    (
        "\"statement_period_end_date\": \"2025-09-30\"",
        "\"x\": 1",
        "period_end_present",
        -1,
    ),
    (
        "\"statement_date\": \"2025-09-30\"",
        "\"x\": 1",
        "statement_date_present",
        -1,
    ),
    (
        "\"statement_date\": \"2025-09-30\"",
        "\"statement_date\": \"2025-10-30\"",
        "future_period",
        1,
    ),
    (
        "end_date\": \"2025-09-30\"",
        "end_date\": \"2024-09-30\"",
        "period_age_days",
        1,
    ),
    (
        "218\", \"amount\": -737.45, \"balance\": 2119.30}",
        "218\", \"amount\": -737.45}, {\"date\": \"2025-09-17\", \"amount\": 1}",
        "transaction_count",
        1,
    ),
    ("-61.17", "-6100.17", "avg_transaction_amount", 1),
    ("-61.17", "-6100.17", "max_transaction_amount", 1),
    ("1000.00", "900.00", "balance_change", 1),
    (
        "\"ending_balance\": 2119.30",
        "\"ending_balance\": \"(12.00)\"",
        "negative_ending_balance",
        1,
    ),
    (
        "\"ending_balance\": 2119.30",
        "\"ending_balance\": 2619.30",
        "balance_consistency",
        -1,
    ),
    (
        "\"total_credits\": 2001.50",
        "\"total_credits\": 2601.50",
        "balance_consistency",
        -1,
    ),
    (
        "\"balance\": 2895.30",
        "\"balance\": 2995.30",
        "balance_consistency",
        -1,
    ),
    (
        "\"currency\": \"USD\"",
        "\"currency\": null",
        "currency_present",
        -1,
    ),
    (
        "SHELL\", \"amount\": -38.55",
        "SHELL\", \"amount\": -1938.55",
        "suspicious_transaction_pattern",
        1,
    ),
    (
        "\"2025-09-05\"",
        "\"2025-09-29\"",
        "suspicious_transaction_pattern",
        1,
    ),
    (
        "CHECK 218\", \"amount\": -737.45",
        "CHECK 218\", \"amount\": -7.45",
        "large_transaction_count",
        -1,
    ),
    ("-61.17", "-600", "round_number_transactions", 1),
    ("\"2025-09-03\"", "\"2O25-09-03\"", "date_format_valid", -1),
    ("\"2025-09-01\"", "\"2025-06-01\"", "period_length_days", 1),
    ("\"Chase Bank\"", "null", "critical_missing_count", 1),
    ("2025-09-12", "12th of the month", "field_quality", -1),
    (
        "\"2025-09-03\"",
        "\"2025-06-03\"",
        "transaction_date_consistency",
        -1,
    ),
    (
        "\"2025-09-05\"",
        "\"2025-09-10\"",
        "transaction_date_consistency",
        -1,
    ),
    (
        "\"date\": \"2025-09-12\", \"description\": \"CARD PURCHASE SHELL\", \"amount\": -38.55",
        "\"date\": \"2025-09-09\", \"description\": \"ACH DEBIT CITY WATER\", \"amount\": -45.03",
        "duplicate_transactions",
        1,
    ),
    ("\"2025-09-05\"", "\"2025-09-06\"", "unusual_timing", 1),
    (
        "\"2025-09-03\", \"description\": \"CARD",
        "\"2025-09-01\", \"description\": \"ACH",
        "unusual_timing",
        1,
    ),
    (
        "4402217716",
        "4402O17716",
        "account_number_format_valid",
        -1,
    ),
    ("4402217716", "123456789", "account_number_format_valid", -1),
    ("4402217716", "4402", "account_number_format_valid", -1),
    ("Ana Ruiz", "Ana RUIZ", "name_format_valid", -1),
    ("Ana Ruiz", "John Doe", "name_format_valid", -1),
    ("Ana Ruiz", "An4a Ru1z", "name_format_valid", -1),
    (
        "\"balance\": 2940.33",
        "\"balance\": 9940.33",
        "balance_volatility",
        1,
    ),
    (
        "\"amount\": 2001.50",
        "\"amount\": 4001.50",
        "credit_debit_ratio",
        1,
    ),
    (
        "CARD PURCHASE KROGER",
        "Card Purchase Kroger",
        "text_quality",
        -1,
    ),
    (
        "CARD PURCHASE KROGER",
        "CARD PURCH4SE KR0GER",
        "text_quality",
        -1,
    ),
];

#[test]
fn every_feature_is_moved_by_what_it_is_about() {
    let mut moved: Vec<&str> = Vec::new();
    for (old, new, feature, side) in MOVES {
        assert!(BASE.contains(old), "{old}");
        let before = value(BASE, feature);
        let after = value(&BASE.replacen(old, new, 1), feature);
        let fits = match side {
            1 => after > before,
            -1 => after < before,
            _ => after.is_nan(),
        };
        assert!(fits, "{feature}: {before} to {after} by {new}");
        moved.push(feature);
    }
    for feature in BankStatement::FEATURES {
        assert!(moved.contains(&&*feature.name), "{}", feature.name);
    }
}

#[test]
fn an_honest_statement_is_consistent_in_every_respect() {
    for (feature, expected) in [
        ("bank_validity", 1.0),
        ("balance_consistency", 1.0),
        ("transaction_date_consistency", 1.0),
        ("date_format_valid", 1.0),
        ("field_quality", 1.0),
        ("text_quality", 1.0),
        ("unusual_timing", 0.0),
        ("duplicate_transactions", 0.0),
        ("critical_missing_count", 0.0),
        ("period_length_days", 30.0),
        ("period_age_days", 6.0),
        ("transaction_count", 5.0),
        ("balance_change", 1119.3),
    ] {
        let value = value(BASE, feature);
        assert!((value - expected).abs() < 1e-6, "{feature}: {value}");
    }
}

#[test]
fn the_larger_the_gap_the_less_consistent_are_the_balances() {
    let grade = |closing: &str| {
        let edited = format!("\"ending_balance\": {closing}");
        let document = BASE.replacen("\"ending_balance\": 2119.30", &edited, 1);
        value(&document, "balance_consistency")
    };
    let grades = ["2119.31", "2129.30", "2419.30", "5119.30"].map(grade);
    assert!(grades.is_sorted_by(|a, b| a > b), "{grades:?}");
}

#[test]
fn what_cannot_be_checked_is_neutral_and_not_wrong() {
    for document in [
        r#"{"ending_balance": 120.00}"#,
        r#"{"transactions": [{"date": "2025-09-02", "amount": 5.00}]}"#,
    ] {
        assert_eq!(value(document, "balance_consistency"), 0.5);
        assert_eq!(value(document, "bank_validity"), 0.5);
        assert_eq!(value(document, "account_number_format_valid"), 0.5);
        assert_eq!(value(document, "name_format_valid"), 0.5);
    }
}

/// One thousand yen are worth a few dollars; an honest statement stays as honest.
#[test]
fn ratios_do_not_depend_on_the_currency() {
    const RATIOS: [&str; 7] = [
        "balance_consistency",
        "suspicious_transaction_pattern",
        "large_transaction_count",
        "duplicate_transactions",
        "balance_volatility",
        "credit_debit_ratio",
        "text_quality",
    ];
    let mut document = BASE.to_owned();
    // Longer sums first, so that none is replaced within another.
    for sum in [
        "1000.00", "2119.30", "2001.50", "882.20", "61.17", "938.83", "2940.33", "45.03",
        "2895.30", "38.55", "2856.75", "737.45",
    ] {
        let cents: f64 = sum.parse().unwrap();
        document = document.replace(sum, &format!("{:.0}", cents * 100.0));
    }
    for feature in RATIOS {
        let (dollars, yen) = (value(BASE, feature), value(&document, feature));
        assert!(
            (dollars - yen).abs() < 1e-9,
            "{feature}: {dollars} and {yen}"
        );
    }
}

/// A bank that prints tenths keeps its books finer than its paper.
#[test]
fn rounding_of_a_printed_balance_breaks_nothing() {
    let document = |balance: &str| {
        format!(
            r#"{{"opening_balance": 0, "closing_balance": {balance}, "transactions": [
                {{"date": "2025-09-01", "type": "credit", "amount": 500.0, "balance": 500.0}},
                {{"date": "2025-09-30", "type": "credit", "amount": 1.3, "balance": {balance}}}
            ]}}"#
        )
    };
    assert_eq!(value(&document("501.2"), "balance_consistency"), 1.0);
    assert!(value(&document("521.2"), "balance_consistency") < 0.95);
}

#[test]
fn a_bad_name_is_worse_than_none_and_a_small_bank_no_bad_name() {
    let grade = |name: &str| value(&BASE.replace("Chase Bank", name), "bank_validity");
    for known in [
        "CHASE",
        "JPMORGAN CHASE BANK, N.A.",
        "Bank of America.",
        "US Bank",
        "M&T Bank",
    ] {
        assert_eq!(grade(known), 1.0, "{known}");
    }
    for small in [
        "Prairie Home Savings Bank",
        "Farmers & Merchants Bank",
        "Harbor Point FCU",
    ] {
        assert_eq!(grade(small), 0.6, "{small}");
    }
    assert_eq!(grade("Bank of Arnerica"), 0.7);
    for misspelt in ["Wels Fargo", "Captial One", "Citibnk"] {
        assert_eq!(grade(misspelt), 0.1, "{misspelt}");
    }
    assert_eq!(grade("Global Money Portal"), 0.3);
}

#[test]
fn interest_on_a_sunday_and_cards_on_a_saturday_are_usual() {
    let document = r#"{"transactions": [
        {"date": "2025-08-31", "description": "INTEREST PAYMENT", "amount": 0.42},
        {"date": "2025-08-30", "description": "CARD PURCHASE TARGET", "amount": -9.10},
        {"date": "2025-08-29", "description": "ACH DEBIT CITY WATER", "amount": -44.10}
    ]}"#;
    assert_eq!(value(document, "unusual_timing"), 0.0);
    let no_clearing = r#"{"transactions": [{"date": "2025-08-31", "amount": 0.42}]}"#;
    assert!(value(no_clearing, "unusual_timing").is_nan());
}

#[test]
fn holidays_of_one_country_do_not_count_in_another_currency() {
    let timing = |currency: &str| {
        let document = format!(
            r#"{{"currency": "{currency}", "transactions": [
                {{"date": "2025-09-01", "description": "PAYROLL", "amount": 900.10}}]}}"#
        );
        value(&document, "unusual_timing")
    };
    assert_eq!(timing("USD"), 1.0);
    assert_eq!(timing("CZK"), 0.0);
}

#[test]
fn the_row_has_a_value_in_bounds_for_every_feature() {
    let row = row(BASE).unwrap();
    assert_eq!(row.len(), BankStatement::FEATURES.len());
    for (feature, value) in BankStatement::FEATURES.iter().zip(&row) {
        assert!(feature.allows(*value), "{}: {value}", feature.name);
        assert!(same(feature.within_bounds(*value), *value));
    }
}

/// The same gap weighs less where one misread digit explains it.
#[test]
fn a_misread_digit_is_no_edited_balance() {
    let grade = |closing: &str| {
        let printed = format!("\"ending_balance\": {closing}");
        let document = BASE.replacen("\"ending_balance\": 2119.30", &printed, 1);
        value(&document, "balance_consistency")
    };
    let (misread, edited) = (grade("2719.30"), grade("2718.40"));
    assert!(misread > edited + 0.2, "{misread} and {edited}");
    assert!(misread < 0.9, "{misread}");
}

#[test]
fn a_lost_page_is_no_cut_out_debit() {
    let without = |lines: &[&str]| {
        let mut document = BASE.to_owned();
        for balance in ["938.83", "2940.33", "2895.30", "2856.75", "2119.30}"] {
            let end = if balance.ends_with('}') { "}" } else { "" };
            let number = balance.trim_end_matches('}');
            document = document.replace(&format!(", \"balance\": {number}{end}"), end);
        }
        for line in lines {
            let start = document.find(line).unwrap();
            let from = document[..start].rfind('{').unwrap();
            let to = start + document[start..].find('{').unwrap();
            document.replace_range(from..to, "");
        }
        value(&document, "balance_consistency")
    };
    let whole = without(&[]);
    let page = without(&["KROGER", "HARBOR"]);
    let pay = without(&["HARBOR"]);
    assert_eq!(whole, 1.0);
    assert!(pay + 0.2 < page && page < 0.9, "{pay} and {page}");
}

#[test]
fn a_raised_pay_stands_out_among_the_others() {
    let pattern = |third: f64| {
        let document = format!(
            r#"{{"transactions": [
            {{"date": "2025-09-03", "description": "DIRECT DEP HARBOR PAYROLL", "amount": 900.15}},
            {{"date": "2025-09-10", "description": "DIRECT DEP HARBOR PAYROLL", "amount": 871.40}},
            {{"date": "2025-09-12", "description": "CARD PURCHASE SHELL", "amount": -31.40}},
            {{"date": "2025-09-17", "description": "DIRECT DEP HARBOR PAYROLL", "amount": {third}}},
            {{"date": "2025-09-30", "description": "CARD PURCHASE SHELL", "amount": -44.10}}]}}"#
        );
        value(&document, "suspicious_transaction_pattern")
    };
    assert_eq!(pattern(912.60), 0.0);
    assert_eq!(pattern(1_300.0), 0.0);
    assert!(pattern(3_600.0) > 0.5);
}

/// Banks print their own lines in a style of their own.
#[test]
fn a_style_is_odd_only_among_lines_that_begin_alike() {
    let quality = |second: &str, interest: &str| {
        let document = format!(
            r#"{{"transactions": [
            {{"date": "2025-09-03", "description": "CARD PURCHASE KROGER", "amount": -9.15}},
            {{"date": "2025-09-10", "description": "{second}", "amount": -8.40}},
            {{"date": "2025-09-30", "description": "{interest}", "amount": 0.10}}]}}"#
        );
        value(&document, "text_quality")
    };
    assert_eq!(quality("CARD PURCHASE SHELL", "Interest Payment"), 1.0);
    assert!(quality("Card Purchase Shell", "INTEREST PAYMENT") < 0.9);
}

#[test]
fn one_repeated_line_is_usual_and_several_are_not() {
    let line = r#"{"date": "2025-09-02", "description": "FARE", "amount": -2.90}"#;
    let share = |count: usize| {
        let lines = vec![line; count].join(",");
        value(
            &format!("{{\"transactions\": [{lines}]}}"),
            "duplicate_transactions",
        )
    };
    assert!(share(2) < 0.25 && share(3) > 0.6);
}
