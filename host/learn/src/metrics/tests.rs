use proptest::prelude::*;

use super::*;

// numpy 2.4.6, scikit-learn 1.9.1 on these lists: r2_score, mean_squared_error and, for the rows
// with targets <= 30 or >= 70, roc_auc_score, average_precision_score, roc_curve(…,
// drop_intermediate=False) for max |tpr - fpr| and max tpr where fpr <= limit, brier_score_loss of
// scores / 100. The scores have ties within and across the classes.
const TARGETS: [f64; 20] = [
    15., 85., 85., 15., 50., 15., 85., 15., 92., 8., 30., 70., 45., 15., 85., 15., 15., 85., 15.,
    22.,
];
const SCORES: [f64; 20] = [
    12.5, 80., 64., 40., 55., 64., 91., 5., 64., 12.5, 33., 71., 20., 48., 35., 22., 9., 88., 71.,
    12.5,
];

fn close(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!(
        (found - expected).abs() < 1e-12,
        "{found} is not {expected}"
    );
}

#[test]
fn are_scikit_learns() {
    close(r2(&SCORES, &TARGETS).ok(), 0.402_890_630_438_890_6);
    close(mse(&SCORES, &TARGETS).ok(), 600.3875);
    let ranking = Ranking::try_new(&SCORES, &TARGETS).unwrap();
    assert_eq!((ranking.frauds(), ranking.legitimate()), (7, 11));
    close(ranking.roc_auc(), 0.902_597_402_597_402_6);
    close(ranking.pr_auc(), 0.848_051_948_051_948);
    close(ranking.ks(), 0.675_324_675_324_675_3);
    close(ranking.recall_at(0.01), 0.428_571_428_571_428_55);
    close(ranking.recall_at(0.05), 0.428_571_428_571_428_55);
    close(ranking.recall_at(0.1), 0.571_428_571_428_571_4);
    close(brier(&SCORES, &TARGETS).unwrap(), 0.130_398_611_111_111_12);
}

#[test]
fn evaluate_takes_each_from_its_own_scores() {
    let scores = Scores {
        ensemble: SCORES.to_vec(),
        random_forest: TARGETS.to_vec(),
        xgboost: vec![50.0; 20],
    };
    let metrics = evaluate(&scores, &TARGETS, 1.5).unwrap();
    assert!(metrics.is_finite());
    assert_eq!((metrics.rf_r2, metrics.rf_mse), (1.0, 0.0));
    assert!(metrics.xgb_r2 < 0.1);
    assert_eq!(metrics.training_time_seconds, 1.5);
    close(metrics.roc_auc, 0.902_597_402_597_402_6);
}

#[test]
fn one_class_has_no_ranking() {
    let ranking = Ranking::try_new(&[1.0, 2.0], &[80.0, 50.0]).unwrap();
    assert_eq!(ranking.roc_auc(), None);
    assert_eq!(ranking.pr_auc(), None);
    assert_eq!(ranking.ks(), None);
    assert_eq!(ranking.recall_at(0.05), None);
    assert_eq!(brier(&[1.0, 2.0], &[80.0, 50.0]), Ok(None));
}

#[test]
fn equal_targets_have_an_r2_of_one_or_zero() {
    assert_eq!(r2(&[15.0, 15.0], &[15.0, 15.0]), Ok(1.0));
    assert_eq!(r2(&[15.0, 16.0], &[15.0, 15.0]), Ok(0.0));
    assert_eq!(r2(&[], &[]), Err(Error::NoRows));
}

#[test]
fn what_is_no_score_is_refused() {
    let nan = Ranking::try_new(&[1.0, f64::NAN], &[80.0, 10.0]);
    assert_eq!(nan, Err(Error::Score { row: 1 }));
    let target = Ranking::try_new(&[1.0, 2.0], &[80.0, 101.0]);
    assert_eq!(target, Err(Error::Target { row: 1 }));
    assert!(Ranking::try_new(&[1.0], &[80.0, 10.0]).is_err());
}

/// Rows with many equal scores, of all classes.
fn rows() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    let row = (0_u8..20, prop::sample::select(vec![15.0, 85.0, 50.0]));
    prop::collection::vec(row, 2..80)
        .prop_map(|rows| rows.into_iter().map(|(s, t)| (f64::from(s), t)).unzip())
}

proptest! {
    #[test]
    fn ranking_metrics_are_shares((scores, targets) in rows()) {
        let ranking = Ranking::try_new(&scores, &targets).unwrap();
        let metrics = [
            ranking.roc_auc(), ranking.pr_auc(), ranking.ks(),
            ranking.recall_at(0.01), ranking.recall_at(0.05),
            brier(&scores, &targets).unwrap(),
        ];
        let both = ranking.frauds() > 0 && ranking.legitimate() > 0;
        for metric in metrics {
            prop_assert_eq!(metric.is_some(), both);
            prop_assert!((0.0..=1.0 + 1e-12).contains(&metric.unwrap_or(0.0)));
        }
        prop_assert!(ranking.recall_at(0.01) <= ranking.recall_at(0.05));
        prop_assert!(r2(&scores, &targets).unwrap() <= 1.0);
    }

    #[test]
    fn ranking_sees_nothing_but_the_order((scores, targets) in rows()) {
        let ranking = Ranking::try_new(&scores, &targets).unwrap();
        let bent: Vec<f64> = scores.iter().map(|score| (score / 7.0).exp() - 3.0).collect();
        prop_assert_eq!(&Ranking::try_new(&bent, &targets).unwrap(), &ranking);
        let upside_down: Vec<f64> = scores.iter().map(|score| -score).collect();
        let turned = Ranking::try_new(&upside_down, &targets).unwrap();
        if let (Some(auc), Some(turned)) = (ranking.roc_auc(), turned.roc_auc()) {
            prop_assert!((auc + turned - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn roc_auc_is_the_share_of_pairs_in_order((scores, targets) in rows()) {
        let of = |class: f64| -> Vec<f64> {
            scores.iter().zip(&targets).filter(|(_, t)| **t == class).map(|(s, _)| *s).collect()
        };
        let (frauds, legitimate) = (of(85.0), of(15.0));
        let pairs = frauds.iter().flat_map(|f| legitimate.iter().map(move |l| (f, l)));
        let won: f64 = pairs
            .map(|(f, l)| if f > l { 1.0 } else if f == l { 0.5 } else { 0.0 })
            .sum();
        let expected = won / (frauds.len() * legitimate.len()) as f64;
        if let Some(auc) = Ranking::try_new(&scores, &targets).unwrap().roc_auc() {
            prop_assert!((auc - expected).abs() < 1e-12);
        }
    }
}
