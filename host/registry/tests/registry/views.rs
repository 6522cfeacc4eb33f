//! The files for people.

use std::fs;

use crate::{
    example::{activate, paystub, save},
    place::places,
};

#[tokio::test]
async fn the_history_has_the_shape_of_the_original() {
    for place in places().await {
        let registry = place.open().await;
        let (a, b) = (save(&registry).await, save(&registry).await);
        activate(&registry, &b).await.unwrap();
        assert_eq!(place.active_version_file(), format!("{b}\n"));
        let history = place.history();
        let ids: Vec<_> = history
            .iter()
            .map(|line| line["version_id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, [a.as_str(), b.as_str()]);
        let flags: Vec<_> = history
            .iter()
            .map(|line| line["is_active"].as_bool().unwrap())
            .collect();
        assert_eq!(flags, [false, true]);
        let line = &history[0];
        assert_eq!(line["timestamp"], "2025-01-22T12:00:00Z");
        assert_eq!(line["data_source"], "hybrid");
        assert_eq!(line["training_data"]["total_samples"], 300);
        assert_eq!(line["training_data"]["real_samples"], 120);
        assert_eq!(line["training_data"]["synthetic_samples"], 180);
        assert_eq!(line["training_data"]["fraud_count"], 100);
        assert_eq!(line["training_data"]["fraud_ratio"], 1.0 / 3.0);
        for metric in [
            "r2_score",
            "mse",
            "rf_r2",
            "rf_mse",
            "xgb_r2",
            "xgb_mse",
            "training_time_seconds",
        ] {
            assert!(line["metrics"][metric].is_f64(), "{metric}");
        }
        assert_eq!(line["verdict"], "activate");
        assert_eq!(
            line["reason"],
            "No previous model found - activating first version"
        );
        let text = fs::read_to_string(place.file("performance_history.json")).unwrap();
        assert!(text.starts_with("[\n  {\n    \"version_id\""), "{text}");
        place.close().await;
    }
}

#[tokio::test]
async fn views_follow_every_change() {
    for place in places().await {
        let registry = place.open().await;
        let a = save(&registry).await;
        assert_eq!(place.history().len(), 1);
        assert!(!place.file("ACTIVE_VERSION.txt").exists());
        activate(&registry, &a).await.unwrap();
        assert_eq!(place.active_version_file(), format!("{a}\n"));
        assert_eq!(place.history()[0]["is_active"], true);
        let b = save(&registry).await;
        assert_eq!(place.history().len(), 2);
        assert_eq!(place.active_version_file(), format!("{a}\n"));
        activate(&registry, &b).await.unwrap();
        assert_eq!(place.active_version_file(), format!("{b}\n"));
        save(&registry).await;
        registry.clean_up(&paystub(), 0).await.unwrap();
        assert_eq!(place.history().len(), 2);
        place.close().await;
    }
}

#[tokio::test]
async fn deleted_and_torn_views_are_restored_at_the_next_start() {
    for place in places().await {
        let registry = place.open().await;
        let id = save(&registry).await;
        activate(&registry, &id).await.unwrap();
        let history = fs::read(place.file("performance_history.json")).unwrap();
        let damages: [&dyn Fn(&std::path::Path); 3] = [
            &|file| fs::remove_file(file).unwrap(),
            &|file| fs::write(file, &fs::read(file).unwrap()[..7]).unwrap(),
            &|file| fs::write(file, "20010101_000000\n").unwrap(),
        ];
        for damage in damages {
            damage(&place.file("ACTIVE_VERSION.txt"));
            damage(&place.file("performance_history.json"));
            let active = place
                .open()
                .await
                .active(&paystub())
                .await
                .unwrap()
                .unwrap();
            // The pointer is the database's: an edited view changes nothing.
            assert_eq!((&active.version, active.generation.0), (&id, 1));
            assert_eq!(place.active_version_file(), format!("{id}\n"));
            assert_eq!(
                fs::read(place.file("performance_history.json")).unwrap(),
                history
            );
        }
        place.close().await;
    }
}

#[tokio::test]
async fn a_view_that_cannot_be_written_does_not_undo_the_activation() {
    for place in places().await {
        let registry = place.open().await;
        let id = save(&registry).await;
        fs::create_dir(place.file("ACTIVE_VERSION.txt")).unwrap();
        let active = activate(&registry, &id).await.unwrap();
        assert_eq!(registry.active(&paystub()).await.unwrap(), Some(active));
        assert!(registry.write_views(&paystub()).await.is_err());
        fs::remove_dir(place.file("ACTIVE_VERSION.txt")).unwrap();
        registry.write_views(&paystub()).await.unwrap();
        assert_eq!(place.active_version_file(), format!("{id}\n"));
        place.close().await;
    }
}
