//! Every mechanism moves the features that it is said to move.

use core::cmp::Ordering::{Greater, Less};

use refit_plugin::{
    Random,
    testing::generators::{Move, assert_mechanisms, assert_moves},
};

use super::{row, specimens, today};
use crate::{
    Paystub,
    generate::{
        mechanisms::{COMBINATION_SCORES, COMBINATION_SHARE, MECHANISMS, combine},
        paper::Paper,
        profile::honest_paper,
    },
};

/// Mechanism, feature, and the side to which it moves.
const MOVES: [Move; 38] = [
    ("inflated_gross", "tax_to_gross_ratio", Less),
    ("inflated_gross", "deduction_percentage", Less),
    ("inflated_gross", "tax_error", Greater),
    ("inflated_gross", "gross_pay", Greater),
    ("net_only_edit", "net_to_gross_ratio", Greater),
    ("net_only_edit", "net_pay", Greater),
    ("net_only_edit", "tax_error", Greater),
    ("no_withholding", "has_federal_tax", Less),
    ("no_withholding", "has_social_security", Less),
    ("no_withholding", "has_medicare", Less),
    ("no_withholding", "total_tax_amount", Less),
    ("no_withholding", "net_to_gross_ratio", Greater),
    ("fica_wrong_rate", "tax_to_gross_ratio", Less),
    ("fica_wrong_rate", "has_medicare", Less),
    ("fica_wrong_rate", "tax_error", Greater),
    ("state_mismatch", "tax_to_gross_ratio", Greater),
    ("state_mismatch", "net_to_gross_ratio", Less),
    ("state_mismatch", "has_state_tax", Greater),
    ("fabricated_employer", "has_company", Less),
    ("fabricated_employer", "missing_fields_count", Greater),
    ("fabricated_employer", "gross_pay", Greater),
    ("fabricated_employer", "text_quality", Less),
    ("generator_consistent", "gross_pay", Greater),
    ("generator_consistent", "tax_to_gross_ratio", Greater),
    ("generator_consistent", "missing_fields_count", Greater),
    ("net_above_gross", "tax_error", Greater),
    ("net_above_gross", "net_to_gross_ratio", Greater),
    ("implausible_income", "gross_pay", Greater),
    ("implausible_income", "tax_to_gross_ratio", Less),
    ("implausible_income", "net_to_gross_ratio", Greater),
    ("cropped", "has_date", Less),
    ("cropped", "has_company", Less),
    ("cropped", "has_federal_tax", Less),
    ("cropped", "missing_fields_count", Greater),
    ("identity_swap", "text_quality", Less),
    ("identity_swap", "missing_fields_count", Greater),
    ("combination", "missing_fields_count", Greater),
    ("combination", "net_to_gross_ratio", Greater),
];

fn forge(mechanism: &str, paper: &mut Paper, random: &mut Random) {
    match MECHANISMS.iter().find(|known| known.name == mechanism) {
        Some(known) => known.apply(paper, random),
        None => combine(paper, random),
    };
}

#[test]
fn mechanisms_move_the_features_that_they_are_said_to_move() {
    assert_moves::<Paystub>(&MOVES, |mechanism, seed| {
        let mut random = Random::from_seed(seed);
        let honest = honest_paper(&mut random, today());
        let mut forged = honest.clone();
        forge(mechanism, &mut forged, &mut random);
        (row(&honest), row(&forged))
    });
}

#[test]
fn every_mechanism_moves_two_features_or_more() {
    for mechanism in MECHANISMS {
        let moved = MOVES.iter().filter(|(name, ..)| *name == mechanism.name);
        assert!(moved.count() >= 2, "{}", mechanism.name);
    }
}

#[test]
fn careful_forgers_leave_sums_that_add_up() {
    for mechanism in [
        "no_withholding",
        "fabricated_employer",
        "generator_consistent",
        "implausible_income",
        "state_mismatch",
    ] {
        for seed in 0..100 {
            let mut random = Random::from_seed(seed);
            let mut paper = honest_paper(&mut random, today());
            forge(mechanism, &mut paper, &mut random);
            let listed = paper.sum_of(|_| true);
            assert_eq!(paper.gross() - listed, paper.net(), "{mechanism} {seed}");
        }
    }
}

#[test]
fn classes_mechanisms_and_scores_have_their_shares_and_ranges() {
    let all = MECHANISMS.map(|known| (known.name, known.share, known.scores));
    let combination = ("combination", COMBINATION_SHARE, COMBINATION_SCORES);
    let expected: Vec<_> = all.into_iter().chain([combination]).collect();
    let specimens = specimens(5, 4_000);
    assert_mechanisms(&specimens, 0.55, &expected, 4.0);
    for (mechanism, _, (low, high)) in expected {
        let hits = specimens.iter().filter(|it| it.mechanism == mechanism);
        let scores: Vec<f64> = hits.map(|specimen| specimen.risk_score).collect();
        // The score follows the boldness of the edit over most of its range.
        let most = scores.iter().copied().fold(f64::MIN, f64::max);
        let least = scores.iter().copied().fold(f64::MAX, f64::min);
        assert!(
            most - least > 0.6 * (high - low),
            "{mechanism}: {least} to {most}"
        );
    }
}
