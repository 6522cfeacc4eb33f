//! Scoring with the active version.

use refit_core::{Recommendation, Submission};
use refit_pipeline::{Error, Scorer};
use serde_json::json;

use crate::{
    desk::Desk,
    plugin::{Flaw, Receipts, receipt},
};

fn submission(document: &serde_json::Value) -> Submission {
    Submission {
        document: document.to_string(),
        received: "2026-03-04".parse().unwrap(),
    }
}

#[tokio::test]
async fn each_document_has_its_score_or_its_reason_in_its_place() {
    let desk = Desk::new().await;
    let version = desk.retrain(1).await.version_id.unwrap();
    let plugin = Receipts::new();
    let scorer = Scorer::load_active(&desk.registry, &plugin).await.unwrap();
    let documents = [
        json!({"total": 20, "parts": [10, 10]}),
        json!({"parts": [10, 10]}),
        json!({"total": 75, "parts": [10, 10]}),
    ];
    let results = scorer
        .score(&plugin, documents.iter().map(submission).collect())
        .await
        .unwrap();
    let honest = results[0].as_ref().unwrap();
    let forged = results[2].as_ref().unwrap();
    assert_eq!(
        results[1].as_ref().unwrap_err().reason.to_string(),
        "the field 'total' is missing"
    );
    assert!(honest.risk_score < forged.risk_score);
    assert_eq!(forged.recommendation, Recommendation::Reject);
    assert_eq!((&forged.version_id, forged.generation.0), (&version, 1));
    assert_eq!(forged.top_features[0].name, "gap");
    assert!(forged.top_features[0].contribution > 0.0);
    // One document alone scores as it does among others.
    let alone = scorer
        .score(&plugin, vec![submission(&documents[2])])
        .await
        .unwrap();
    assert_eq!(alone[0].as_ref().unwrap(), forged);
}

#[tokio::test]
async fn most_receipts_of_a_later_sequence_are_told_apart() {
    let desk = Desk::new().await;
    desk.retrain(1).await;
    let plugin = Receipts::new();
    let scorer = Scorer::load_active(&desk.registry, &plugin).await.unwrap();
    let documents = (0..300)
        .map(|number| submission(&receipt(991, number, number % 3 == 0)))
        .collect();
    let results = scorer.score(&plugin, documents).await.unwrap();
    let right = results.iter().enumerate().filter(|(number, result)| {
        let high = result.as_ref().unwrap().risk_score > 50.0;
        high == (number % 3 == 0)
    });
    let right = right.count();
    assert!(right > 240, "{right} of 300");
}

#[tokio::test]
async fn without_an_active_version_there_is_no_score() {
    let desk = Desk::new().await;
    let error = Scorer::load_active(&desk.registry, &Receipts::new())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::NoActiveVersion { .. }));
    assert!(error.to_string().contains("refit retrain receipt"));
}

#[tokio::test]
async fn a_version_of_other_features_does_not_score() {
    let desk = Desk::new().await;
    desk.retrain(1).await;
    let other = Receipts::with(Flaw::OtherFeature);
    let error = Scorer::load_active(&desk.registry, &other)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::OtherFeatures { .. }), "{error}");
}

#[tokio::test]
async fn a_version_scores_with_the_component_that_it_was_trained_with() {
    let desk = Desk::new().await;
    desk.retrain(1).await;
    let plugin = Receipts::new();
    let document = json!({"total": 75, "parts": [10, 10]});
    let scorer = Scorer::load_active(&desk.registry, &plugin).await.unwrap();
    let before = scorer.score(&plugin, vec![submission(&document)]).await;
    let replaced = Receipts::with(Flaw::OtherFeature);
    let scorer = Scorer::load_active_with(&desk.registry, &replaced, &plugin)
        .await
        .unwrap();
    let after = scorer.score(&replaced, vec![submission(&document)]).await;
    assert_eq!(before.unwrap(), after.unwrap());
}
