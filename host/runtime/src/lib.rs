#![doc = include_str!("../README.md")]

mod batch;
mod batches;
mod bindings;
mod compile;
mod component;
mod contract;
mod descriptor;
mod engine;
mod error;
mod fault;
mod file;
mod limiter;
mod meter;
mod options;
mod panic_text;
mod plugin;
mod plugins;
mod runtime;
mod sandbox;
mod status;
mod text;
mod world;

pub use error::Error;
pub use meter::Usage;
pub use options::Options;
pub use plugin::Plugin;
pub use plugins::Plugins;
pub use runtime::Runtime;
pub use status::{PluginState, PluginStatus};
