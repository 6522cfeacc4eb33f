//! Workers, with real time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::SeqCst},
    },
    time::Duration,
};

use async_trait::async_trait;
use jiff::Timestamp;
use refit_core::SystemClock;
use refit_jobs::{
    Context, Handler, Job, JobId, JobStore, Orphans, Outcome, Progress, State, Worker,
};
use serde_json::json;
use tokio::{task::JoinHandle, time::timeout};
use tokio_util::sync::CancellationToken;

use crate::place::{KIND, Place, trigger};

/// Does as the subject says.
#[derive(Default)]
struct Work {
    at_once: AtomicU32,
    most_at_once: AtomicU32,
}

#[async_trait]
impl Handler for Work {
    fn kind(&self) -> &str {
        KIND
    }

    async fn work(&self, context: Arc<Context>) -> Outcome {
        let running = self.at_once.fetch_add(1, SeqCst) + 1;
        self.most_at_once.fetch_max(running, SeqCst);
        let subject = context.claim().job.subject.clone();
        for (done, step) in ["fetch", "train"].into_iter().enumerate() {
            let progress = Progress {
                step: Some(step.to_owned()),
                done: u32::try_from(done).unwrap(),
                total: 2,
            };
            context.tell(progress, Timestamp::now(), json!({"step": step}));
        }
        assert_ne!(subject, "panics");
        // In small steps, as a run's are.
        while subject == "long" && !context.shall_stop() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.at_once.fetch_sub(1, SeqCst);
        match context.shall_stop() {
            true if context.is_handed_back() => Outcome::HandedBack,
            true => Outcome::Cancelled(None),
            false => Outcome::Done(json!({"subject": subject})),
        }
    }
}

struct Host {
    store: JobStore,
    work: Arc<Work>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Host {
    async fn start(place: &Place, at_once: usize) -> Self {
        let store = JobStore::new(place.database().await, Arc::new(SystemClock));
        let work = Arc::new(Work::default());
        let stop = CancellationToken::new();
        let owner = "test".to_owned();
        let worker = Worker::new(store.clone(), work.clone(), owner, at_once, Orphans::All);
        let task = tokio::spawn(worker.run(stop.clone()));
        Self {
            store,
            work,
            stop,
            task,
        }
    }

    /// Waits for what must come.
    async fn until(&self, id: JobId, is_so: impl Fn(&Job) -> bool) -> Job {
        let waiting = async {
            loop {
                let changed = self.store.changed();
                let job = self.store.job(id).await.unwrap();
                if is_so(&job) {
                    return job;
                }
                let _ = timeout(Duration::from_millis(50), changed).await;
            }
        };
        timeout(Duration::from_secs(20), waiting).await.unwrap()
    }

    async fn end_of(&self, id: JobId) -> Job {
        self.until(id, |job| job.state.has_ended()).await
    }

    async fn trigger(&self, subject: &str) -> JobId {
        self.store.trigger(&trigger(subject)).await.unwrap().id
    }

    async fn stop(self) {
        self.stop.cancel();
        timeout(Duration::from_secs(20), self.task)
            .await
            .unwrap()
            .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_does_what_is_asked_for_and_tells_what_happens() {
    let place = Place::sqlite();
    let host = Host::start(&place, 2).await;
    let id = host.trigger("paystub").await;
    let job = host.end_of(id).await;
    assert_eq!(job.state, State::Done);
    assert_eq!(job.result, Some(json!({"subject": "paystub"})));
    let events = host.store.events_after(id, 0).await.unwrap();
    let steps: Vec<_> = events.iter().map(|event| &event.body["step"]).collect();
    assert_eq!(steps, ["fetch", "train"]);
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_job_stops_within_two_seconds_of_its_cancel() {
    let place = Place::sqlite();
    let host = Host::start(&place, 1).await;
    let id = host.trigger("long").await;
    host.until(id, |job| job.progress.step.as_deref() == Some("train"))
        .await;
    // As another process would.
    let other = JobStore::new(place.database().await, Arc::new(SystemClock));
    let since = std::time::Instant::now();
    other.cancel(id).await.unwrap();
    assert_eq!(host.end_of(id).await.state, State::Cancelled);
    assert!(since.elapsed() < Duration::from_secs(2));
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_stops_hands_its_job_back() {
    let place = Place::sqlite();
    let host = Host::start(&place, 1).await;
    let id = host.trigger("long").await;
    host.until(id, |job| job.state == State::Running).await;
    let store = host.store.clone();
    host.stop().await;
    let job = store.job(id).await.unwrap();
    assert_eq!((job.state, job.attempt), (State::Queued, 0));
    assert!(store.pauses().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_panics_is_tried_again_and_the_worker_lives() {
    let place = Place::sqlite();
    let host = Host::start(&place, 1).await;
    let bad = host.trigger("panics").await;
    let job = host.until(bad, |job| job.error.is_some()).await;
    assert_eq!((job.state, job.attempt), (State::Queued, 1));
    assert!(job.run_at > Timestamp::now());
    let good = host.trigger("paystub").await;
    assert_eq!(host.end_of(good).await.state, State::Done);
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_jobs_than_allowed_are_at_work() {
    let place = Place::sqlite();
    let host = Host::start(&place, 2).await;
    let mut ids = Vec::new();
    for number in 0..10 {
        ids.push(host.trigger(&format!("type_{number}")).await);
    }
    for id in ids {
        assert_eq!(host.end_of(id).await.state, State::Done);
    }
    assert!(host.work.most_at_once.load(SeqCst) <= 2);
    host.stop().await;
}
