//! Counting what is stored.

use refit_sources::{PerClass, Stats};
use serde_json::json;

use crate::{
    example::{import, line, paystub, with},
    place::places,
};

#[tokio::test]
async fn every_number_counts_what_it_says() {
    for place in places().await {
        let store = place.store().await;
        let day = |number: usize, label, confidence: Option<f64>, day: &str| {
            let members = json!({"confidence": confidence, "received": day});
            with(line(number, label), members)
        };
        let by = |line, source: &str| with(line, json!({"label_source": source}));
        import(
            &store,
            &[
                day(0, Some("APPROVE"), Some(0.0), "2025-01-03"),
                day(1, Some("APPROVE"), Some(0.5), "2024-12-31"),
                by(day(2, Some("REJECT"), Some(0.499), "2025-01-02"), "model"),
                by(day(3, Some("REJECT"), Some(0.9), "2025-01-02"), "reviewer"),
                day(4, Some("REJECT"), Some(1.0), "2025-01-02"),
                by(day(5, Some("APPROVE"), None, "2025-01-02"), "reviewer"),
                by(day(6, Some("ESCALATE"), Some(0.7), "2025-01-09"), "outcome"),
                day(7, None, Some(0.8), "2024-01-01"),
            ],
        )
        .await;
        let stats = store.stats(&paystub()).await.unwrap();
        assert_eq!(stats.documents, 8);
        let by_label = json!({"APPROVE": 3, "REJECT": 3, "ESCALATE": 1, "none": 1});
        assert_eq!(json!(stats.by_label), by_label);
        let by_source = json!({"policy": 3, "model": 1, "reviewer": 2, "outcome": 1});
        assert_eq!(json!(stats.by_label_source), by_source);
        let bands: Vec<_> = stats
            .by_confidence
            .iter()
            .map(|band| (band.from, band.documents.approve, band.documents.reject))
            .collect();
        assert_eq!(
            bands,
            [
                (0.0, 1, 1),
                (0.5, 1, 0),
                (0.6, 0, 0),
                (0.7, 0, 0),
                (0.8, 0, 0),
                (0.9, 0, 2)
            ]
        );
        assert_eq!(
            stats.without_confidence,
            PerClass {
                approve: 1,
                reject: 0
            }
        );
        let folds: usize = stats.by_fold.iter().map(|fold| fold.total()).sum();
        assert_eq!((stats.by_fold.len(), folds), (5, 6));
        assert_eq!(stats.oldest_received, "2024-01-01".parse().ok());
        assert_eq!(stats.newest_received, "2025-01-09".parse().ok());
        place.close().await;
    }
}

#[tokio::test]
async fn an_empty_store_has_all_bands_and_folds_at_zero() {
    for place in places().await {
        let store = place.store().await;
        let stats = store.stats(&paystub()).await.unwrap();
        assert_eq!((stats.by_confidence.len(), stats.by_fold.len()), (6, 5));
        let zero = Stats {
            by_confidence: Vec::new(),
            by_fold: Vec::new(),
            ..stats
        };
        assert_eq!(zero, Stats::default());
        place.close().await;
    }
}
