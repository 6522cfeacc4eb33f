//! A models folder without a database.

use std::fs;

use refit_core::Generation;
use refit_registry::{AuditAction, Error, Registry};

use crate::{
    example::{activate, draft, paystub, save, version},
    place::{Place, places},
};

/// A folder with two versions, the first active, and no database.
async fn orphaned(place: Place) -> Place {
    let registry = place.open().await;
    let a = save(&registry).await;
    save(&registry).await;
    activate(&registry, &a).await.unwrap();
    drop(registry);
    place.without_database().await
}

async fn ids(registry: &Registry) -> Vec<String> {
    let versions = registry.versions(&paystub()).await.unwrap();
    versions
        .into_iter()
        .map(|stored| stored.version.to_string())
        .collect()
}

#[tokio::test]
async fn versions_and_pointer_are_adopted() {
    for place in places().await {
        let place = orphaned(place).await;
        let names = place.names();
        let registry = place.open().await;
        assert_eq!(ids(&registry).await, ["20250122_120001", "20250122_120000"]);
        let active = registry.active(&paystub()).await.unwrap().unwrap();
        assert_eq!(active.version, version("20250122_120000"));
        assert_eq!((active.generation, active.previous), (Generation(1), None));
        registry.load(&paystub(), &active.version).await.unwrap();
        let audit = registry.audit(None, 10).await.unwrap();
        assert_eq!(audit.len(), 2);
        assert!(
            audit
                .iter()
                .all(|record| record.action == AuditAction::Adopted)
        );
        let live: Vec<_> = audit
            .iter()
            .filter(|record| record.generation.is_some())
            .collect();
        assert_eq!(live.len(), 1);
        assert_eq!(live[0].version, Some(active.version));
        assert_eq!(place.names(), names);
        assert_eq!(place.history().len(), 2);
        // Once: the next start finds nothing new, and adopted ids are taken.
        let registry = place.open().await;
        assert_eq!(registry.audit(None, 10).await.unwrap().len(), 2);
        let next = registry.reserve(&paystub(), None).await.unwrap();
        assert_eq!(next, version("20250122_120002"));
        place.close().await;
    }
}

#[tokio::test]
async fn without_a_pointer_nothing_goes_live() {
    for pointer in [
        None,
        Some("latest\n"),
        Some("20200101_000000\n"),
        Some("../../etc/passwd"),
    ] {
        for place in places().await {
            let place = orphaned(place).await;
            fs::remove_file(place.file("ACTIVE_VERSION.txt")).unwrap();
            if let Some(text) = pointer {
                fs::write(place.file("ACTIVE_VERSION.txt"), text).unwrap();
            }
            let registry = place.open().await;
            assert_eq!(ids(&registry).await.len(), 2);
            assert_eq!(registry.active(&paystub()).await.unwrap(), None);
            activate(&registry, &version("20250122_120001"))
                .await
                .unwrap();
            place.close().await;
        }
    }
}

#[tokio::test]
async fn a_version_that_is_not_whole_is_passed_over() {
    let damages: [&dyn Fn(&Place); 6] = [
        &|place| fs::write(place.manifest(&version("20250122_120000")), "{").unwrap(),
        &|place| fs::remove_file(place.manifest(&version("20250122_120000"))).unwrap(),
        &|place| fs::remove_file(place.artifact("xgboost", &version("20250122_120000"))).unwrap(),
        &|place| fs::write(place.artifact("xgboost", &version("20250122_120000")), "x").unwrap(),
        // The manifest of another version under this one's name.
        &|place| {
            let other = place.manifest(&version("20250122_120001"));
            fs::copy(other, place.manifest(&version("20250122_120000"))).unwrap();
        },
        // A manifest that names a place.
        &|place| {
            let manifest = place.manifest(&version("20250122_120000"));
            let text = fs::read_to_string(&manifest).unwrap();
            let led_astray = text.replace("\"paystub_xgboost_", "\"../../paystub_xgboost_");
            assert_ne!(led_astray, text);
            fs::write(&manifest, led_astray).unwrap();
        },
    ];
    for damage in damages {
        for place in places().await {
            let place = orphaned(place).await;
            damage(&place);
            let registry = place.open().await;
            assert_eq!(ids(&registry).await, ["20250122_120001"]);
            // The broken one was the active one: nothing goes live in its place.
            assert_eq!(registry.active(&paystub()).await.unwrap(), None);
            let error = registry
                .load(&paystub(), &version("20250122_120000"))
                .await
                .unwrap_err();
            assert!(matches!(error, Error::UnknownVersion { .. }), "{error}");
            place.close().await;
        }
    }
}

#[tokio::test]
async fn a_version_copied_in_does_not_move_the_pointer() {
    for place in places().await {
        let other = Place::sqlite();
        other.set_clock("2024-12-24T08:00:00Z");
        let copied = save(&other.open().await).await;
        let registry = place.open().await;
        let own = save(&registry).await;
        activate(&registry, &own).await.unwrap();
        for name in other.names() {
            if name.contains(copied.as_str()) {
                fs::copy(other.file(&name), place.file(&name)).unwrap();
            }
        }
        fs::write(place.file("ACTIVE_VERSION.txt"), format!("{copied}\n")).unwrap();
        let registry = place.open().await;
        assert_eq!(ids(&registry).await, [copied.to_string(), own.to_string()]);
        assert_eq!(
            registry.active(&paystub()).await.unwrap().unwrap().version,
            own
        );
        assert_eq!(place.active_version_file(), format!("{own}\n"));
        activate(&registry, &copied).await.unwrap();
        place.close().await;
    }
}

#[tokio::test]
async fn files_of_the_original_are_left_alone() {
    for place in places().await {
        fs::create_dir_all(place.type_folder()).unwrap();
        let files = [
            ("ACTIVE_VERSION.txt", "20240101_000000\n"),
            ("performance_history.json", "[]"),
            ("paystub_random_forest_20240101_000000.pkl", "x"),
            ("paystub_random_forest.bin", "x"),
        ];
        for (name, text) in files {
            fs::write(place.file(name), text).unwrap();
        }
        let registry = place.open().await;
        assert_eq!(registry.active(&paystub()).await.unwrap(), None);
        // Nor does a run that never saved a version touch them.
        let id = registry.reserve(&paystub(), None).await.unwrap();
        place.open().await;
        for (name, text) in files {
            assert_eq!(
                fs::read_to_string(place.file(name)).unwrap(),
                text,
                "{name}"
            );
        }
        registry.save(draft(&id)).await.unwrap();
        assert_eq!(place.history().len(), 1);
        place.close().await;
    }
}
