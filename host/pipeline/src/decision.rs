//! The verdict on a challenger.
//!
//! The rules, in their order; the first that applies decides:
//!
//! 1. `not_finite`: a score or a metric that is no number: never live.
//! 2. `first_version`, `first_version_not_shown`: without a champion, the one-sided lower bound of
//!    the ROC-AUC must lie above 0.5: the model ranks better than chance.
//! 3. `champion_not_comparable`: the champion cannot be scored on these rows: a person decides.
//! 4. `rollback_threshold_drop`: the R² lies further below the champion's than is tolerated.
//! 5. `within_threshold`: otherwise it goes live.

use refit_core::{Comparison, Interval, Verdict, VersionId};
use refit_learn::{Bootstrap, Sides, r2};

use crate::{Error, options::Evaluation};

/// What a verdict rests on: rows that neither model was trained on.
pub(crate) struct Evidence<'a> {
    pub(crate) targets: &'a [f64],
    /// The challenger's scores.
    pub(crate) challenger: &'a [f64],
    /// Whether all its metrics are numbers.
    pub(crate) metrics_are_finite: bool,
    pub(crate) champion: Option<Champion>,
}

/// The version that is live.
pub(crate) struct Champion {
    pub(crate) version: VersionId,
    /// Its scores of the same rows, or why there are none.
    pub(crate) scores: Result<Vec<f64>, String>,
}

const POLICY: &str = "threshold";
/// The ROC-AUC of a coin.
const CHANCE: f64 = 0.5;

/// Decides.
pub(crate) fn decide(
    evidence: &Evidence<'_>,
    evaluation: &Evaluation,
    seed: u64,
) -> Result<Comparison, Error> {
    let Evidence {
        targets,
        challenger,
        ..
    } = evidence;
    let bootstrap = Bootstrap {
        draws: evaluation.bootstrap_draws,
        level: evaluation.confidence_level,
        sides: Sides::Two,
        seed,
    };
    let finite = evidence.metrics_are_finite && challenger.iter().all(|score| score.is_finite());
    let mut comparison = Comparison {
        should_activate: false,
        verdict: Verdict::Reject,
        rule: "not_finite".to_owned(),
        reason: "The new model's scores or metrics are not finite - keeping previous version"
            .to_owned(),
        policy: POLICY.to_owned(),
        previous_version: evidence
            .champion
            .as_ref()
            .map(|champion| champion.version.clone()),
        previous_r2: None,
        new_r2: None,
        delta: None,
        r2_difference: None,
        roc_auc_difference: None,
        roc_auc: None,
        rows: targets.len(),
        fraud_rows: targets
            .iter()
            .filter(|target| **target >= refit_core::RiskScore::REJECT_FROM)
            .count(),
    };
    if !finite {
        return Ok(comparison);
    }
    comparison.new_r2 = Some(r2(challenger, targets)?);
    comparison.roc_auc = bootstrap.roc_auc(challenger, targets)?;
    let ruling = match &evidence.champion {
        None => {
            let one_sided = Bootstrap {
                sides: Sides::One,
                ..bootstrap
            };
            first_version(one_sided.roc_auc(challenger, targets)?)
        }
        Some(Champion {
            scores: Err(why),
            version,
        }) => Ruling {
            verdict: Verdict::Hold,
            rule: "champion_not_comparable",
            reason: format!(
                "Version {version} is active and cannot be scored on the same rows ({why}) - keeping it until a person activates another"
            ),
        },
        Some(Champion {
            scores: Ok(champion),
            ..
        }) => {
            comparison.r2_difference = bootstrap.r2_difference(champion, challenger, targets)?;
            comparison.roc_auc_difference =
                bootstrap.roc_auc_difference(champion, challenger, targets)?;
            let previous = r2(champion, targets)?;
            let delta = r2(challenger, targets)? - previous;
            comparison.previous_r2 = Some(previous);
            comparison.delta = Some(delta);
            against_champion(delta, evaluation.max_r2_drop)
        }
    };
    comparison.should_activate = ruling.verdict == Verdict::Activate;
    comparison.verdict = ruling.verdict;
    ruling.rule.clone_into(&mut comparison.rule);
    comparison.reason = ruling.reason;
    Ok(comparison)
}

struct Ruling {
    verdict: Verdict,
    rule: &'static str,
    reason: String,
}

/// `auc` has one-sided bounds.
fn first_version(auc: Option<Interval>) -> Ruling {
    let hold = |reason| Ruling {
        verdict: Verdict::Hold,
        rule: "first_version_not_shown",
        reason,
    };
    match auc {
        None => hold(
            "No previous model found, and the rows held out lack fraud or legitimate documents - not activating what cannot be measured".to_owned(),
        ),
        Some(auc) if auc.lower > CHANCE => Ruling {
            verdict: Verdict::Activate,
            rule: "first_version",
            reason: "No previous model found - activating first version".to_owned(),
        },
        Some(auc) => hold(format!(
            "No previous model found, and the ROC-AUC of {:.3} is not shown to be above {CHANCE} ({:.0} % lower bound: {:.3}) - not activating",
            auc.estimate,
            auc.level * 100.0,
            auc.lower
        )),
    }
}

fn against_champion(delta: f64, max_drop: f64) -> Ruling {
    // Written so that a difference that is no number is refused.
    let tolerated = delta >= -max_drop;
    if !tolerated {
        return Ruling {
            verdict: Verdict::Reject,
            rule: "rollback_threshold_drop",
            reason: format!(
                "Performance dropped by {:.3} (threshold: {max_drop}) - keeping previous version",
                delta.abs()
            ),
        };
    }
    let reason = if delta >= 0.0 {
        format!("Performance improved by {delta:.3}")
    } else {
        format!(
            "Performance dropped by {:.3} but within acceptable threshold",
            delta.abs()
        )
    };
    Ruling {
        verdict: Verdict::Activate,
        rule: "within_threshold",
        reason,
    }
}

#[cfg(test)]
mod tests;
