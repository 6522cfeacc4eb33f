//! Real SQLite files, and PostgreSQL where `REFIT_TEST_POSTGRES_URL` names one.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests fail as tests do, and say what they skip"
)]

mod counting;
mod opening;
mod passwords;
mod place;
mod settings;
mod transactions;
