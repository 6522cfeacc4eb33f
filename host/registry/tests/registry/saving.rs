//! Reserving ids, saving versions and loading them.

use std::fs;

use refit_registry::Error;

use crate::{
    example::{KINDS, draft, paystub, save, version},
    place::places,
};

#[tokio::test]
async fn a_saved_version_comes_back_as_it_was() {
    for place in places().await {
        let registry = place.open().await;
        let id = registry.reserve(&paystub(), None).await.unwrap();
        let manifest = registry.save(draft(&id)).await.unwrap();
        let loaded = place.open().await.load(&paystub(), &id).await.unwrap();
        // NaN is not equal to itself; the text of a manifest is.
        let text = |manifest| serde_json::to_string(manifest).unwrap();
        assert_eq!(text(&loaded.manifest), text(&manifest));
        assert_eq!(loaded.artifacts.len(), 3);
        for (kind, bytes) in draft(&id).artifacts {
            assert_eq!(loaded.artifacts.get(&kind), Some(&bytes));
        }
        let stored = registry.version(&paystub(), &id).await.unwrap();
        assert_eq!(stored.verdict, refit_core::Verdict::Activate);
        assert_eq!(stored.manifest.seed, u64::MAX);
        place.close().await;
    }
}

#[tokio::test]
async fn files_have_their_documented_names() {
    for place in places().await {
        let registry = place.open().await;
        let id = save(&registry).await;
        assert_eq!(id, version("20250122_120000"));
        assert_eq!(
            place.names(),
            [
                "paystub_feature_scaler_20250122_120000.bin",
                "paystub_manifest_20250122_120000.json",
                "paystub_random_forest_20250122_120000.bin",
                "paystub_xgboost_20250122_120000.bin",
                "performance_history.json",
            ]
        );
        place.close().await;
    }
}

#[tokio::test]
async fn numbers_survive_bit_for_bit() {
    for place in places().await {
        let registry = place.open().await;
        let id = registry.reserve(&paystub(), None).await.unwrap();
        let mut draft = draft(&id);
        let numbers = [
            0.0,
            -0.0,
            0.1 + 0.2,
            1.0 / 3.0,
            f64::MIN_POSITIVE,
            5e-324,
            f64::MAX,
            f64::MIN,
            9_007_199_254_740_993.0,
            2.225_073_858_507_201e-308,
            123_456_789.123_456_79,
            f64::NAN,
        ];
        let rows = numbers.map(|number| refit_registry::GoldenRow {
            features: vec![number, -number],
            score: if number.is_nan() { 1.0 } else { number },
            random_forest: 100.0 / 7.0,
            xgboost: f64::EPSILON,
        });
        draft.golden_rows = rows.to_vec();
        draft.metrics.r2_score = f64::NEG_INFINITY;
        draft.metrics.rf_mse = f64::NAN;
        registry.save(draft).await.unwrap();
        let manifest = registry.load(&paystub(), &id).await.unwrap().manifest;
        for (row, read) in rows.iter().zip(&manifest.golden_rows) {
            assert_eq!(read.score.to_bits(), row.score.to_bits());
            assert_eq!(read.random_forest.to_bits(), row.random_forest.to_bits());
            assert_eq!(read.xgboost.to_bits(), row.xgboost.to_bits());
            for (number, read) in row.features.iter().zip(&read.features) {
                assert!(number.to_bits() == read.to_bits() || number.is_nan() && read.is_nan());
            }
        }
        // A version that can never go live is there to be looked at.
        assert!(manifest.metrics.r2_score.is_nan() && manifest.metrics.rf_mse.is_nan());
        assert_eq!(manifest.metrics.rf_r2.to_bits(), 0.8_f64.to_bits());
        place.close().await;
    }
}

#[tokio::test]
async fn a_version_is_not_there_before_it_is_saved() {
    for place in places().await {
        let registry = place.open().await;
        let id = registry.reserve(&paystub(), None).await.unwrap();
        let error = registry.version(&paystub(), &id).await.unwrap_err();
        assert!(matches!(error, Error::UnknownVersion { .. }), "{error}");
        assert_eq!(registry.versions(&paystub()).await.unwrap(), []);
        let error = registry
            .load(&paystub(), &version("20200101_000000"))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::UnknownVersion { .. }), "{error}");
        place.close().await;
    }
}

#[tokio::test]
async fn ids_are_never_given_out_twice() {
    for place in places().await {
        let registry = place.open().await;
        let reserve = || async { registry.reserve(&paystub(), None).await.unwrap() };
        assert_eq!(reserve().await, version("20250122_120000"));
        assert_eq!(reserve().await, version("20250122_120001"));
        // Another type counts for itself.
        let other = registry
            .reserve(&"check".parse().unwrap(), None)
            .await
            .unwrap();
        assert_eq!(other, version("20250122_120000"));
        // The clock goes on, and back.
        place.set_clock("2025-01-22T12:00:03Z");
        assert_eq!(reserve().await, version("20250122_120003"));
        place.set_clock("2025-01-22T12:00:00Z");
        assert_eq!(reserve().await, version("20250122_120002"));
        assert_eq!(reserve().await, version("20250122_120004"));
        // Over midnight and a year's end.
        place.set_clock("2025-12-31T23:59:59.9Z");
        assert_eq!(reserve().await, version("20251231_235959"));
        assert_eq!(reserve().await, version("20260101_000000"));
        place.close().await;
    }
}

#[tokio::test]
async fn a_deleted_id_is_not_given_out_again() {
    for place in places().await {
        let registry = place.open().await;
        let first = save(&registry).await;
        save(&registry).await;
        assert_eq!(
            registry.clean_up(&paystub(), 1).await.unwrap(),
            std::slice::from_ref(&first)
        );
        let next = place.open().await.reserve(&paystub(), None).await.unwrap();
        assert_eq!(next, version("20250122_120002"));
        let error = registry.save(draft(&first)).await.unwrap_err();
        assert!(matches!(error, Error::NotReserved { .. }), "{error}");
        place.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_reservations_get_different_ids() {
    for place in places().await {
        let registry = place.open().await;
        let document_type = paystub();
        let reservations = (0..20).map(|_| registry.reserve(&document_type, None));
        let mut ids = futures::future::try_join_all(reservations).await.unwrap();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 20);
        place.close().await;
    }
}

#[tokio::test]
async fn the_newest_is_the_last_reserved_even_when_the_clock_went_back() {
    for place in places().await {
        let registry = place.open().await;
        let before = save(&registry).await;
        place.set_clock("2024-06-01T00:00:00Z");
        let after = save(&registry).await;
        assert!(after < before);
        let versions = registry.versions(&paystub()).await.unwrap();
        let order: Vec<_> = versions.into_iter().map(|stored| stored.version).collect();
        assert_eq!(order, [after.clone(), before.clone()]);
        assert_eq!(registry.clean_up(&paystub(), 1).await.unwrap(), [before]);
        place.close().await;
    }
}

#[tokio::test]
async fn an_id_is_saved_once() {
    for place in places().await {
        let registry = place.open().await;
        let id = save(&registry).await;
        let error = registry.save(draft(&id)).await.unwrap_err();
        assert!(matches!(error, Error::NotReserved { .. }), "{error}");
        let error = registry
            .save(draft(&version("20200101_000000")))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::NotReserved { .. }), "{error}");
        registry.load(&paystub(), &id).await.unwrap();
        place.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_concurrent_saves_under_one_id_one_wins_whole() {
    for place in places().await {
        let id = place.open().await.reserve(&paystub(), None).await.unwrap();
        let mut attempts = Vec::new();
        for seed in 0..6 {
            let registry = place.open().await;
            let mut draft = draft(&id);
            draft.seed = seed;
            attempts.push(tokio::spawn(async move { registry.save(draft).await }));
        }
        let mut winners = Vec::new();
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(manifest) => winners.push(manifest.seed),
                Err(Error::Occupied { .. } | Error::NotReserved { .. }) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(winners.len(), 1);
        let loaded = place.open().await.load(&paystub(), &id).await.unwrap();
        assert_eq!(loaded.manifest.seed, winners[0]);
        place.close().await;
    }
}

#[tokio::test]
async fn an_occupied_name_leaves_nothing_half_done() {
    for place in places().await {
        let registry = place.open().await;
        for kind in KINDS.into_iter().map(Some).chain([None]) {
            let id = registry.reserve(&paystub(), None).await.unwrap();
            let file = match kind {
                Some(kind) => place.artifact(kind, &id),
                None => place.manifest(&id),
            };
            fs::create_dir_all(place.type_folder()).unwrap();
            fs::write(&file, "another's").unwrap();
            let error = registry.save(draft(&id)).await.unwrap_err();
            assert!(matches!(error, Error::Occupied { .. }), "{error}");
            assert!(
                error
                    .to_string()
                    .contains(file.file_name().unwrap().to_str().unwrap())
            );
            assert_eq!(fs::read_to_string(&file).unwrap(), "another's");
            fs::remove_file(&file).unwrap();
            assert_eq!(place.names(), Vec::<String>::new(), "after {kind:?}");
        }
        assert_eq!(registry.versions(&paystub()).await.unwrap(), []);
        place.close().await;
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_leaves_nothing_half_done() {
    for place in places().await {
        let registry = place.open().await;
        let id = registry.reserve(&paystub(), None).await.unwrap();
        // A file where the folder of the type must be stops even an administrator.
        fs::write(place.type_folder(), "no folder").unwrap();
        let error = registry.save(draft(&id)).await.unwrap_err();
        assert!(
            matches!(
                error,
                Error::Store {
                    action: "written",
                    ..
                }
            ),
            "{error}"
        );
        assert_eq!(registry.versions(&paystub()).await.unwrap(), []);
        fs::remove_file(place.type_folder()).unwrap();
        // The id is still reserved: the run may try again.
        registry.save(draft(&id)).await.unwrap();
        registry.load(&paystub(), &id).await.unwrap();
        place.close().await;
    }
}

#[tokio::test]
async fn a_draft_that_could_not_be_read_back_is_refused_before_anything_is_written() {
    for place in places().await {
        let registry = place.open().await;
        let id = registry.reserve(&paystub(), None).await.unwrap();
        let mut infinite = draft(&id);
        infinite.golden_rows[0].features[0] = f64::INFINITY;
        let mut narrow = draft(&id);
        narrow.golden_rows[0].features.pop();
        let mut scoreless = draft(&id);
        scoreless.golden_rows[0].score = f64::NAN;
        let mut twins = draft(&id);
        twins.artifacts[1].0 = "random_forest".to_owned();
        let mut empty = draft(&id);
        empty.artifacts.clear();
        let mut unreadable = draft(&id);
        unreadable.comparison.new_r2 = Some(f64::NAN);
        unreadable.comparison.roc_auc = Some(refit_core::Interval {
            estimate: f64::NAN,
            lower: 0.0,
            upper: 1.0,
            level: 0.95,
        });
        for bad in [infinite, narrow, scoreless, twins, empty, unreadable] {
            let error = registry.save(bad).await.unwrap_err();
            assert!(matches!(error, Error::Draft { .. }), "{error}");
        }
        assert_eq!(place.names(), Vec::<String>::new());
        registry.save(draft(&id)).await.unwrap();
        place.close().await;
    }
}

#[tokio::test]
async fn no_kind_leads_out_of_the_folder() {
    for place in places().await {
        let registry = place.open().await;
        let id = registry.reserve(&paystub(), None).await.unwrap();
        for kind in [
            "../../escaped",
            "..",
            "/etc/passwd",
            "a/b",
            "a\\b",
            "",
            "%2e%2e",
        ] {
            let mut bad = draft(&id);
            bad.artifacts[0].0 = kind.to_owned();
            let error = registry.save(bad).await.unwrap_err();
            assert!(matches!(error, Error::Draft { .. }), "{kind}: {error}");
        }
        assert_eq!(place.names(), Vec::<String>::new());
        place.close().await;
    }
}
