use refit_core::Verdict;

use super::*;

const EVALUATION: Evaluation = Evaluation {
    max_r2_drop: 0.15,
    bootstrap_draws: 500,
    confidence_level: 0.95,
};

/// Forty honest and twenty forged documents.
fn targets() -> Vec<f64> {
    (0..60)
        .map(|row| if row % 3 == 0 { 85.0 } else { 15.0 })
        .collect()
}

/// The truth with an error of a size that differs from row to row.
fn scores(error: f64) -> Vec<f64> {
    let sign = |row: usize| if row.is_multiple_of(2) { 1.0 } else { -1.0 };
    let errors = (0..60).map(|row| error * sign(row) * (1.0 + (row % 7) as f64) / 4.0);
    targets()
        .iter()
        .zip(errors)
        .map(|(target, error)| target + error)
        .collect()
}

/// Scores that have nothing to do with the truth.
fn noise() -> Vec<f64> {
    (0..60).map(|row| f64::from((row * 37 + 11) % 60)).collect()
}

fn verdict(challenger: &[f64], champion: Option<Result<Vec<f64>, String>>) -> Comparison {
    let champion = champion.map(|scores| Champion {
        version: "20250122_143052".parse().unwrap(),
        scores,
    });
    let targets = targets();
    let evidence = Evidence {
        targets: &targets,
        challenger,
        metrics_are_finite: true,
        champion,
    };
    decide(&evidence, &EVALUATION, 7).unwrap()
}

#[test]
fn the_first_version_goes_live_if_it_ranks_better_than_chance() {
    let comparison = verdict(&scores(8.0), None);
    assert!(comparison.should_activate);
    assert_eq!(
        comparison.reason,
        "No previous model found - activating first version"
    );
    assert_eq!((comparison.previous_r2, comparison.delta), (None, None));
    assert_eq!((comparison.rows, comparison.fraud_rows), (60, 20));
}

#[test]
fn a_first_version_that_ranks_like_a_coin_is_held() {
    let comparison = verdict(&noise(), None);
    assert_eq!(comparison.verdict, Verdict::Hold);
    assert!(!comparison.should_activate);
    assert!(
        comparison.reason.contains("is not shown to be above 0.5"),
        "{}",
        comparison.reason
    );
}

#[test]
fn a_first_version_that_cannot_be_measured_is_held() {
    let evidence = Evidence {
        targets: &[15.0, 20.0],
        challenger: &[15.0, 20.0],
        metrics_are_finite: true,
        champion: None,
    };
    let comparison = decide(&evidence, &EVALUATION, 7).unwrap();
    assert_eq!(comparison.rule, "first_version_not_shown");
}

#[test]
fn a_drop_beyond_the_threshold_keeps_the_champion() {
    let comparison = verdict(&scores(28.0), Some(Ok(scores(2.0))));
    assert_eq!(comparison.verdict, Verdict::Reject);
    let delta = comparison.delta.unwrap();
    assert!(delta < -0.15, "{delta}");
    assert_eq!(
        comparison.reason,
        format!(
            "Performance dropped by {:.3} (threshold: 0.15) - keeping previous version",
            -delta
        )
    );
    let interval = comparison.r2_difference.unwrap();
    assert!(interval.lower < delta && delta < interval.upper);
}

#[test]
fn a_small_drop_is_tolerated_and_a_gain_is_named() {
    let worse = verdict(&scores(9.0), Some(Ok(scores(7.0))));
    assert!(worse.should_activate);
    assert!(
        worse.reason.ends_with("but within acceptable threshold"),
        "{}",
        worse.reason
    );
    let better = verdict(&scores(7.0), Some(Ok(scores(9.0))));
    assert!(better.should_activate && better.reason.starts_with("Performance improved by 0.0"));
    assert_eq!(better.delta, worse.delta.map(|delta| -delta));
}

#[test]
fn the_drop_that_is_just_tolerated_is_the_threshold_itself() {
    assert_eq!(against_champion(-0.15, 0.15).verdict, Verdict::Activate);
    assert_eq!(against_champion(-0.150_001, 0.15).verdict, Verdict::Reject);
    assert_eq!(against_champion(f64::NAN, 0.15).verdict, Verdict::Reject);
}

#[test]
fn what_is_not_finite_never_goes_live() {
    let mut challenger = scores(2.0);
    challenger[5] = f64::NAN;
    for champion in [None, Some(Ok(scores(40.0)))] {
        let comparison = verdict(&challenger, champion);
        assert_eq!(comparison.rule, "not_finite");
        assert!(!comparison.should_activate);
    }
}

#[test]
fn a_champion_that_cannot_be_scored_leaves_it_to_a_person() {
    let comparison = verdict(
        &scores(2.0),
        Some(Err("it knows other features".to_owned())),
    );
    assert_eq!(comparison.verdict, Verdict::Hold);
    assert!(comparison.reason.contains("it knows other features"));
}
