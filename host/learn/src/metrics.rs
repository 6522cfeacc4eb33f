//! How good scores are against targets.

use refit_core::{Class, Metrics};

use crate::{
    Error, Ranking, Scores,
    ranking::{check_lengths, class_of},
};

/// The mean squared error, in squared points.
///
/// # Errors
/// [`Error::Length`] for lists of different lengths, [`Error::NoRows`].
pub fn mse(scores: &[f64], targets: &[f64]) -> Result<f64, Error> {
    Ok(squared_errors(scores, targets)? / targets.len() as f64)
}

/// The coefficient of determination, at most 1: the share of the targets' variance that the scores
/// explain. Where all targets are equal it is 1 for a perfect answer and 0 for any other, as in
/// scikit-learn's `r2_score`.
///
/// # Errors
/// [`Error::Length`] for lists of different lengths, [`Error::NoRows`].
pub fn r2(scores: &[f64], targets: &[f64]) -> Result<f64, Error> {
    let errors = squared_errors(scores, targets)?;
    let mean = targets.iter().sum::<f64>() / targets.len() as f64;
    let spread: f64 = targets.iter().map(|target| (target - mean).powi(2)).sum();
    Ok(if spread > 0.0 {
        1.0 - errors / spread
    } else if errors == 0.0 {
        1.0
    } else {
        0.0
    })
}

fn squared_errors(scores: &[f64], targets: &[f64]) -> Result<f64, Error> {
    check_lengths(scores, targets)?;
    if targets.is_empty() {
        return Err(Error::NoRows);
    }
    let errors = scores.iter().zip(targets);
    Ok(errors.map(|(score, target)| (score - target).powi(2)).sum())
}

/// The mean squared difference of score/100 and class (1 fraud, 0 legitimate), 0 to 1; absent
/// where one of the classes is.
///
/// # Errors
/// [`Error::Length`] for lists of different lengths.
pub fn brier(scores: &[f64], targets: &[f64]) -> Result<Option<f64>, Error> {
    check_lengths(scores, targets)?;
    let mut frauds = 0_usize;
    let mut legitimate = 0_usize;
    let mut sum = 0.0;
    for (score, &target) in scores.iter().zip(targets) {
        let truth = match class_of(target) {
            Some(Class::Fraud) => {
                frauds += 1;
                1.0
            }
            Some(Class::Legitimate) => {
                legitimate += 1;
                0.0
            }
            None => continue,
        };
        sum += (score / 100.0 - truth).powi(2);
    }
    Ok((frauds > 0 && legitimate > 0).then(|| sum / (frauds + legitimate) as f64))
}

/// All metrics of an ensemble on some rows. `training_time_seconds` is passed through.
///
/// # Errors
/// [`Error::Length`] for lists of different lengths, [`Error::NoRows`], [`Error::Score`] for a
/// score that is NaN, [`Error::Target`] for a target outside 0–100.
pub fn evaluate(
    scores: &Scores,
    targets: &[f64],
    training_time_seconds: f64,
) -> Result<Metrics, Error> {
    let ranking = Ranking::try_new(&scores.ensemble, targets)?;
    Ok(Metrics {
        r2_score: r2(&scores.ensemble, targets)?,
        mse: mse(&scores.ensemble, targets)?,
        rf_r2: r2(&scores.random_forest, targets)?,
        rf_mse: mse(&scores.random_forest, targets)?,
        xgb_r2: r2(&scores.xgboost, targets)?,
        xgb_mse: mse(&scores.xgboost, targets)?,
        roc_auc: ranking.roc_auc(),
        pr_auc: ranking.pr_auc(),
        ks: ranking.ks(),
        recall_at_1_percent_fpr: ranking.recall_at(0.01),
        recall_at_5_percent_fpr: ranking.recall_at(0.05),
        brier: brier(&scores.ensemble, targets)?,
        training_time_seconds,
    })
}

#[cfg(test)]
mod tests;
