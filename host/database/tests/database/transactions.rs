//! What readers and writers see of each other.

use std::time::Duration;

use refit_database::{Counter, Database};
use sqlx::{Any, Transaction};

use crate::place::places;

/// Guards against a test that would wait for ever.
const PATIENCE: Duration = Duration::from_secs(30);

async fn audit(transaction: &mut Transaction<'_, Any>) -> i64 {
    sqlx::query_scalar("select value from counter where name = 'audit'")
        .fetch_one(&mut **transaction)
        .await
        .unwrap()
}

async fn take(database: &Database) {
    let mut transaction = database.begin().await.unwrap();
    Counter::Audit.next(&mut transaction).await.unwrap();
    transaction.commit().await.unwrap();
}

#[tokio::test]
async fn all_statements_of_a_reader_see_the_same_state() {
    for place in places().await {
        let database = place.open().await;
        let mut early = database.begin_read().await.unwrap();
        assert_eq!(audit(&mut early).await, 0);
        take(&database).await;
        assert_eq!(audit(&mut early).await, 0);
        let mut late = database.begin_read().await.unwrap();
        assert_eq!(audit(&mut late).await, 1);
        early.rollback().await.unwrap();
        late.rollback().await.unwrap();
        database.close().await;
        place.close().await;
    }
}

#[tokio::test]
async fn a_reader_does_not_wait_for_a_writer() {
    for place in places().await {
        let database = place.open().await;
        let mut writer = database.begin().await.unwrap();
        Counter::Audit.next(&mut writer).await.unwrap();
        let reading = tokio::time::timeout(PATIENCE, async {
            let mut reader = database.begin_read().await.unwrap();
            let value = audit(&mut reader).await;
            reader.rollback().await.unwrap();
            value
        });
        assert_eq!(reading.await.unwrap(), 0);
        writer.commit().await.unwrap();
        database.close().await;
        place.close().await;
    }
}

#[tokio::test]
async fn a_writer_waits_for_the_writer_of_another_host() {
    for place in places().await {
        let (first, second) = (place.open().await, place.open().await);
        let mut holder = first.begin().await.unwrap();
        assert_eq!(Counter::Audit.next(&mut holder).await.unwrap(), 1);
        let waiting = async {
            let mut transaction = second.begin().await.unwrap();
            let number = Counter::Audit.next(&mut transaction).await.unwrap();
            transaction.commit().await.unwrap();
            number
        };
        let ending = async {
            tokio::task::yield_now().await;
            holder.commit().await.unwrap();
        };
        let (number, ()) = tokio::join!(waiting, ending);
        assert_eq!(number, 2);
        first.close().await;
        second.close().await;
        place.close().await;
    }
}
