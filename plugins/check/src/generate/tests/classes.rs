//! Shares, scores, and that no document tells its class by a single sign.

use refit_plugin::Class;

use super::{MECHANISMS, specimens};

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
