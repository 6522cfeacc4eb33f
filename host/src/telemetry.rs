//! Logs: on standard error, so that standard output stays the answer.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::EnvFilter;

/// Which events are logged: `REFIT_LOG=info`, `REFIT_LOG=refit_pipeline=debug`.
const FILTER: &str = "REFIT_LOG";
/// `REFIT_LOG_FORMAT=json` for machines, `text` for people.
const FORMAT: &str = "REFIT_LOG_FORMAT";

/// Starts logging. A service tells what it does, as text on a terminal and as JSON elsewhere;
/// commands report their own failures, so without a filter little is logged.
pub(crate) fn start(is_service: bool) {
    let default = if is_service { "info" } else { "off" };
    let filter = EnvFilter::try_from_env(FILTER).unwrap_or_else(|_| EnvFilter::new(default));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr);
    let is_json = match std::env::var(FORMAT).as_deref() {
        Ok("json") => true,
        Ok("text") => false,
        _ => is_service && !stderr().is_terminal(),
    };
    let result = match is_json {
        true => subscriber.json().try_init(),
        false => subscriber.with_ansi(stderr().is_terminal()).try_init(),
    };
    // Only a second start fails, and there is none.
    drop(result);
}
