//! A job has one worker, which others may take it from only when it is silent.

use std::{collections::BTreeSet, time::Duration};

use refit_jobs::{Beat, Error, Orphans, Outcome, Progress, State};
use serde_json::json;

use crate::place::{KIND, LEASE, claim, nothing_to_claim, places, trigger};

#[tokio::test(flavor = "multi_thread")]
async fn of_many_workers_one_takes_each_job() {
    for place in places().await {
        let store = place.open().await;
        for subject in ["a", "b", "c", "d", "e"] {
            store.trigger(&trigger(subject)).await.unwrap();
        }
        let mut tasks = Vec::new();
        for worker in 0..20 {
            // Each as a process of its own would.
            let store = place.open().await;
            tasks.push(tokio::spawn(async move {
                let mut taken = Vec::new();
                for _ in 0..5 {
                    let owner = format!("worker {worker}");
                    if let Some(claim) = store.claim(KIND, &owner, LEASE).await.unwrap() {
                        taken.push(claim.job.subject);
                    }
                }
                taken
            }));
        }
        let mut taken = Vec::new();
        for task in tasks {
            taken.extend(task.await.unwrap());
        }
        let subjects: BTreeSet<_> = taken.iter().collect();
        assert_eq!((taken.len(), subjects.len()), (5, 5), "{taken:?}");
        place.close().await;
    }
}

#[tokio::test]
async fn the_urgent_and_then_the_old_come_first() {
    for place in places().await {
        let store = place.open().await;
        for subject in ["old", "young"] {
            store.trigger(&trigger(subject)).await.unwrap();
            place.advance(Duration::from_secs(1));
        }
        let mut urgent = trigger("urgent");
        urgent.priority = 1;
        store.trigger(&urgent).await.unwrap();
        let mut order = Vec::new();
        for _ in 0..3 {
            order.push(claim(&store).await.job.subject);
        }
        assert_eq!(order, ["urgent", "old", "young"]);
        place.close().await;
    }
}

#[tokio::test]
async fn a_heartbeat_keeps_the_job_and_hears_of_a_cancel() {
    for place in places().await {
        let store = place.open().await;
        let id = store.trigger(&trigger("paystub")).await.unwrap().id;
        let taken = claim(&store).await;
        let progress = Progress {
            step: Some("train".to_owned()),
            done: 5,
            total: 11,
        };
        for _ in 0..5 {
            place.advance(LEASE / 2);
            let beat = store.beat(&taken, &progress, LEASE).await.unwrap();
            assert_eq!(beat, Beat::GoOn);
            assert!(store.rescue(Orphans::Expired).await.unwrap().is_empty());
        }
        assert_eq!(store.job(id).await.unwrap().progress, progress);
        store.cancel(id).await.unwrap();
        let beat = store.beat(&taken, &progress, LEASE).await.unwrap();
        assert_eq!(beat, Beat::Cancel);
        place.close().await;
    }
}

#[tokio::test]
async fn a_worker_that_was_silent_too_long_changes_nothing_any_more() {
    for place in places().await {
        let store = place.open().await;
        store.trigger(&trigger("paystub")).await.unwrap();
        let silent = claim(&store).await;
        place.advance(LEASE + Duration::from_secs(1));
        assert_eq!(store.rescue(Orphans::Expired).await.unwrap().len(), 1);
        let taken = claim(&store).await;
        assert_eq!(taken.job.id, silent.job.id);
        assert_eq!(taken.job.attempt, 2);
        // The same job, an older fence.
        let beat = store.beat(&silent, &Progress::default(), LEASE).await;
        assert_eq!(beat.unwrap(), Beat::Lost);
        let end = store.finish(&silent, Outcome::Done(json!({}))).await;
        assert!(matches!(end, Err(Error::LeaseLost { .. })));
        let event = [(silent.job.created_at, json!({"step": "save"}))];
        let note = store.note(&silent, &event).await;
        assert!(matches!(note, Err(Error::LeaseLost { .. })));
        let mut transaction = place.database().await.begin().await.unwrap();
        assert!(silent.settle(&mut transaction).await.is_err());
        transaction.rollback().await.unwrap();
        assert_eq!(store.job(taken.job.id).await.unwrap().state, State::Running);
        assert!(
            store
                .events_after(taken.job.id, 0)
                .await
                .unwrap()
                .is_empty()
        );
        place.close().await;
    }
}

#[tokio::test]
async fn what_happened_is_told_in_its_order() {
    for place in places().await {
        let store = place.open().await;
        let id = store.trigger(&trigger("paystub")).await.unwrap().id;
        let taken = claim(&store).await;
        let at = taken.job.created_at;
        let events = [
            (at, json!({"step": "fetch"})),
            (at, json!({"step": "train"})),
        ];
        store.note(&taken, &events).await.unwrap();
        store
            .note(&taken, &[(at, json!({"step": "save"}))])
            .await
            .unwrap();
        let steps = |events: Vec<refit_jobs::JobEvent>| -> Vec<(u32, String)> {
            let step = |body: &serde_json::Value| body["step"].as_str().unwrap().to_owned();
            events
                .iter()
                .map(|event| (event.number, step(&event.body)))
                .collect()
        };
        let all = steps(store.events_after(id, 0).await.unwrap());
        let named = ["fetch", "train", "save"].map(str::to_owned);
        assert_eq!(all, (1..).zip(named).collect::<Vec<_>>());
        assert_eq!(steps(store.events_after(id, 2).await.unwrap()), all[2..]);
        assert!(nothing_to_claim(&store).await);
        place.close().await;
    }
}
