//! Work that comes round: cron expressions in time zones, decided against rows.

mod expression;
mod local;
mod row;
mod tick;

use std::time::Duration;

use async_trait::async_trait;

pub use self::{
    expression::{CronError, Schedule},
    row::ScheduleStatus,
    tick::Fired,
};
use crate::{JobStore, Trigger};

/// What a slot asks for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Planned {
    /// The jobs.
    pub triggers: Vec<Trigger>,
    /// What is left out, and why.
    pub skipped: Vec<(String, String)>,
}

/// Says what the slots of a schedule ask for, when they are due.
#[async_trait]
pub trait Plan: Send + Sync {
    /// The jobs of a slot of the schedule with this name.
    async fn planned(&self, schedule: &str) -> Planned;
}

/// Schedules over a queue.
#[derive(Debug, Clone)]
pub struct Scheduler {
    pub(crate) store: JobStore,
    pub(crate) schedules: Vec<Schedule>,
    /// A slot that was missed is made up while it is not older than this.
    pub(crate) catch_up: Duration,
}
