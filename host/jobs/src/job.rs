//! What a job is.

use std::{fmt, str::FromStr, sync::Mutex};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::{ContextV7, Uuid};

use crate::Error;

/// The id of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobId(Uuid);

impl JobId {
    /// A new one; later ones sort after it.
    pub(crate) fn new(now: Timestamp) -> Self {
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or_default();
        // Counts within a millisecond.
        static ORDER: Mutex<ContextV7> = Mutex::new(ContextV7::new());
        Self(Uuid::new_v7(uuid::Timestamp::from_unix(
            &ORDER,
            seconds,
            nanoseconds,
        )))
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for JobId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Where a job is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits.
    Queued,
    /// A worker has it.
    Running,
    /// It came to a result.
    Done,
    /// It came to none, and trying again would not help.
    Failed,
    /// Somebody stopped it.
    Cancelled,
    /// It was tried as often as it may be.
    Dead,
    /// It was given back while another of its subject waited already, which does the work.
    Superseded,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Queued,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
        Self::Dead,
        Self::Superseded,
    ];

    /// The word in tables and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Dead => "dead",
            Self::Superseded => "superseded",
        }
    }

    /// Whether nothing happens to it any more.
    #[must_use]
    pub const fn has_ended(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Progress {
    /// What it does now.
    pub step: Option<String>,
    /// How many steps are done.
    pub done: u32,
    /// Of how many.
    pub total: u32,
}

/// A job as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub subject: String,
    /// Where it is in its life.
    pub state: State,
    /// Who asked for it first.
    pub cause: String,
    /// What was asked for.
    pub arguments: Value,
    /// How many asked for it.
    pub triggers: u32,
    /// Not taken up before.
    pub run_at: Timestamp,
    /// How often it was taken up.
    pub attempt: u32,
    /// How often it may be.
    pub max_attempts: u32,
    /// Whether somebody wants it to stop.
    pub cancel_requested: bool,
    /// How far it is.
    pub progress: Progress,
    /// When it was asked for first.
    pub created_at: Timestamp,
    /// When it was taken up last.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// What it came to.
    pub result: Option<Value>,
    /// Why it came to nothing.
    pub error: Option<String>,
}

/// The columns of [`Row`].
pub(crate) const COLUMNS: &str = "id, kind, subject, state, cause, arguments, triggers, run_at_ms, attempt, max_attempts, fence, cancel_requested, step, done, total, created_ms, started_ms, ended_ms, result, error";

#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: String,
    kind: String,
    subject: String,
    state: String,
    cause: String,
    arguments: String,
    triggers: i64,
    run_at_ms: i64,
    attempt: i64,
    max_attempts: i64,
    pub(crate) fence: i64,
    cancel_requested: i64,
    step: Option<String>,
    done: i64,
    total: i64,
    created_ms: i64,
    started_ms: Option<i64>,
    ended_ms: Option<i64>,
    result: Option<String>,
    error: Option<String>,
}

impl Row {
    pub(crate) fn check(self) -> Result<Job, Error> {
        let fault = |column| Error::Row {
            table: "job",
            column,
        };
        let count = |number: i64, column| u32::try_from(number).map_err(|_| fault(column));
        let instant = |at: Option<i64>, column| {
            at.map(Timestamp::from_millisecond)
                .transpose()
                .map_err(|_| fault(column))
        };
        let at = |at, column| instant(Some(at), column)?.ok_or_else(|| fault(column));
        let result = self.result.as_deref().map(serde_json::from_str).transpose();
        Ok(Job {
            id: self.id.parse().map_err(|_| fault("id"))?,
            state: State::parse(&self.state).ok_or_else(|| fault("state"))?,
            arguments: serde_json::from_str(&self.arguments).map_err(|_| fault("arguments"))?,
            triggers: count(self.triggers, "triggers")?,
            run_at: at(self.run_at_ms, "run_at_ms")?,
            attempt: count(self.attempt, "attempt")?,
            max_attempts: count(self.max_attempts, "max_attempts")?,
            cancel_requested: self.cancel_requested != 0,
            progress: Progress {
                step: self.step,
                done: count(self.done, "done")?,
                total: count(self.total, "total")?,
            },
            created_at: at(self.created_ms, "created_ms")?,
            started_at: instant(self.started_ms, "started_ms")?,
            ended_at: instant(self.ended_ms, "ended_ms")?,
            result: result.map_err(|_| fault("result"))?,
            kind: self.kind,
            subject: self.subject,
            cause: self.cause,
            error: self.error,
        })
    }
}
