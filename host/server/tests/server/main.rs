//! The server over real stores, in this process: who may what, and what it says of itself.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]

mod browsers;
mod desk;
mod openapi;
mod roles;
mod slow;
