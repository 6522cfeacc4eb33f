//! Logs: on standard error, so that standard output stays the answer.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::EnvFilter;

/// Which events are logged: `REFIT_LOG=info`, `REFIT_LOG=refit_pipeline=debug`.
const FILTER: &str = "REFIT_LOG";
/// `REFIT_LOG_FORMAT=json` for machines.
const FORMAT: &str = "REFIT_LOG_FORMAT";

/// Starts logging. Commands report their own failures, so without a filter little is logged.
pub(crate) fn start() {
    let filter = EnvFilter::try_from_env(FILTER).unwrap_or_else(|_| EnvFilter::new("off"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr);
    let result = if std::env::var(FORMAT).is_ok_and(|format| format == "json") {
        subscriber.json().try_init()
    } else {
        subscriber.with_ansi(stderr().is_terminal()).try_init()
    };
    // Only a second start fails, and there is none.
    drop(result);
}
