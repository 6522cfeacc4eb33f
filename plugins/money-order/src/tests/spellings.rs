//! One order in several shapes and spellings.

use super::{extract, same, value};

const FLAT: &str = r#"{"money_order_number":"28104455621","serial_number_primary":"28104455621","serial_number_secondary":"551902",
    "amount":318.5,"currency":"USD","issue_date":"2025-10-27","issuer_name":"USPS","issuer_address":null,
    "purchaser_name":"Ana Ruiz","purchaser_address":"12 Oak St, Miami, FL 33101","payee_name":"Sunrise Villas",
    "location":"331001","signature":false}"#;

const NESTED: &str = r#"{"signature":null,"issuer":"USPS","serial_number":28104455621,"control_number":{"value":"551902"},
    "amount":{"value":"318.50","currency":"USD"},"payee":{"value":"Sunrise Villas"},"purchaser":"Ana Ruiz",
    "sender_address":"12 Oak St","city":"Miami","state":"FL","zip_code":"33101",
    "date":"October 27, 2025","location":"331001"}"#;

fn assert_same(one: &str, other: &str) {
    let (one, other) = (extract(one).unwrap(), extract(other).unwrap());
    let differ: Vec<usize> = (0..one.len())
        .filter(|place| !same(one[*place], other[*place]))
        .collect();
    assert!(
        differ.is_empty(),
        "features {differ:?}: {one:?} and {other:?}"
    );
}

#[test]
fn all_shapes_of_one_order_give_one_row() {
    assert_same(FLAT, NESTED);
    for wrapper in ["extracted_data", "normalized_data", "data"] {
        let whole =
            format!(r#"{{"success":true,"document_type":"money_order","{wrapper}":{NESTED}}}"#);
        assert_same(FLAT, &whole);
    }
    let spaced = FLAT.replace("\":", "\" : \t").replace(',', " ,\r\n");
    // Commas in texts are not white space between fields.
    let spaced = spaced
        .replace("St ,\r\n", "St,")
        .replace("Miami ,\r\n", "Miami,");
    assert_same(FLAT, &spaced);
}

#[test]
fn amounts_are_the_same_in_every_spelling() {
    for amount in [
        "318.5",
        "\"318.50\"",
        "\"$318.50\"",
        "\"USD 318.50\"",
        "{\"value\":318.5}",
        "{\"value\":\"$318.50\",\"currency\":\"USD\"}",
    ] {
        assert_same(FLAT, &FLAT.replace("318.5", amount));
    }
}

#[test]
fn dates_are_the_same_in_every_spelling() {
    for date in [
        "10/27/2025",
        "10/27/25",
        "Oct 27, 2025",
        "27 October 2025",
        "2025-10-27T09:00:00",
    ] {
        assert_same(FLAT, &FLAT.replace("2025-10-27", date));
    }
}

#[test]
fn the_type_may_be_spelt_in_any_way() {
    for name in ["money_order", "Money Order", "money-orders", "MONEY_ORDER"] {
        let document = format!(r#"{{"document_type":"{name}","amount":5}}"#);
        assert!(extract(&document).is_ok(), "{name}");
    }
}

/// A name that is not read leaves the feature as it is on a paper without the field.
#[test]
fn every_name_that_the_description_lists_is_read() {
    const MEMBERS: &[(&str, &str, &[&str])] = &[
        (
            "issuer_valid",
            r#""USPS""#,
            &[
                "issuer",
                "issuer_name",
                "issuer.name",
                "issued_by",
                "money_order_issuer",
                "bank_name",
            ],
        ),
        (
            "serial_number_present",
            r#""28104455621""#,
            &[
                "serial_number",
                "serial_primary",
                "serial_number_primary",
                "money_order_number",
                "order_number",
                "serial",
                "check_number",
            ],
        ),
        (
            "missing_fields_count",
            r#""551902""#,
            &[
                "serial_secondary",
                "serial_number_secondary",
                "control_number",
                "reference_number",
                "agent_stamp",
                "stamp",
                "agent",
                "agent_number",
            ],
        ),
        (
            "amount_value",
            "7",
            &[
                "amount",
                "amount_numeric",
                "face_amount",
                "principal_amount",
                "amount_in_figures",
                "money_order_amount",
            ],
        ),
        (
            "amount_value",
            r#""Seven and 00/100 Dollars""#,
            &[
                "amount_in_words",
                "amount_written",
                "amount_words",
                "written_amount",
                "word_amount",
            ],
        ),
        (
            "payee_present",
            r#""Ana Ruiz""#,
            &[
                "payee",
                "payee_name",
                "payee.name",
                "recipient",
                "recipient_name",
                "pay_to",
                "receiver",
                "receiver_name",
            ],
        ),
        (
            "purchaser_present",
            r#""Ana Ruiz""#,
            &[
                "purchaser",
                "purchaser_name",
                "purchaser.name",
                "payer",
                "payer_name",
                "sender_name",
                "sender",
                "remitter",
                "remitter_name",
                "from",
            ],
        ),
        (
            "address_valid",
            r#""12 Oak St, Miami, FL 33101""#,
            &[
                "sender_address",
                "purchaser_address",
                "purchaser.address",
                "payer_address",
                "remitter_address",
                "address",
                "sender_address.street",
                "purchaser_address.street",
                "address.street",
                "city",
                "sender_city",
                "purchaser_city",
                "address.city",
                "state",
                "sender_state",
                "purchaser_state",
                "address.state",
                "zip_code",
                "zip",
                "sender_zip",
                "purchaser_zip",
            ],
        ),
        (
            "date_present",
            r#""2025-10-27""#,
            &[
                "date",
                "issue_date",
                "purchase_date",
                "date_issued",
                "sale_date",
            ],
        ),
        (
            "location_present",
            r#""331001""#,
            &[
                "location",
                "post_office",
                "post_office_number",
                "office_number",
                "purchase_location",
                "agent_location",
            ],
        ),
        (
            "signature_present",
            "true",
            &[
                "signature",
                "signature_present",
                "signature_detected",
                "purchaser_signature",
                "drawer_signature",
            ],
        ),
        (
            "endorsement_present",
            "true",
            &[
                "endorsement",
                "endorsement_present",
                "endorsed",
                "payee_endorsement",
                "payee_signature",
            ],
        ),
    ];
    for (feature, said, names) in MEMBERS {
        for name in *names {
            let member = match name.split_once('.') {
                Some((outer, inner)) => format!(r#""{outer}":{{"{inner}":{said}}}"#),
                None => format!(r#""{name}":{said}"#),
            };
            // A number or an amount makes it an order, and is not the field in question.
            let order = match *feature {
                "serial_number_present" => r#""amount":1"#,
                _ => r#""serial_number":"4001""#,
            };
            let without = value(&format!("{{{order}}}"), feature);
            let with = value(&format!("{{{order},{member}}}"), feature);
            assert!(!same(without, with), "{feature} by {name}: {with}");
        }
    }
}
