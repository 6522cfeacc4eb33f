//! Which label counts.

use refit_core::{LabelSource, Recommendation};
use serde_json::json;

use crate::{
    example::{fetch, import, label, line, lines, paystub, read_as, stored, text, with},
    place::places,
};

const RANKS: [LabelSource; 4] = [
    LabelSource::Model,
    LabelSource::Policy,
    LabelSource::Outcome,
    LabelSource::Reviewer,
];

#[tokio::test]
async fn a_lower_rank_never_replaces_a_higher_one_and_the_last_of_equal_rank_counts() {
    for place in places().await {
        let store = place.store().await;
        let mut number = 0;
        for first in RANKS {
            for second in RANKS {
                number += 1;
                let approve = text(&[line(number, Some("APPROVE"))]);
                let reject = text(&[line(number, Some("REJECT"))]);
                let approve = read_as(&approve, first).unwrap();
                let reject = read_as(&reject, second).unwrap();
                assert_eq!(store.import(&approve).await.unwrap().added, 1);
                let summary = store.import(&reject).await.unwrap();
                let replaced = second >= first;
                assert_eq!(
                    (summary.relabelled, summary.outranked),
                    (usize::from(replaced), usize::from(!replaced)),
                    "{first:?}, then {second:?}"
                );
                let newest = fetch(&store).await.documents.remove(0);
                let expected = match replaced {
                    true => (Recommendation::Reject, second),
                    false => (Recommendation::Approve, first),
                };
                assert_eq!(label(&newest), expected, "{first:?}, then {second:?}");
            }
        }
        place.close().await;
    }
}

#[tokio::test]
async fn a_line_may_name_its_own_source() {
    for place in places().await {
        let store = place.store().await;
        let reviewed = with(
            line(1, Some("REJECT")),
            json!({"label_source": "reviewer", "confidence": 0.4}),
        );
        // Within one file the rank counts too, not the order.
        let summary = import(&store, &[reviewed, line(1, Some("APPROVE"))]).await;
        assert_eq!((summary.added, summary.outranked), (1, 1));
        let fetched = fetch(&store).await;
        assert_eq!(
            label(&fetched.documents[0]),
            (Recommendation::Reject, LabelSource::Reviewer)
        );
        assert_eq!(fetched.documents[0].confidence, Some(0.4));
        place.close().await;
    }
}

#[tokio::test]
async fn a_reviewer_who_escalates_takes_a_document_out() {
    for place in places().await {
        let store = place.store().await;
        import(&store, &lines(0..2, "APPROVE")).await;
        let escalated = read_as(&text(&lines(0..1, "ESCALATE")), LabelSource::Reviewer).unwrap();
        assert_eq!(store.import(&escalated).await.unwrap().relabelled, 1);
        let back = import(&store, &lines(0..1, "APPROVE")).await;
        assert_eq!(back.outranked, 1);
        let fetched = fetch(&store).await;
        assert_eq!(fetched.counts.escalated, 1);
        assert_eq!(fetched.documents.len(), 1);
        place.close().await;
    }
}

#[tokio::test]
async fn the_same_label_updates_score_confidence_and_source() {
    for place in places().await {
        let store = place.store().await;
        import(&store, &lines(0..1, "REJECT")).await;
        let scored = with(
            line(0, Some("REJECT")),
            json!({"fraud_risk_score": 88, "confidence": 0.9}),
        );
        let summary = import(&store, std::slice::from_ref(&scored)).await;
        assert_eq!((summary.updated, summary.relabelled), (1, 0));
        let reviewed = read_as(&text(&[scored]), LabelSource::Reviewer).unwrap();
        assert_eq!(store.import(&reviewed).await.unwrap().updated, 1);
        assert_eq!(store.import(&reviewed).await.unwrap().unchanged, 1);
        let document = fetch(&store).await.documents.remove(0);
        assert_eq!(
            (
                document.label_source,
                document.fraud_risk_score,
                document.confidence
            ),
            (LabelSource::Reviewer, Some(88.0), Some(0.9))
        );
        place.close().await;
    }
}

#[tokio::test]
async fn an_unlabelled_document_is_kept_and_gets_its_label_and_fold_later() {
    for place in places().await {
        let store = place.store().await;
        let bare: Vec<_> = (0..5).map(|number| line(number, None)).collect();
        assert_eq!(import(&store, &bare).await.unlabelled, 5);
        assert_eq!(stored(&store).await, 5);
        let fetched = fetch(&store).await;
        assert!(fetched.documents.is_empty());
        assert_eq!(fetched.counts.unlabelled, 5);
        let stats = store.stats(&paystub()).await.unwrap();
        assert_eq!(stats.by_label["none"], 5);
        assert!(stats.by_label_source.is_empty());

        let summary = import(&store, &lines(0..5, "REJECT")).await;
        assert_eq!((summary.relabelled, summary.added), (5, 0));
        let mut folds: Vec<_> = fetch(&store)
            .await
            .documents
            .iter()
            .map(|document| document.fold)
            .collect();
        folds.sort_unstable();
        assert_eq!(folds, [0, 1, 2, 3, 4]);

        // A line without a label takes none away.
        assert_eq!(import(&store, &bare).await.unchanged, 5);
        assert_eq!(fetch(&store).await.documents.len(), 5);
        place.close().await;
    }
}
