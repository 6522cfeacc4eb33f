//! Every feature is moved by what it is about, and by nothing else.

use refit_plugin::DocumentType;

use super::{extract, same, value};
use crate::MoneyOrder;

/// An honest order with everything on it.
const BASE: &str = r#"{
    "issuer": "Western Union", "serial_number": "20415532018", "serial_secondary": "551902",
    "amount": "$240.00", "amount_in_words": "Two Hundred Forty and 00/100 Dollars",
    "payee": "Parkview Rentals LLC", "purchaser": "Ana Ruiz",
    "sender_address": "12 Oak St, Miami, FL 33101", "date": "2025-10-27",
    "location": "Miami, FL", "signature": true, "agent_stamp": "Agent 4021",
    "endorsement": true
}"#;

/// What is replaced, by what, which feature that moves, and to which side (0: to NaN).
const MOVES: &[(&str, &str, &str, i32)] = &[
    ("Western Union", "Westren Union", "issuer_valid", -1),
    ("Western Union", "National Money Order", "issuer_valid", -1),
    ("Western Union", "US Treasury", "issuer_valid", -1),
    ("\"20415532018\"", "null", "serial_number_present", -1),
    ("20415532018", "Professional", "serial_number_present", -1),
    ("20415532018", "20415532", "serial_format_match", -1),
    ("20415532018", "WU4155320", "serial_format_match", -1),
    ("20415532018", "204155320181", "serial_format_match", -1),
    ("$240.00", "$250.00", "amount_value", 1),
    (
        "\"amount\": \"$240.00\", \"amount_in_words\": \"Two Hundred Forty and 00/100 Dollars\"",
        "\"amount\": null",
        "amount_value",
        0,
    ),
    ("$240.00", "$740.00", "amount_category", 1),
    ("$240.00", "$1,200.00", "amount_category", 1),
    ("$240.00", "$300.00", "round_amount", 1),
    ("$240.00", "$240.17", "round_amount", -1),
    ("\"Parkview Rentals LLC\"", "\"N/A\"", "payee_present", -1),
    ("\"Ana Ruiz\"", "null", "purchaser_present", -1),
    ("\"2025-10-27\"", "null", "date_present", -1),
    ("2025-10-27", "2O25-10-27", "date_present", -1),
    ("2025-10-27", "2025-11-04", "future_date", 1),
    ("2025-10-27", "2025-10-01", "date_age_days", 1),
    ("\"2025-10-27\"", "\"\"", "date_age_days", 0),
    (
        "\"signature\": true",
        "\"signature\": false",
        "signature_present",
        -1,
    ),
    (
        "\"signature\": true",
        "\"signature\": \"Signature field present\"",
        "signature_present",
        -1,
    ),
    ("$240.00", "$840.00", "amount_matching", -1),
    ("Two Hundred Forty", "Twenty", "amount_matching", -1),
    (
        "\"Two Hundred Forty and 00/100 Dollars\"",
        "null",
        "amount_matching",
        -1,
    ),
    ("$240.00", "$24O.OO", "amount_parsing_confidence", -1),
    (
        "Two Hundred Forty and 00/100 Dollars",
        "Tw\u{fffd} H",
        "amount_parsing_confidence",
        -1,
    ),
    ("$240.00", "$840.00", "amount_parsing_confidence", -1),
    ("$240.00", "$850.00", "suspicious_amount", 1),
    ("$240.00", "$995.00", "suspicious_amount", 1),
    ("$240.00", "$1,000.01", "suspicious_amount", 1),
    ("2025-10-27", "27th of never", "date_format_valid", -1),
    ("2025-10-27", "2025-10-25", "weekend_holiday", 1),
    ("2025-10-27", "2025-10-13", "weekend_holiday", 1),
    ("\"2025-10-27\"", "null", "weekend_holiday", 0),
    ("2025-10-27", "2025-11-30", "amount_date_correlation", 1),
    ("2025-10-27", "2025-11-03", "amount_date_correlation", 1),
    ("\"2025-10-27\"", "null", "amount_date_correlation", 0),
    ("\"Ana Ruiz\"", "null", "critical_missing_count", 1),
    (
        "\"signature\": true",
        "\"signature\": null",
        "critical_missing_count",
        1,
    ),
    ("Ana Ruiz", "An4 Ru1z", "field_quality", -1),
    ("20415532018", "2041", "field_quality", -1),
    ("$240.00", "$1,240.00", "issuer_specific_valid", -1),
    (
        "\"signature\": true",
        "\"signature\": null",
        "issuer_specific_valid",
        -1,
    ),
    ("20415532018", "2041553201", "serial_pattern_valid", 2),
    ("20415532018", "204155320", "serial_pattern_valid", -1),
    ("20415532018", "12345678901", "serial_pattern_valid", -1),
    ("FL 33101", "FL 98101", "address_valid", -1),
    (
        "12 Oak St, Miami, FL 33101",
        "4 Elm St, Seattle, WA 98101",
        "address_valid",
        -1,
    ),
    ("12 Oak St, ", "", "address_valid", -1),
    (
        "\"12 Oak St, Miami, FL 33101\"",
        "null",
        "address_valid",
        -1,
    ),
    ("Ana Ruiz", "ANA RUIZ", "name_consistency", -1),
    ("Parkview Rentals LLC", "Ana Ruiz", "name_consistency", -1),
    (
        "Parkview Rentals LLC",
        "P4rkv1ew Rentals",
        "name_consistency",
        -1,
    ),
    ("Western Union", "USPS", "signature_required", -1),
    (
        "Western Union",
        "Navy Federal Credit Union",
        "signature_required",
        -1,
    ),
    (
        "Western Union",
        "National Money Order",
        "issuer_type_risk",
        1,
    ),
    ("Western Union", "Chase Bank", "issuer_type_risk", -1),
    ("12 Oak St", "12 O4k St", "text_quality", -1),
    ("Ana Ruiz", "ANA MARIA RUIZ", "text_quality", -1),
    ("\"551902\"", "null", "missing_fields_count", 1),
    ("\"Agent 4021\"", "null", "missing_fields_count", 1),
    (
        "\"endorsement\": true",
        "\"endorsement\": false",
        "endorsement_present",
        -1,
    ),
    (
        "\"endorsement\": true",
        "\"endorsement\": null",
        "endorsement_present",
        0,
    ),
    ("\"Miami, FL\"", "null", "location_present", -1),
];

#[test]
fn every_feature_is_moved_by_what_it_is_about() {
    for (old, new, feature, side) in MOVES {
        assert!(BASE.contains(old), "{old} is not on the paper");
        let document = BASE.replace(old, new);
        let (before, after) = (value(BASE, feature), value(&document, feature));
        let moved = match side {
            0 => after.is_nan(),
            1 => after > before,
            // As good as before.
            2 => same(before, after),
            _ => after < before,
        };
        assert!(moved, "{old} -> {new}: {feature} from {before} to {after}");
    }
}

#[test]
fn every_feature_has_a_document_that_moves_it() {
    for feature in MoneyOrder::FEATURES {
        let is_moved =
            |(_, _, name, side): &(&str, &str, &str, i32)| *name == feature.name && *side != 2;
        assert!(MOVES.iter().any(is_moved), "{}", feature.name);
    }
}

#[test]
fn a_paper_without_fault_has_the_best_of_all_grades() {
    for (feature, best) in [
        ("issuer_valid", 1.0),
        ("serial_format_match", 1.0),
        ("serial_pattern_valid", 0.75),
        ("amount_matching", 1.0),
        ("amount_parsing_confidence", 1.0),
        ("suspicious_amount", 0.0),
        ("critical_missing_count", 0.0),
        ("missing_fields_count", 0.0),
        ("field_quality", 1.0),
        ("issuer_specific_valid", 1.0),
        ("address_valid", 1.0),
        ("name_consistency", 1.0),
        ("text_quality", 1.0),
        ("future_date", 0.0),
    ] {
        let value = value(BASE, feature);
        assert!((value - best).abs() < 1e-9, "{feature}: {value}");
    }
}

#[test]
fn what_a_feature_is_not_about_leaves_it_alone() {
    let row = extract(BASE).unwrap();
    let other = extract(&BASE.replace("Parkview Rentals LLC", "Sunrise Villas")).unwrap();
    assert_eq!(row, other);
    let later = BASE.replace("2025-10-27", "2025-10-28");
    let later = extract(&later).unwrap();
    let moved: Vec<&str> = MoneyOrder::FEATURES
        .iter()
        .zip(row.iter().zip(&later))
        .filter(|(_, (one, other))| !same(**one, **other))
        .map(|(feature, _)| &*feature.name)
        .collect();
    assert_eq!(moved, ["date_age_days", "amount_date_correlation"]);
}
