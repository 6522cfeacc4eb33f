//! A plugin that keeps failing is asked no more.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use refit_core::{Sha256Digest, plugin::Error};

/// The quarantines of a process, by digest: the same bytes are the same plugin, however often
/// they are loaded and whatever their file is called.
#[derive(Debug, Default)]
pub(crate) struct Quarantines(Mutex<BTreeMap<Sha256Digest, Arc<Quarantine>>>);

impl Quarantines {
    pub(crate) fn of(&self, digest: Sha256Digest, after: u32) -> Arc<Quarantine> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let quarantine = all.entry(digest).or_insert_with(|| {
            Arc::new(Quarantine {
                after,
                state: Mutex::default(),
            })
        });
        Arc::clone(quarantine)
    }
}

/// Counts the failures of one component.
#[derive(Debug)]
pub(crate) struct Quarantine {
    /// So many failures in a row; 0 for never.
    after: u32,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    in_a_row: u32,
    /// Set apart from the count: a call that was on its way and ends well releases nothing.
    closed: Option<Closed>,
}

#[derive(Debug, Clone)]
struct Closed {
    failures: u32,
    last: String,
}

impl Quarantine {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The error that a call is answered with, if the plugin is quarantined.
    pub(crate) fn error(&self, plugin: &str) -> Option<Error> {
        let closed = self.state().closed.clone()?;
        Some(Error::Quarantined {
            plugin: plugin.to_owned(),
            failures: closed.failures,
            last: closed.last,
        })
    }

    /// Counts a call by its outcome. A refusal is an answer.
    pub(crate) fn note<T>(&self, plugin: &str, outcome: &Result<T, Error>) {
        let mut state = self.state();
        let error = match outcome {
            Ok(_) | Err(Error::Refused { .. }) => {
                state.in_a_row = 0;
                return;
            }
            Err(Error::Quarantined { .. }) => return,
            Err(error) => error,
        };
        state.in_a_row = state.in_a_row.saturating_add(1);
        if self.after == 0 || state.in_a_row < self.after || state.closed.is_some() {
            return;
        }
        let last = error.to_string();
        tracing::error!(
            plugin.name = plugin,
            failures = state.in_a_row,
            code = error.code(),
            error = last,
            "plugin quarantined"
        );
        state.closed = Some(Closed {
            failures: state.in_a_row,
            last,
        });
    }

    /// Lets calls through again; whether it was quarantined.
    pub(crate) fn release(&self) -> bool {
        let mut state = self.state();
        state.in_a_row = 0;
        state.closed.take().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trap() -> Result<(), Error> {
        Err(Error::Trapped {
            plugin: "a".to_owned(),
            function: "extract",
            message: "it broke".to_owned(),
        })
    }

    fn refusal() -> Result<(), Error> {
        Err(Error::Refused {
            plugin: "a".to_owned(),
            function: "extract",
            reason: "no".to_owned(),
        })
    }

    fn after(after: u32, outcomes: &[fn() -> Result<(), Error>]) -> Option<Error> {
        let quarantine = Quarantines::default().of(Sha256Digest::of(b"a"), after);
        for outcome in outcomes {
            quarantine.note("a", &outcome());
        }
        quarantine.error("a")
    }

    #[test]
    fn only_failures_in_a_row_count() {
        let fine = || Ok(());
        assert_eq!(after(3, &[trap, trap]), None);
        assert_eq!(after(3, &[trap, trap, fine, trap, trap]), None);
        assert_eq!(after(3, &[trap, trap, refusal, trap, trap]), None);
        assert_eq!(after(0, &[trap as fn() -> _; 50]), None);
        let error = after(3, &[trap, trap, trap, fine]).unwrap();
        assert_eq!(error.code(), "plugin-quarantined");
        assert!(error.to_string().contains("it broke"), "{error}");
    }

    #[test]
    fn the_same_bytes_share_a_quarantine_and_others_do_not() {
        let all = Quarantines::default();
        let [one, other] = [b"one", b"two"].map(|bytes| Sha256Digest::of(bytes));
        all.of(one, 1).note("a", &trap());
        assert!(all.of(one, 1).error("a").is_some());
        assert!(all.of(other, 1).error("a").is_none());
        assert!(all.of(one, 1).release());
        assert!(!all.of(one, 1).release());
        assert!(all.of(one, 1).error("a").is_none());
    }
}
