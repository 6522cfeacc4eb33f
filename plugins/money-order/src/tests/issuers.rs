//! What each issuer prints.

use super::value;

fn order(issuer: &str, serial: &str, amount: f64) -> String {
    format!(r#"{{"issuer":"{issuer}","serial_number":"{serial}","amount":{amount}}}"#)
}

#[test]
fn issuers_go_by_many_names() {
    for name in [
        "USPS",
        "usps",
        "United States Postal Service",
        "UNITED STATES POSTAL SERVICE",
        "U.S. Postal Service",
        "US Postal Service",
        "Postal Money Order",
        "USPS Money Order",
        "Western Union",
        "WESTERN UNION",
        "Western Union Financial Services, Inc.",
        "Western Union Money Order",
        "MoneyGram",
        "MONEYGRAM",
        "MoneyGram Payment Systems, Inc.",
        "Travelers Express Company",
        "7-Eleven",
        "7-ELEVEN INC",
        "CVS Pharmacy",
        "Walmart",
        "Walmart Supercenter 1204",
        "ACE Cash Express",
    ] {
        assert_eq!(value(&order(name, "1", 1.0), "issuer_valid"), 1.0, "{name}");
    }
}

#[test]
fn slips_inventions_and_impossible_issuers_are_told_apart() {
    for (name, grade) in [
        ("WESTERN UN10N", 0.7),
        ("M0neyGram", 0.7),
        ("Tri-County Credit Union", 0.6),
        ("Prairie Home Savings Bank", 0.6),
        ("National Money Order", 0.3),
        ("El Rancho Supermercado", 0.3),
        ("Westen Union", 0.1),
        ("MoenyGram", 0.1),
        ("United States Treasury Money Order", 0.0),
        ("Federal Reserve Bank", 0.0),
    ] {
        assert_eq!(
            value(&order(name, "1", 1.0), "issuer_valid"),
            grade,
            "{name}"
        );
    }
    assert_eq!(value(r#"{"amount":5}"#, "issuer_valid"), 0.5);
}

#[test]
fn postal_numbers_are_proved_by_their_check_digit() {
    for (serial, grade) in [
        ("28104455621", 1.0),
        ("281-0445-5621", 1.0),
        ("28104455622", 0.25),
        ("28104455629", 0.25),
        ("2810445562I", 0.25),
        ("2810445562", 0.0),
        ("281044556211", 0.0),
        ("P8104455621", 0.0),
        ("00000000000", 0.0),
        ("12345678901", 0.0),
    ] {
        let document = order("USPS", serial, 5.0);
        assert_eq!(value(&document, "serial_pattern_valid"), grade, "{serial}");
    }
}

/// A swap, or a 9 for a 0, has the same rest modulo nine.
#[test]
fn the_check_digit_does_not_see_swaps() {
    assert_eq!(
        value(&order("USPS", "82104455621", 5.0), "serial_pattern_valid"),
        1.0
    );
    assert_eq!(
        value(&order("USPS", "28194455621", 5.0), "serial_pattern_valid"),
        1.0
    );
}

#[test]
fn agents_sell_plain_numbers_of_ten_or_eleven_digits() {
    for issuer in ["Western Union", "MoneyGram", "7-Eleven", "Walmart"] {
        for (serial, format, pattern) in [
            ("2041553201", 1.0, 0.75),
            ("20415532018", 1.0, 0.75),
            ("204155320181", 0.4, 0.0),
            ("204155320", 0.4, 0.0),
            ("2041553201812", 0.0, 0.0),
            ("WU20415532", 0.0, 0.0),
        ] {
            let document = order(issuer, serial, 5.0);
            let found = (
                value(&document, "serial_format_match"),
                value(&document, "serial_pattern_valid"),
            );
            assert_eq!(found, (format, pattern), "{issuer} {serial}");
        }
    }
}

#[test]
fn limits_are_the_issuers_own() {
    for (issuer, sum, grade) in [
        ("USPS", 1_000.0, 0.6),
        ("USPS", 1_000.01, 1.0),
        ("Western Union", 1_200.0, 1.0),
        ("7-Eleven", 500.0, 0.6),
        ("7-Eleven", 501.0, 1.0),
        ("CVS", 480.0, 0.0),
        ("Chase Bank", 2_400.0, 0.7),
        ("Chase Bank", 10_001.0, 1.0),
        ("USPS", 900.0, 0.5),
        ("USPS", 901.17, 0.35),
        ("USPS", 707.11, 0.25),
        ("USPS", 318.0, 0.0),
        ("USPS", 0.0, 0.6),
    ] {
        let document = order(issuer, "1", sum);
        assert_eq!(
            value(&document, "suspicious_amount"),
            grade,
            "{issuer} {sum}"
        );
    }
}

#[test]
fn postal_orders_want_no_signature_and_agents_orders_do() {
    for (issuer, wanted) in [
        ("USPS", 0.0),
        ("Western Union", 1.0),
        ("MoneyGram", 1.0),
        ("7-Eleven", 1.0),
        ("Tri-County Credit Union", 0.5),
        ("National Money Order", 0.5),
    ] {
        let document = order(issuer, "1", 5.0);
        assert_eq!(value(&document, "signature_required"), wanted, "{issuer}");
    }
    let missing = |issuer| value(&order(issuer, "1", 5.0), "critical_missing_count");
    assert_eq!(missing("USPS") + 1.0, missing("MoneyGram"));
}

#[test]
fn a_postal_order_has_its_office_by_number() {
    let document = |location: &str| {
        format!(
            r#"{{"issuer":"USPS","serial_number":"28104455621","amount":5,"location":{location}}}"#
        )
    };
    let grade = |location: &str| value(&document(location), "issuer_specific_valid");
    assert!(grade("\"331001\"") > grade("\"Miami, FL\""));
    assert!(grade("\"Miami, FL\"") > grade("null"));
    assert!(grade("null") > grade("\"12\""));
}

#[test]
fn an_office_far_from_the_purchaser_is_seen() {
    let document = |location: &str| {
        format!(r#"{{"amount":5,"address":"12 Oak St, Miami, FL 33101","location":"{location}"}}"#)
    };
    let grade = |location: &str| value(&document(location), "address_valid");
    assert_eq!(grade("331001"), 1.0);
    assert_eq!(grade("Tampa, FL"), 1.0);
    assert_eq!(grade("Store 12, Miami, FL"), 1.0);
    assert_eq!(grade("somewhere"), 1.0);
    assert!(grade("981041") < 0.8);
    assert!(grade("Seattle, WA") < 0.8);
}
