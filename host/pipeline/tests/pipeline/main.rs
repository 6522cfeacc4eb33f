//! Retraining and scoring over a real database and real files, with a plugin of a few lines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]

mod artifacts;
mod desk;
mod plugin;
mod real;
mod scoring;
mod synthetic;
mod verdicts;
