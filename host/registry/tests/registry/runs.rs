//! Records of runs.

use refit_core::RunId;
use refit_registry::{Error, RunEnd, RunOutcome};

use crate::{
    example::{paystub, version},
    place::places,
};

fn end(outcome: RunOutcome) -> RunEnd {
    RunEnd {
        outcome,
        version: Some(version("20250122_120000")),
        record: serde_json::json!({ "steps": 11, "r2": 0.1 + 0.2 }),
    }
}

#[tokio::test]
async fn a_run_is_recorded_from_its_start_to_its_end() {
    for place in places().await {
        let registry = place.open().await;
        let run = registry.begin_run(&paystub()).await.unwrap();
        let running = &registry.runs(&paystub(), 10).await.unwrap()[0];
        assert_eq!(
            (running.run, running.outcome, running.ended_at),
            (run, None, None)
        );
        place.set_clock("2025-01-22T12:01:00Z");
        registry
            .end_run(run, &end(RunOutcome::DryRun))
            .await
            .unwrap();
        let ended = &registry.runs(&paystub(), 10).await.unwrap()[0];
        assert_eq!(ended.outcome, Some(RunOutcome::DryRun));
        assert_eq!(ended.started_at.to_string(), "2025-01-22T12:00:00Z");
        assert_eq!(ended.ended_at.unwrap().to_string(), "2025-01-22T12:01:00Z");
        assert_eq!(ended.version, Some(version("20250122_120000")));
        assert_eq!(ended.record, Some(end(RunOutcome::DryRun).record));
        place.close().await;
    }
}

#[tokio::test]
async fn a_run_ends_once() {
    for place in places().await {
        let registry = place.open().await;
        let run = registry.begin_run(&paystub()).await.unwrap();
        registry.end_run(run, &end(RunOutcome::Kept)).await.unwrap();
        let error = registry
            .end_run(run, &end(RunOutcome::Activated))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::NotRunning { .. }), "{error}");
        let error = registry
            .end_run(RunId(99), &end(RunOutcome::Kept))
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::NotRunning { run: RunId(99) }),
            "{error}"
        );
        assert_eq!(
            registry.runs(&paystub(), 10).await.unwrap()[0].outcome,
            Some(RunOutcome::Kept)
        );
        place.close().await;
    }
}

#[tokio::test]
async fn runs_are_numbered_over_all_types_and_listed_newest_first() {
    for place in places().await {
        let registry = place.open().await;
        let check = "check".parse().unwrap();
        let outcomes = [
            RunOutcome::Activated,
            RunOutcome::Kept,
            RunOutcome::Rejected,
            RunOutcome::Held,
            RunOutcome::Failed,
            RunOutcome::Cancelled,
        ];
        for outcome in outcomes {
            registry.begin_run(&check).await.unwrap();
            let run = registry.begin_run(&paystub()).await.unwrap();
            registry.end_run(run, &end(outcome)).await.unwrap();
        }
        let runs = registry.runs(&paystub(), 100).await.unwrap();
        let seen: Vec<_> = runs.iter().rev().map(|run| run.outcome.unwrap()).collect();
        assert_eq!(seen, outcomes);
        assert_eq!(runs[0].run, RunId(12));
        assert_eq!(registry.runs(&paystub(), 2).await.unwrap(), runs[..2]);
        place.close().await;
    }
}
