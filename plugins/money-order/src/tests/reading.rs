//! What is read, and what is refused.

use refit_plugin::{Class, Day, Random, Rejection, generate};

use super::{extract, value};
use crate::MoneyOrder;

#[test]
fn an_amount_or_a_number_makes_an_order() {
    for document in [
        r#"{"amount":5}"#,
        r#"{"amount_in_words":"Five and 00/100 Dollars"}"#,
        r#"{"serial_number":"28104455621"}"#,
        r#"{"serial_number":28104455621,"amount":"soon"}"#,
    ] {
        assert!(extract(document).is_ok(), "{document}");
    }
}

#[test]
fn what_is_no_order_is_rejected_by_its_field() {
    assert!(matches!(extract("{nonsense"), Err(Rejection::NotJson(_))));
    for other in [
        "[]",
        "7",
        "null",
        r#"{"document_type":"check","amount":1}"#,
        r#"{"document_type":7,"amount":1}"#,
        r#"{"extracted_data":{"document_type":"paystub","amount":5}}"#,
    ] {
        assert_eq!(extract(other), Err(Rejection::NotADocument), "{other}");
    }
    for empty in [
        "{}",
        r#"{"issuer":"USPS"}"#,
        r#"{"amount":null,"serial_number":""}"#,
    ] {
        assert_eq!(
            extract(empty),
            Err(Rejection::MissingField("amount".to_owned())),
            "{empty}"
        );
    }
    for (document, field) in [
        (r#"{"amount":"soon"}"#, "amount"),
        (r#"{"amount":-5}"#, "amount"),
        (r#"{"amount_in_words":"a lot"}"#, "amount_in_words"),
        (r#"{"serial_number":[[]]}"#, "serial_number"),
    ] {
        assert_eq!(
            extract(document),
            Err(Rejection::UnreadableField(field.to_owned())),
            "{document}"
        );
    }
}

#[test]
fn words_stand_in_for_figures_that_cannot_be_read() {
    let document =
        r#"{"amount":"$24O.OO","amount_in_words":"Two Hundred Forty and 00/100 Dollars"}"#;
    assert_eq!(value(document, "amount_value"), 240.0);
    assert_eq!(value(document, "amount_matching"), 0.5);
}

#[test]
fn words_of_the_trade_are_the_amount() {
    for words in [
        "Two Hundred Forty and 50/100 DOLLARS",
        "TWO HUNDRED FORTY AND 50/100",
        "two hundred and forty & 50/100",
        "Two Hundred Forty Dollars and Fifty Cents",
        "PAY TO THE ORDER OF Two Hundred Forty and 50/100",
    ] {
        let document = format!(r#"{{"amount":240.5,"amount_in_words":"{words}"}}"#);
        assert_eq!(value(&document, "amount_matching"), 1.0, "{words}");
    }
}

#[test]
fn signatures_are_texts_or_yes_and_no() {
    for (signature, grade) in [
        ("true", 1.0),
        ("\"Ana Ruiz\"", 1.0),
        ("\"Signed\"", 1.0),
        ("\"yes\"", 1.0),
        ("{\"value\":true}", 1.0),
        ("\"Signature field present\"", 0.5),
        ("\"Signature line\"", 0.5),
        ("false", 0.0),
        ("null", 0.0),
        ("\"No signature\"", 0.0),
        ("\"not present\"", 0.0),
        ("\"missing\"", 0.0),
        ("\"none\"", 0.0),
        ("[]", 0.0),
    ] {
        let document = format!(r#"{{"amount":5,"signature":{signature}}}"#);
        assert_eq!(value(&document, "signature_present"), grade, "{signature}");
    }
}

#[test]
fn an_address_may_stand_in_parts() {
    let whole = r#"{"amount":5,"sender_address":"12 Oak St, Miami, FL 33101"}"#;
    let parts =
        r#"{"amount":5,"address":"12 Oak St","city":"Miami","state":"FL","zip_code":"33101"}"#;
    let numbers =
        r#"{"amount":5,"address":"12 Oak St","city":"Miami","state":"FL","zip_code":33101}"#;
    let twice =
        r#"{"amount":5,"address":"12 Oak St, Miami, FL 33101","city":"Miami","state":"FL"}"#;
    for document in [whole, parts, numbers, twice] {
        assert_eq!(value(document, "address_valid"), 1.0, "{document}");
        assert_eq!(value(document, "text_quality"), 1.0, "{document}");
    }
    let only_city = r#"{"amount":5,"city":"Miami"}"#;
    assert!(value(only_city, "address_valid") < 0.5);
}

/// "OR" and "IN" are words of streets too; the last of them names the state.
#[test]
fn the_state_stands_before_the_zip_code() {
    let document = r#"{"amount":5,"address":"4 NE OAK ST, LA MESA, CA 91941"}"#;
    assert_eq!(value(document, "address_valid"), 1.0);
}

#[test]
fn damaged_documents_are_rows_or_reasons_and_never_a_panic() {
    let day = Day::from_date(2026, 3, 1).unwrap();
    let specimens = generate::<MoneyOrder>(13, 0, 200, day).unwrap();
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
                assert_eq!(row.len(), 30);
            }
        }
    }
}
