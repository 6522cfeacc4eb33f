#![doc = include_str!("../README.md")]

mod counter;
mod database;
mod error;
mod location;
mod sqlite;

pub use counter::Counter;
pub use database::{Database, Engine};
pub use error::Error;
pub use location::Location;

/// A transaction on either engine, for those who pass one on.
pub type Transaction<'a> = sqlx::Transaction<'a, sqlx::Any>;
