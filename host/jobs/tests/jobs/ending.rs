//! How the work on a job ends, and how it is stopped.

use std::time::Duration;

use refit_jobs::{Error, Orphans, Outcome, State};
use serde_json::json;

use crate::place::{claim, nothing_to_claim, places, trigger};

#[tokio::test]
async fn a_result_an_error_and_a_stop_are_remembered() {
    for place in places().await {
        let store = place.open().await;
        for (outcome, state) in [
            (Outcome::Done(json!({"verdict": "activate"})), State::Done),
            (
                Outcome::Failed {
                    error: "no data".to_owned(),
                    result: None,
                },
                State::Failed,
            ),
            (Outcome::Cancelled(None), State::Cancelled),
        ] {
            let id = store.trigger(&trigger("paystub")).await.unwrap().id;
            let taken = claim(&store).await;
            place.advance(Duration::from_secs(5));
            assert_eq!(store.finish(&taken, outcome).await.unwrap(), state);
            let job = store.job(id).await.unwrap();
            assert_eq!(job.state, state);
            assert_eq!(
                job.ended_at,
                Some(job.started_at.unwrap() + jiff::SignedDuration::from_secs(5))
            );
            assert_eq!(job.result.is_some(), state == State::Done);
            assert_eq!(job.error.is_some(), state == State::Failed);
        }
        place.close().await;
    }
}

#[tokio::test]
async fn what_may_pass_is_tried_again_later_until_it_was_tried_often_enough() {
    for place in places().await {
        let store = place.open().await;
        let id = store.trigger(&trigger("paystub")).await.unwrap().id;
        let again = || Outcome::TryAgain {
            error: "the database is away".to_owned(),
        };
        for (wait, attempt) in [(5, 1), (10, 2)] {
            let taken = claim(&store).await;
            assert_eq!(taken.job.attempt, attempt);
            let state = store.finish(&taken, again()).await.unwrap();
            assert_eq!(state, State::Queued);
            assert!(nothing_to_claim(&store).await);
            place.advance(Duration::from_secs(wait - 1));
            assert!(nothing_to_claim(&store).await);
            place.advance(Duration::from_secs(1));
        }
        let taken = claim(&store).await;
        assert_eq!(store.finish(&taken, again()).await.unwrap(), State::Dead);
        let job = store.job(id).await.unwrap();
        assert_eq!(job.error.as_deref(), Some("the database is away"));
        place.close().await;
    }
}

#[tokio::test]
async fn what_is_handed_back_burns_no_attempt() {
    for place in places().await {
        let store = place.open().await;
        store.trigger(&trigger("paystub")).await.unwrap();
        for _ in 0..5 {
            let taken = claim(&store).await;
            assert_eq!(taken.job.attempt, 1);
            let state = store.finish(&taken, Outcome::HandedBack).await.unwrap();
            assert_eq!(state, State::Queued);
        }
        // One of the subject waits already: it does the work.
        let taken = claim(&store).await;
        let twin = store.trigger(&trigger("paystub")).await.unwrap();
        let state = store.finish(&taken, Outcome::HandedBack).await.unwrap();
        assert_eq!(state, State::Superseded);
        assert_eq!(claim(&store).await.job.id, twin.id);
        place.close().await;
    }
}

#[tokio::test]
async fn a_cancel_is_not_lost_when_the_worker_stops_or_dies() {
    for place in places().await {
        let store = place.open().await;
        let id = store.trigger(&trigger("paystub")).await.unwrap().id;
        let taken = claim(&store).await;
        store.cancel(id).await.unwrap();
        let state = store.finish(&taken, Outcome::HandedBack).await.unwrap();
        assert_eq!(state, State::Cancelled);
        assert!(store.job(id).await.unwrap().ended_at.is_some());
        let id = store.trigger(&trigger("paystub")).await.unwrap().id;
        claim(&store).await;
        store.cancel(id).await.unwrap();
        let rescued = store.rescue(Orphans::All).await.unwrap();
        assert_eq!(rescued[0].state, State::Cancelled);
        assert!(nothing_to_claim(&store).await);
        place.close().await;
    }
}

#[tokio::test]
async fn a_job_that_waits_is_cancelled_at_once_and_one_that_ended_not_at_all() {
    for place in places().await {
        let store = place.open().await;
        let id = store.trigger(&trigger("paystub")).await.unwrap().id;
        assert_eq!(store.cancel(id).await.unwrap().state, State::Cancelled);
        assert!(nothing_to_claim(&store).await);
        let again = store.cancel(id).await;
        assert!(matches!(
            again,
            Err(Error::Ended {
                state: State::Cancelled,
                ..
            })
        ));
        // It makes room for the next.
        assert!(!store.trigger(&trigger("paystub")).await.unwrap().joined);
        let unknown = "0194a5d2-0000-7000-8000-000000000000".parse().unwrap();
        assert!(matches!(
            store.cancel(unknown).await,
            Err(Error::UnknownJob { .. })
        ));
        assert!(matches!(
            store.job(unknown).await,
            Err(Error::UnknownJob { .. })
        ));
        place.close().await;
    }
}
