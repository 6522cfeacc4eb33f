#![doc = include_str!("../README.md")]

mod activate;
mod active;
mod adopt;
mod audit;
mod clean_up;
mod draft;
mod error;
mod file_name;
mod keys;
mod load;
mod location;
mod manifest;
mod nullable;
mod registry;
mod reserve;
mod run;
mod save;
mod store;
mod sweep;
mod version;
mod views;

pub use activate::{Activation, ActivationGuard};
pub use active::{Active, BeforeActive};
pub use audit::{AuditAction, AuditRecord};
pub use draft::VersionDraft;
pub use error::Error;
pub use keys::{ApiKey, NewApiKey};
pub use load::LoadedVersion;
pub use location::StoreLocation;
pub use manifest::{Artifact, GoldenRow, Manifest, PluginLineage};
pub use registry::Registry;
pub use run::{RunEnd, RunOutcome, RunRecord};
pub use store::ModelStore;
pub use version::StoredVersion;
