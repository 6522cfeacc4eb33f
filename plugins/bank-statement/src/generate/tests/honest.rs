//! What honest papers obey.

use refit_plugin::{Class, Random};

use super::{place, row, specimens, today};
use crate::generate::{
    blemishes,
    profile::{Profile, honest_paper, of_profile},
};

const PROFILES: [Profile; 6] = [
    Profile::Checking,
    Profile::Savings,
    Profile::Business,
    Profile::Gig,
    Profile::Export,
    Profile::Retail,
];

#[test]
fn honest_arithmetic_is_right_to_the_cent_before_noise() {
    for profile in PROFILES {
        for seed in 0..120 {
            let mut random = Random::from_seed(seed);
            let mut paper = of_profile(profile, &mut random, today());
            blemishes::apply(&mut paper, &mut random);
            let mut balance = paper.opening.unwrap();
            let (mut credits, mut debits) = (0, 0);
            for line in &paper.lines {
                balance += line.cents;
                assert_eq!(line.balance, balance, "{profile:?} {seed}");
                credits += line.cents.max(0);
                debits -= line.cents.min(0);
            }
            assert_eq!(paper.closing, Some(balance), "{profile:?} {seed}");
            assert_eq!((paper.credits, paper.debits), (Some(credits), Some(debits)));
            let consistency = row(&paper)[place("balance_consistency")];
            assert!(
                (consistency - 1.0).abs() < 1e-9,
                "{profile:?} {seed}: {consistency}"
            );
        }
    }
}

#[test]
fn lines_lie_in_order_within_the_period_and_papers_are_received_after_it() {
    for seed in 0..400 {
        let paper = honest_paper(&mut Random::from_seed(seed), today());
        let (start, end) = paper.period();
        assert!(start < end && end <= paper.received && paper.received <= today());
        assert!(
            paper
                .lines
                .iter()
                .all(|line| (start..=end).contains(&line.date.day)),
            "{seed}"
        );
        assert!(paper.lines.is_sorted_by_key(|line| line.date.day), "{seed}");
    }
}

/// Honest papers without a bank, of other times and currencies, with cash in whole sums.
#[test]
fn honest_papers_have_the_oddities_of_real_exports() {
    let papers: Vec<_> = (0..300)
        .map(|seed| of_profile(Profile::Retail, &mut Random::from_seed(seed), today()))
        .collect();
    let share = |holds: &dyn Fn(&Vec<f64>) -> bool| {
        let hits = papers.iter().map(row).filter(|row| holds(row)).count();
        hits as f64 / papers.len() as f64
    };
    let value = |row: &Vec<f64>, feature| row[place(feature)];
    assert!(share(&|row| value(row, "beginning_balance") == 0.0) > 0.8);
    assert!(share(&|row| value(row, "account_holder_present") == 0.0) > 0.8);
    assert!(share(&|row| value(row, "period_length_days") > 60.0) > 0.95);
    assert!(share(&|row| value(row, "period_age_days") > 3_650.0) > 0.2);
    assert!(share(&|row| value(row, "round_number_transactions") > 0.1) > 0.5);
    assert!(share(&|row| value(row, "unusual_timing") > 0.0) > 0.3);
    assert!(share(&|row| value(row, "credit_debit_ratio") > 1.0) > 0.8);
}

#[test]
fn honest_scores_are_low_and_follow_the_blemishes() {
    let specimens = specimens(3, 1_500);
    let honest = specimens.iter().filter(|s| s.class == Class::Legitimate);
    let scores: Vec<f64> = honest.map(|specimen| specimen.risk_score).collect();
    assert!(scores.iter().all(|score| (0.0..=30.0).contains(score)));
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    assert!((5.0..15.0).contains(&mean), "{mean}");
    assert!(scores.iter().any(|score| *score > 20.0));
}
