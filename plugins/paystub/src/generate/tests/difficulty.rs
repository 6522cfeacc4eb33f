//! No single sign decides.

use refit_plugin::{Class, DocumentType};

use super::specimens;
use crate::Paystub;

#[test]
fn no_feature_alone_tells_forged_from_honest() {
    let rows: Vec<(Vec<f64>, bool, f64)> = specimens(6, 2_000)
        .iter()
        .map(|specimen| {
            let row = Paystub::extract(&specimen.submission).unwrap();
            (row, specimen.class == Class::Fraud, specimen.risk_score)
        })
        .collect();
    let is_clear = |score: f64| score <= 30.0 || score >= 70.0;
    for (place, feature) in Paystub::FEATURES.iter().enumerate() {
        for only_clear in [false, true] {
            let rows = || {
                rows.iter()
                    .filter(move |(_, _, score)| !only_clear || is_clear(*score))
            };
            let missing =
                auc(rows().map(|(row, forged, _)| (f64::from(row[place].is_nan()), *forged)));
            let value = auc(rows()
                .map(|(row, forged, _)| (row[place], *forged))
                .filter(|(value, _)| !value.is_nan()));
            println!("{:22} {only_clear:5} {value:.3} {missing:.3}", feature.name);
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
            wins += f64::from(one > other) + 0.5 * f64::from(one == other);
        }
    }
    wins / (forged.len() * honest.len()) as f64
}

/// A third of the forged papers show little: their sums add up, and nothing much is missing.
#[test]
fn many_forged_papers_show_nothing_that_honest_ones_do_not() {
    let place = crate::tests::place;
    let is_quiet = |row: &[f64]| {
        let error = row[place("tax_error")];
        (error.is_nan() || error < 0.005)
            && row[place("missing_fields_count")] <= 3.0
            && row[place("text_quality")] > 0.6
            && row[place("has_social_security")] > 0.0
    };
    let share = |class| {
        let specimens = specimens(8, 2_000);
        let of_class: Vec<_> = specimens.iter().filter(|it| it.class == class).collect();
        let quiet = of_class
            .iter()
            .filter(|specimen| is_quiet(&Paystub::extract(&specimen.submission).unwrap()));
        quiet.count() as f64 / of_class.len() as f64
    };
    let (forged, honest) = (share(Class::Fraud), share(Class::Legitimate));
    assert!(forged > 0.2, "{forged} of the forged are quiet");
    assert!((0.4..0.95).contains(&honest), "{honest} of the honest are");
}
