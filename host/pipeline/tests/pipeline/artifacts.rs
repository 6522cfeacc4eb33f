//! The same data, seed and plugin give the same bytes.

use std::fs;

use refit_pipeline::Model;

use crate::desk::Desk;

const KINDS: [&str; 3] = ["random_forest", "xgboost", "feature_scaler"];

#[tokio::test]
async fn the_same_seed_gives_the_same_artifacts_on_another_day() {
    let desk = Desk::new().await;
    let first = desk.retrain(7).await.version_id.unwrap();
    desk.clock.set("2026-04-05T06:07:08Z".parse().unwrap());
    let second = desk.retrain(7).await.version_id.unwrap();
    let third = desk.retrain(8).await.version_id.unwrap();
    for kind in KINDS {
        let bytes = [&first, &second, &third]
            .map(|version| fs::read(desk.model_file(kind, version)).unwrap());
        assert_eq!(bytes[0], bytes[1], "{kind}");
        assert_ne!(bytes[0], bytes[2], "{kind}");
    }
}

#[tokio::test]
async fn a_version_has_its_four_files_and_the_type_two_views() {
    let desk = Desk::new().await;
    let version = desk.retrain(7).await.version_id.unwrap();
    let folder = desk.path().join("models/receipt");
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "ACTIVE_VERSION.txt".to_owned(),
            "performance_history.json".to_owned(),
            format!("receipt_feature_scaler_{version}.bin"),
            format!("receipt_manifest_{version}.json"),
            format!("receipt_random_forest_{version}.bin"),
            format!("receipt_xgboost_{version}.bin"),
        ]
    );
}

#[tokio::test]
async fn a_version_whose_golden_scores_differ_is_not_used() {
    let desk = Desk::new().await;
    let version = desk.retrain(7).await.version_id.unwrap();
    let mut stored = desk
        .registry
        .load(&desk.document_type(), &version)
        .await
        .unwrap();
    assert!(Model::assemble(stored.clone()).is_ok());
    let row = &mut stored.manifest.golden_rows[1];
    row.xgboost = f64::from_bits(row.xgboost.to_bits() ^ 1);
    let error = Model::assemble(stored.clone()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("does not reproduce its golden scores (row 1)"),
        "{error}"
    );
    stored.artifacts.remove("xgboost");
    assert!(
        Model::assemble(stored)
            .unwrap_err()
            .to_string()
            .contains("names no xgboost")
    );
}
