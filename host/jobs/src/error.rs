//! What can go wrong with jobs and schedules.

use crate::{JobId, State};

/// Why the queue could not do what it was asked for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The database refused.
    #[error("the queue cannot {action}: the database refused")]
    Database {
        /// What was to be done.
        action: &'static str,
        /// Why.
        source: sqlx::Error,
    },
    /// A row that this program did not write so.
    #[error(
        "the table '{table}' holds a row without a valid {column}; the database was changed by hand"
    )]
    Row {
        /// Which table.
        table: &'static str,
        /// Which column.
        column: &'static str,
    },
    /// No such job.
    #[error("there is no job {id}")]
    UnknownJob {
        /// The id.
        id: JobId,
    },
    /// A job that has ended cannot be cancelled.
    #[error("job {id} has ended already: it is {state}")]
    Ended {
        /// Which.
        id: JobId,
        /// How it ended.
        state: State,
    },
    /// The job is another worker's by now.
    #[error("job {id} is no longer this worker's: its lease ended, or it was taken by another")]
    LeaseLost {
        /// Which.
        id: JobId,
    },
    /// An expression that never comes true again.
    #[error("the schedule '{name}' ({expression}) has no slot after now")]
    NoSlot {
        /// Of which schedule.
        name: String,
        /// Its expression.
        expression: String,
    },
}

impl Error {
    /// A failure of the database while something was done.
    pub(crate) const fn database(action: &'static str) -> impl Fn(sqlx::Error) -> Self + Copy {
        move |source| Self::Database { action, source }
    }

    /// Whether it may go away by itself: the database is busy, or away for a while.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Database { .. })
    }
}
