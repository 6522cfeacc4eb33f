//! Several who import and read at the same time.

use std::{collections::BTreeSet, time::Duration};

use refit_core::LabelSource;
use refit_database::Counter;
use refit_sources::DocumentStore;

use crate::{
    example::{fetch, folds, import, lines, paystub, read, read_as, stored, text},
    place::places,
};

/// Guards against a test that would wait for ever.
const PATIENCE: Duration = Duration::from_secs(30);

async fn import_in_parts(store: DocumentStore, first: usize) {
    for part in 0..5 {
        let first = first + part * 5;
        import(&store, &lines(first..first + 5, "APPROVE")).await;
        import(&store, &lines(1_000 + first..1_003 + first, "REJECT")).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn imports_at_the_same_time_all_succeed_and_deal_no_place_twice() {
    for place in places().await {
        // Two hosts, each with two senders.
        let hosts = [place.store().await, place.store().await];
        let senders: Vec<_> = (0..4)
            .map(|sender| tokio::spawn(import_in_parts(hosts[sender % 2].clone(), sender * 100)))
            .collect();
        for sender in senders {
            sender.await.unwrap();
        }
        let stats = hosts[0].stats(&paystub()).await.unwrap();
        assert_eq!(stats.by_label["APPROVE"], 100);
        assert_eq!(stats.by_label["REJECT"], 60);
        // A place dealt twice, or left out, would upset the balance.
        for fold in &stats.by_fold {
            assert_eq!((fold.approve, fold.reject), (20, 12), "{stats:?}");
        }
        let database = place.database().await;
        let places: Vec<(String, i64)> =
            sqlx::query_as("select dealt_as, place from fold order by dealt_as desc, place")
                .fetch_all(database.reader())
                .await
                .unwrap();
        let expected: Vec<_> = (0..100)
            .map(|place| ("legitimate".to_owned(), place))
            .chain((0..60).map(|place| ("fraud".to_owned(), place)))
            .collect();
        assert_eq!(places, expected);
        let sequence: Vec<i64> = sqlx::query_scalar("select sequence from document order by 1")
            .fetch_all(database.reader())
            .await
            .unwrap();
        assert!(sequence.iter().copied().eq(1..=160), "{sequence:?}");
        database.close().await;
        place.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_file_sent_by_two_at_once_is_stored_once() {
    for place in places().await {
        let hosts = [place.store().await, place.store().await];
        let import = read(&text(&lines(0..40, "REJECT"))).unwrap();
        let (one, other) = tokio::join!(hosts[0].import(&import), hosts[1].import(&import));
        let mut added = [one.unwrap().added, other.unwrap().added];
        added.sort_unstable();
        assert_eq!(added, [0, 40]);
        assert_eq!(folds(&hosts[0]).await.len(), 40);
        place.close().await;
    }
}

#[tokio::test]
async fn a_reader_is_not_held_up_by_an_open_write_transaction() {
    for place in places().await {
        let store = place.store().await;
        import(&store, &lines(0..10, "APPROVE")).await;
        let before = fetch(&store).await;
        let database = place.database().await;
        let mut writer = database.begin().await.unwrap();
        // What an import begins with, and a change that is not finished.
        Counter::Document.advance(&mut writer, 0).await.unwrap();
        sqlx::query("update document set label = 'REJECT'")
            .execute(&mut *writer)
            .await
            .unwrap();
        let reading = async { (fetch(&store).await, stored(&store).await) };
        let (during, number) = tokio::time::timeout(PATIENCE, reading).await.unwrap();
        assert_eq!((&during, number), (&before, 10));
        writer.commit().await.unwrap();
        assert_eq!(fetch(&store).await.counts.used.reject, 10);
        database.close().await;
        place.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_fetch_sees_an_import_whole_or_not_at_all() {
    for place in places().await {
        let store = place.store().await;
        let source = |label, source| read_as(&text(&lines(0..50, label)), source).unwrap();
        let approved = source("APPROVE", LabelSource::Policy);
        store.import(&approved).await.unwrap();
        let writer = store.clone();
        let importing = tokio::spawn(async move {
            for round in 0..6 {
                let label = ["REJECT", "APPROVE"][round % 2];
                let import = source(label, LabelSource::Policy);
                writer.import(&import).await.unwrap();
            }
        });
        let mut seen = BTreeSet::new();
        loop {
            let used = fetch(&store).await.counts.used;
            seen.insert((used.approve, used.reject));
            if importing.is_finished() {
                break;
            }
        }
        importing.await.unwrap();
        assert!(
            seen.iter().all(|pair| [(50, 0), (0, 50)].contains(pair)),
            "{seen:?}"
        );
        place.close().await;
    }
}
