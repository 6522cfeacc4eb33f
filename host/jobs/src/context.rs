//! What the work on a job knows of it, and tells of itself.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::Notify;

use crate::{Claim, Progress};

/// A job at work: how far it is, and whether it shall stop. Nothing here waits.
#[derive(Debug)]
pub struct Context {
    claim: Claim,
    told: Mutex<Told>,
    /// Something new was told, or it shall stop.
    pub(crate) news: Notify,
    stop: AtomicBool,
    hand_back: AtomicBool,
}

/// What was told and not yet written down.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    pub(crate) progress: Progress,
    pub(crate) events: Vec<(Timestamp, Value)>,
}

impl Context {
    pub(crate) fn new(claim: Claim) -> Self {
        Self {
            claim,
            told: Mutex::default(),
            news: Notify::new(),
            stop: AtomicBool::new(false),
            hand_back: AtomicBool::new(false),
        }
    }

    /// The job, and what every write of it must show.
    #[must_use]
    pub const fn claim(&self) -> &Claim {
        &self.claim
    }

    /// Tells how far it is, and what happened.
    pub fn tell(&self, progress: Progress, at: Timestamp, event: Value) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.progress = progress;
        told.events.push((at, event));
        drop(told);
        self.news.notify_one();
    }

    /// Whether it shall stop at its next checkpoint: it was cancelled, or is no longer this
    /// worker's, or the worker stops.
    #[must_use]
    pub fn shall_stop(&self) -> bool {
        self.stop.load(Relaxed)
    }

    /// Whether it shall stop because the worker does: then it is to be handed back.
    #[must_use]
    pub fn is_handed_back(&self) -> bool {
        self.hand_back.load(Relaxed)
    }

    pub(crate) fn stop(&self) {
        self.stop.store(true, Relaxed);
        self.news.notify_one();
    }

    pub(crate) fn hand_back(&self) {
        self.hand_back.store(true, Relaxed);
        self.stop();
    }

    /// What was told since the last time.
    pub(crate) fn take(&self) -> Told {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        Told {
            progress: told.progress.clone(),
            events: std::mem::take(&mut told.events),
        }
    }

    /// How far it is, as last told.
    pub(crate) fn progress(&self) -> Progress {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.progress.clone()
    }

    /// Puts back what could not be written down.
    pub(crate) fn put_back(&self, mut events: Vec<(Timestamp, Value)>) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        events.append(&mut told.events);
        told.events = events;
    }
}
