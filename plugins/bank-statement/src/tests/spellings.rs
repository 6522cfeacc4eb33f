//! One statement in several shapes and spellings.

use refit_plugin::Rejection;

use super::{extract as row, same, value};

const FLAT: &str = r#"{"bank_name":"Chase","account_holder_name":"Ana Ruiz","account_number":"4402217716",
    "statement_period_start_date":"2025-09-01","statement_period_end_date":"2025-09-30",
    "opening_balance":1000,"ending_balance":2952.93,"total_credits":2001.5,"total_debits":48.57,
    "transactions":"[{\"date\":\"2025-09-03\",\"description\":\"CARD KROGER\",\"amount\":-48.57},{\"date\":\"2025-09-05\",\"description\":\"PAYROLL HARBOR\",\"amount\":2001.5}]"}"#;

const NESTED: &str = r#"{"bank_name":{"value":"Chase"},"account_holder_names":["Ana Ruiz"],"account_number":{"value":"4402217716"},
    "statement_period_start":"09/01/2025","statement_period_end":"September 30, 2025",
    "beginning_balance":{"value":1000.00},"closing_balance":"2,952.93",
    "total_credits":{"value":"2001.50"},"total_debits":"(48.57)",
    "list_of_transactions":[
        {"date":"09/05/2025","description":"PAYROLL HARBOR","amount":{"value":2001.50}},
        {"date":"09/03/2025","description":"CARD KROGER","amount":"-48.57"}]}"#;

const LEDGER: &str = r#"{"document_type":"bank_statement","bank_name":"Chase","account":{"id":"4402217716","holder":"Ana Ruiz"},
    "period":{"start":"2025-09-01","end":"2025-09-30"},"opening_balance":1000.0,"closing_balance":2952.93,
    "total_credits":2001.5,"total_debits":48.57,
    "transactions":[
        {"date":"2025-09-03","type":"debit","description":"CARD KROGER","amount":48.57},
        {"date":"2025-09-05","type":"credit","description":"PAYROLL HARBOR","amount":2001.50}]}"#;

fn assert_same(one: &str, other: &str) {
    let (one, other) = (row(one).unwrap(), row(other).unwrap());
    let differ: Vec<usize> = (0..one.len())
        .filter(|place| !same(one[*place], other[*place]))
        .collect();
    assert!(
        differ.is_empty(),
        "features {differ:?}: {one:?} and {other:?}"
    );
}

#[test]
fn all_shapes_of_one_statement_give_one_row() {
    assert_same(FLAT, NESTED);
    assert_same(FLAT, LEDGER);
    for wrapper in ["extracted_data", "normalized_data"] {
        let whole =
            format!(r#"{{"success":true,"document_type":"bank_statement","{wrapper}":{NESTED}}}"#);
        assert_same(FLAT, &whole);
    }
}

#[test]
fn columns_for_money_in_and_out_are_read() {
    let document = r#"{"transactions":[
        {"date":"2025-09-03","debit":48.57,"credit":null},
        {"date":"2025-09-05","debit":"","credit":"2,001.50"}]}"#;
    assert_eq!(value(document, "total_debits"), 48.57);
    assert_eq!(value(document, "total_credits"), 2001.5);
}

#[test]
fn a_period_may_stand_in_one_text() {
    for period in [
        "09/01/2025 - 09/30/2025",
        "September 1, 2025 through September 30, 2025",
        "2025-09-01 to 2025-09-30",
    ] {
        let document = format!(r#"{{"ending_balance":5,"statement_period":"{period}"}}"#);
        assert_eq!(value(&document, "period_length_days"), 30.0, "{period}");
    }
}

#[test]
fn a_statement_without_lines_is_read_by_its_totals() {
    let document = r#"{"beginning_balance":100,"ending_balance":150,"total_credits":80,"total_debits":30,"transaction_count":4}"#;
    assert_eq!(value(document, "balance_consistency"), 1.0);
    assert_eq!(value(document, "transaction_count"), 4.0);
    assert!((value(document, "credit_debit_ratio") - 80.0 / 30.0).abs() < 1e-9);
    assert!(value(document, "avg_transaction_amount").is_nan());
}

#[test]
fn a_currency_may_be_a_sign() {
    assert_eq!(
        value(r#"{"ending_balance":"$12.00"}"#, "currency_present"),
        1.0
    );
    assert_eq!(
        value(r#"{"ending_balance":"EUR 12.00"}"#, "currency_present"),
        1.0
    );
    assert_eq!(
        value(
            r#"{"ending_balance":{"value":12,"currency":"USD"}}"#,
            "currency_present"
        ),
        1.0
    );
    assert_eq!(
        value(r#"{"ending_balance":"12.00"}"#, "currency_present"),
        0.0
    );
}

#[test]
fn a_refusal_names_the_field_that_cannot_be_read() {
    let unreadable = |field: &str| Err(Rejection::UnreadableField(field.to_owned()));
    assert_eq!(
        row(r#"{"total_debits":"much"}"#),
        unreadable("total_debits")
    );
    assert_eq!(
        row(r#"{"transactions":[7,"x",{}]}"#),
        unreadable("transactions")
    );
    assert_eq!(
        row(r#"{"transactions":"soon"}"#),
        unreadable("transactions")
    );
    for other in [
        r#"{"document_type":7,"ending_balance":5}"#,
        r#"{"extracted_data":{"document_type":"check","ending_balance":5}}"#,
    ] {
        assert_eq!(row(other), Err(Rejection::NotADocument), "{other}");
    }
}

#[test]
fn the_type_may_be_spelt_in_any_way() {
    for name in [
        "bank_statement",
        "Bank Statement",
        "bank-statements",
        "BANK_STATEMENT",
    ] {
        let document = format!(r#"{{"document_type":"{name}","ending_balance":5}}"#);
        assert!(row(&document).is_ok(), "{name}");
    }
}

/// A name that is not read leaves the feature as it is on a paper without the field.
#[test]
fn every_name_that_the_description_lists_is_read() {
    const MEMBERS: &[(&str, &str, &[&str])] = &[
        (
            "bank_validity",
            r#""Chase""#,
            &[
                "bank_name",
                "bank",
                "bank.name",
                "financial_institution",
                "institution_name",
            ],
        ),
        (
            "account_holder_present",
            r#""Ana Ruiz""#,
            &[
                "account_holder_name",
                "account_holder",
                "account_holder_names",
                "account_holders",
                "customer_name",
                "account.holder",
                "account.holder_name",
            ],
        ),
        (
            "account_number_present",
            r#""4402217716""#,
            &[
                "account_number",
                "account.number",
                "account.id",
                "account_id",
                "iban",
            ],
        ),
        (
            "account_type_present",
            r#""Checking""#,
            &["account_type", "account.type"],
        ),
        (
            "currency_present",
            r#""USD""#,
            &["currency", "currency_code", "account.currency"],
        ),
        (
            "period_start_present",
            r#""2025-09-01""#,
            &[
                "statement_period_start_date",
                "statement_period_start",
                "period_start_date",
                "period_start",
                "period.start",
                "period.start_date",
                "statement_period.start",
                "statement_period.start_date",
            ],
        ),
        (
            "period_end_present",
            r#""2025-09-30""#,
            &[
                "statement_period_end_date",
                "statement_period_end",
                "period_end_date",
                "period_end",
                "period.end",
                "period.end_date",
                "statement_period.end",
                "statement_period.end_date",
            ],
        ),
        (
            "statement_date_present",
            r#""2025-09-30""#,
            &["statement_date", "issue_date"],
        ),
        (
            "beginning_balance",
            "7",
            &["beginning_balance", "opening_balance", "starting_balance"],
        ),
        (
            "ending_balance",
            "7",
            &["ending_balance", "closing_balance"],
        ),
        ("total_credits", "7", &["total_credits", "total_deposits"]),
        ("total_debits", "7", &["total_debits", "total_withdrawals"]),
        (
            "transaction_count",
            "7",
            &["transaction_count", "total_transactions"],
        ),
        (
            "max_transaction_amount",
            r#"[{"amount":7}]"#,
            &["transactions", "list_of_transactions", "transaction_list"],
        ),
    ];
    for (feature, said, names) in MEMBERS {
        for name in *names {
            let member = match name.split_once('.') {
                Some((outer, inner)) => format!(r#""{outer}":{{"{inner}":{said}}}"#),
                None => format!(r#""{name}":{said}"#),
            };
            // One balance makes it a statement, and is not the field in question.
            let balance = match *feature {
                "ending_balance" => "beginning_balance",
                _ => "ending_balance",
            };
            let without = value(&format!(r#"{{"{balance}":1}}"#), feature);
            let with = value(&format!(r#"{{"{balance}":1,{member}}}"#), feature);
            assert!(!same(without, with), "{feature} by {name}: {with}");
        }
    }
}

#[test]
fn every_name_within_a_line_is_read() {
    let line = |members: &str| format!(r#"{{"transactions":[{{{members}}}]}}"#);
    for name in [
        "amount",
        "transaction_amount",
        "credit",
        "credit_amount",
        "deposit",
    ] {
        let document = line(&format!(r#""{name}":7"#));
        assert_eq!(value(&document, "total_credits"), 7.0, "{name}");
    }
    for name in ["debit", "debit_amount", "withdrawal"] {
        let document = line(&format!(r#""{name}":7"#));
        assert_eq!(value(&document, "total_debits"), 7.0, "{name}");
    }
    for name in ["type", "transaction_type", "direction"] {
        let document = line(&format!(r#""{name}":"debit","amount":7"#));
        assert_eq!(value(&document, "total_debits"), 7.0, "{name}");
    }
    for name in [
        "date",
        "transaction_date",
        "posting_date",
        "post_date",
        "posted_date",
    ] {
        let document = line(&format!(r#""amount":7,"{name}":"2025-09-30""#));
        assert_eq!(value(&document, "period_age_days"), 6.0, "{name}");
    }
    for name in ["balance", "running_balance", "balance_after"] {
        let document =
            format!(r#"{{"ending_balance":7,"transactions":[{{"amount":7,"{name}":7}}]}}"#);
        assert_eq!(value(&document, "balance_consistency"), 1.0, "{name}");
    }
    // Payroll on a Sunday: only the line's text tells that a clearing moved it.
    for name in [
        "description",
        "details",
        "narrative",
        "operation",
        "category",
    ] {
        let document = line(&format!(
            r#""date":"2025-09-07","amount":7,"{name}":"PAYROLL HARBOR""#
        ));
        assert_eq!(value(&document, "unusual_timing"), 1.0, "{name}");
    }
}
