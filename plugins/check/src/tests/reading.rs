use refit_plugin::Rejection;

use super::{extract, feature, features::check, same};

#[test]
fn every_name_of_a_field_is_read() {
    const FIELDS: [(&str, &str, &[&str]); 14] = [
        (
            "bank_validity",
            "\"Chase\"",
            &["bank_name", "bank", "bank.name"],
        ),
        (
            "routing_validity",
            "\"021000021\"",
            &["routing_number", "routing", "aba_routing"],
        ),
        (
            "account_present",
            "\"4402217716\"",
            &["account_number", "account.number"],
        ),
        (
            "check_number_valid",
            "\"2107\"",
            &["check_number", "number", "serial_number"],
        ),
        ("date_present", "\"10/24/2025\"", &["check_date", "date"]),
        (
            "payer_present",
            "\"Ana Ruiz\"",
            &["payer_name", "sender_name", "drawer", "payer.name"],
        ),
        (
            "payee_present",
            "[\"Ana Ruiz\"]",
            &["payee_name", "pay_to", "recipient", "payees"],
        ),
        (
            "payer_address_present",
            "\"12 Oak Street\"",
            &[
                "payer_address",
                "sender_address",
                "payer.address",
                "payer_city",
            ],
        ),
        (
            "amount_matching",
            "\"seven\"",
            &[
                "amount_written",
                "word_amount",
                "amount_words",
                "amount_in_words",
            ],
        ),
        (
            "signature_detected",
            "{\"value\":true}",
            &["signature_detected", "signature_present", "signature"],
        ),
        ("memo_present", "\"Rent\"", &["memo", "memo_line"]),
        (
            "check_type_risk",
            "\"Cashier's Check\"",
            &["check_type", "type"],
        ),
        (
            "endorsement_present",
            "\"Ana Ruiz\"",
            &["endorsement", "endorsed_by", "endorser_name"],
        ),
        (
            "text_quality",
            "\"P4y t0day\"",
            &["raw_ocr_text", "raw_text"],
        ),
    ];
    for (moved, said, names) in FIELDS {
        for name in names {
            let member = match name.split_once('.') {
                Some((outer, inner)) => format!(r#""{outer}":{{"{inner}":{said}}}"#),
                None => format!(r#""{name}":{said}"#),
            };
            let without = feature(moved, r#"{"amount":7}"#);
            let with = feature(moved, &format!(r#"{{"amount":7,{member}}}"#));
            assert!(!same(without, with), "{moved} by {name}: {with}");
        }
    }
    for name in ["amount_numeric", "number_amount", "amount"] {
        for said in [
            "7",
            "\"$7.00\"",
            "{\"value\":7,\"currency\":\"USD\"}",
            "\"USD 7\"",
        ] {
            assert_eq!(
                feature("amount_value", &format!(r#"{{"{name}":{said}}}"#)),
                7.0
            );
        }
    }
}

#[test]
fn all_shapes_of_one_check_give_one_row() {
    let flat = check(&[]);
    let row = extract(&flat).unwrap();
    let nested = r#"{"bank_name":{"value":"Chase"},"aba_routing":"021000021","account_number":4402217716,
        "number":2107,"date":"October 24, 2025","sender_name":"Ana Ruiz","payer_address":"12 Oak Street",
        "payer_city":"Austin","payer_state":"TX","payer_zip":78701,"pay_to":["City Water"],
        "number_amount":{"value":"125.75","currency":"USD"},
        "word_amount":"One Hundred Twenty-Five and 75/100 dollars","signature":"yes","memo":"Water bill",
        "check_type":"Personal","endorsement":"City Water","raw_text":"Ana Ruiz pay to City Water"}"#;
    let mut others = vec![nested.to_owned()];
    for wrapper in ["extracted_data", "normalized_data"] {
        others.push(format!(
            r#"{{ "document_type": "check", "success": true, "{wrapper}": {nested} }}"#
        ));
    }
    for other in others {
        let other = extract(&other).unwrap();
        let agree = row
            .iter()
            .zip(&other)
            .all(|(one, other)| same(*one, *other));
        assert!(agree, "{row:?} and {other:?}");
    }
}

#[test]
fn a_check_without_figures_is_worth_its_words() {
    assert_eq!(
        feature("amount_value", r#"{"amount_words":"Forty and 50/100"}"#),
        40.5
    );
    assert_eq!(
        feature(
            "amount_value",
            r#"{"amount":"?","amount_words":"Forty and 50/100"}"#
        ),
        40.5
    );
}

#[test]
fn the_label_of_the_line_is_no_signature() {
    let of = |said| {
        feature(
            "signature_detected",
            &check(&[("signature_detected", said)]),
        )
    };
    for label in ["\"Authorized Signature\"", "\"Signature field present\""] {
        assert_eq!(of(label), 0.5, "{label}");
    }
    assert_eq!(of("\"Ana Ruiz\""), 1.0);
    assert_eq!(of("\"False\""), 0.0);
    assert_eq!(of("0"), 0.0);
}

#[test]
fn kinds_are_matched_by_whole_words() {
    let of = |said| feature("check_type_risk", &check(&[("check_type", said)]));
    assert_eq!(of("\"CASHIERS_CHECK\""), 0.8);
    assert_eq!(of("\"Official Check\""), 0.8);
    // "Embankment" has "bank" in it and is no bank's.
    assert_eq!(of("\"Embankment\""), 0.3);
}

#[test]
fn what_is_no_check_is_rejected_by_its_field() {
    assert!(matches!(extract("{nonsense"), Err(Rejection::NotJson(_))));
    for other in [
        "[]",
        "7",
        "null",
        r#"{"document_type":"paystub","amount":1}"#,
    ] {
        assert_eq!(extract(other), Err(Rejection::NotADocument), "{other}");
    }
    for empty in ["{}", r#"{"bank_name":"Chase"}"#, r#"{"amount":null}"#] {
        let missing = Err(Rejection::MissingField("amount".to_owned()));
        assert_eq!(extract(empty), missing, "{empty}");
    }
    let unreadable = Err(Rejection::UnreadableField("amount".to_owned()));
    assert_eq!(extract(r#"{"amount":"soon"}"#), unreadable);
}
