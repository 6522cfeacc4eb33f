//! What every connection to SQLite is told first.

use std::time::Duration;

use sqlx::{AnyConnection, Connection, Executor, any::AnyConnectOptions};
use tokio::time::{Instant, sleep};

/// Durable before it answers; readers do not wait for the writer; what is deleted is
/// overwritten; another process that writes is waited for.
const SETTINGS: &str = "
    pragma busy_timeout = 10000;
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma secure_delete = on;
";

/// As long as `busy_timeout`.
const PATIENCE: Duration = Duration::from_secs(10);
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(10);

/// Opens a connection outside of any pool, with the settings.
pub(crate) async fn connect(options: &AnyConnectOptions) -> Result<AnyConnection, sqlx::Error> {
    let mut connection = AnyConnection::connect_with(options).await?;
    settle(&mut connection).await?;
    Ok(connection)
}

/// Applies the settings. Two connections that turn a fresh file to the write-ahead log at once
/// would wait for each other forever; SQLite refuses one of them without asking its
/// `busy_timeout` (<https://sqlite.org/c3ref/busy_handler.html>), so that it is asked again here.
pub(crate) async fn settle(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    let until = Instant::now() + PATIENCE;
    loop {
        match connection.execute(SETTINGS).await {
            Err(error) if is_busy(&error) && Instant::now() < until => {
                sleep(BETWEEN_ATTEMPTS).await;
            }
            settled => return settled.map(|_| ()),
        }
    }
}

/// `SQLITE_BUSY` and its extended codes, which keep 5 in their low byte.
fn is_busy(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .and_then(|code| code.parse::<u32>().ok())
        .is_some_and(|code| code & 0xff == 5)
}
