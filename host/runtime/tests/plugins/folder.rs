//! A folder of plugins, good ones beside bad ones.

use std::fs;

use refit_core::plugin::DocumentPlugin;
use refit_runtime::{Options, PluginState, PluginStatus, Plugins, Runtime};
use tempfile::TempDir;

use crate::{
    calls::{runtime, submissions},
    guest::Guest,
};

fn named(name: &str, plural: &str) -> Vec<u8> {
    Guest {
        name: name.to_owned(),
        plural: plural.to_owned(),
        ..Guest::default()
    }
    .module()
}

async fn load(files: &[(&str, &[u8])]) -> Plugins {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let (runtime, _cache) = over(&folder);
    // Spawned, because the host does so.
    tokio::spawn(async move { runtime.load_folder().await.unwrap() })
        .await
        .unwrap()
}

fn over(folder: &TempDir) -> (Runtime, TempDir) {
    runtime(Options {
        folder: folder.path().to_owned(),
        ..Options::default()
    })
}

fn codes(plugins: &Plugins) -> Vec<(String, String)> {
    let statuses = plugins.statuses().into_iter();
    let code = |status: PluginStatus| status.code.unwrap_or_else(|| "ready".to_owned());
    statuses
        .map(|status| (status.file.clone(), code(status)))
        .collect()
}

fn files<const N: usize>(expected: [(&str, &str); N]) -> [(String, String); N] {
    expected.map(|(file, code)| (file.to_owned(), code.to_owned()))
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_file_never_prevents_others() {
    let good = named("good", "goods");
    let plugins = load(&[
        ("a.wasm", b"hello"),
        ("b.wasm", &good),
        ("c.wasm", &good[..good.len() / 2]),
        (".half.wasm", b""),
        ("notes.txt", b"not a plugin"),
    ])
    .await;
    assert_eq!(
        codes(&plugins),
        files([
            ("a.wasm", "plugin-not-wasm"),
            ("b.wasm", "ready"),
            ("c.wasm", "plugin-file-incomplete"),
        ])
    );
    assert_eq!(plugins.len(), 1);
    let plugin = plugins.get(&"good".parse().unwrap()).unwrap();
    assert!(plugins.get_by_plural(&"goods".parse().unwrap()).is_some());
    let extraction = plugin.extract(submissions(["{}"])).await.unwrap();
    assert_eq!(extraction.rows().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twins_none_is_used_where_nobody_knows_which_was_first() {
    let plugins = load(&[
        ("a.wasm", &named("twin", "twins")),
        ("b.wasm", &named("twin", "others")),
        ("c.wasm", &named("single", "singles")),
        ("d.wasm", &named("double", "singles")),
        ("e.wasm", &named("lonely", "lonelies")),
    ])
    .await;
    assert_eq!(
        codes(&plugins),
        files([
            ("a.wasm", "plugin-twin"),
            ("b.wasm", "plugin-twin"),
            ("c.wasm", "plugin-twin"),
            ("d.wasm", "plugin-twin"),
            ("e.wasm", "ready"),
        ])
    );
    for (status, other) in plugins.statuses().iter().zip(["b", "a", "d", "c"]) {
        assert_eq!(status.state, PluginState::Refused);
        let reason = status.reason.as_ref().unwrap();
        assert!(reason.contains(&format!("{other}.wasm")), "{reason}");
        assert!(status.document_type.is_some() && status.hint.is_some());
    }
    assert!(plugins.get(&"twin".parse().unwrap()).is_none());
    assert!(plugins.get(&"lonely".parse().unwrap()).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trap_in_one_plugin_leaves_the_others_alone() {
    let hostile = Guest {
        name: "hostile".to_owned(),
        plural: "hostiles".to_owned(),
        ..Guest::hostile("(unreachable)")
    };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.wasm"), hostile.module()).unwrap();
    fs::write(folder.path().join("b.wasm"), named("good", "goods")).unwrap();
    let (runtime, _cache) = runtime(Options {
        folder: folder.path().to_owned(),
        quarantine_after_traps: 0,
        ..Options::default()
    });
    let plugins = runtime.load_folder().await.unwrap();
    let hostile = plugins.get(&"hostile".parse().unwrap()).unwrap();
    let good = plugins.get(&"good".parse().unwrap()).unwrap();
    for _ in 0..20 {
        let (bad, fine) = tokio::join!(
            hostile.extract(submissions(["[]"])),
            good.extract(submissions(["{}", "{ }"])),
        );
        assert_eq!(bad.unwrap_err().code(), "plugin-trapped");
        assert_eq!(fine.unwrap().rows().len(), 2);
    }
    assert_eq!(hostile.usage().traps, 20);
    assert_eq!(good.usage().traps, 0);
}

#[tokio::test]
async fn an_empty_folder_is_fine_and_a_missing_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (runtime, _cache) = over(&folder);
    assert!(runtime.load_folder().await.unwrap().is_empty());
    let place = folder.path().to_owned();
    drop(folder);
    let error = runtime.load_folder().await.unwrap_err();
    assert_eq!(error.code(), "plugin-folder-unreadable");
    assert!(error.to_string().contains(&place.display().to_string()));
}

#[tokio::test]
async fn a_status_serialises_for_routes() {
    let plugins = load(&[("a.wasm", b"hello")]).await;
    let status = serde_json::to_value(&plugins.statuses()[0]).unwrap();
    assert_eq!(status["file"], "a.wasm");
    assert_eq!(status["state"], "refused");
    assert_eq!(status["code"], "plugin-not-wasm");
}
