//! No error, and nothing printed for the finder of faults, repeats a value from a document.

use std::error::Error as _;

use refit_sources::Error;
use serde_json::{Value, json};

use crate::{
    example::{ALL, fetch, line, paystub, read, stored, text, with},
    place::{places, tamper},
};

const CANARY: &str = "CANARY-4711";

fn assert_silent(shown: &str) {
    assert!(!shown.contains("CANARY"), "{shown}");
    assert!(!shown.contains("4711"), "{shown}");
}

fn assert_error_is_silent(error: &Error) {
    assert_silent(&format!("{error:?}"));
    assert_silent(&error.to_string());
    let mut cause = error.source();
    while let Some(error) = cause {
        assert_silent(&error.to_string());
        assert_silent(&format!("{error:?}"));
        cause = error.source();
    }
}

/// Every member of a line with every kind of value that does not belong there.
#[test]
fn no_fault_of_a_line_repeats_a_value() {
    let values = [
        json!(CANARY),
        json!(4711.4711),
        json!(-4711),
        json!([CANARY]),
        json!({ CANARY: CANARY }),
        json!(format!("{CANARY}\u{0}")),
        json!(CANARY.repeat(100)),
        json!(format!("{{\"{CANARY}\":")),
    ];
    let mut refused = 0;
    for member in [
        "document",
        "id",
        "label",
        "label_source",
        "fraud_risk_score",
        "confidence",
        "received",
        "group",
    ] {
        for value in &values {
            let line = with(line(1, None), json!({ member: value }));
            if let Err(error) = read(&text(&[line])) {
                assert_error_is_silent(&error);
                assert!(error.to_string().contains(member), "{error}");
                refused += 1;
            }
        }
    }
    // A document may be an object, and an id or a group short text or a number.
    assert_eq!(refused, 8 * 8 - 1 - 2 * 4);
}

#[test]
fn no_line_that_is_not_json_is_repeated() {
    for text in [
        "CANARY-4711",
        "\"CANARY-4711",
        "{\"CANARY-4711\":1",
        "{\"document\":{\"a\":CANARY}}",
        "{\"document\":{\"a\":\"\\ud800CANARY\"}}",
        "{\"document\":{\"a\":47114711e4711}}",
        "[\"CANARY-4711\"]",
        "\"CANARY-4711\"",
        "{\"CANARY-4711\":{}}",
    ] {
        assert_error_is_silent(&read(text).unwrap_err());
    }
}

fn secret(number: usize) -> Value {
    json!({
        "id": format!("{CANARY}-{number}"), "group": format!("{CANARY} group"),
        "document": {CANARY: number, "name": CANARY}, "label": "REJECT",
    })
}

#[tokio::test]
async fn nothing_that_is_shown_of_an_import_or_a_fetch_repeats_a_value() {
    for place in places().await {
        let store = place.store().await;
        let import = read(&text(&[secret(0), secret(1)])).unwrap();
        assert_silent(&format!("{import:?}"));
        let today = "2025-01-22".parse().unwrap();
        assert_silent(&format!("{:?}", import.submissions(today)));
        let summary = store.import(&import).await.unwrap();
        assert_silent(&format!("{summary:?}"));
        assert_silent(&format!("{:?}", fetch(&store).await));
        assert_silent(&format!("{:?}", store.stats(&paystub()).await.unwrap()));
        place.close().await;
    }
}

#[tokio::test]
async fn no_error_of_the_database_repeats_a_value() {
    for (breaking, mending) in [
        (
            "alter table fold rename to hidden",
            "alter table hidden rename to fold",
        ),
        (
            "alter table document rename to hidden",
            "alter table hidden rename to document",
        ),
        // The number of the next document was given out before.
        (
            "update counter set value = 0 where name = 'document'",
            "update counter set value = 1 where name = 'document'",
        ),
        (
            "update document set received = 'CANARY-4711', label_source = 'CANARY-4711'",
            "update document set received = '2025-01-22', label_source = 'policy'",
        ),
    ] {
        for place in places().await {
            let store = place.store().await;
            let first = read(&text(&[secret(0)])).unwrap();
            store.import(&first).await.unwrap();
            tamper(&place, breaking).await;
            let more = read(&text(&[secret(1)])).unwrap();
            let imported = store.import(&more).await;
            let fetched = store.fetch(&paystub(), &ALL).await;
            let errors: Vec<_> = [imported.err(), fetched.err()]
                .into_iter()
                .flatten()
                .collect();
            assert!(!errors.is_empty(), "{breaking}");
            errors.iter().for_each(assert_error_is_silent);
            tamper(&place, mending).await;
            assert!(stored(&store).await >= 1);
            place.close().await;
        }
    }
}
