//! The pointer to what is active, and the audit trail.

use async_trait::async_trait;
use refit_core::{Generation, RunId};
use refit_database::Counter;
use refit_registry::{ActivationGuard, AuditAction, Error};
use sqlx::{Any, Transaction};

use crate::{
    example::{activate, activation, paystub, save, version},
    place::places,
};

#[tokio::test]
async fn nothing_is_active_at_first() {
    for place in places().await {
        let registry = place.open().await;
        save(&registry).await;
        assert_eq!(registry.active(&paystub()).await.unwrap(), None);
        assert_eq!(registry.audit(None, 10).await.unwrap(), []);
        place.close().await;
    }
}

#[tokio::test]
async fn the_generation_grows_and_the_version_before_is_kept() {
    for place in places().await {
        let registry = place.open().await;
        let (a, b) = (save(&registry).await, save(&registry).await);
        let first = activate(&registry, &a).await.unwrap();
        assert_eq!((first.generation, first.previous), (Generation(1), None));
        let second = activate(&registry, &b).await.unwrap();
        assert_eq!(
            (second.generation, second.previous.as_ref()),
            (Generation(2), Some(&a))
        );
        let mut back = activation(&a, Some(2));
        back.action = AuditAction::RolledBack;
        let third = registry.activate(back).await.unwrap();
        assert_eq!(
            (third.generation, third.previous.as_ref()),
            (Generation(3), Some(&b))
        );
        assert_eq!(
            place.open().await.active(&paystub()).await.unwrap(),
            Some(third)
        );
        let audit = registry.audit(Some(&paystub()), 10).await.unwrap();
        let seen: Vec<_> = audit
            .iter()
            .map(|record| {
                (
                    record.id,
                    record.action,
                    record.version.clone(),
                    record.previous.clone(),
                )
            })
            .collect();
        let (a, b) = (Some(a), Some(b));
        assert_eq!(
            seen,
            [
                (3, AuditAction::RolledBack, a.clone(), b.clone()),
                (2, AuditAction::Activated, b, a.clone()),
                (1, AuditAction::Activated, a, None),
            ]
        );
        assert_eq!(audit[0].generation, Some(Generation(3)));
        assert_eq!(
            (audit[0].actor.as_str(), audit[0].reason.as_str()),
            ("tester", "better")
        );
        assert_eq!(audit[0].run, Some(RunId(7)));
        assert_eq!(registry.audit(None, 1).await.unwrap(), audit[..1]);
        assert_eq!(
            registry
                .audit(Some(&"check".parse().unwrap()), 9)
                .await
                .unwrap(),
            []
        );
        place.close().await;
    }
}

#[tokio::test]
async fn a_decision_on_an_older_generation_is_refused() {
    for place in places().await {
        let registry = place.open().await;
        let (a, b) = (save(&registry).await, save(&registry).await);
        activate(&registry, &a).await.unwrap();
        for expected in [None, Some(0), Some(2)] {
            match registry.activate(activation(&b, expected)).await {
                Err(Error::Moved {
                    expected: named,
                    found,
                    ..
                }) => {
                    assert_eq!(named, expected.map(Generation));
                    assert_eq!(found, Some(Generation(1)));
                }
                other => panic!("{other:?}"),
            }
        }
        let error = registry
            .activate(activation(&b, None))
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("nothing is active") && error.contains("generation 1"),
            "{error}"
        );
        let check = registry.active(&paystub()).await.unwrap().unwrap();
        assert_eq!((check.version, check.generation), (a, Generation(1)));
        assert_eq!(registry.audit(None, 10).await.unwrap().len(), 1);
        place.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_concurrent_activations_from_one_generation_one_wins() {
    for place in places().await {
        let registry = place.open().await;
        let mut ids = Vec::new();
        for _ in 0..6 {
            ids.push(save(&registry).await);
        }
        for expected in [None, Some(1), Some(2)] {
            let active = registry
                .active(&paystub())
                .await
                .unwrap()
                .map(|active| active.version);
            let candidates: Vec<_> = ids
                .iter()
                .filter(|id| Some(*id) != active.as_ref())
                .collect();
            // Each through a registry of its own, as different processes would.
            let mut attempts = Vec::new();
            for id in &candidates {
                let (registry, change) = (place.open().await, activation(id, expected));
                attempts.push(tokio::spawn(async move { registry.activate(change).await }));
            }
            let mut winners = Vec::new();
            for attempt in attempts {
                match attempt.await.unwrap() {
                    Ok(active) => winners.push(active),
                    Err(Error::Moved { .. }) => {}
                    Err(other) => panic!("{other:?}"),
                }
            }
            assert_eq!(winners.len(), 1);
            let active = registry.active(&paystub()).await.unwrap().unwrap();
            assert_eq!(active, winners[0]);
            assert_eq!(active.generation.0, expected.unwrap_or(0) + 1);
            assert_eq!(place.active_version_file(), format!("{}\n", active.version));
        }
        let audit = registry.audit(None, 100).await.unwrap();
        assert_eq!(
            audit.iter().map(|record| record.id).collect::<Vec<_>>(),
            [3, 2, 1]
        );
        place.close().await;
    }
}

#[tokio::test]
async fn what_is_active_already_is_not_activated_again() {
    for place in places().await {
        let registry = place.open().await;
        let id = save(&registry).await;
        activate(&registry, &id).await.unwrap();
        let error = activate(&registry, &id).await.unwrap_err();
        assert!(
            matches!(
                error,
                Error::AlreadyActive {
                    generation: Generation(1),
                    ..
                }
            ),
            "{error}"
        );
        assert_eq!(registry.audit(None, 10).await.unwrap().len(), 1);
        place.close().await;
    }
}

#[tokio::test]
async fn only_saved_versions_go_live() {
    for place in places().await {
        let registry = place.open().await;
        let old = save(&registry).await;
        save(&registry).await;
        let reserved = registry.reserve(&paystub(), None).await.unwrap();
        for unknown in [reserved, version("20200101_000000")] {
            let error = activate(&registry, &unknown).await.unwrap_err();
            assert!(matches!(error, Error::UnknownVersion { .. }), "{error}");
        }
        registry.clean_up(&paystub(), 1).await.unwrap();
        let error = activate(&registry, &old).await.unwrap_err();
        assert!(matches!(error, Error::DeletedVersion { .. }), "{error}");
        assert_eq!(registry.active(&paystub()).await.unwrap(), None);
        assert_eq!(registry.audit(None, 10).await.unwrap(), []);
        place.close().await;
    }
}

/// Counts in the transaction, and then passes or not.
struct Guard {
    passes: bool,
}

#[async_trait]
impl ActivationGuard for Guard {
    async fn check(
        &self,
        transaction: &mut Transaction<'static, Any>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        Counter::Document.next(transaction).await?;
        if self.passes {
            Ok(())
        } else {
            Err("the lease is lost".into())
        }
    }
}

#[tokio::test]
async fn a_guards_writes_stand_or_fall_with_the_activation() {
    for place in places().await {
        let registry = place.open().await;
        let database = place.database().await;
        let counted = async || -> i64 {
            sqlx::query_scalar("select value from counter where name = 'document'")
                .fetch_one(database.reader())
                .await
                .unwrap()
        };
        let id = save(&registry).await;
        let error = registry
            .activate_guarded(activation(&id, None), &Guard { passes: false })
            .await
            .unwrap_err();
        assert!(error.to_string().contains("the lease is lost"), "{error}");
        assert_eq!(registry.active(&paystub()).await.unwrap(), None);
        assert_eq!(
            (
                registry.audit(None, 9).await.unwrap().len(),
                counted().await
            ),
            (0, 0)
        );
        // The guard passes and the activation does not.
        let error = registry
            .activate_guarded(activation(&id, Some(4)), &Guard { passes: true })
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Moved { found: None, .. }), "{error}");
        assert_eq!(counted().await, 0);
        registry
            .activate_guarded(activation(&id, None), &Guard { passes: true })
            .await
            .unwrap();
        assert_eq!(
            (
                registry.audit(None, 9).await.unwrap().len(),
                counted().await
            ),
            (1, 1)
        );
        database.close().await;
        place.close().await;
    }
}

#[tokio::test]
async fn without_its_audit_record_there_is_no_activation() {
    for place in places().await {
        let registry = place.open().await;
        let id = save(&registry).await;
        let database = place.database().await;
        // The record's number is taken: it cannot be written.
        sqlx::query(
            "insert into audit(id, at, actor, action, document_type, reason)
             values (1, '2025-01-22T12:00:00Z', 'somebody', 'activated', 'check', 'a test')",
        )
        .execute(database.writer())
        .await
        .unwrap();
        let error = activate(&registry, &id).await.unwrap_err();
        assert!(matches!(error, Error::Database { .. }), "{error}");
        assert_eq!(registry.active(&paystub()).await.unwrap(), None);
        assert!(!place.file("ACTIVE_VERSION.txt").exists());
        database.close().await;
        place.close().await;
    }
}
