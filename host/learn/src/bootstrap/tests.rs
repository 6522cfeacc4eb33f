use proptest::prelude::*;

use super::*;
use crate::{Ranking, r2, testing};

/// Targets of all three strata with a good and a worse model's scores.
fn models(rows: usize) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let targets = testing::dataset(rows, 1).targets().to_vec();
    let noise = testing::dataset(rows, 2).targets().to_vec();
    let mix = |share: f64| -> Vec<f64> {
        let rows = targets.iter().zip(&noise);
        rows.map(|(t, n)| (1.0 - share) * t + share * n).collect()
    };
    (mix(0.65), mix(0.8), targets)
}

#[test]
fn percentiles_are_numpys() {
    // numpy.percentile([1, 2, 3, 10, 4.5], [2.5, 50, 90])
    let sorted = [1.0, 2.0, 3.0, 4.5, 10.0];
    assert_eq!(percentile(&sorted, 0.5), Some(3.0));
    assert!((percentile(&sorted, 0.025).unwrap() - 1.1).abs() < 1e-12);
    assert!((percentile(&sorted, 0.9).unwrap() - 7.8).abs() < 1e-12);
    assert_eq!(percentile(&[], 0.5), None);
}

#[test]
fn estimates_are_those_of_the_rows_themselves() {
    let (good, worse, targets) = models(300);
    let auc = |scores: &[f64]| {
        Ranking::try_new(scores, &targets)
            .unwrap()
            .roc_auc()
            .unwrap()
    };
    let bootstrap = Bootstrap::default();
    let one = bootstrap.roc_auc(&good, &targets).unwrap().unwrap();
    assert_eq!(one.estimate, auc(&good));
    let difference = bootstrap.roc_auc_difference(&worse, &good, &targets);
    let difference = difference.unwrap().unwrap();
    assert_eq!(difference.estimate, auc(&good) - auc(&worse));
    let expected = r2(&good, &targets).unwrap() - r2(&worse, &targets).unwrap();
    let found = bootstrap.r2_difference(&worse, &good, &targets);
    let found = found.unwrap().unwrap();
    assert!((found.estimate - expected).abs() < 1e-12);
    for interval in [one, difference, found] {
        assert!(interval.lower < interval.estimate && interval.estimate < interval.upper);
        assert_eq!(interval.level, 0.95);
    }
    assert!(
        difference.lower > 0.0 && found.lower > 0.0,
        "better beyond doubt"
    );
}

#[test]
fn intervals_are_the_same_on_one_thread_and_on_more() {
    let (good, worse, targets) = models(200);
    let bootstrap = Bootstrap {
        draws: 300,
        seed: 11,
        ..Bootstrap::default()
    };
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| {
            (
                bootstrap.r2_difference(&worse, &good, &targets).unwrap(),
                bootstrap
                    .roc_auc_difference(&worse, &good, &targets)
                    .unwrap(),
                bootstrap.roc_auc(&good, &targets).unwrap(),
            )
        })
    };
    assert_eq!(on(1), on(2));
    assert_eq!(on(1), on(5));
}

#[test]
fn the_same_model_twice_differs_by_nothing() {
    let (good, _, targets) = models(100);
    let bootstrap = Bootstrap::default();
    for interval in [
        bootstrap.r2_difference(&good, &good, &targets),
        bootstrap.roc_auc_difference(&good, &good, &targets),
    ] {
        let Interval {
            estimate,
            lower,
            upper,
            ..
        } = interval.unwrap().unwrap();
        assert_eq!([estimate, lower, upper], [0.0; 3]);
    }
}

#[test]
fn a_one_sided_bound_is_tighter() {
    let (good, _, targets) = models(150);
    let two = Bootstrap::default();
    let one = Bootstrap {
        sides: Sides::One,
        ..two
    };
    let two = two.roc_auc(&good, &targets).unwrap().unwrap();
    let one = one.roc_auc(&good, &targets).unwrap().unwrap();
    assert!(two.lower < one.lower && one.upper < two.upper);
}

#[test]
fn what_is_undefined_has_no_interval() {
    let bootstrap = Bootstrap::default();
    let scores = [10.0, 20.0, 30.0];
    assert_eq!(bootstrap.roc_auc(&scores, &[80.0, 90.0, 50.0]), Ok(None));
    assert_eq!(
        bootstrap.r2_difference(&scores, &scores, &[80.0; 3]),
        Ok(None)
    );
    assert_eq!(bootstrap.r2_difference(&[], &[], &[]), Ok(None));
    let none = Bootstrap {
        draws: 0,
        ..bootstrap
    };
    assert!(none.roc_auc(&scores, &[80.0, 10.0, 50.0]).is_err());
    let all = Bootstrap {
        level: 1.0,
        ..bootstrap
    };
    assert!(all.roc_auc(&scores, &[80.0, 10.0, 50.0]).is_err());
    assert!(bootstrap.roc_auc(&scores, &[80.0, 10.0]).is_err());
}

#[test]
fn an_interval_covers_the_truth_about_as_often_as_it_says() {
    // The truth: the AUC over many rows. 95 % of 200 is 190, two and a half deviations are 8.
    let (many, _, targets) = models(20_000);
    let truth = Ranking::try_new(&many, &targets)
        .unwrap()
        .roc_auc()
        .unwrap();
    let parts = many.chunks(100).zip(targets.chunks(100));
    let covered = parts.enumerate().filter(|(seed, (scores, targets))| {
        let bootstrap = Bootstrap {
            draws: 400,
            seed: *seed as u64,
            ..Bootstrap::default()
        };
        let interval = bootstrap.roc_auc(scores, targets).unwrap().unwrap();
        interval.lower <= truth && truth <= interval.upper
    });
    let covered = covered.count();
    assert!((175..=198).contains(&covered), "{covered} of 200");
}

proptest! {
    #[test]
    fn weights_count_as_repeated_rows(
        rows in prop::collection::vec((0_u8..9, prop::sample::select(vec![15.0, 85.0, 50.0]), 0_u32..4), 1..60),
    ) {
        let scores: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
        let targets: Vec<f64> = rows.iter().map(|row| row.1).collect();
        let weights: Vec<u32> = rows.iter().map(|row| row.2).collect();
        let order = Order::of(&scores, &Strata::of(&targets));
        let repeated = rows.iter().flat_map(|row| vec![(f64::from(row.0), row.1); row.2 as usize]);
        let (scores, targets): (Vec<f64>, Vec<f64>) = repeated.unzip();
        let expected = Ranking::try_new(&scores, &targets).unwrap().roc_auc();
        prop_assert_eq!(order.roc_auc(&weights), expected);
    }

    #[test]
    fn a_draw_keeps_every_stratum_as_large_as_it_is(
        targets in prop::collection::vec(prop::sample::select(vec![15.0, 85.0, 50.0]), 0..60),
        seed: u64,
    ) {
        let mut weights = vec![0; targets.len()];
        Strata::of(&targets).draw(&mut ChaCha8Rng::seed_from_u64(seed), &mut weights);
        for class in [15.0, 85.0, 50.0] {
            let rows = targets.iter().zip(&weights).filter(|(target, _)| **target == class);
            let (count, sum) = rows.fold((0, 0), |(n, sum), (_, weight)| (n + 1, sum + weight));
            prop_assert_eq!(count, sum);
        }
    }
}
