//! What honest papers obey.

use refit_plugin::{Class, Random};

use super::{row, specimens, today};
use crate::{
    generate::{
        paper::{Kind, Paper},
        profile::{Profile, SHARES, honest_paper, of_profile},
    },
    tests::place,
};

fn papers(profile: Profile) -> impl Iterator<Item = Paper> {
    (0..150).map(move |seed| of_profile(profile, &mut Random::from_seed(seed), today()))
}

#[test]
fn honest_arithmetic_is_right_to_the_cent_before_noise() {
    for (_, profile) in SHARES {
        for paper in papers(profile) {
            let listed: i64 = paper.lines.iter().map(|line| line.cents).sum();
            assert_eq!(paper.gross() - listed, paper.net(), "{profile:?}");
            assert!(paper.net() > 0 && paper.net() <= paper.gross());
            let error = row(&paper)[place("tax_error")];
            assert!(
                error.is_nan() || error < 1e-9 || paper.is_near_wage_base(),
                "{profile:?}: {error}"
            );
        }
    }
}

impl Paper {
    /// Where the wage base is reached, only part of the pay is taxed, or none of it.
    fn is_near_wage_base(&self) -> bool {
        self.terms.earned_before + self.gross() > 16_000_000
    }
}

#[test]
fn social_security_and_medicare_are_at_their_rates() {
    for paper in papers(Profile::Salaried) {
        let insured = paper.gross() - paper.sum_of(Kind::is_health);
        let fica =
            paper.sum_of(|kind| matches!(kind, Kind::SocialSecurity | Kind::Medicare | Kind::Fica));
        let due = (insured as f64 * 0.0765).round() as i64;
        assert!(
            (fica - due).abs() <= 1 || paper.is_near_wage_base(),
            "{fica}, {due}"
        );
    }
}

#[test]
fn pay_days_are_bank_days_after_the_period_and_before_receipt() {
    for seed in 0..400 {
        let paper = honest_paper(&mut Random::from_seed(seed), today());
        let [start, end, paid] = [paper.start, paper.end, paper.paid].map(|date| date.unwrap().day);
        assert!(
            start < end && end <= paid && paid <= paper.received,
            "{seed}"
        );
        assert!(!paid.is_weekend() && !paid.is_us_bank_holiday(), "{seed}");
    }
}

/// Every sign of forgery has honest twins.
#[test]
fn honest_papers_have_the_oddities_of_real_ones() {
    let specimens = specimens(4, 4_000);
    let rows: Vec<Vec<f64>> = specimens
        .iter()
        .filter(|specimen| specimen.class == Class::Legitimate)
        .map(|specimen| {
            <crate::Paystub as refit_plugin::DocumentType>::extract(&specimen.submission).unwrap()
        })
        .collect();
    let share = |holds: &dyn Fn(&Vec<f64>) -> bool| {
        rows.iter().filter(|row| holds(row)).count() as f64 / rows.len() as f64
    };
    let below = |name: &'static str, most: f64| move |row: &Vec<f64>| row[place(name)] < most;
    let above = |name: &'static str, least: f64| move |row: &Vec<f64>| row[place(name)] > least;
    for (what, found, low, high) in [
        (
            "no federal tax",
            share(&below("has_federal_tax", 1.0)),
            0.1,
            0.35,
        ),
        (
            "no state tax",
            share(&below("has_state_tax", 1.0)),
            0.23,
            0.4,
        ),
        (
            "no Social Security",
            share(&below("has_social_security", 1.0)),
            0.03,
            0.1,
        ),
        (
            "no Medicare",
            share(&below("has_medicare", 1.0)),
            0.02,
            0.08,
        ),
        ("no employer", share(&below("has_company", 1.0)), 0.02, 0.08),
        ("no date", share(&below("has_date", 0.5)), 0.04, 0.15),
        (
            "sums that do not add up",
            share(&above("tax_error", 0.01)),
            0.015,
            0.1,
        ),
        (
            "net above gross",
            share(&above("tax_error", 0.99)),
            0.001,
            0.02,
        ),
        (
            "much is missing",
            share(&above("missing_fields_count", 2.0)),
            0.01,
            0.1,
        ),
        ("poor text", share(&below("text_quality", 0.8)), 0.02, 0.2),
        (
            "little net pay",
            share(&below("net_to_gross_ratio", 0.6)),
            0.01,
            0.1,
        ),
        (
            "no tax at all",
            share(&below("tax_to_gross_ratio", 0.001)),
            0.004,
            0.04,
        ),
    ] {
        assert!((low..high).contains(&found), "{what}: {found}");
    }
}

#[test]
fn pay_has_the_sizes_of_statistics() {
    let mut weekly: Vec<f64> = papers(Profile::Salaried)
        .map(|paper| paper.gross() as f64 / 100.0 * paper.terms.periods as f64 / 52.0)
        .collect();
    weekly.sort_by(f64::total_cmp);
    // The median full-time week was $1,204 in 2025.
    let median = weekly[weekly.len() / 2];
    assert!((1_050.0..1_450.0).contains(&median), "{median}");
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
