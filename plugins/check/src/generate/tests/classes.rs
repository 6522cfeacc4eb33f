//! Shares, scores, and that no document tells its class by a single sign.

use refit_plugin::{Class, DocumentType};

use super::{MECHANISMS, specimens};
use crate::Check;

#[test]
fn classes_mechanisms_and_scores_have_their_shares_and_ranges() {
    let specimens = specimens(5, 4_000);
    let (forged, honest): (Vec<_>, Vec<_>) = specimens
        .iter()
        .partition(|specimen| specimen.class == Class::Fraud);
    let share = forged.len() as f64 / 4_000.0;
    assert!((0.52..0.58).contains(&share), "{share} are forged");
    for (name, share, low, high) in [
        ("washed_payee", 0.13, 38.0, 68.0),
        ("washed_amount", 0.12, 42.0, 74.0),
        ("amount_figures_only", 0.09, 70.0, 96.0),
        ("washed_both", 0.10, 84.0, 100.0),
        ("counterfeit_copied", 0.10, 48.0, 80.0),
        ("counterfeit_invented", 0.10, 86.0, 100.0),
        ("counterfeit_cashiers", 0.06, 62.0, 94.0),
        ("forged_signature", 0.12, 33.0, 60.0),
        ("forged_endorsement", 0.08, 31.0, 56.0),
        ("missing_signature", 0.04, 50.0, 78.0),
        ("stale_redated", 0.03, 33.0, 60.0),
        ("post_dated", 0.03, 31.0, 56.0),
    ] {
        assert!(MECHANISMS.iter().any(|known| known.name == name));
        let hits: Vec<_> = forged.iter().filter(|s| s.mechanism == name).collect();
        let found = hits.len() as f64 / forged.len() as f64;
        assert!((found - share).abs() < 0.02, "{name}: {found}, not {share}");
        for specimen in hits {
            let score = specimen.risk_score;
            assert!((low - 4.0..=high + 4.0).contains(&score), "{name}: {score}");
        }
    }
    for specimen in honest {
        assert!(specimen.risk_score <= 30.0 && specimen.mechanism.starts_with("honest_"));
    }
}

#[test]
fn no_single_sign_decides() {
    let rows: Vec<(Vec<f64>, bool, f64)> = specimens(6, 2_000)
        .iter()
        .map(|specimen| {
            let row = Check::extract(&specimen.submission).unwrap();
            let is_forged = specimen.class == Class::Fraud;
            (row, is_forged, specimen.risk_score)
        })
        .collect();
    for (place, feature) in Check::FEATURES.iter().enumerate() {
        // All forged papers, and those alone that a reviewer would call forged.
        for clear in [false, true] {
            let chosen = || {
                rows.iter()
                    .filter(move |(_, _, score)| !clear || *score <= 30.0 || *score >= 70.0)
                    .map(move |(row, is_forged, _)| (row[place], *is_forged))
            };
            let missing =
                auc(chosen().map(|(v, forged)| (f64::from(u8::from(v.is_nan())), forged)));
            let value = auc(chosen().filter(|(value, _)| !value.is_nan()));
            for auc in [missing, value] {
                assert!(
                    (0.05..=0.95).contains(&auc),
                    "{} alone has a ROC-AUC of {auc}",
                    feature.name
                );
            }
        }
    }
}

/// The share of pairs in which the forged paper has the higher value.
fn auc(values: impl Iterator<Item = (f64, bool)>) -> f64 {
    let (forged, honest): (Vec<_>, Vec<_>) = values.partition(|(_, forged)| *forged);
    let mut wins = 0.0;
    for (one, _) in &forged {
        for (other, _) in &honest {
            wins += f64::from(u8::from(one > other)) + 0.5 * f64::from(u8::from(one == other));
        }
    }
    wins / (forged.len() * honest.len()) as f64
}
