//! Numbers that only grow.

use std::collections::BTreeSet;

use refit_database::{Counter, Database};

use crate::place::places;

#[tokio::test]
async fn counters_begin_at_one_and_do_not_touch_each_other() {
    for place in places().await {
        let database = place.open().await;
        let mut transaction = database.begin().await.unwrap();
        for expected in [1, 2, 3] {
            assert_eq!(
                Counter::Audit.next(&mut transaction).await.unwrap(),
                expected
            );
        }
        assert_eq!(Counter::Run.next(&mut transaction).await.unwrap(), 1);
        assert_eq!(
            Counter::Document
                .advance(&mut transaction, 7)
                .await
                .unwrap(),
            7
        );
        assert_eq!(
            Counter::Document
                .advance(&mut transaction, 0)
                .await
                .unwrap(),
            7
        );
        transaction.commit().await.unwrap();
        database.close().await;
        place.close().await;
    }
}

#[tokio::test]
async fn a_rollback_leaves_no_gap() {
    for place in places().await {
        let database = place.open().await;
        for expected in [1, 2, 3] {
            for _ in 0..2 {
                let mut dropped = database.begin().await.unwrap();
                let number = Counter::Audit.next(&mut dropped).await.unwrap();
                assert_eq!(number, expected);
                drop(dropped);
                let mut undone = database.begin().await.unwrap();
                let number = Counter::Audit.advance(&mut undone, 100).await.unwrap();
                assert_eq!(number, expected + 99);
                undone.rollback().await.unwrap();
            }
            let mut kept = database.begin().await.unwrap();
            assert_eq!(Counter::Audit.next(&mut kept).await.unwrap(), expected);
            kept.commit().await.unwrap();
        }
        database.close().await;
        place.close().await;
    }
}

/// Takes 20 numbers one by one and gives back every third.
async fn count(database: Database, worker: usize) -> Vec<i64> {
    let mut kept = Vec::new();
    for turn in 0..20 {
        let mut transaction = database.begin().await.unwrap();
        let number = Counter::Audit.next(&mut transaction).await.unwrap();
        if (worker + turn).is_multiple_of(3) {
            transaction.rollback().await.unwrap();
        } else {
            transaction.commit().await.unwrap();
            kept.push(number);
        }
    }
    kept
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_number_is_given_twice_or_left_out_by_those_who_count_at_once() {
    for place in places().await {
        // Two hosts, with two workers each.
        let hosts = [place.open().await, place.open().await];
        let workers: Vec<_> = (0..4)
            .map(|worker| tokio::spawn(count(hosts[worker % 2].clone(), worker)))
            .collect();
        let mut taken = Vec::new();
        for worker in workers {
            let numbers = worker.await.unwrap();
            assert!(numbers.is_sorted(), "{numbers:?}");
            taken.extend(numbers);
        }
        let unique: BTreeSet<_> = taken.iter().copied().collect();
        assert_eq!(unique.len(), taken.len(), "{taken:?}");
        let expected: BTreeSet<_> = (1..).take(taken.len()).collect();
        assert_eq!(unique, expected);
        for host in hosts {
            host.close().await;
        }
        place.close().await;
    }
}
