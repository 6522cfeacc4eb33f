use refit_plugin::{Class, Day, Random, Rejection, generate};

use super::{extract, feature};
use crate::BankStatement;

#[test]
fn all_names_of_a_field_are_read() {
    for (name, documents) in [
        (
            "beginning_balance",
            &[
                r#"{"beginning_balance":7}"#,
                r#"{"opening_balance":"$7.00"}"#,
            ][..],
        ),
        (
            "ending_balance",
            &[
                r#"{"ending_balance":7}"#,
                r#"{"closing_balance":{"value":7}}"#,
            ],
        ),
        ("total_credits", &[r#"{"total_credits":"7"}"#]),
        ("total_debits", &[r#"{"total_debits":7.0}"#]),
    ] {
        for document in documents {
            assert_eq!(feature(name, document), 7.0, "{document}");
        }
    }
    for (name, members) in [
        (
            "account_holder_present",
            &[
                r#""account_holder_name":"Ana Ruiz""#,
                r#""account_holder":"Ana Ruiz""#,
                r#""account_holder_names":["Ana Ruiz"]"#,
            ][..],
        ),
        (
            "account_number_present",
            &[
                r#""account_number":"20048813370""#,
                r#""account":{"id":"20048813370"}"#,
            ],
        ),
        ("account_type_present", &[r#""account_type":"Checking""#]),
        ("currency_present", &[r#""currency":"USD""#]),
        (
            "period_start_present",
            &[
                r#""statement_period_start_date":"2025-09-01""#,
                r#""statement_period_start":"09/01/2025""#,
                r#""period":{"start":"2025-09-01"}"#,
            ],
        ),
        (
            "period_end_present",
            &[
                r#""statement_period_end_date":"2025-09-30""#,
                r#""statement_period_end":"September 30, 2025""#,
                r#""period":{"end":"2025-09-30"}"#,
            ],
        ),
        (
            "statement_date_present",
            &[r#""statement_date":"2025-09-30""#],
        ),
    ] {
        let without = feature(name, r#"{"ending_balance":1}"#);
        for member in members {
            let with = feature(name, &format!("{{\"ending_balance\":1,{member}}}"));
            assert!(with > without, "{name} of {member}: {with}");
        }
    }
}

#[test]
fn lines_are_read_as_a_list_as_text_and_with_their_kind() {
    for document in [
        r#"{"transactions":[{"date":"2025-09-02","amount":-40},{"date":"2025-09-03","amount":100}]}"#,
        r#"{"list_of_transactions":[{"date":"2025-09-02","amount":{"value":"(40.00)"}},{"date":"2025-09-03","amount":"$100.00"}]}"#,
        r#"{"transactions":"[{\"date\":\"2025-09-02\",\"amount\":-40},{\"date\":\"2025-09-03\",\"amount\":100}]"}"#,
        r#"{"transactions":[{"date":"2025-09-02","type":"debit","amount":40},{"date":"2025-09-03","type":"credit","amount":100}]}"#,
        r#"{"extracted_data":{"transactions":[{"date":"2025-09-02","amount":-40},{"date":"2025-09-03","amount":100}]}}"#,
    ] {
        assert_eq!(feature("total_credits", document), 100.0, "{document}");
        assert_eq!(feature("total_debits", document), 40.0, "{document}");
        assert_eq!(feature("transaction_count", document), 2.0, "{document}");
    }
}

#[test]
fn a_statement_without_lines_but_with_totals_is_one() {
    assert!(extract(r#"{"total_credits":10,"total_debits":4}"#).is_ok());
}

#[test]
fn what_is_no_statement_is_rejected_by_its_field() {
    assert!(matches!(extract("{nonsense"), Err(Rejection::NotJson(_))));
    for other in [
        "[]",
        "7",
        "null",
        r#"{"document_type":"paystub","ending_balance":1}"#,
    ] {
        assert_eq!(extract(other), Err(Rejection::NotADocument), "{other}");
    }
    for empty in [
        "{}",
        r#"{"bank_name":"Chase"}"#,
        r#"{"ending_balance":null,"transactions":[]}"#,
    ] {
        assert!(
            matches!(extract(empty), Err(Rejection::MissingField(_))),
            "{empty}"
        );
    }
    assert!(
        matches!(extract(r#"{"ending_balance":"soon"}"#), Err(Rejection::UnreadableField(field)) if field == "ending_balance")
    );
}

#[test]
fn damaged_documents_are_rows_or_reasons_and_never_a_panic() {
    let day = Day::from_date(2026, 3, 1).unwrap();
    let specimens = generate::<BankStatement>(13, 0, 60, day).unwrap();
    assert!(
        specimens
            .iter()
            .any(|specimen| specimen.class == Class::Fraud)
    );
    let mut random = Random::from_seed(4);
    for specimen in specimens {
        let text = specimen.submission.document;
        for _ in 0..40 {
            let mut bytes = text.clone().into_bytes();
            for _ in 0..=random.place(4) {
                let at = random.place(bytes.len());
                bytes[at] = random.pick(b"\"{}[]:,-e09.\\n ");
            }
            if let Ok(row) = extract(&String::from_utf8_lossy(&bytes)) {
                assert_eq!(row.len(), 35);
            }
        }
    }
}
