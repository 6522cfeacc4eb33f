//! The queue and the schedule over real databases.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests fail as tests do"
)]

mod batches;
mod claiming;
mod ending;
mod place;
mod rescuing;
mod schedules;
mod ticking;
mod triggering;
mod working;
