//! Runs with real documents.

use refit_core::DataSource;
use refit_pipeline::Level;
use refit_registry::RunOutcome;

use crate::{
    desk::{Desk, line, options},
    plugin::Receipts,
};

#[tokio::test]
async fn hybrid_runs_hold_out_real_documents_only() {
    let desk = Desk::new().await;
    desk.import(0, 150, 4, 1.0).await;
    let record = desk.retrain(1).await;
    assert_eq!(record.failure, None);
    assert_eq!(record.data_source, Some(DataSource::Hybrid));
    let counts = record.training_data.unwrap();
    assert_eq!((counts.real_samples, counts.synthetic_samples), (150, 100));
    // A fifth of the real ones: folds are dealt in blocks of five per class.
    assert!(
        (29..=31).contains(&counts.holdout_rows),
        "{} rows held out",
        counts.holdout_rows
    );
    assert_eq!(
        record.metrics_by_source.keys().copied().collect::<Vec<_>>(),
        ["real"]
    );
    assert_eq!(
        record.metrics_by_source["real"].r2_score,
        record.metrics.unwrap().r2_score
    );
}

#[tokio::test]
async fn from_five_hundred_on_no_synthetic_document_is_made() {
    let desk = Desk::new().await;
    desk.import(0, 520, 4, 1.0).await;
    let record = desk.retrain(1).await;
    assert_eq!(record.data_source, Some(DataSource::Real));
    let counts = record.training_data.unwrap();
    assert_eq!((counts.total_samples, counts.synthetic_samples), (520, 0));
    assert_eq!(record.outcome, Some(RunOutcome::Activated));
}

#[tokio::test]
async fn real_documents_too_few_for_a_mixture_are_not_counted_as_used() {
    let desk = Desk::new().await;
    desk.import(0, 60, 3, 1.0).await;
    let record = desk.retrain(1).await;
    assert_eq!(record.data_source, Some(DataSource::Synthetic));
    assert_eq!(record.training_data.unwrap().real_samples, 0);
    assert!(
        record
            .findings
            .iter()
            .any(|finding| finding.code == "real_rows_unused")
    );
}

#[tokio::test]
async fn too_few_real_frauds_are_refused_with_their_counts() {
    let desk = Desk::new().await;
    desk.import(0, 120, 8, 1.0).await;
    desk.import(200, 240, 4, 0.7).await;
    let record = desk.retrain(1).await;
    assert_eq!(record.outcome, Some(RunOutcome::Failed));
    let failure = record.failure.unwrap();
    assert_eq!(
        failure.message,
        "the data of receipt is not fit for training: 15 real REJECT documents, 20 are needed (global_settings.min_samples_per_class)"
    );
    let left_out = record
        .findings
        .iter()
        .find(|finding| finding.code == "below_confidence")
        .unwrap();
    assert_eq!(left_out.level, Level::Info);
    assert!(
        left_out
            .message
            .starts_with("30 APPROVE and 10 REJECT documents"),
        "{}",
        left_out.message
    );
}

#[tokio::test]
async fn the_order_of_imports_does_not_change_a_model() {
    let lines: Vec<String> = (0..150)
        .map(|number| line(number, number % 4 == 0, 1.0))
        .collect();
    let mut digests = Vec::new();
    for reversed in [false, true] {
        let desk = Desk::new().await;
        let mut lines = lines.clone();
        if reversed {
            lines.reverse();
        }
        desk.import_lines(&lines.join("\n")).await;
        let record = desk.retrain(3).await;
        digests.push((
            record.data_digest,
            record.metrics.unwrap().r2_score.to_bits(),
        ));
    }
    assert_eq!(digests[0], digests[1]);
}

#[tokio::test]
async fn documents_that_the_plugin_rejects_are_counted_by_reason() {
    let desk = Desk::new().await;
    desk.import(0, 150, 4, 1.0).await;
    desk.import_lines(
        "{\"document\":{\"sum\":4},\"label\":\"REJECT\",\"confidence\":1}\n{\"document\":{\"total\":\"S3CRET\"},\"label\":\"REJECT\",\"confidence\":1}",
    )
    .await;
    let record = desk.retrain(1).await;
    assert_eq!(record.training_data.unwrap().real_samples, 150);
    let reasons: Vec<(&str, usize)> = record
        .rejected_documents
        .iter()
        .map(|(reason, count)| (reason.as_str(), *count))
        .collect();
    assert_eq!(
        reasons,
        [
            ("the field 'total' cannot be read", 1),
            ("the field 'total' is missing", 1)
        ]
    );
    assert!(!serde_json::to_string(&record).unwrap().contains("S3CRET"));
}

#[tokio::test]
async fn a_source_that_fails_ends_the_run() {
    let desk = Desk::new().await;
    desk.import(0, 150, 4, 1.0).await;
    let database = take_documents_away(&desk).await;
    let record = desk.retrain_with(&Receipts::new(), &options(), 1).await;
    drop(database);
    assert_eq!(record.outcome, Some(RunOutcome::Failed));
    assert_eq!(record.failure.unwrap().code, "sources-failed");
    assert_eq!(record.data_source, None);
    assert_eq!(record.version_id, None);
}

/// Takes the table of documents away.
async fn take_documents_away(desk: &Desk) -> refit_database::Database {
    let location = refit_database::Location::parse("sqlite://refit.db", desk.path()).unwrap();
    let database = refit_database::Database::open(&location).await.unwrap();
    sqlx::query("alter table document rename to elsewhere")
        .execute(database.writer())
        .await
        .unwrap();
    database
}
