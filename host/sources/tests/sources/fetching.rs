//! Which documents a run gets.

use refit_core::LabelSource;
use refit_sources::{Error, Filter, PerClass};
use serde_json::{Value, json};

use crate::{
    example::{ALL, fetch, ids, import, line, lines, paystub, read_as, text, with},
    place::{places, tamper},
};

fn sure(number: usize, label: &str, confidence: f64) -> Value {
    with(line(number, Some(label)), json!({"confidence": confidence}))
}

#[tokio::test]
async fn the_newest_come_first_and_the_limit_leaves_out_the_oldest() {
    for place in places().await {
        let store = place.store().await;
        import(&store, &lines(0..3, "APPROVE")).await;
        import(&store, &lines(3..6, "REJECT")).await;
        // A new label makes a document no newer.
        import(&store, &lines(0..1, "REJECT")).await;
        assert_eq!(
            ids(&fetch(&store).await.documents),
            ["5", "4", "3", "2", "1", "0"]
        );
        let filter = Filter { limit: 4, ..ALL };
        let fetched = store.fetch(&paystub(), &filter).await.unwrap();
        assert_eq!(ids(&fetched.documents), ["5", "4", "3", "2"]);
        assert_eq!(fetched.counts.beyond_limit, 2);
        assert_eq!(
            fetched.counts.used,
            PerClass {
                approve: 1,
                reject: 3
            }
        );
        let nothing = Filter { limit: 0, ..ALL };
        let fetched = store.fetch(&paystub(), &nothing).await.unwrap();
        assert!(fetched.documents.is_empty());
        assert_eq!((fetched.counts.beyond_limit, fetched.counts.stored), (6, 6));
        let unlimited = Filter {
            limit: usize::MAX,
            ..ALL
        };
        let fetched = store.fetch(&paystub(), &unlimited).await.unwrap();
        assert_eq!(fetched.documents.len(), 6);
        place.close().await;
    }
}

#[tokio::test]
async fn only_a_reviewer_need_not_say_how_sure_the_label_is() {
    for place in places().await {
        let store = place.store().await;
        import(
            &store,
            &[
                sure(0, "APPROVE", 0.69),
                sure(1, "APPROVE", 0.7),
                sure(2, "REJECT", 1.0),
                line(3, Some("REJECT")),
            ],
        )
        .await;
        let reviewed = [
            line(4, Some("REJECT")),
            // One who says so is held to it.
            sure(5, "APPROVE", 0.2),
        ];
        let reviewed = read_as(&text(&reviewed), LabelSource::Reviewer).unwrap();
        store.import(&reviewed).await.unwrap();
        let filter = Filter {
            min_confidence: Some(0.7),
            ..ALL
        };
        let fetched = store.fetch(&paystub(), &filter).await.unwrap();
        assert_eq!(ids(&fetched.documents), ["4", "2", "1"]);
        let below = PerClass {
            approve: 2,
            reject: 0,
        };
        let silent = PerClass {
            approve: 0,
            reject: 1,
        };
        assert_eq!(fetched.counts.below_confidence, below);
        assert_eq!(fetched.counts.without_confidence, silent);
        assert_eq!(fetch(&store).await.documents.len(), 6);
        place.close().await;
    }
}

#[tokio::test]
async fn escalated_and_unlabelled_documents_are_counted_and_left_out() {
    for place in places().await {
        let store = place.store().await;
        let mut file = lines(0..2, "ESCALATE");
        file.extend(lines(2..3, "APPROVE"));
        file.extend((3..6).map(|number| line(number, None)));
        import(&store, &file).await;
        let fetched = fetch(&store).await;
        assert_eq!(ids(&fetched.documents), ["2"]);
        assert_eq!(
            (fetched.counts.escalated, fetched.counts.unlabelled),
            (2, 3)
        );
        place.close().await;
    }
}

#[tokio::test]
async fn a_document_that_was_changed_by_hand_is_named_with_its_column() {
    for (statement, column) in [
        (
            "update document set label_source = 'S3CRET'",
            "label_source",
        ),
        ("update document set received = 'S3CRET'", "received"),
        ("update fold set fold = -1", "fold"),
        ("delete from fold", "fold"),
    ] {
        for place in places().await {
            let store = place.store().await;
            import(&store, &lines(0..1, "APPROVE")).await;
            let digest = fetch(&store).await.documents[0].content_digest;
            tamper(&place, statement).await;
            let error = store.fetch(&paystub(), &ALL).await.unwrap_err();
            assert!(matches!(error, Error::Stored { .. }), "{error:?}");
            assert_eq!(
                error.to_string(),
                format!(
                    "the stored paystub document {digest} has no valid {column}; the database was changed by hand"
                )
            );
            place.close().await;
        }
    }
}
