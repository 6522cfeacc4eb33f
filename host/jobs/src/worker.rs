//! Working jobs.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use tokio::{
    task::JoinSet,
    time::{Instant, sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use crate::{Beat, Claim, Context, Error, JobStore, Orphans, Outcome, State};

/// Does the work of one kind of job.
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    /// The kind.
    fn kind(&self) -> &str;

    /// Does the work. It looks at [`Context::shall_stop`] now and then.
    async fn work(&self, context: Arc<Context>) -> Outcome;
}

/// Takes up jobs and has them worked on, several at a time.
pub struct Worker {
    store: JobStore,
    handler: Arc<dyn Handler>,
    settings: Settings,
}

/// How a worker works.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Its name in the rows of its jobs.
    owner: String,
    /// How many jobs at a time.
    at_once: usize,
    /// Which running jobs are nobody's.
    orphans: Orphans,
}

/// How long a job is kept without a word of its worker.
const LEASE: Duration = Duration::from_secs(30);
/// How often a worker says a word, and hears whether the job shall stop.
const HEARTBEAT: Duration = Duration::from_secs(1);
/// How often a worker looks for jobs that other processes were asked for.
const LOOK: Duration = Duration::from_secs(1);
/// How often orphans are looked for.
const RESCUE: Duration = Duration::from_secs(10);
/// How long a job may take to stop, before it is handed back while it still works; it can change
/// nothing then.
const GRACE: Duration = Duration::from_secs(12);
/// How long the end of a job may take to be written down when the worker stops.
const LAST_WORDS: Duration = Duration::from_secs(10);

impl Worker {
    /// A worker that does this kind of work.
    #[must_use]
    pub fn new(
        store: JobStore,
        handler: Arc<dyn Handler>,
        owner: String,
        at_once: usize,
        orphans: Orphans,
    ) -> Self {
        Self {
            store,
            handler,
            settings: Settings {
                owner,
                at_once: at_once.max(1),
                orphans,
            },
        }
    }

    /// Works until it shall stop. Jobs at work are asked to stop then, and handed back without
    /// burning an attempt.
    pub async fn run(self, stop: CancellationToken) {
        let mut jobs = JoinSet::new();
        let mut looked_for_orphans: Option<Instant> = None;
        let mut is_first = true;
        let mut failing = false;
        while !stop.is_cancelled() {
            if looked_for_orphans.is_none_or(|at| at.elapsed() >= RESCUE) {
                // Later, a job that is at work here is nobody's orphan.
                let orphans = if is_first {
                    self.settings.orphans
                } else {
                    Orphans::Expired
                };
                let is_alone = self.settings.orphans == Orphans::All;
                match is_first || !is_alone {
                    false => {}
                    true => match self.store.rescue(orphans).await {
                        Ok(_) => is_first = false,
                        Err(error) => told_once(&error, &mut failing),
                    },
                }
                looked_for_orphans = (!is_first).then(Instant::now);
            }
            let mut waits = true;
            if !is_first && jobs.len() < self.settings.at_once {
                match self.take().await {
                    Ok(Some(claim)) => {
                        failing = false;
                        waits = false;
                        jobs.spawn(self.begin(claim, stop.clone()));
                    }
                    Ok(None) => failing = false,
                    Err(error) => told_once(&error, &mut failing),
                }
            }
            if waits {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = self.store.work.notified() => {}
                    Some(_) = jobs.join_next(), if !jobs.is_empty() => {}
                    () = sleep(LOOK) => {}
                }
            }
        }
        while jobs.join_next().await.is_some() {}
    }

    async fn take(&self) -> Result<Option<Claim>, Error> {
        self.store
            .claim(self.handler.kind(), &self.settings.owner, LEASE)
            .await
    }

    fn begin(&self, claim: Claim, stop: CancellationToken) -> impl Future<Output = ()> + use<> {
        let span = tracing::info_span!(
            "job",
            job.id = %claim.job.id,
            job.kind = claim.job.kind,
            job.subject = claim.job.subject,
            job.attempt = claim.job.attempt
        );
        let work = AtWork {
            store: self.store.clone(),
            handler: Arc::clone(&self.handler),
            context: Arc::new(Context::new(claim)),
        };
        async move { work.run(stop).await }.instrument(span)
    }
}

/// The database's failure, once until it works again.
fn told_once(error: &Error, failing: &mut bool) {
    if !*failing {
        tracing::error!(
            error = error as &dyn std::error::Error,
            "jobs cannot be taken up"
        );
    }
    *failing = true;
}

/// A job at work.
struct AtWork {
    store: JobStore,
    handler: Arc<dyn Handler>,
    context: Arc<Context>,
}

/// Why the work on a job is not waited for any longer.
enum End {
    Came(Outcome),
    /// It is another worker's.
    Lost,
    /// It did not stop in time.
    Overdue,
}

impl AtWork {
    async fn run(self, stop: CancellationToken) {
        let claim = self.context.claim();
        tracing::info!("job taken up");
        let outcome = match self.until_end(&stop).await {
            End::Came(outcome) => outcome,
            End::Lost => {
                tracing::warn!("the job is another worker's by now; its work is left");
                return;
            }
            End::Overdue => Outcome::HandedBack,
        };
        let ending = async {
            // The last words, so that whoever follows has all of them before the end.
            self.write_down().await;
            self.finish(claim, outcome).await
        };
        // A host that stops does not wait for a database that is away: the next rescues the job.
        let too_late = async {
            stop.cancelled().await;
            sleep(LAST_WORDS).await;
        };
        let ended = tokio::select! {
            ended = ending => ended,
            () = too_late => {
                tracing::warn!("the job's end is not written down; the next host takes it back");
                return;
            }
        };
        match ended {
            Ok(State::Done) => tracing::info!("job done"),
            Ok(state) => tracing::info!(job.state = %state, "job ended"),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the end of the job was not written down"
                );
            }
        }
    }

    async fn until_end(&self, stop: &CancellationToken) -> End {
        let handler = Arc::clone(&self.handler);
        let context = Arc::clone(&self.context);
        let mut work = tokio::spawn(async move { handler.work(context).await }.in_current_span());
        let mut overdue = None;
        let mut stopping = false;
        let mut beat_at = Instant::now() + HEARTBEAT;
        loop {
            tokio::select! {
                biased;
                outcome = &mut work => {
                    return End::Came(outcome.unwrap_or_else(|_| Outcome::TryAgain {
                        error: "the work on it panicked; the host's log has the reason".to_owned(),
                    }));
                }
                () = stop.cancelled(), if !stopping => {
                    stopping = true;
                    overdue = Some(Instant::now() + GRACE);
                    self.context.hand_back();
                }
                () = at(overdue) => {
                    work.abort();
                    return End::Overdue;
                }
                () = self.context.news.notified() => {
                    self.write_down().await;
                }
                () = self.store.cancels.notified() => beat_at = Instant::now(),
                () = tokio::time::sleep_until(beat_at) => {
                    beat_at = Instant::now() + HEARTBEAT;
                    if self.beat().await {
                        work.abort();
                        return End::Lost;
                    }
                }
            }
        }
    }

    /// Says a word; whether the job is lost. A database that is away for a while is waited for:
    /// the job stays this worker's until another takes it.
    async fn beat(&self) -> bool {
        let progress = self.context.progress();
        let claim = self.context.claim();
        // A database that hangs must not hold up the look at the other things.
        let beat = timeout(LEASE, self.store.beat(claim, &progress, LEASE)).await;
        match beat {
            Ok(Ok(Beat::GoOn)) => {}
            Ok(Ok(Beat::Cancel)) => self.context.stop(),
            Ok(Ok(Beat::Lost)) => {
                self.context.stop();
                return true;
            }
            Ok(Err(error)) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "no heartbeat");
            }
            Err(_) => tracing::warn!("no heartbeat: the database does not answer"),
        }
        false
    }

    /// Writes down what was told.
    async fn write_down(&self) {
        let told = self.context.take();
        let claim = self.context.claim();
        if let Err(error) = self.store.note(claim, &told.events).await {
            if error.may_pass() {
                self.context.put_back(told.events);
            }
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "what happened in the job was not written down"
            );
            return;
        }
        if let Err(error) = self.store.beat(claim, &told.progress, LEASE).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "no heartbeat");
        }
    }

    /// Writes the end down, also where the database is away for a while.
    async fn finish(&self, claim: &Claim, outcome: Outcome) -> Result<State, Error> {
        let until = Instant::now() + 4 * LEASE;
        loop {
            match self.store.finish(claim, outcome.clone()).await {
                Err(error) if error.may_pass() && Instant::now() < until => {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "the end of the job waits for the database"
                    );
                    sleep(LOOK).await;
                }
                result => return result,
            }
        }
    }
}

/// Waits until then; without a time, for ever.
async fn at(time: Option<Instant>) {
    match time {
        Some(time) => tokio::time::sleep_until(time).await,
        None => std::future::pending().await,
    }
}
