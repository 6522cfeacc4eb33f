//! Runs without real documents.

use refit_core::{DataSource, Verdict};
use refit_pipeline::{Request, Step};
use refit_registry::RunOutcome;

use crate::{
    desk::{Desk, Steps, options, request},
    plugin::{Flaw, Receipts},
};

#[tokio::test]
async fn the_first_run_goes_through_eleven_steps_and_activates() {
    let desk = Desk::new().await;
    let steps = Steps::default();
    let record = desk
        .pipeline
        .retrain(&Receipts::new(), &options(), &request(1), &steps)
        .await
        .unwrap();
    assert_eq!(record.failure, None);
    assert_eq!(*steps.ended.lock().unwrap(), Step::ALL);
    assert_eq!(record.outcome, Some(RunOutcome::Activated));
    assert_eq!(record.data_source, Some(DataSource::Synthetic));
    let counts = record.training_data.unwrap();
    assert_eq!((counts.total_samples, counts.real_samples), (400, 0));
    assert_eq!(counts.training_rows + counts.holdout_rows, 400);
    assert!(
        (60..100).contains(&counts.holdout_rows),
        "{} rows held out",
        counts.holdout_rows
    );
    assert!(record.metrics.unwrap().is_finite());
    let active = desk
        .registry
        .active(&desk.document_type())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(Some(active.version), record.version_id);
    assert_eq!(
        record.metrics_by_source.keys().copied().collect::<Vec<_>>(),
        ["synthetic"]
    );
}

#[tokio::test]
async fn every_end_is_recorded() {
    let desk = Desk::new().await;
    let good = desk.retrain(1).await;
    let bad = desk
        .retrain_with(&Receipts::with(Flaw::Traps), &options(), 1)
        .await;
    let cancel = Steps {
        cancel_after: Some(Step::Train),
        ..Steps::default()
    };
    let cancelled = desk
        .pipeline
        .retrain(&Receipts::new(), &options(), &request(1), &cancel)
        .await
        .unwrap();
    let runs = desk.registry.runs(&desk.document_type(), 10).await.unwrap();
    let outcomes: Vec<_> = runs.iter().map(|run| (run.run, run.outcome)).collect();
    assert_eq!(
        outcomes,
        [
            (cancelled.run, Some(RunOutcome::Cancelled)),
            (bad.run, Some(RunOutcome::Failed)),
            (good.run, Some(RunOutcome::Activated)),
        ]
    );
    let failure = bad.failure.unwrap();
    assert_eq!(failure.code, "plugin-trapped");
    assert_eq!(
        failure.message,
        "plugin 'receipt' failed in generate: no luck, src/lib.rs:7"
    );
    assert_eq!(failure.step, Some(Step::Generate));
    assert_eq!(cancelled.steps.last().unwrap().step, Step::Train);
    assert!(cancelled.version_id.is_none());
}

#[tokio::test]
async fn a_dry_run_compares_and_saves_nothing() {
    let desk = Desk::new().await;
    let dry = Request {
        dry_run: true,
        ..request(1)
    };
    let record = desk
        .pipeline
        .retrain(&Receipts::new(), &options(), &dry, &Steps::default())
        .await
        .unwrap();
    assert_eq!(record.outcome, Some(RunOutcome::DryRun));
    assert_eq!(record.comparison.unwrap().verdict, Verdict::Activate);
    assert!(!record.activated);
    assert_eq!(record.version_id, None);
    assert!(
        desk.registry
            .versions(&desk.document_type())
            .await
            .unwrap()
            .is_empty()
    );
    assert!(!desk.path().join("models/receipt").exists());
}

#[tokio::test]
async fn a_first_version_that_ranks_like_a_coin_is_saved_and_held() {
    let desk = Desk::new().await;
    let record = desk
        .retrain_with(&Receipts::with(Flaw::Blind), &options(), 1)
        .await;
    assert_eq!(record.outcome, Some(RunOutcome::Held));
    let version = record.version_id.unwrap();
    assert!(desk.model_file("manifest", &version).exists());
    assert_eq!(
        desk.registry.active(&desk.document_type()).await.unwrap(),
        None
    );
}

#[tokio::test]
async fn too_few_synthetic_rows_are_refused() {
    let desk = Desk::new().await;
    let mut options = options();
    options.blending.synthetic_documents = 30;
    let record = desk.retrain_with(&Receipts::new(), &options, 1).await;
    let failure = record.failure.unwrap();
    assert_eq!(failure.code, "data-not-fit");
    assert!(
        failure.message.contains("30 rows, 50 are needed"),
        "{}",
        failure.message
    );
    assert_eq!(record.version_id, None);
}
