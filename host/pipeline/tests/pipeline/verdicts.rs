//! Challenger against champion.

use refit_core::Verdict;
use refit_learn::Parameters;
use refit_pipeline::Step;
use refit_registry::{Activation, AuditAction, RunOutcome};

use crate::{
    desk::{Desk, options},
    plugin::{Flaw, Receipts},
};

/// Whatever is measured goes live: for tests that are not about the threshold.
fn tolerant() -> refit_pipeline::Options {
    let mut options = options();
    options.evaluation.max_r2_drop = 100.0;
    options
}

#[tokio::test]
async fn a_second_version_is_compared_on_the_same_rows() {
    let desk = Desk::new().await;
    let first = desk.retrain(1).await;
    let second = desk.retrain_with(&Receipts::new(), &tolerant(), 2).await;
    let comparison = second.comparison.unwrap();
    assert_eq!(comparison.previous_version, first.version_id);
    assert_eq!(comparison.rows, second.training_data.unwrap().holdout_rows);
    // The champion's R² is measured now, on rows that it never saw.
    assert_ne!(
        comparison.previous_r2,
        Some(first.metrics.unwrap().r2_score)
    );
    let delta = comparison.new_r2.unwrap() - comparison.previous_r2.unwrap();
    assert_eq!(comparison.delta, Some(delta));
    let interval = comparison.r2_difference.unwrap();
    assert!(interval.lower <= interval.estimate && interval.estimate <= interval.upper);
    assert!((interval.estimate - delta).abs() < 1e-9);
    assert_eq!(second.generation.unwrap().0, 2);
}

#[tokio::test]
async fn the_same_run_again_gives_a_difference_of_zero() {
    let desk = Desk::new().await;
    desk.retrain(1).await;
    let again = desk.retrain(1).await;
    let comparison = again.comparison.unwrap();
    assert_eq!(comparison.delta, Some(0.0));
    assert_eq!(comparison.reason, "Performance improved by 0.000");
}

#[tokio::test]
async fn a_challenger_that_is_much_worse_is_saved_and_rejected() {
    let desk = Desk::new().await;
    let champion = desk.retrain(1).await;
    let mut options = options();
    let mut stump = Parameters::default();
    stump.random_forest.trees = 1;
    stump.random_forest.max_depth = 1;
    stump.xgboost.rounds = 1;
    stump.xgboost.max_depth = 1;
    stump.weights.random_forest = 0.0;
    stump.weights.xgboost = 1.0;
    options.parameters = stump.check().unwrap();
    let worse = desk.retrain_with(&Receipts::new(), &options, 1).await;
    assert_eq!(worse.outcome, Some(RunOutcome::Rejected));
    let comparison = worse.comparison.unwrap();
    let delta = comparison.delta.unwrap();
    assert!(delta < -0.15, "{delta}");
    assert_eq!(comparison.verdict, Verdict::Reject);
    assert_eq!(
        worse.reason.unwrap(),
        format!(
            "Performance dropped by {:.3} (threshold: 0.15) - keeping previous version",
            -delta
        )
    );
    let version = worse.version_id.unwrap();
    assert!(desk.model_file("manifest", &version).exists());
    let active = desk
        .registry
        .active(&desk.document_type())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(Some(active.version), champion.version_id);
}

#[tokio::test]
async fn a_plugin_with_other_features_leaves_it_to_a_person() {
    let desk = Desk::new().await;
    let champion = desk.retrain(1).await;
    let record = desk
        .retrain_with(&Receipts::with(Flaw::OtherFeature), &options(), 2)
        .await;
    assert_eq!(record.outcome, Some(RunOutcome::Held));
    let reason = record.reason.unwrap();
    assert!(reason.contains("was trained on other features"), "{reason}");
    let active = desk
        .registry
        .active(&desk.document_type())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(Some(active.version), champion.version_id);
}

#[tokio::test]
async fn a_champion_is_compared_with_the_component_that_it_was_trained_with() {
    let desk = Desk::new().await;
    let champion = desk.retrain(1).await;
    let pipeline = desk
        .pipeline
        .clone()
        .with_components(std::sync::Arc::new(Receipts::new()));
    let replaced = Receipts::with(Flaw::OtherFeature);
    let record = pipeline
        .retrain(
            &replaced,
            &options(),
            &crate::desk::request(1),
            &crate::desk::Steps::default(),
        )
        .await
        .unwrap();
    assert_eq!(record.outcome, Some(RunOutcome::Activated), "{record:#?}");
    let comparison = record.comparison.unwrap();
    assert_eq!(comparison.previous_version, champion.version_id);
    // The same documents held out, read by the old component: what the champion was judged by.
    assert_eq!(comparison.previous_r2, champion.metrics.map(|m| m.r2_score));
    assert!(
        record
            .findings
            .iter()
            .any(|finding| finding.code == "champion_component")
    );
}

#[tokio::test]
async fn a_champion_whose_component_rejects_what_is_read_now_leaves_it_to_a_person() {
    let desk = Desk::new().await;
    desk.retrain(1).await;
    let pipeline = desk
        .pipeline
        .clone()
        .with_components(std::sync::Arc::new(Receipts::with(Flaw::Rejects)));
    let record = pipeline
        .retrain(
            &Receipts::with(Flaw::OtherFeature),
            &options(),
            &crate::desk::request(2),
            &crate::desk::Steps::default(),
        )
        .await
        .unwrap();
    assert_eq!(record.outcome, Some(RunOutcome::Held));
    let reason = record.reason.unwrap();
    assert!(reason.contains("documents held out"), "{reason}");
}

#[tokio::test]
async fn a_damaged_champion_is_never_replaced_unseen() {
    let desk = Desk::new().await;
    let champion = desk.retrain(1).await;
    let file = desk.model_file("xgboost", champion.version_id.as_ref().unwrap());
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let record = desk.retrain(2).await;
    assert_eq!(record.outcome, Some(RunOutcome::Held));
    assert!(record.reason.unwrap().contains("receipt_xgboost_"));
}

/// Activates another version while a run trains.
struct Meddler<'a> {
    desk: &'a Desk,
    steps: crate::desk::Steps,
    version: refit_core::VersionId,
}

impl refit_pipeline::Observer for Meddler<'_> {
    fn on_event(&self, event: &refit_pipeline::Event<'_>) {
        self.steps.on_event(event);
        if matches!(
            event,
            refit_pipeline::Event::StepEnded {
                step: Step::Compare,
                ..
            }
        ) {
            let change = async {
                let active = self
                    .desk
                    .registry
                    .active(&self.desk.document_type())
                    .await
                    .unwrap();
                let change = Activation {
                    document_type: self.desk.document_type(),
                    version: self.version.clone(),
                    expected: active.map(|active| active.generation),
                    actor: "somebody".to_owned(),
                    action: AuditAction::ActivatedByOperator,
                    reason: "in between".to_owned(),
                    run: None,
                };
                self.desk.registry.activate(change).await.unwrap();
            };
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(change));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_does_not_overwrite_a_champion_that_it_was_not_compared_with() {
    let desk = Desk::new().await;
    let first = desk.retrain(1).await.version_id.unwrap();
    let second = desk.retrain_with(&Receipts::new(), &tolerant(), 2).await;
    let second = second.version_id.unwrap();
    let meddler = Meddler {
        desk: &desk,
        steps: crate::desk::Steps::default(),
        version: first.clone(),
    };
    let record = desk
        .pipeline
        .retrain(
            &Receipts::new(),
            &options(),
            &crate::desk::request(3),
            &meddler,
        )
        .await
        .unwrap();
    assert_eq!(record.outcome, Some(RunOutcome::Failed));
    assert_eq!(record.failure.unwrap().step, Some(Step::Activate));
    let active = desk
        .registry
        .active(&desk.document_type())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((active.version, active.previous), (first, Some(second)));
    // The version is there for a person to look at.
    assert_eq!(
        desk.registry
            .versions(&desk.document_type())
            .await
            .unwrap()
            .len(),
        3
    );
}

#[tokio::test]
async fn cleaning_up_keeps_the_newest_and_the_active() {
    let desk = Desk::new().await;
    let options = refit_pipeline::Options {
        keep_versions: 2,
        ..options()
    };
    let mut versions = Vec::new();
    for _ in 0..4 {
        let record = desk.retrain_with(&Receipts::new(), &options, 1).await;
        assert!(record.activated);
        versions.extend(record.version_id);
    }
    let kept: Vec<_> = desk.registry.versions(&desk.document_type()).await.unwrap();
    let kept: Vec<_> = kept.into_iter().map(|stored| stored.version).collect();
    assert_eq!(kept, [versions[3].clone(), versions[2].clone()]);
    assert!(!desk.model_file("random_forest", &versions[0]).exists());
}
