#![doc = include_str!("../README.md")]

mod accept;
mod access;
mod body;
mod host;
mod identify;
mod keys;
mod live;
mod measure;
mod metrics;
mod parameters;
mod problem;
mod request_id;
mod routes;
mod shared;
mod version;

pub use access::Access;
pub use host::Host;
pub use metrics::Metrics;
pub use routes::openapi;
pub use shared::{Parts, Server, Settings};
pub use version::VersionEntry;
