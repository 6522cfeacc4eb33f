//! The registry on a real folder with SQLite, and with PostgreSQL where
//! `REFIT_TEST_POSTGRES_URL` names one.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests fail as tests do, and say what they skip"
)]

mod activating;
mod adopting;
mod cleaning;
mod damage;
mod example;
mod keys;
mod place;
mod runs;
mod saving;
mod views;
