//! What dead processes leave behind.

use refit_jobs::{JobStore, Orphans, Outcome, State};
use serde_json::json;

use crate::place::{claim, nothing_to_claim, places, trigger};

/// A process that takes the job and dies.
async fn crash(store: &JobStore) -> Vec<(State, bool)> {
    claim(store).await;
    let rescued = store.rescue(Orphans::All).await.unwrap();
    rescued.iter().map(|job| (job.state, job.paused)).collect()
}

#[tokio::test]
async fn an_orphan_waits_again_at_once() {
    for place in places().await {
        let store = place.open().await;
        let id = store.trigger(&trigger("paystub")).await.unwrap().id;
        assert_eq!(crash(&store).await, [(State::Queued, false)]);
        let taken = claim(&store).await;
        assert_eq!((taken.job.id, taken.job.attempt), (id, 2));
        place.close().await;
    }
}

#[tokio::test]
async fn an_orphan_with_a_twin_is_superseded() {
    for place in places().await {
        let store = place.open().await;
        store.trigger(&trigger("paystub")).await.unwrap();
        claim(&store).await;
        let twin = store.trigger(&trigger("paystub")).await.unwrap();
        let rescued = store.rescue(Orphans::All).await.unwrap();
        assert_eq!(rescued[0].state, State::Superseded);
        assert_eq!(claim(&store).await.job.id, twin.id);
        place.close().await;
    }
}

#[tokio::test]
async fn what_was_settled_is_done_and_not_done_again() {
    for place in places().await {
        let store = place.open().await;
        let id = store.trigger(&trigger("paystub")).await.unwrap().id;
        let taken = claim(&store).await;
        let mut transaction = place.database().await.begin().await.unwrap();
        taken.settle(&mut transaction).await.unwrap();
        transaction.commit().await.unwrap();
        let rescued = store.rescue(Orphans::All).await.unwrap();
        assert_eq!(rescued[0].state, State::Done);
        assert_eq!(store.job(id).await.unwrap().error, None);
        assert!(nothing_to_claim(&store).await);
        place.close().await;
    }
}

#[tokio::test]
async fn three_crashes_in_a_row_pause_the_subject_until_somebody_asks_by_hand() {
    for place in places().await {
        let store = place.open().await;
        store.trigger(&trigger("paystub")).await.unwrap();
        assert_eq!(crash(&store).await, [(State::Queued, false)]);
        assert_eq!(crash(&store).await, [(State::Queued, false)]);
        assert_eq!(crash(&store).await, [(State::Dead, true)]);
        let pauses = store.pauses().await.unwrap();
        assert_eq!(pauses.len(), 1);
        assert_eq!(
            pauses[0].reason,
            "3 times in a row the process ended while it worked on retrain of paystub; asking for it by hand ends the pause"
        );
        // The schedule asks, and it waits; others go on.
        store.trigger(&trigger("paystub")).await.unwrap();
        assert!(nothing_to_claim(&store).await);
        store.trigger(&trigger("check")).await.unwrap();
        assert_eq!(claim(&store).await.job.subject, "check");
        let mut by_hand = trigger("paystub");
        by_hand.ends_pause = true;
        store.trigger(&by_hand).await.unwrap();
        assert_eq!(claim(&store).await.job.subject, "paystub");
        assert!(store.pauses().await.unwrap().is_empty());
        place.close().await;
    }
}

#[tokio::test]
async fn crashes_of_new_jobs_count_on_and_an_end_counts_anew() {
    for place in places().await {
        let store = place.open().await;
        // A twin starts with fresh attempts; the subject remembers.
        for _ in 0..2 {
            store.trigger(&trigger("paystub")).await.unwrap();
            claim(&store).await;
            store.trigger(&trigger("paystub")).await.unwrap();
            store.rescue(Orphans::All).await.unwrap();
        }
        let taken = claim(&store).await;
        store
            .finish(&taken, Outcome::Done(json!({})))
            .await
            .unwrap();
        store.trigger(&trigger("paystub")).await.unwrap();
        assert_eq!(crash(&store).await, [(State::Queued, false)]);
        assert!(store.pauses().await.unwrap().is_empty());
        place.close().await;
    }
}
