//! Instances that are started before they are wanted.
//!
//! A plugin in Rust starts in microseconds. One that brings its language along (Python, say) takes
//! more than a millisecond, a third of what the extraction of one document costs. So a few
//! instances of such a plugin wait, started. Each still answers one call and no other: no answer
//! can depend on what was asked before it, and the fuel of a call is what it would have been.
//! Calling an instance again and again would be quicker still, and would give that up.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use wasmtime::Store;

use crate::{bindings::World, limiter::Limiter};

/// What takes longer is worth starting ahead.
const SLOW: Duration = Duration::from_millis(1);

/// As many calls can come at once without one of them waiting for a start. Each holds the memory of
/// an instance, 13 MB for a small plugin in Python.
const MOST: usize = 3;

/// An instance that has not been called yet.
pub(crate) struct Started {
    pub(crate) store: Store<Limiter>,
    pub(crate) world: World,
    /// The fuel that its start took.
    pub(crate) fuel: u64,
}

/// The instances that wait.
#[derive(Default)]
pub(crate) struct Ahead {
    waiting: Mutex<VecDeque<Started>>,
    starting: AtomicUsize,
    slow: AtomicBool,
}

impl Ahead {
    /// Remembers how long a start took.
    pub(crate) fn measured(&self, start: Duration) {
        self.slow.store(start > SLOW, Relaxed);
    }

    /// One that waits.
    pub(crate) fn take(&self) -> Option<Started> {
        self.lock().pop_front()
    }

    /// Starts others in place of those that were taken, where that is worth it. A start that
    /// fails is not told here: the next call fails in the same way, and tells it.
    pub(crate) fn fill<S>(self: &Arc<Self>, start: impl Fn() -> S)
    where
        S: Future<Output = Option<Started>> + Send + 'static,
    {
        while self.slow.load(Relaxed) && self.reserve() {
            let (ahead, started) = (Arc::clone(self), start());
            tokio::spawn(async move {
                // Given back also where the start panics or is dropped.
                let _reserved = Reserved(&ahead);
                if let Some(started) = started.await {
                    ahead.lock().push_back(started);
                }
            });
        }
    }

    /// Counts one more start, unless enough are waiting or on their way.
    fn reserve(&self) -> bool {
        let waiting = self.lock();
        let is_wanted = waiting.len() + self.starting.load(Relaxed) < MOST;
        if is_wanted {
            self.starting.fetch_add(1, Relaxed);
        }
        is_wanted
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<Started>> {
        // Nothing that holds it can panic halfway through a change.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Reserved<'a>(&'a Ahead);

impl Drop for Reserved<'_> {
    fn drop(&mut self) {
        self.0.starting.fetch_sub(1, Relaxed);
    }
}
