//! The registry on a real folder with SQLite, and with PostgreSQL where
//! `REFIT_TEST_POSTGRES_URL` names one.

mod activating;
mod adopting;
mod cleaning;
mod damage;
mod place;
mod runs;
mod saving;
mod views;
