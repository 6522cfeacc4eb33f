//! Calls of a good plugin.

use std::{path::Path, sync::Arc};

use refit_core::{Class, Day, RejectionReason, Submission, plugin::DocumentPlugin};
use refit_runtime::{Options, Plugin, Runtime};
use tempfile::TempDir;

use crate::guest::Guest;

pub(crate) fn day() -> Day {
    "2026-11-24".parse().unwrap()
}

/// A runtime with a cache of its own.
pub(crate) fn runtime(options: Options) -> (Runtime, TempDir) {
    let cache = tempfile::tempdir().unwrap();
    let options = Options {
        cache_folder: cache.path().to_owned(),
        ..options
    };
    (Runtime::open(options).unwrap(), cache)
}

/// A guest, loaded with these limits.
pub(crate) async fn load(guest: &Guest, options: Options) -> Arc<Plugin> {
    let (runtime, _cache) = runtime(options);
    let loaded = runtime
        .load_bytes(Path::new("guest.wasm"), guest.component())
        .await;
    match loaded {
        Ok(plugin) => plugin,
        Err(error) => panic!("{error}: {:?}", std::error::Error::source(&error)),
    }
}

pub(crate) fn submissions<'a>(documents: impl IntoIterator<Item = &'a str>) -> Arc<[Submission]> {
    documents
        .into_iter()
        .map(|document| Submission {
            document: document.to_owned(),
            received: day(),
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_come_in_order_over_many_batches() {
    let options = Options {
        batch_size: 7,
        ..Options::default()
    };
    let plugin = load(&Guest::default(), options).await;
    let documents: Vec<String> = (0..100)
        .map(|n| {
            if n % 10 == 3 {
                "rejected".to_owned()
            } else {
                format!("{{{}}}", " ".repeat(n))
            }
        })
        .collect();
    let submitted = submissions(documents.iter().map(String::as_str));
    let extraction = plugin.extract(Arc::clone(&submitted)).await.unwrap();
    assert_eq!(extraction.width, 2);
    let rejected: Vec<_> = extraction.rejected.iter().map(|r| r.index).collect();
    assert_eq!(rejected, [3, 13, 23, 33, 43, 53, 63, 73, 83, 93]);
    assert_eq!(extraction.rejected[0].reason, RejectionReason::NotADocument);
    assert_eq!(extraction.rows().len(), 90);
    for (place, row) in extraction.accepted(100).zip(extraction.rows()) {
        assert_eq!(
            row,
            [(place + 2) as f64, f64::from(day().days_since_epoch())]
        );
    }
    let usage = plugin.usage();
    assert_eq!(usage.extracted_documents, 101, "with the golden document");
    assert!(usage.fuel_per_document().unwrap() > 0);
    assert!(usage.peak_memory_bytes >= 4 * 65_536);
    assert_eq!(usage.traps, 0);
}

#[tokio::test]
async fn nothing_in_nothing_out() {
    let plugin = load(&Guest::default(), Options::default()).await;
    let extraction = plugin.extract(submissions([])).await.unwrap();
    assert_eq!((extraction.width, extraction.rows().len()), (2, 0));
    assert!(plugin.generate(1, 0, 0, day()).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn generated_slices_concatenate_over_batches() {
    let options = Options {
        batch_size: 16,
        ..Options::default()
    };
    let plugin = load(&Guest::default(), options).await;
    let specimens = plugin.generate(1, 5, 250, day()).await.unwrap();
    assert_eq!(specimens.len(), 250);
    for (number, specimen) in specimens.iter().enumerate() {
        assert_eq!(specimen.risk_score.get(), ((number + 5) % 101) as f64);
        assert_eq!(specimen.submission.document, r#"{"n":1}"#);
        assert_eq!(specimen.submission.received, day());
    }
    assert!(specimens.iter().any(|s| s.class == Class::Fraud));
    assert_eq!(plugin.usage().generated_documents, 250);
}

#[tokio::test]
async fn a_sequence_that_ends_is_refused() {
    let plugin = load(&Guest::default(), Options::default()).await;
    let error = plugin.generate(1, u64::MAX, 1, day()).await.unwrap_err();
    assert_eq!(error.code(), "plugin-refused");
}

#[tokio::test]
async fn the_same_call_uses_the_same_fuel() {
    let plugin = load(&Guest::default(), Options::default()).await;
    let mut fuel = Vec::new();
    for _ in 0..2 {
        let before = plugin.usage().fuel;
        plugin.extract(submissions(["{}", "{ }"])).await.unwrap();
        fuel.push(plugin.usage().fuel - before);
    }
    assert_eq!(fuel[0], fuel[1]);
}

#[tokio::test]
async fn works_as_a_trait_object() {
    let plugin: Arc<dyn DocumentPlugin> = load(&Guest::default(), Options::default()).await;
    assert_eq!(plugin.descriptor().document_type.as_str(), "test_paper");
    assert_eq!(plugin.descriptor().plural.as_str(), "test-papers");
    assert_eq!(plugin.descriptor().features.len(), 2);
    assert_eq!(plugin.descriptor().goldens.len(), 1);
}

/// Answers `too-much(3)` to more than three documents.
const AT_MOST_THREE: &str = "(if (i32.gt_u (local.get $count) (i32.const 3)) (then
    (i32.store8 (i32.const 64) (i32.const 1))
    (i32.store8 (i32.const 68) (i32.const 1))
    (i32.store (i32.const 72) (i32.const 3))
    (return (i32.const 64))))";

#[tokio::test]
async fn a_plugin_that_can_answer_for_fewer_gets_fewer() {
    let mut guest = Guest::default();
    for body in [&mut guest.generate, &mut guest.extract] {
        *body = body.replacen(
            "(local.set $ret",
            &format!("{AT_MOST_THREE}(local.set $ret"),
            1,
        );
    }
    let plugin = load(&guest, Options::default()).await;
    let documents = ["{}", "{ }", "no", "{  }", "{   }", "no", "{    }"];
    let extraction = plugin.extract(submissions(documents)).await.unwrap();
    let lengths: Vec<f64> = extraction.rows().map(|row| row[0]).collect();
    assert_eq!(lengths, [2.0, 3.0, 4.0, 5.0, 6.0]);
    let rejected: Vec<usize> = extraction.rejected.iter().map(|r| r.index).collect();
    assert_eq!(rejected, [2, 5]);
    let specimens = plugin.generate(1, 10, 8, day()).await.unwrap();
    let scores: Vec<f64> = specimens.iter().map(|s| s.risk_score.get()).collect();
    assert_eq!(scores, [10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0]);
}
