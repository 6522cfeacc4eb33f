//! Deleting old versions.

use refit_registry::Error;

use crate::{
    example::{activate, paystub, save},
    place::places,
};

#[tokio::test]
async fn the_newest_the_active_and_the_one_before_it_are_kept() {
    for place in places().await {
        let registry = place.open().await;
        let mut ids = Vec::new();
        for _ in 0..8 {
            ids.push(save(&registry).await);
        }
        activate(&registry, &ids[1]).await.unwrap();
        activate(&registry, &ids[3]).await.unwrap();
        let deleted = registry.clean_up(&paystub(), 2).await.unwrap();
        assert_eq!(
            deleted,
            [&ids[5], &ids[4], &ids[2], &ids[0]].map(Clone::clone)
        );
        let versions = registry.versions(&paystub()).await.unwrap();
        let kept: Vec<_> = versions.iter().map(|stored| &stored.version).collect();
        assert_eq!(kept, [&ids[7], &ids[6], &ids[3], &ids[1]]);
        for id in kept {
            registry.load(&paystub(), id).await.unwrap();
        }
        let names = place.names();
        for id in &deleted {
            let error = registry.load(&paystub(), id).await.unwrap_err();
            assert!(matches!(error, Error::DeletedVersion { .. }), "{error}");
            assert!(
                !names.iter().any(|name| name.contains(id.as_str())),
                "{names:?}"
            );
        }
        assert_eq!(registry.clean_up(&paystub(), 2).await.unwrap(), []);
        place.close().await;
    }
}

#[tokio::test]
async fn keeping_none_still_keeps_what_scores() {
    for place in places().await {
        let registry = place.open().await;
        let (a, b, c) = (
            save(&registry).await,
            save(&registry).await,
            save(&registry).await,
        );
        activate(&registry, &a).await.unwrap();
        activate(&registry, &b).await.unwrap();
        assert_eq!(registry.clean_up(&paystub(), 0).await.unwrap(), [c]);
        registry.load(&paystub(), &a).await.unwrap();
        registry.load(&paystub(), &b).await.unwrap();
        place.close().await;
    }
}

#[tokio::test]
async fn other_types_and_reserved_ids_are_left_alone() {
    for place in places().await {
        let registry = place.open().await;
        let check = "check".parse().unwrap();
        let other = registry.reserve(&check, None).await.unwrap();
        let mut draft = crate::example::draft(&other);
        draft.document_type = check.clone();
        registry.save(draft).await.unwrap();
        let reserved = registry.reserve(&paystub(), None).await.unwrap();
        let saved = save(&registry).await;
        assert_eq!(registry.clean_up(&paystub(), 0).await.unwrap(), [saved]);
        registry.load(&check, &other).await.unwrap();
        registry
            .save(crate::example::draft(&reserved))
            .await
            .unwrap();
        place.close().await;
    }
}

#[tokio::test]
async fn a_kill_between_rows_and_files_leaves_nothing_half_visible() {
    for place in places().await {
        let registry = place.open().await;
        let (old, new) = (save(&registry).await, save(&registry).await);
        let database = place.database().await;
        // The state that a kill after the commit leaves: the row is deleted, the files are there.
        sqlx::query("update version set state = 'deleted' where version = $1")
            .bind(old.as_str())
            .execute(database.writer())
            .await
            .unwrap();
        database.close().await;
        assert!(place.manifest(&old).exists());
        let registry = place.open().await;
        assert!(!place.names().iter().any(|name| name.contains(old.as_str())));
        assert_eq!(place.history().len(), 1);
        let error = registry.load(&paystub(), &old).await.unwrap_err();
        assert!(matches!(error, Error::DeletedVersion { .. }), "{error}");
        registry.load(&paystub(), &new).await.unwrap();
        place.close().await;
    }
}
