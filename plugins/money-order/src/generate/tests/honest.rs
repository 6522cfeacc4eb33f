//! What honest orders obey.

use refit_plugin::Class;

use super::{honest_papers, place, row, specimens, today};
use crate::generate::{makers::Maker, paper::Signed};

#[test]
fn honest_orders_keep_the_rules_of_their_issuers_before_noise() {
    let [number, limit, date] =
        ["serial_pattern_valid", "suspicious_amount", "future_date"].map(place);
    for (mut paper, _) in honest_papers(400) {
        paper.layout.is_bare = false;
        let row = row(&paper);
        let cents = paper.cents.unwrap();
        assert!(cents > 0 && cents <= paper.maker.limit(), "{cents}");
        assert!(row[limit] < 1.0, "{paper:?}");
        assert_eq!(row[date], 0.0);
        assert!(paper.date.unwrap().day <= paper.received && paper.received <= today());
        let proved = match paper.maker {
            Maker::Post => 1.0,
            Maker::Bank | Maker::Regional => 0.5,
            Maker::Agent if row[place("issuer_valid")] < 1.0 => 0.5,
            _ => 0.75,
        };
        assert_eq!(row[number], proved, "{paper:?}");
        let is_signed = matches!(paper.signature, Signed::Flag(true) | Signed::Name(_));
        assert!(is_signed || !paper.maker.is_signed());
    }
}

#[test]
fn honest_words_and_figures_are_one_amount() {
    let [matching, confidence] = ["amount_matching", "amount_parsing_confidence"].map(place);
    let mut with_words = 0;
    for (mut paper, _) in honest_papers(400) {
        paper.layout.is_bare = false;
        let row = row(&paper);
        if paper.words.is_some() {
            with_words += 1;
            assert_eq!((row[matching], row[confidence]), (1.0, 1.0), "{paper:?}");
        } else {
            assert_eq!(row[matching], 0.5);
        }
    }
    assert!((150..300).contains(&with_words), "{with_words}");
}

/// The average postal order was $318 in 2024.
#[test]
fn postal_orders_have_the_size_of_real_ones() {
    let papers = honest_papers(3_000).filter(|(paper, _)| paper.maker == Maker::Post);
    let sums: Vec<f64> = papers
        .map(|(paper, _)| paper.cents.unwrap() as f64 / 100.0)
        .collect();
    let mean = sums.iter().sum::<f64>() / sums.len() as f64;
    assert!((260.0..370.0).contains(&mean), "{mean}");
}

/// Every sign of fraud has its twin on honest paper.
#[test]
fn honest_papers_have_the_oddities_of_real_ones() {
    let specimens = specimens(31, 4_000);
    let honest: Vec<Vec<f64>> = specimens
        .iter()
        .filter(|specimen| specimen.class == Class::Legitimate)
        .map(|specimen| {
            refit_plugin::extract::<crate::MoneyOrder>(std::slice::from_ref(&specimen.submission))
                .unwrap()
                .values
        })
        .collect();
    let share = |feature: &str, holds: &dyn Fn(f64) -> bool| {
        let place = place(feature);
        let hits = honest.iter().filter(|row| holds(row[place])).count();
        hits as f64 / honest.len() as f64
    };
    for (feature, least, holds) in [
        (
            "issuer_valid",
            0.01,
            &(|v| v <= 0.3) as &dyn Fn(f64) -> bool,
        ),
        ("issuer_valid", 0.015, &|v| v == 0.5),
        ("serial_format_match", 0.01, &|v| v < 0.5),
        ("serial_pattern_valid", 0.01, &|v| v < 0.5),
        ("suspicious_amount", 0.05, &|v| v >= 0.35),
        ("suspicious_amount", 0.002, &|v| v == 1.0),
        ("future_date", 0.002, &|v| v > 0.0),
        ("payee_present", 0.02, &|v| v == 0.0),
        ("purchaser_present", 0.04, &|v| v == 0.0),
        ("amount_matching", 0.003, &|v| v < 0.5),
        ("amount_parsing_confidence", 0.01, &|v| v < 0.8),
        ("address_valid", 0.05, &|v| v <= 0.5),
        ("name_consistency", 0.03, &|v| v < 0.7),
        ("text_quality", 0.02, &|v| v < 0.8),
        ("critical_missing_count", 0.1, &|v| v >= 1.0),
        ("endorsement_present", 0.015, &|v| v == 0.0),
        ("location_present", 0.03, &|v| v == 0.0),
        ("weekend_holiday", 0.15, &|v| v > 0.0),
    ] {
        let found = share(feature, holds);
        assert!(found >= least, "{feature}: {found} of honest papers");
    }
}

#[test]
fn honest_scores_are_low_and_follow_the_blemishes() {
    let specimens = specimens(3, 1_500);
    let honest = specimens.iter().filter(|s| s.class == Class::Legitimate);
    let scores: Vec<f64> = honest.map(|specimen| specimen.risk_score).collect();
    assert!(scores.iter().all(|score| (0.0..=30.0).contains(score)));
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    assert!((5.0..16.0).contains(&mean), "{mean}");
    assert!(scores.iter().any(|score| *score > 20.0));
}
