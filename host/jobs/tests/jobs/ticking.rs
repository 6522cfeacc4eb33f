//! A slot is used once, whoever looks, and made up once when nobody looked.

use std::{
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    time::Duration,
};

use async_trait::async_trait;
use refit_jobs::{JobStore, Outcome, Plan, Planned, Schedule, Scheduler};
use serde_json::json;

use crate::place::{Place, claim, nothing_to_claim, places, trigger};

/// Asks for one job a slot.
#[derive(Default)]
struct Weekly {
    asked: AtomicU32,
}

#[async_trait]
impl Plan for Weekly {
    async fn planned(&self, _: &str) -> Planned {
        self.asked.fetch_add(1, Relaxed);
        Planned {
            triggers: vec![trigger("paystub")],
            skipped: vec![("check".to_owned(), "is disabled".to_owned())],
        }
    }
}

const DAY: Duration = Duration::from_secs(24 * 3_600);

fn weekly(zone: &str) -> Schedule {
    Schedule::new("weekly_retraining", "Weekly retraining", "0 2 * * 0", zone).unwrap()
}

async fn scheduler(store: &JobStore) -> Scheduler {
    Scheduler::open(store.clone(), vec![weekly("UTC")], 2 * DAY)
        .await
        .unwrap()
}

fn set(place: &Place, now: &str) {
    place.clock.set(now.parse().unwrap());
}

#[tokio::test]
async fn a_slot_is_used_once_and_the_next_is_a_week_later() {
    for place in places().await {
        let store = place.open().await;
        let scheduler = scheduler(&store).await;
        let plan = Weekly::default();
        let next = store.schedules().await.unwrap()[0].next_run_at;
        assert_eq!(next.to_string(), "2025-01-26T02:00:00Z");
        set(&place, "2025-01-26T01:59:59Z");
        assert!(scheduler.tick(&plan).await.unwrap().is_empty());
        set(&place, "2025-01-26T02:00:05Z");
        let fired = scheduler.tick(&plan).await.unwrap();
        assert_eq!(fired.len(), 1);
        assert_eq!(fired[0].slot, next);
        assert_eq!(fired[0].next.to_string(), "2025-02-02T02:00:00Z");
        assert_eq!(claim(&store).await.job.id, fired[0].jobs[0].id);
        assert!(scheduler.tick(&plan).await.unwrap().is_empty());
        // Set back by an hour, as a clock may be: the slot was used.
        set(&place, "2025-01-26T01:30:00Z");
        assert!(scheduler.tick(&plan).await.unwrap().is_empty());
        assert_eq!(plan.asked.load(Relaxed), 1);
        place.close().await;
    }
}

#[tokio::test]
async fn many_missed_slots_are_made_up_once_within_the_window() {
    for place in places().await {
        let store = place.open().await;
        scheduler(&store).await;
        let plan = Weekly::default();
        // A host that was off for five weeks and a day.
        set(&place, "2025-03-03T02:00:00Z");
        let fired = scheduler(&store).await.tick(&plan).await.unwrap();
        assert_eq!(fired.len(), 1);
        assert_eq!(fired[0].slot.to_string(), "2025-03-02T02:00:00Z");
        assert_eq!(fired[0].next.to_string(), "2025-03-09T02:00:00Z");
        let taken = claim(&store).await;
        store
            .finish(&taken, Outcome::Done(json!({})))
            .await
            .unwrap();
        // Off again, and back too late: the slot is passed over.
        set(&place, "2025-03-12T02:00:00Z");
        let fired = scheduler(&store).await.tick(&plan).await.unwrap();
        assert_eq!(fired[0].jobs, []);
        assert_eq!(fired[0].next.to_string(), "2025-03-16T02:00:00Z");
        assert!(nothing_to_claim(&store).await);
        assert_eq!(plan.asked.load(Relaxed), 1);
        place.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_hosts_one_uses_the_slot() {
    for place in places().await {
        let store = place.open().await;
        scheduler(&store).await;
        set(&place, "2025-01-26T02:00:05Z");
        let mut hosts = Vec::new();
        for _ in 0..8 {
            let store = place.open().await;
            hosts.push(tokio::spawn(async move {
                let plan = Weekly::default();
                scheduler(&store).await.tick(&plan).await.unwrap().len()
            }));
        }
        let mut fired = 0;
        for host in hosts {
            fired += host.await.unwrap();
        }
        assert_eq!(fired, 1);
        assert_eq!(store.jobs(None, 10).await.unwrap()[0].triggers, 1);
        place.close().await;
    }
}

#[tokio::test]
async fn a_changed_schedule_gets_a_new_slot_and_a_removed_one_goes() {
    for place in places().await {
        let store = place.open().await;
        scheduler(&store).await;
        let open = |schedules| Scheduler::open(store.clone(), schedules, DAY);
        open(vec![weekly("America/New_York")]).await.unwrap();
        let next = store.schedules().await.unwrap()[0].next_run_at;
        assert_eq!(next.to_string(), "2025-01-26T07:00:00Z");
        open(Vec::new()).await.unwrap();
        assert!(store.schedules().await.unwrap().is_empty());
        let never = Schedule::new("never", "Never", "0 2 30 2 *", "UTC").unwrap();
        let error = open(vec![never]).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the schedule 'never' (0 2 30 2 *) has no slot after now"
        );
        place.close().await;
    }
}
