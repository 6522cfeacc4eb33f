//! What an import stores.

use refit_core::{LabelSource, Recommendation};
use refit_sources::{Import, ImportOptions, ImportSummary};
use serde_json::json;

use crate::{
    example::{fetch, ids, import, line, lines, paystub, read, stored, text, with},
    place::{places, tamper},
};

#[tokio::test]
async fn one_bad_line_and_nothing_is_stored() {
    for place in places().await {
        let store = place.store().await;
        let mut file = text(&lines(0..20, "APPROVE"));
        file.push_str("{\"document\":[]}\n");
        assert!(read(&file).is_err());
        assert_eq!(stored(&store).await, 0);
        place.close().await;
    }
}

#[tokio::test]
async fn an_import_that_the_database_breaks_off_stores_nothing() {
    for place in places().await {
        let store = place.store().await;
        import(&store, &lines(0..3, "REJECT")).await;
        // Folds are dealt last.
        tamper(&place, "alter table fold rename to hidden").await;
        let more = read(&text(&lines(3..20, "APPROVE"))).unwrap();
        let error = store.import(&more).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the paystub documents cannot be stored: the database refused"
        );
        tamper(&place, "alter table hidden rename to fold").await;
        assert_eq!(stored(&store).await, 3);
        // Nor did it use up numbers: documents of the next import follow on those before.
        assert_eq!(store.import(&more).await.unwrap().added, 17);
        assert_eq!(fetch(&store).await.documents.len(), 20);
        place.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_given_up_stores_all_or_nothing() {
    for place in places().await {
        let store = place.store().await;
        let mut expected = 0;
        for round in 0..6_usize {
            let first = round * 50;
            let batch = read(&text(&lines(first..first + 50, "REJECT"))).unwrap();
            let turns = async {
                for _ in 0..round * 20 {
                    tokio::task::yield_now().await;
                }
            };
            tokio::select! {
                biased;
                summary = store.import(&batch) => {
                    summary.unwrap();
                    expected += 50;
                }
                () = turns => {}
            }
            assert_eq!(stored(&store).await, expected, "round {round}");
        }
        let whole = import(&store, &lines(0..300, "REJECT")).await;
        assert_eq!((whole.added, whole.unchanged), (300 - expected, expected));
        place.close().await;
    }
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    for place in places().await {
        let store = place.store().await;
        let mut file = lines(0..12, "APPROVE");
        file.extend(lines(12..17, "REJECT"));
        file.push(line(17, Some("ESCALATE")));
        file.push(line(18, None));
        let first = import(&store, &file).await;
        let expected = ImportSummary {
            lines: 19,
            added: 19,
            labelled: 17,
            escalated: 1,
            unlabelled: 1,
            ..ImportSummary::default()
        };
        assert_eq!(first, expected);
        let (fetched, stats) = (fetch(&store).await, store.stats(&paystub()).await.unwrap());
        place.clock.set("2026-07-01T00:00:00Z".parse().unwrap());
        let second = import(&store, &file).await;
        let expected = ImportSummary {
            added: 0,
            unchanged: 19,
            ..expected
        };
        assert_eq!(second, expected);
        assert_eq!(fetch(&store).await, fetched);
        assert_eq!(store.stats(&paystub()).await.unwrap(), stats);
        place.close().await;
    }
}

#[tokio::test]
async fn a_document_comes_back_as_it_was_sent() {
    for place in places().await {
        let store = place.store().await;
        let sent = json!({
            "document": {"z": 0.1, "a": "Zoë\u{0}\u{1F600}", "n": 1e-300},
            "id": "P-1", "label": "REJECT", "label_source": "outcome",
            "fraud_risk_score": 87.654_321, "confidence": 0.1 + 0.2,
            "received": "2024-02-29", "group": "employer 7",
        });
        import(&store, &[sent]).await;
        let fetched = fetch(&store).await;
        let document = &fetched.documents[0];
        assert_eq!(document.document_type, paystub());
        assert_eq!(document.external_id.as_deref(), Some("P-1"));
        assert_eq!(document.label, Recommendation::Reject);
        assert_eq!(document.label_source, LabelSource::Outcome);
        assert_eq!(document.fraud_risk_score, Some(87.654_321));
        assert_eq!(document.confidence, Some(0.1 + 0.2));
        assert_eq!(document.group_key, "employer 7");
        assert_eq!(document.submission.received, "2024-02-29".parse().unwrap());
        assert_eq!(
            document.submission.document,
            "{\"a\":\"Zoë\\u0000\u{1F600}\",\"n\":1e-300,\"z\":0.1}"
        );
        place.close().await;
    }
}

#[tokio::test]
async fn a_document_without_a_day_was_received_today_or_on_the_day_of_its_import() {
    for place in places().await {
        let store = place.store().await;
        import(&store, &lines(0..1, "APPROVE")).await;
        let dated = ImportOptions {
            label_source: LabelSource::Policy,
            received: Some("2024-12-24".parse().unwrap()),
        };
        let file = text(&[
            line(1, Some("APPROVE")),
            with(line(2, Some("APPROVE")), json!({"received": "2024-06-01"})),
        ]);
        let dated = Import::read(&paystub(), file.as_bytes(), dated).unwrap();
        store.import(&dated).await.unwrap();
        let fetched = fetch(&store).await;
        let days: Vec<_> = fetched
            .documents
            .iter()
            .map(|document| document.submission.received.to_string())
            .collect();
        assert_eq!(days, ["2024-06-01", "2024-12-24", "2025-01-22"]);
        let seen = dated.submissions("2025-01-22".parse().unwrap());
        let seen: Vec<_> = seen.iter().map(|one| one.received.to_string()).collect();
        assert_eq!(seen, ["2024-12-24", "2024-06-01"]);
        place.close().await;
    }
}

#[tokio::test]
async fn members_that_give_the_label_away_are_taken_out_of_documents() {
    for place in places().await {
        let store = place.store().await;
        let told = json!({"document": {
            "net": 1, "ai_recommendation": "REJECT", "confidence_score": 0.9,
            "fraud_risk_score": 91, "label": 1, "model_confidence": 0.8,
            "employer": {"label": "a name"},
        }, "label": "REJECT", "split": "test"});
        let plain = json!({"document": {"employer": {"label": "a name"}, "net": 1},
            "label": "REJECT"});
        let summary = import(&store, &[told]).await;
        let removed: Vec<_> = summary.removed_members.iter().collect();
        assert_eq!(
            removed,
            [
                "ai_recommendation",
                "confidence_score",
                "fraud_risk_score",
                "label",
                "model_confidence"
            ]
        );
        let ignored: Vec<_> = summary.ignored_members.iter().collect();
        assert_eq!(ignored, ["split"]);
        let fetched = fetch(&store).await;
        assert_eq!(
            fetched.documents[0].submission.document,
            r#"{"employer":{"label":"a name"},"net":1}"#
        );
        // Without them it is the same document.
        assert_eq!(import(&store, &[plain]).await.unchanged, 1);
        place.close().await;
    }
}

#[tokio::test]
async fn types_do_not_see_each_other() {
    for place in places().await {
        let store = place.store().await;
        import(&store, &lines(0..7, "APPROVE")).await;
        let check = "check".parse().unwrap();
        assert_eq!(store.stats(&check).await.unwrap().documents, 0);
        let options = ImportOptions {
            label_source: LabelSource::Policy,
            received: None,
        };
        let file = text(&lines(0..3, "REJECT"));
        let other = Import::read(&check, file.as_bytes(), options).unwrap();
        assert_eq!(store.import(&other).await.unwrap().added, 3);
        let fetched = fetch(&store).await;
        assert_eq!(ids(&fetched.documents), ["6", "5", "4", "3", "2", "1", "0"]);
        place.close().await;
    }
}

#[tokio::test]
async fn an_import_without_lines_does_nothing() {
    for place in places().await {
        let store = place.store().await;
        for file in ["", "\n\n  \r\n"] {
            let nothing = read(file).unwrap();
            let summary = store.import(&nothing).await.unwrap();
            assert_eq!(summary, ImportSummary::default());
        }
        assert_eq!(stored(&store).await, 0);
        place.close().await;
    }
}
