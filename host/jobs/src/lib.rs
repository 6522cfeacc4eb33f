#![doc = include_str!("../README.md")]

mod batch;
mod cancel;
mod claim;
mod context;
mod error;
mod event;
mod finish;
mod job;
mod list;
mod pause;
mod rescue;
mod schedule;
mod store;
mod trigger;
mod worker;

pub use batch::Batch;
pub use claim::{Beat, Claim, LeaseLost};
pub use context::Context;
pub use error::Error;
pub use event::JobEvent;
pub use finish::Outcome;
pub use job::{Job, JobId, Progress, State};
pub use pause::Pause;
pub use rescue::{Orphans, Rescued};
pub use schedule::{CronError, Fired, Plan, Planned, Schedule, ScheduleStatus, Scheduler};
pub use store::JobStore;
pub use trigger::{Trigger, Triggered};
pub use worker::{Handler, Worker};
