//! Plugins written by hand, good and hostile: what is loaded, what is refused, and what becomes
//! of a call.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail as tests do"
)]

mod ahead;
mod calls;
mod compiler;
mod folder;
mod gallery;
mod guest;
mod hostile;
mod loading;
mod quarantine;
mod service;
mod trial;
