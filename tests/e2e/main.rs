//! The product as its users have it: the real binary, real components, a real database.

mod architecture;
mod bad_input;
mod berka;
mod command;
mod commands;
mod configuration;
mod documents;
mod misbehaving;
mod plugins;
mod retrain;
