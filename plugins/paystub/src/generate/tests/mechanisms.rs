//! Every mechanism moves the features that it is said to move.

use core::cmp::Ordering::{self, Greater, Less};

use refit_plugin::{Class, Random};

use super::{row, specimens, today};
use crate::{
    generate::{
        mechanisms::{COMBINATION_SCORES, COMBINATION_SHARE, MECHANISMS, combine},
        paper::Paper,
        profile::honest_paper,
    },
    tests::place,
};

/// Mechanism, feature, and the side to which it moves.
const MOVES: [(&str, &str, Ordering); 38] = [
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

const PAPERS: u64 = 200;

fn forge(mechanism: &str, paper: &mut Paper, random: &mut Random) {
    match MECHANISMS.iter().find(|known| known.name == mechanism) {
        Some(known) => known.apply(paper, random),
        None => combine(paper, random),
    };
}

#[test]
fn mechanisms_move_the_features_that_they_are_said_to_move() {
    for (mechanism, feature, side) in MOVES {
        let place = place(feature);
        let (mut to_side, mut to_other) = (0, 0);
        for seed in 0..PAPERS {
            let mut random = Random::from_seed(seed);
            let honest = honest_paper(&mut random, today());
            let mut forged = honest.clone();
            forge(mechanism, &mut forged, &mut random);
            match row(&forged)[place].partial_cmp(&row(&honest)[place]) {
                Some(moved) if moved == side => to_side += 1,
                Some(Ordering::Equal) | None => {}
                Some(_) => to_other += 1,
            }
        }
        // The weakest sign shows on one paper in ten, and seldom the other way round.
        assert!(
            to_side * 10 >= PAPERS && 2 * to_side > 3 * to_other,
            "{mechanism}, {feature}: {to_side} as said, {to_other} otherwise"
        );
    }
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
    let specimens = specimens(5, 4_000);
    let forged: Vec<_> = specimens
        .iter()
        .filter(|specimen| specimen.class == Class::Fraud)
        .collect();
    let share = forged.len() as f64 / 4_000.0;
    assert!((0.52..0.58).contains(&share), "{share} are forged");
    let all = MECHANISMS.map(|known| (known.name, known.share, known.scores));
    let combination = ("combination", COMBINATION_SHARE, COMBINATION_SCORES);
    for (mechanism, share, (low, high)) in all.into_iter().chain([combination]) {
        let hits: Vec<_> = forged
            .iter()
            .filter(|specimen| specimen.mechanism == mechanism)
            .collect();
        let found = hits.len() as f64 / forged.len() as f64;
        assert!(
            (found - share / 100.0).abs() < 0.025,
            "{mechanism}: {found} instead of {share} %"
        );
        let scores: Vec<f64> = hits.iter().map(|specimen| specimen.risk_score).collect();
        assert!(
            scores
                .iter()
                .all(|score| (low - 4.0..=high + 4.0).contains(score))
        );
        // The score follows the boldness of the edit over most of its range.
        let spread = scores.iter().fold(0.0, |most: f64, score| most.max(*score))
            - scores
                .iter()
                .fold(100.0, |least: f64, score| least.min(*score));
        assert!(spread > 0.6 * (high - low), "{mechanism}: {spread}");
    }
    let honest = |name: &str| name.starts_with("honest_");
    let mut others = specimens.iter().filter(|it| it.class == Class::Legitimate);
    assert!(others.all(|specimen| honest(&specimen.mechanism)));
}
