//! What holds on every connection to SQLite.

use std::{fs, path::Path};

use refit_database::{Database, Location};
use sqlx::{Any, pool::PoolConnection};

use crate::place::Place;

async fn number(connection: &mut PoolConnection<Any>, setting: &'static str) -> i64 {
    sqlx::query_scalar(setting)
        .fetch_one(&mut **connection)
        .await
        .unwrap()
}

/// All connections there can be, at the same time.
async fn connections(database: &Database) -> Vec<PoolConnection<Any>> {
    let mut connections = vec![database.writer().acquire().await.unwrap()];
    for _ in 0..4 {
        connections.push(database.reader().acquire().await.unwrap());
    }
    assert!(
        database.writer().try_acquire().is_none(),
        "a second connection that writes"
    );
    assert!(
        database.reader().try_acquire().is_none(),
        "a fifth connection that reads"
    );
    connections
}

#[tokio::test]
async fn the_settings_hold_on_every_connection() {
    let place = Place::sqlite();
    let database = place.open().await;
    for connection in &mut connections(&database).await {
        let mode: String = sqlx::query_scalar("pragma journal_mode")
            .fetch_one(&mut **connection)
            .await
            .unwrap();
        assert_eq!(mode, "wal");
        // 2 is "full".
        assert_eq!(number(connection, "pragma synchronous").await, 2);
        assert_eq!(number(connection, "pragma foreign_keys").await, 1);
        assert_eq!(number(connection, "pragma secure_delete").await, 1);
        assert_eq!(number(connection, "pragma busy_timeout").await, 10_000);
    }
    database.close().await;
}

/// Older ones may lose committed pages where two connections checkpoint a log at the same time.
#[tokio::test]
async fn the_sqlite_library_is_at_least_3_51_3() {
    let place = Place::sqlite();
    let database = place.open().await;
    let version: String = sqlx::query_scalar("select sqlite_version()")
        .fetch_one(database.reader())
        .await
        .unwrap();
    let parts: Vec<u32> = version
        .split('.')
        .map(|part| part.parse().unwrap())
        .collect();
    assert!(parts >= vec![3, 51, 3], "SQLite {version}");
    database.close().await;
}

fn contains(file: &Path, text: &str) -> bool {
    fs::read(file)
        .unwrap()
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn what_is_deleted_is_overwritten_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("refit.db");
    let location = Location::Sqlite(file.clone());
    let canary = "CANARY-of-a-deleted-record";
    for (statement, stays) in [
        (
            "insert into audit(id, at, actor, action, document_type, reason)
             values (1, '', '', '', '', $1)",
            true,
        ),
        ("delete from audit where reason = $1", false),
    ] {
        let database = Database::open(&location).await.unwrap();
        sqlx::query(statement)
            .bind(canary)
            .execute(database.writer())
            .await
            .unwrap();
        // The last connection that closes moves the log into the file.
        database.close().await;
        assert_eq!(contains(&file, canary), stays, "{statement}");
        assert!(!folder.path().join("refit.db-wal").exists());
    }
}
