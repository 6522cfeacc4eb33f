//! Every mechanism moves the features that it is said to move.

use core::cmp::Ordering::{self, Greater, Less};

use super::{MECHANISMS, honest_papers, place, row};

/// Mechanism, feature, and the side to which it moves.
const MOVES: [(&str, &str, Ordering); 33] = [
    ("washed_payee", "name_consistency", Less),
    ("washed_payee", "field_quality", Less),
    ("washed_payee", "text_quality", Less),
    ("washed_amount", "amount_value", Greater),
    ("washed_amount", "amount_category", Greater),
    ("washed_amount", "text_quality", Less),
    ("amount_figures_only", "amount_matching", Less),
    ("amount_figures_only", "amount_value", Greater),
    ("washed_both", "amount_value", Greater),
    ("washed_both", "text_quality", Less),
    ("washed_both", "name_consistency", Less),
    ("washed_both", "round_amount", Greater),
    ("counterfeit_copied", "check_number_pattern", Less),
    ("counterfeit_copied", "check_number_valid", Less),
    ("counterfeit_copied", "address_valid", Less),
    ("counterfeit_copied", "amount_value", Greater),
    ("counterfeit_invented", "routing_validity", Less),
    ("counterfeit_invented", "bank_validity", Less),
    ("counterfeit_invented", "bank_routing_match", Less),
    ("counterfeit_cashiers", "check_type_risk", Greater),
    ("counterfeit_cashiers", "suspicious_amount", Greater),
    ("counterfeit_cashiers", "payer_address_present", Less),
    ("counterfeit_cashiers", "round_amount", Greater),
    ("forged_signature", "signature_detected", Less),
    ("forged_signature", "signature_requirement", Less),
    ("forged_signature", "weekend_holiday", Greater),
    ("forged_signature", "memo_present", Less),
    ("forged_endorsement", "name_consistency", Less),
    ("missing_signature", "signature_detected", Less),
    ("missing_signature", "critical_missing_count", Greater),
    ("stale_redated", "date_age_days", Greater),
    ("stale_redated", "date_format_valid", Less),
    ("post_dated", "future_date", Greater),
];

#[test]
fn mechanisms_move_the_features_that_they_are_said_to_move() {
    for (name, feature, side) in MOVES {
        let mechanism = MECHANISMS.iter().find(|known| known.name == name).unwrap();
        let place = place(feature);
        let (mut to_side, mut to_other) = (0, 0);
        for (mut paper, mut random) in honest_papers(200) {
            let before = row(&paper)[place];
            let _ = mechanism.apply(&mut paper, &mut random);
            match row(&paper)[place].partial_cmp(&before) {
                Some(moved) if moved == side => to_side += 1,
                Some(Ordering::Equal) | None => {}
                Some(_) => to_other += 1,
            }
        }
        assert!(
            to_side >= 20 && 2 * to_side > 3 * to_other,
            "{name}, {feature}: {to_side} as said, {to_other} otherwise"
        );
    }
}

#[test]
fn an_endorsement_shows_where_the_back_was_scanned() {
    let mechanism = MECHANISMS
        .iter()
        .find(|known| known.name == "forged_endorsement");
    let place = place("endorsement_present");
    for (mut paper, mut random) in honest_papers(60) {
        let _ = mechanism.unwrap().apply(&mut paper, &mut random);
        assert_eq!(row(&paper)[place], 1.0);
    }
}
