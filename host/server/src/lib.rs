#![doc = include_str!("../README.md")]

mod accept;
mod access;
mod body;
mod host;
mod identify;
mod job;
mod keys;
mod limit;
mod live;
mod measure;
mod metrics;
mod parameters;
mod problem;
mod request_id;
mod routes;
mod shared;
mod status;
mod version;

pub use access::Access;
pub use host::{BoxedError, Host, Installed, NotInstalled};
pub use job::JobEntry;
pub use metrics::Metrics;
pub use routes::openapi;
pub use shared::{Parts, Server, Settings};
pub use status::{History, Paused, ScheduledJob, Scheduler, Status, Unread};
pub use version::VersionEntry;
