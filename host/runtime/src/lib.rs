#![doc = include_str!("../README.md")]

mod batch;
mod batches;
mod bindings;
mod claims;
mod compile;
mod component;
mod contract;
mod descriptor;
mod engine;
mod error;
mod fault;
mod file;
mod folder;
mod kept;
mod limiter;
mod meter;
mod options;
mod panic_text;
mod plugin;
mod plugins;
mod quarantine;
mod runtime;
mod sandbox;
mod scan;
mod service;
mod status;
mod text;
mod world;

pub use error::Error;
pub use meter::Usage;
pub use options::Options;
pub use plugin::Plugin;
pub use plugins::Plugins;
pub use runtime::Runtime;
pub use service::PluginService;
pub use status::{PluginState, PluginStatus};
