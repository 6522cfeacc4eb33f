//! A plugin that keeps failing is not called any more, and nothing else is held up by it.

use std::{fs, sync::Arc};

use refit_core::plugin::{DocumentPlugin, Error};
use refit_runtime::{Options, Plugin, PluginService, PluginState, Runtime};
use tempfile::TempDir;

use crate::{
    calls::{day, load, submissions},
    guest::Guest,
};

fn hostile() -> Guest {
    Guest::hostile("(unreachable)")
}

async fn code(plugin: &Plugin, document: &str) -> &'static str {
    match plugin.extract(submissions([document])).await {
        Ok(_) => "fine",
        Err(error) => error.code(),
    }
}

async fn codes(plugin: &Plugin, documents: &[&str]) -> Vec<&'static str> {
    let mut codes = Vec::new();
    for document in documents {
        codes.push(code(plugin, document).await);
    }
    codes
}

#[tokio::test]
async fn after_three_traps_in_a_row_it_is_not_called_any_more() {
    let plugin = load(&hostile(), Options::default()).await;
    assert_eq!(
        codes(&plugin, &["[", "[", "[", "[", "{}"]).await,
        [
            "plugin-trapped",
            "plugin-trapped",
            "plugin-trapped",
            "plugin-quarantined",
            "plugin-quarantined",
        ]
    );
    let calls = plugin.usage().calls;
    let error = plugin.generate(1, 0, 1, day()).await.unwrap_err();
    let Error::Quarantined {
        plugin: name,
        failures: 3,
        last,
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!(name, "test_paper");
    assert!(last.contains("failed in extract"), "{last}");
    assert_eq!(plugin.usage().calls, calls, "it was not called");
}

#[tokio::test]
async fn a_call_that_ends_well_begins_the_count_anew() {
    let plugin = load(&hostile(), Options::default()).await;
    let documents = ["[", "[", "{}", "[", "[", "{}", "["];
    let codes = codes(&plugin, &documents).await;
    assert!(!codes.contains(&"plugin-quarantined"), "{codes:?}");
    assert!(plugin.quarantine().is_none());
}

#[tokio::test]
async fn one_call_is_one_failure_into_however_many_batches_it_is_cut() {
    let options = Options {
        batch_size: 1,
        ..Options::default()
    };
    let plugin = load(&hostile(), options).await;
    let error = plugin
        .extract(submissions(vec!["["; 20]))
        .await
        .unwrap_err();
    assert_eq!(error.code(), "plugin-trapped");
    assert_eq!(code(&plugin, "{}").await, "fine");
}

#[tokio::test]
async fn zero_means_never() {
    let options = Options {
        quarantine_after_traps: 0,
        ..Options::default()
    };
    let plugin = load(&hostile(), options).await;
    assert_eq!(codes(&plugin, &["["; 20]).await, ["plugin-trapped"; 20]);
}

/// A host with a hostile plugin and a good one.
async fn service(folder: &TempDir) -> PluginService {
    let place = |name: &str| folder.path().join(name);
    fs::create_dir(place("plugins")).unwrap();
    fs::write(place("plugins/bad.wasm"), hostile().component()).unwrap();
    let good = Guest {
        name: "good".to_owned(),
        plural: "goods".to_owned(),
        ..Guest::default()
    };
    fs::write(place("plugins/good.wasm"), good.component()).unwrap();
    let options = Options {
        folder: place("plugins"),
        cache_folder: place("cache"),
        kept_folder: place("kept"),
        ..Options::default()
    };
    PluginService::open(Runtime::open(options).unwrap())
        .await
        .unwrap()
}

fn plugin(service: &PluginService, name: &str) -> Arc<Plugin> {
    let plugins = service.plugins();
    Arc::clone(plugins.get(&name.parse().unwrap()).unwrap())
}

async fn quarantine(service: &PluginService) {
    let bad = plugin(service, "test_paper");
    codes(&bad, &["["; 3]).await;
    assert_eq!(code(&bad, "{}").await, "plugin-quarantined");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_releases_it_and_other_types_never_notice() {
    let folder = tempfile::tempdir().unwrap();
    let service = service(&folder).await;
    let bad_type = "test_paper".parse().unwrap();
    assert!(!service.release(&bad_type), "nothing to release");
    quarantine(&service).await;
    assert_eq!(code(&plugin(&service, "good"), "{}").await, "fine");
    let status = &service.statuses()[0];
    assert_eq!(status.state, PluginState::Quarantined);
    assert_eq!(status.code.as_deref(), Some("plugin-quarantined"));
    assert!(status.reason.as_ref().unwrap().contains("3 failed calls"));
    assert!(status.hint.is_some());
    assert!(service.release(&bad_type));
    assert_eq!(service.statuses()[0].state, PluginState::Ready);
    assert_eq!(code(&plugin(&service, "test_paper"), "{}").await, "fine");
    quarantine(&service).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn new_bytes_end_it_and_the_same_bytes_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let service = service(&folder).await;
    quarantine(&service).await;
    let file = folder.path().join("plugins/bad.wasm");
    fs::remove_file(&file).unwrap();
    service.rescan().await.unwrap();
    fs::write(&file, hostile().component()).unwrap();
    service.rescan().await.unwrap();
    let bad = plugin(&service, "test_paper");
    assert_eq!(code(&bad, "{}").await, "plugin-quarantined");
    fs::write(&file, Guest::default().component()).unwrap();
    service.rescan().await.unwrap();
    assert_eq!(code(&plugin(&service, "test_paper"), "{}").await, "fine");
}
