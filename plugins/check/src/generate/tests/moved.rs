//! Every mechanism moves the features that it is said to move.

use core::cmp::Ordering::{Greater, Less};

use refit_plugin::{
    forgery::Mechanism,
    testing::generators::{Move, assert_moves},
};

use super::{MECHANISMS, honest_paper, honest_papers, place, row};
use crate::{Check, generate::paper::Paper};

/// Mechanism, feature, and the side to which it moves.
const MOVES: [Move; 33] = [
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

fn known(mechanism: &str) -> &'static Mechanism<Paper> {
    static ALL: [Mechanism<Paper>; 12] = MECHANISMS;
    ALL.iter().find(|known| known.name == mechanism).unwrap()
}

#[test]
fn mechanisms_move_the_features_that_they_are_said_to_move() {
    assert_moves::<Check>(&MOVES, |mechanism, number| {
        let (honest, mut random) = honest_paper(number);
        let mut forged = honest.clone();
        known(mechanism).apply(&mut forged, &mut random);
        (row(&honest), row(&forged))
    });
}

#[test]
fn an_endorsement_shows_where_the_back_was_scanned() {
    let place = place("endorsement_present");
    for (mut paper, mut random) in honest_papers(60) {
        let _ = known("forged_endorsement").apply(&mut paper, &mut random);
        assert_eq!(row(&paper)[place], 1.0);
    }
}
