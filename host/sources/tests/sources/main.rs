//! The store of documents on SQLite files, and on PostgreSQL where `REFIT_TEST_POSTGRES_URL`
//! names one.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests fail as tests do, and say what they skip"
)]

mod erasing;
mod example;
mod faults;
mod fetching;
mod folds;
mod importing;
mod labels;
mod model;
mod place;
mod property;
mod secrecy;
mod sharing;
mod stats;
