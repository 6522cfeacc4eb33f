//! The product as its users have it: the real binary, real components, a real database.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail as tests do"
)]

mod architecture;
mod author;
mod bad_input;
mod banknote;
mod berka;
mod canaries;
mod command;
mod commands;
mod configuration;
mod dashboard;
mod documents;
mod interrupted;
mod managing;
mod misbehaving;
mod plugins;
mod python;
mod replaced;
mod retrain;
mod server;
mod serving;
mod types;
mod under_load;
