//! The queue.

use std::sync::Arc;

use jiff::Timestamp;
use refit_core::Clock;
use refit_database::Database;
use tokio::sync::Notify;

/// Jobs over a database. Cheap to clone; clones share who is woken.
#[derive(Debug, Clone)]
pub struct JobStore {
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
    /// Wakes the workers of this process when there is something to do.
    pub(crate) work: Arc<Notify>,
    /// Wakes the jobs of this process when one of them shall stop.
    pub(crate) cancels: Arc<Notify>,
    /// Wakes those of this process who follow a job.
    pub(crate) events: Arc<Notify>,
}

impl JobStore {
    /// The jobs of a database.
    #[must_use]
    pub fn new(database: Database, clock: Arc<dyn Clock>) -> Self {
        Self {
            database,
            clock,
            work: Arc::default(),
            cancels: Arc::default(),
            events: Arc::default(),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Something may have happened to a job of this process. Jobs of other processes change
    /// without it, so that whoever waits for it looks now and then all the same.
    pub async fn changed(&self) {
        self.events.notified().await;
    }
}
