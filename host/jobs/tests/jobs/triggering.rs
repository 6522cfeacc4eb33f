//! However often work is asked for, at most one job runs and one waits.

use std::collections::BTreeSet;

use refit_jobs::{Outcome, State};

use crate::place::{claim, nothing_to_claim, places, trigger};

#[tokio::test]
async fn a_further_trigger_joins_the_job_that_waits() {
    for place in places().await {
        let store = place.open().await;
        let first = store.trigger(&trigger("paystub")).await.unwrap();
        let second = store.trigger(&trigger("paystub")).await.unwrap();
        let other = store.trigger(&trigger("check")).await.unwrap();
        assert!(!first.joined && second.joined && !other.joined);
        assert_eq!(second.id, first.id);
        let job = store.job(first.id).await.unwrap();
        assert_eq!((job.state, job.triggers), (State::Queued, 2));
        assert_eq!(job.arguments, serde_json::json!({"seed": 42}));
        assert_eq!(store.jobs(None, 10).await.unwrap().len(), 2);
        assert_eq!(store.jobs(Some("check"), 10).await.unwrap().len(), 1);
        assert_eq!(store.depth("retrain").await.unwrap(), (2, 0));
        store.cancel(other.id).await.unwrap();
        let open = store.open_jobs().await.unwrap();
        assert_eq!((open.len(), open[0].id), (1, first.id));
        place.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_triggers_make_two_jobs_and_a_later_one_a_third() {
    for place in places().await {
        let store = place.open().await;
        let running = store.trigger(&trigger("paystub")).await.unwrap().id;
        let taken = claim(&store).await;
        assert_eq!(taken.job.id, running);
        let tasks: Vec<_> = (0..500)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.trigger(&trigger("paystub")).await.unwrap().id })
            })
            .collect();
        let mut ids = BTreeSet::from([running]);
        for task in tasks {
            ids.insert(task.await.unwrap());
        }
        assert_eq!(ids.len(), 2);
        assert!(nothing_to_claim(&store).await, "one runs already");
        store
            .finish(&taken, Outcome::Done(serde_json::json!({})))
            .await
            .unwrap();
        let second = claim(&store).await;
        assert_eq!(second.job.triggers, 500);
        let third = store.trigger(&trigger("paystub")).await.unwrap();
        assert!(!third.joined && !ids.contains(&third.id));
        place.close().await;
    }
}

#[tokio::test]
async fn a_trigger_brings_a_waiting_job_forward() {
    for place in places().await {
        let store = place.open().await;
        let mut later = trigger("paystub");
        later.run_at = Some("2025-02-01T00:00:00Z".parse().unwrap());
        store.trigger(&later).await.unwrap();
        assert!(nothing_to_claim(&store).await);
        let now = store.trigger(&trigger("paystub")).await.unwrap();
        assert!(now.joined);
        assert_eq!(claim(&store).await.job.id, now.id);
        place.close().await;
    }
}
