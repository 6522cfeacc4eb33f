//! Every mechanism moves the features that it is said to move.

use core::cmp::Ordering::{Greater, Less};

use refit_plugin::{
    Random,
    forgery::Mechanism,
    testing::generators::{Move, assert_mechanisms, assert_moves},
};

use super::{place, row, specimens, today};
use crate::{
    MoneyOrder,
    generate::{mechanisms::MECHANISMS, paper::Paper, sale::honest_paper},
};

/// Mechanism, feature, and the side to which it moves.
const MOVES: [Move; 43] = [
    ("counterfeit_usps", "serial_pattern_valid", Less),
    ("counterfeit_usps", "suspicious_amount", Greater),
    ("counterfeit_usps", "location_present", Less),
    ("counterfeit_usps", "address_valid", Less),
    ("counterfeit_usps", "issuer_specific_valid", Less),
    ("raised_amount", "amount_matching", Less),
    ("raised_amount", "amount_parsing_confidence", Less),
    ("raised_amount", "round_amount", Greater),
    ("raised_amount", "text_quality", Less),
    ("raised_amount", "amount_value", Greater),
    ("over_limit", "issuer_specific_valid", Less),
    ("over_limit", "amount_value", Greater),
    ("over_limit", "amount_category", Greater),
    ("over_limit", "suspicious_amount", Greater),
    ("invented_issuer", "issuer_valid", Less),
    ("invented_issuer", "issuer_type_risk", Greater),
    ("invented_issuer", "serial_format_match", Less),
    ("wrong_serial", "serial_format_match", Less),
    ("wrong_serial", "serial_pattern_valid", Less),
    ("wrong_serial", "field_quality", Less),
    ("washed_payee", "name_consistency", Less),
    ("washed_payee", "field_quality", Less),
    ("washed_payee", "text_quality", Less),
    ("stolen_blank", "purchaser_present", Less),
    ("stolen_blank", "address_valid", Less),
    ("stolen_blank", "missing_fields_count", Greater),
    ("counterfeit_agent", "signature_present", Less),
    ("counterfeit_agent", "signature_required", Greater),
    ("counterfeit_agent", "issuer_specific_valid", Less),
    ("counterfeit_agent", "suspicious_amount", Greater),
    ("future_date", "future_date", Greater),
    ("future_date", "amount_date_correlation", Greater),
    ("future_date", "date_age_days", Less),
    ("stale_date", "date_age_days", Greater),
    ("stale_date", "amount_date_correlation", Greater),
    ("stale_date", "suspicious_amount", Greater),
    ("incomplete", "critical_missing_count", Greater),
    ("incomplete", "payee_present", Less),
    ("incomplete", "endorsement_present", Less),
    ("structured", "suspicious_amount", Greater),
    ("structured", "amount_date_correlation", Greater),
    ("structured", "weekend_holiday", Greater),
    ("structured", "date_age_days", Less),
];

fn known(mechanism: &str) -> &'static Mechanism<Paper> {
    static ALL: [Mechanism<Paper>; 12] = MECHANISMS;
    ALL.iter().find(|known| known.name == mechanism).unwrap()
}

#[test]
fn mechanisms_move_the_features_that_they_are_said_to_move() {
    assert_moves::<MoneyOrder>(&MOVES, |mechanism, seed| {
        let mut random = Random::from_seed(seed);
        let mut honest = honest_paper(&mut random, today());
        honest.layout.is_bare = false;
        honest.endorsed = Some(true);
        let mut forged = honest.clone();
        known(mechanism).apply(&mut forged, &mut random);
        (row(&honest), row(&forged))
    });
}

#[test]
fn every_mechanism_is_in_the_table_of_moves() {
    for mechanism in MECHANISMS {
        let moves = MOVES.iter().filter(|(name, _, _)| *name == mechanism.name);
        assert!(moves.count() >= 2, "{}", mechanism.name);
    }
}

#[test]
fn classes_mechanisms_and_scores_have_their_shares_and_ranges() {
    let expected = MECHANISMS.map(|known| (known.name, known.share, known.scores));
    assert_mechanisms(&specimens(5, 4_000), 0.55, &expected, 4.0);
}

/// What a counterfeiter draws at random passes the check digit one time in ten.
#[test]
fn some_counterfeits_have_a_right_number() {
    let place = place("serial_pattern_valid");
    let proved = (0..400).filter(|seed| {
        let mut random = Random::from_seed(*seed);
        let mut paper = honest_paper(&mut random, today());
        known("counterfeit_usps").apply(&mut paper, &mut random);
        row(&paper)[place] == 1.0
    });
    let proved = proved.count();
    assert!((60..180).contains(&proved), "{proved} of 400");
}
