//! How folds are dealt.

use std::collections::{BTreeMap, BTreeSet};

use refit_core::{LabelSource, Recommendation};
use refit_sources::FOLDS;
use serde_json::{Value, json};

use crate::{
    example::{fetch, folds, import, line, lines, paystub, read_as, text, with},
    place::places,
};

/// Numbers of documents by fold.
fn sizes(folds: impl IntoIterator<Item = u8>) -> [usize; 5] {
    let mut sizes = [0; 5];
    for fold in folds {
        sizes[usize::from(fold)] += 1;
    }
    sizes
}

#[tokio::test]
async fn lines_in_another_order_get_the_same_folds() {
    let mut file = lines(0..30, "APPROVE");
    file.extend(lines(30..47, "REJECT"));
    for number in 47..60 {
        let grouped = json!({"group": format!("employer {}", number % 4)});
        let label = if number % 3 == 0 { "REJECT" } else { "APPROVE" };
        file.push(with(line(number, Some(label)), grouped));
    }
    for place in places().await {
        let store = place.store().await;
        import(&store, &file).await;
        let expected = folds(&store).await;
        assert_eq!(expected.len(), 60);
        place.close().await;
        let orders: [fn(&mut Vec<Value>); 3] = [
            |file| file.reverse(),
            |file| file.rotate_left(23),
            |file| file.sort_by_key(|line| line["document"]["net"].as_u64().map(|n| n * 37 % 61)),
        ];
        for order in orders {
            let mut other = file.clone();
            order(&mut other);
            assert_ne!(other, file);
            for place in places().await {
                let store = place.store().await;
                import(&store, &other).await;
                assert_eq!(folds(&store).await, expected);
                place.close().await;
            }
        }
    }
}

#[tokio::test]
async fn a_fold_stays_when_the_label_changes() {
    for place in places().await {
        let store = place.store().await;
        import(&store, &lines(0..10, "APPROVE")).await;
        let before = folds(&store).await;
        for label in ["REJECT", "ESCALATE", "APPROVE", "REJECT"] {
            let summary = import(&store, &lines(0..10, label)).await;
            assert_eq!(summary.relabelled, 10);
            if label != "ESCALATE" {
                assert_eq!(folds(&store).await, before, "{label}");
            }
        }
        let reviewed = read_as(&text(&lines(0..10, "APPROVE")), LabelSource::Reviewer).unwrap();
        store.import(&reviewed).await.unwrap();
        assert_eq!(folds(&store).await, before);
        place.close().await;
    }
}

#[tokio::test]
async fn documents_of_a_group_share_a_fold() {
    for place in places().await {
        let store = place.store().await;
        let grouped = |number: usize, label| {
            let group = json!({"group": format!("employer {}", number % 7)});
            with(line(number, Some(label)), group)
        };
        // Both verdicts in most groups, over several imports.
        for first in [0, 20, 40] {
            let batch: Vec<_> = (first..first + 20)
                .map(|number| grouped(number, ["APPROVE", "REJECT"][number % 2]))
                .collect();
            import(&store, &batch).await;
        }
        let mut by_group: BTreeMap<String, BTreeSet<u8>> = BTreeMap::new();
        for document in fetch(&store).await.documents {
            by_group
                .entry(document.group_key)
                .or_default()
                .insert(document.fold);
        }
        assert_eq!(by_group.len(), 7);
        assert!(
            by_group.values().all(|folds| folds.len() == 1),
            "{by_group:?}"
        );
        // A group counts once: all hold frauds, so the first five of seven fill a block.
        let groups = sizes(by_group.values().flatten().copied());
        assert!(
            groups.iter().all(|&size| size == 1 || size == 2),
            "{groups:?}"
        );
        place.close().await;
    }
}

#[tokio::test]
async fn each_block_of_five_of_a_class_holds_every_fold_once_over_many_imports() {
    for place in places().await {
        let store = place.store().await;
        let mut known = BTreeSet::new();
        let mut dealt: BTreeMap<Recommendation, Vec<u8>> = BTreeMap::new();
        // One document at a time shows the order in which folds are dealt.
        for number in 0..45 {
            let label = if number % 3 == 0 { "REJECT" } else { "APPROVE" };
            import(&store, &[line(number, Some(label))]).await;
            for document in fetch(&store).await.documents {
                if known.insert(document.content_digest) {
                    dealt.entry(document.label).or_default().push(document.fold);
                }
            }
        }
        assert_eq!(dealt[&Recommendation::Reject].len(), 15);
        assert_eq!(dealt[&Recommendation::Approve].len(), 30);
        for block in dealt.values().flat_map(|folds| folds.chunks_exact(5)) {
            assert_eq!(sizes(block.iter().copied()), [1; 5], "{dealt:?}");
        }
        place.close().await;
    }
}

#[tokio::test]
async fn blocks_go_on_where_the_import_before_stopped() {
    for place in places().await {
        let store = place.store().await;
        let mut first = 0;
        for size in [3, 4, 6, 1, 8, 13] {
            let mut batch = lines(first..first + size, "APPROVE");
            batch.extend(lines(1000 + first..1000 + first + size, "REJECT"));
            import(&store, &batch).await;
            first += size;
            let folds = folds(&store).await;
            for class in [0..1000, 1000..2000] {
                let sizes = sizes(folds.range(class).map(|(_, &fold)| fold));
                let fewest = first / usize::from(FOLDS);
                let most = first.div_ceil(usize::from(FOLDS));
                assert!(
                    sizes.iter().all(|size| (fewest..=most).contains(size)),
                    "{sizes:?} of {first}"
                );
            }
        }
        place.close().await;
    }
}

#[tokio::test]
async fn few_frauds_are_spread_evenly() {
    for place in places().await {
        let store = place.store().await;
        let mut file = lines(0..126, "APPROVE");
        file.extend(lines(126..148, "REJECT"));
        import(&store, &file).await;
        let stats = store.stats(&paystub()).await.unwrap();
        let mut frauds: Vec<_> = stats.by_fold.iter().map(|fold| fold.reject).collect();
        let mut honest: Vec<_> = stats.by_fold.iter().map(|fold| fold.approve).collect();
        frauds.sort_unstable();
        honest.sort_unstable();
        assert_eq!(frauds, [4, 4, 4, 5, 5]);
        assert_eq!(honest, [25, 25, 25, 25, 26]);
        place.close().await;
    }
}

#[tokio::test]
async fn a_group_can_be_named_until_its_document_has_a_fold() {
    for place in places().await {
        let store = place.store().await;
        import(&store, &[line(1, None), line(2, None)]).await;
        // Not labelled so far, so no fold was dealt: the group counts.
        let grouped = json!({"group": "one employer"});
        let labelled = |number| with(line(number, Some("APPROVE")), grouped.clone());
        let summary = import(&store, &[labelled(1), labelled(2)]).await;
        assert_eq!((summary.relabelled, summary.kept_group), (2, 0));
        let dealt: BTreeSet<u8> = folds(&store).await.into_values().collect();
        assert_eq!(dealt.len(), 1, "two documents of one group");
        // Dealt: another group is told of, and changes nothing.
        let before = folds(&store).await;
        let other = with(line(1, Some("APPROVE")), json!({"group": "another"}));
        let summary = import(&store, &[other]).await;
        assert_eq!((summary.unchanged, summary.kept_group), (1, 1));
        assert_eq!(folds(&store).await, before);
        place.close().await;
    }
}

#[tokio::test]
async fn a_day_that_is_named_later_replaces_the_day_of_the_import() {
    for place in places().await {
        let store = place.store().await;
        import(&store, &[line(1, Some("APPROVE"))]).await;
        let dated = with(line(1, Some("APPROVE")), json!({"received": "2020-01-01"}));
        assert_eq!(
            import(&store, std::slice::from_ref(&dated)).await.updated,
            1
        );
        assert_eq!(import(&store, &[dated]).await.unchanged, 1);
        let fetched = fetch(&store).await;
        assert_eq!(
            fetched.documents[0].submission.received.to_string(),
            "2020-01-01"
        );
        place.close().await;
    }
}
