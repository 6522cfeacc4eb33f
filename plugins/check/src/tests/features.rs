use super::{feature, same};

/// An honest check; `changes` are put over its members.
pub(super) fn check(changes: &[(&str, &str)]) -> String {
    let mut members = vec![
        ("bank_name", "\"Chase\""),
        ("routing_number", "\"021000021\""),
        ("account_number", "\"4402217716\""),
        ("check_number", "\"2107\""),
        ("check_date", "\"2025-10-24\""),
        ("payer_name", "\"Ana Ruiz\""),
        ("payer_address", "\"12 Oak Street, Austin, TX 78701\""),
        ("payee_name", "\"City Water\""),
        ("amount", "125.75"),
        (
            "amount_words",
            "\"One Hundred Twenty-Five and 75/100 dollars\"",
        ),
        ("signature_detected", "true"),
        ("memo", "\"Water bill\""),
        ("check_type", "\"personal\""),
        ("endorsement_present", "true"),
        ("endorser_name", "\"City Water\""),
        ("raw_ocr_text", "\"Ana Ruiz pay to City Water\""),
    ];
    for (name, value) in changes {
        match members.iter_mut().find(|(known, _)| known == name) {
            Some(member) => member.1 = value,
            None => panic!("{name} is no member"),
        }
    }
    let members: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!("{{{}}}", members.join(","))
}

/// What is changed, to what, and which feature that moves to which side (0: to NaN).
const MOVES: [(&str, &str, &str, i32); 44] = [
    ("bank_name", "\"Chsae\"", "bank_validity", -1),
    ("bank_name", "null", "bank_validity", -1),
    ("routing_number", "\"021000022\"", "routing_validity", -1),
    ("routing_number", "\"612000021\"", "routing_validity", -1),
    ("routing_number", "\"0210\"", "routing_validity", -1),
    ("account_number", "null", "account_present", -1),
    ("account_number", "\"****7716\"", "account_present", -1),
    ("check_number", "\"28104455621\"", "check_number_valid", -1),
    ("check_number", "\"21O7\"", "check_number_valid", -1),
    ("amount", "\"$7,125.75\"", "amount_value", 1),
    ("amount", "7125.75", "amount_category", 1),
    ("amount", "7100", "round_amount", 1),
    ("payer_name", "null", "payer_present", -1),
    ("payee_name", "\"\"", "payee_present", -1),
    ("payer_address", "null", "payer_address_present", -1),
    ("check_date", "null", "date_present", -1),
    ("check_date", "\"someday\"", "date_present", -1),
    ("check_date", "\"2025-11-24\"", "future_date", 1),
    ("check_date", "\"2024-10-24\"", "date_age_days", 1),
    ("check_date", "null", "date_age_days", 0),
    ("signature_detected", "false", "signature_detected", -1),
    ("signature_detected", "null", "signature_detected", -1),
    ("memo", "null", "memo_present", -1),
    ("amount", "725.75", "amount_matching", -1),
    ("amount_words", "null", "amount_matching", -1),
    (
        "amount_words",
        "\"One Xq Five\"",
        "amount_parsing_confidence",
        -1,
    ),
    ("amount", "9900", "suspicious_amount", 1),
    ("amount", "14000.50", "suspicious_amount", 1),
    ("check_date", "\"2025-02-30\"", "date_format_valid", -1),
    ("check_date", "\"1975-02-20\"", "date_format_valid", -1),
    ("check_date", "\"2025-10-25\"", "weekend_holiday", 1),
    ("check_date", "\"2025-10-13\"", "weekend_holiday", 1),
    ("account_number", "null", "critical_missing_count", 1),
    ("account_number", "\"44O2217716\"", "field_quality", -1),
    ("routing_number", "\"026009593\"", "bank_routing_match", -1),
    ("check_number", "\"5555\"", "check_number_pattern", -1),
    (
        "payer_address",
        "\"12 Oak Street, Austin, TX 10001\"",
        "address_valid",
        -1,
    ),
    ("payee_name", "\"MARK OLIVE\"", "name_consistency", -1),
    ("endorser_name", "\"Paul Moore\"", "name_consistency", -1),
    ("memo", "\"Birthday gift\"", "name_consistency", -1),
    ("signature_detected", "false", "signature_requirement", -1),
    ("endorsement_present", "false", "endorsement_present", -1),
    ("check_type", "\"cashiers_check\"", "check_type_risk", 1),
    ("payee_name", "\"C1ty W4ter\"", "text_quality", -1),
];

#[test]
fn every_feature_is_moved_by_what_it_is_about() {
    let honest = check(&[]);
    for (name, value, moved, side) in MOVES {
        let before = feature(moved, &honest);
        let after = feature(moved, &check(&[(name, value)]));
        let holds = match side {
            0 => after.is_nan(),
            1 => after > before,
            _ => after < before,
        };
        assert!(holds, "{name} = {value}: {moved} from {before} to {after}");
    }
}

#[test]
fn every_feature_has_a_test_that_moves_it() {
    use refit_plugin::DocumentType;
    for known in crate::Check::FEATURES {
        assert!(
            MOVES.iter().any(|(_, _, moved, _)| *moved == known.name),
            "{}",
            known.name
        );
    }
}

#[test]
fn what_a_feature_is_not_about_leaves_it_alone() {
    let honest = check(&[]);
    for (name, value, unmoved) in [
        ("memo", "null", "critical_missing_count"),
        ("check_number", "null", "critical_missing_count"),
        ("signature_detected", "null", "critical_missing_count"),
        ("payee_name", "\"Mark Olive\"", "amount_matching"),
        ("amount", "\"125.750\"", "amount_value"),
        ("routing_number", "21000021", "routing_validity"),
        ("routing_number", "\"0210-0002-1\"", "bank_routing_match"),
        (
            "bank_name",
            "\"JPMORGAN CHASE BANK, N.A.\"",
            "bank_routing_match",
        ),
        ("check_number", "2107", "check_number_pattern"),
        ("check_date", "\"10/24/2025\"", "date_age_days"),
        (
            "amount_words",
            "\"one hundred twenty five & 75/100\"",
            "amount_matching",
        ),
    ] {
        let (before, after) = (
            feature(unmoved, &honest),
            feature(unmoved, &check(&[(name, value)])),
        );
        assert!(same(before, after), "{name} = {value}: {unmoved}");
    }
}

#[test]
fn the_further_words_and_figures_are_apart_the_less_they_match() {
    let grades = ["125.75", "130.75", "225.75", "1225.75", "12575"]
        .map(|amount| feature("amount_matching", &check(&[("amount", amount)])));
    assert!(grades.is_sorted_by(|one, other| one > other), "{grades:?}");
    assert_eq!(grades[0], 1.0);
    assert!(grades[4] < 0.05);
}

#[test]
fn a_treasury_check_needs_no_hand_to_sign_it() {
    let unread = |kind| {
        feature(
            "signature_requirement",
            &check(&[("signature_detected", "null"), ("check_type", kind)]),
        )
    };
    assert!(unread("\"treasury\"") > unread("\"personal\""));
}
