//! A folder of plugins that changes while a host runs.

use std::{collections::BTreeSet, fs, path::PathBuf, sync::Arc, time::Duration};

use refit_core::{Sha256Digest, plugin::DocumentPlugin};
use refit_runtime::{Options, Plugin, PluginService, PluginState, Runtime};
use tempfile::TempDir;

use crate::{calls::submissions, guest::Guest};

/// A folder of plugins, and what a host keeps beside it.
struct Place {
    root: TempDir,
}

impl Place {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("plugins")).unwrap();
        Self { root }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.root.path().join("plugins").join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Sha256Digest {
        fs::write(self.file(name), bytes).unwrap();
        Sha256Digest::of(bytes)
    }

    fn kept(&self) -> PathBuf {
        self.root.path().join("kept")
    }

    /// A host that starts here.
    async fn start(&self) -> PluginService {
        self.start_with(Options::default()).await
    }

    async fn start_with(&self, options: Options) -> PluginService {
        PluginService::open(self.runtime(options)).await.unwrap()
    }

    /// A command that is about one type.
    async fn start_for(&self, document_type: &str) -> PluginService {
        let runtime = self.runtime(Options::default());
        let document_type = document_type.parse().unwrap();
        PluginService::open_for(runtime, &document_type)
            .await
            .unwrap()
    }

    fn runtime(&self, options: Options) -> Runtime {
        let options = Options {
            folder: self.root.path().join("plugins"),
            cache_folder: self.root.path().join("cache"),
            kept_folder: self.kept(),
            ..options
        };
        Runtime::open(options).unwrap()
    }
}

/// A plugin of a type, in a version.
fn paper(name: &str, version: &str) -> Vec<u8> {
    Guest {
        name: name.to_owned(),
        plural: format!("{name}-papers"),
        version: version.to_owned(),
        ..Guest::default()
    }
    .component()
}

fn plugin(service: &PluginService, name: &str) -> Option<Arc<Plugin>> {
    let plugins = service.plugins();
    plugins.get(&name.parse().unwrap()).map(Arc::clone)
}

fn digest(service: &PluginService, name: &str) -> Option<Sha256Digest> {
    plugin(service, name).map(|plugin| plugin.digest())
}

/// File, state and code of all statuses.
fn states(service: &PluginService) -> Vec<(String, &'static str, String)> {
    service
        .statuses()
        .into_iter()
        .map(|status| {
            let code = status.code.unwrap_or_default();
            (status.file, status.state.as_str(), code)
        })
        .collect()
}

fn state(file: &str, state: &'static str, code: &str) -> (String, &'static str, String) {
    (file.to_owned(), state, code.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_dropped_in_replaced_and_removed_takes_effect() {
    let place = Place::new();
    let service = place.start().await;
    assert!(service.plugins().is_empty());
    let first = place.write("a.wasm", &paper("invoice", "1.0.0"));
    service.rescan().await.unwrap();
    assert_eq!(digest(&service, "invoice"), Some(first));
    let second = place.write("a.wasm", &paper("invoice", "1.1.0"));
    assert_eq!(digest(&service, "invoice"), Some(first), "not yet looked");
    service.rescan().await.unwrap();
    assert_eq!(digest(&service, "invoice"), Some(second));
    let held = plugin(&service, "invoice").unwrap();
    fs::remove_file(place.file("a.wasm")).unwrap();
    service.rescan().await.unwrap();
    assert!(service.plugins().is_empty());
    // Who holds it goes on with it.
    let extraction = held.extract(submissions(["{}"])).await.unwrap();
    assert_eq!(extraction.rows().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_in_flight_ends_well_when_its_plugin_goes() {
    let place = Place::new();
    place.write("a.wasm", &paper("invoice", "1.0.0"));
    let service = place
        .start_with(Options {
            batch_size: 1,
            ..Options::default()
        })
        .await;
    let plugin = plugin(&service, "invoice").unwrap();
    let call = tokio::spawn(async move { plugin.extract(submissions(vec!["{}"; 500])).await });
    fs::remove_file(place.file("a.wasm")).unwrap();
    service.rescan().await.unwrap();
    assert!(service.plugins().is_empty());
    assert_eq!(call.await.unwrap().unwrap().rows().len(), 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_file_is_not_loaded_again() {
    let place = Place::new();
    let bytes = paper("invoice", "1.0.0");
    place.write("a.wasm", &bytes);
    let service = place.start().await;
    let before = plugin(&service, "invoice").unwrap();
    service.rescan().await.unwrap();
    assert!(Arc::ptr_eq(&before, &plugin(&service, "invoice").unwrap()));
    // Written again, with the same bytes: the digest says that it is the same.
    fs::remove_file(place.file("a.wasm")).unwrap();
    place.write("a.wasm", &bytes);
    service.rescan().await.unwrap();
    assert!(Arc::ptr_eq(&before, &plugin(&service, "invoice").unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_plugin_stays_when_the_new_one_is_refused() {
    let place = Place::new();
    let good = place.write("a.wasm", &paper("invoice", "1.0.0"));
    let service = place.start().await;
    place.write("a.wasm", b"no plugin");
    for _ in 0..3 {
        service.rescan().await.unwrap();
    }
    assert_eq!(digest(&service, "invoice"), Some(good));
    let [ready, refused] = service.statuses().try_into().unwrap();
    assert_eq!(
        (ready.state, ready.digest),
        (PluginState::Ready, Some(good))
    );
    assert_eq!(refused.state, PluginState::Refused);
    assert_eq!(refused.file, "a.wasm");
    assert_eq!(refused.digest, Some(Sha256Digest::of(b"no plugin")));
    assert_eq!(refused.code.as_deref(), Some("plugin-not-wasm"));
    assert!(refused.hint.is_some());
    // And the next good one takes its place.
    let next = place.write("a.wasm", &paper("invoice", "1.0.1"));
    service.rescan().await.unwrap();
    assert_eq!(digest(&service, "invoice"), Some(next));
    assert_eq!(states(&service)[0], state("a.wasm", "ready", ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_copy_is_not_reported_as_broken() {
    let place = Place::new();
    let service = place.start().await;
    let whole = paper("invoice", "1.0.0");
    // It grows from scan to scan.
    for part in [10, whole.len() / 3, whole.len() / 2] {
        place.write("a.wasm", &whole[..part]);
        service.rescan().await.unwrap();
        assert_eq!(states(&service), []);
    }
    // It is still for one scan, and then it is what it is.
    service.rescan().await.unwrap();
    assert_eq!(
        states(&service),
        [state("a.wasm", "refused", "plugin-file-incomplete")]
    );
    place.write("a.wasm", &whole);
    service.rescan().await.unwrap();
    assert_eq!(states(&service), [state("a.wasm", "ready", "")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_files_the_one_that_has_the_type_keeps_it() {
    let place = Place::new();
    let first = place.write("z.wasm", &paper("invoice", "1.0.0"));
    let service = place.start().await;
    let second = place.write("a.wasm", &paper("invoice", "2.0.0"));
    service.rescan().await.unwrap();
    assert_eq!(digest(&service, "invoice"), Some(first));
    let refused = &service.statuses()[0];
    assert_eq!(refused.file, "a.wasm");
    assert_eq!(refused.code.as_deref(), Some("plugin-twin"));
    let reason = refused.reason.as_ref().unwrap();
    assert!(
        reason.contains("a.wasm") && reason.contains("z.wasm"),
        "{reason}"
    );
    // So it is for a host that starts later, and when the one that stays is replaced.
    let service = place.start().await;
    assert_eq!(digest(&service, "invoice"), Some(first));
    let newer = place.write("z.wasm", &paper("invoice", "1.0.1"));
    service.rescan().await.unwrap();
    assert_eq!(digest(&service, "invoice"), Some(newer));
    // Once it is gone the other one has the type, without being loaded again.
    fs::remove_file(place.file("z.wasm")).unwrap();
    service.rescan().await.unwrap();
    assert_eq!(digest(&service, "invoice"), Some(second));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_binding_neither_of_two_files_is_used() {
    let place = Place::new();
    place.write("a.wasm", &paper("invoice", "1.0.0"));
    let second = place.write("b.wasm", &paper("invoice", "2.0.0"));
    place.write("c.wasm", &paper("receipt", "1.0.0"));
    let service = place.start().await;
    assert_eq!(
        states(&service),
        [
            state("a.wasm", "refused", "plugin-twin"),
            state("b.wasm", "refused", "plugin-twin"),
            state("c.wasm", "ready", ""),
        ]
    );
    fs::remove_file(place.file("a.wasm")).unwrap();
    service.rescan().await.unwrap();
    assert_eq!(digest(&service, "invoice"), Some(second));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_renamed_while_no_host_ran_is_known_by_its_bytes() {
    let place = Place::new();
    let bytes = paper("invoice", "1.0.0");
    let first = place.write("a.wasm", &bytes);
    place.start().await;
    fs::rename(place.file("a.wasm"), place.file("z.wasm")).unwrap();
    place.write("b.wasm", &paper("invoice", "2.0.0"));
    let service = place.start().await;
    assert_eq!(digest(&service, "invoice"), Some(first));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_types_with_one_plural_are_twins_too() {
    let place = Place::new();
    place.write("a.wasm", &paper("invoice", "1.0.0"));
    let service = place.start().await;
    let other = Guest {
        name: "bill".to_owned(),
        plural: "invoice-papers".to_owned(),
        ..Guest::default()
    };
    place.write("0.wasm", &other.component());
    service.rescan().await.unwrap();
    assert_eq!(
        states(&service),
        [
            state("0.wasm", "refused", "plugin-twin"),
            state("a.wasm", "ready", "")
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_becomes_a_twin_leaves_its_old_plugin_at_work() {
    let place = Place::new();
    let invoice = place.write("a.wasm", &paper("invoice", "1.0.0"));
    place.write("b.wasm", &paper("receipt", "1.0.0"));
    let service = place.start().await;
    place.write("a.wasm", &paper("receipt", "2.0.0"));
    service.rescan().await.unwrap();
    assert_eq!(digest(&service, "invoice"), Some(invoice));
    assert_eq!(
        states(&service)[..2],
        [
            state("a.wasm", "ready", ""),
            state("a.wasm", "refused", "plugin-twin"),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_starts_over_a_broken_file_goes_on_with_the_last_good_component() {
    let place = Place::new();
    let good = place.write("a.wasm", &paper("invoice", "1.0.0"));
    place.start().await;
    place.write("a.wasm", b"no plugin");
    // Twice: what is remembered must not be forgotten by the first start.
    for _ in 0..2 {
        let service = place.start().await;
        assert_eq!(digest(&service, "invoice"), Some(good));
        assert_eq!(
            states(&service),
            [
                state("a.wasm", "ready", ""),
                state("a.wasm", "refused", "plugin-not-wasm"),
            ]
        );
    }
    fs::remove_file(place.file("a.wasm")).unwrap();
    assert!(place.start().await.plugins().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_component_is_there_by_its_digest_as_long_as_it_is_asked_for() {
    let place = Place::new();
    let old = place.write("a.wasm", &paper("invoice", "1.0.0"));
    place.start().await;
    let new = place.write("a.wasm", &paper("invoice", "2.0.0"));
    let service = place.start().await;
    let current = service.plugin_by_digest(new).await.unwrap();
    assert!(Arc::ptr_eq(&current, &plugin(&service, "invoice").unwrap()));
    let kept = service.plugin_by_digest(old).await.unwrap();
    assert_eq!(kept.descriptor().version, "1.0.0");
    let extraction = kept.extract(submissions(["{}"])).await.unwrap();
    assert_eq!(extraction.rows().len(), 1);
    let again = service.plugin_by_digest(old).await.unwrap();
    assert!(Arc::ptr_eq(&kept, &again), "loaded once");
    let superseded = &service.statuses()[1];
    assert_eq!(superseded.state, PluginState::Superseded);
    assert_eq!(superseded.digest, Some(old));
    assert_eq!(superseded.version.as_deref(), Some("1.0.0"));
    let invoice = "invoice".parse().unwrap();
    service.keep_only(&invoice, &BTreeSet::from([old])).await;
    assert!(service.plugin_by_digest(old).await.is_some());
    service.keep_only(&invoice, &BTreeSet::new()).await;
    assert!(service.plugin_by_digest(old).await.is_none());
    assert_eq!(states(&service), [state("a.wasm", "ready", "")]);
    assert!(service.plugin_by_digest(new).await.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_component_that_was_damaged_is_not_used() {
    let place = Place::new();
    let old = place.write("a.wasm", &paper("invoice", "1.0.0"));
    place.start().await;
    place.write("a.wasm", &paper("invoice", "2.0.0"));
    let service = place.start().await;
    let file = place.kept().join(format!("invoice-{old}.wasm"));
    fs::write(file, paper("invoice", "6.6.6")).unwrap();
    assert!(service.plugin_by_digest(old).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_read_changes_nothing() {
    let place = Place::new();
    let first = place.write("a.wasm", &paper("invoice", "1.0.0"));
    let service = place.start().await;
    let away = place.root.path().join("away");
    fs::rename(place.root.path().join("plugins"), &away).unwrap();
    let error = service.rescan().await.unwrap_err();
    assert_eq!(error.code(), "plugin-folder-unreadable");
    assert_eq!(digest(&service, "invoice"), Some(first));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_may_not_write_goes_on_without_a_memory() {
    let place = Place::new();
    // A file where the folder should be.
    fs::write(place.kept(), b"").unwrap();
    let first = place.write("a.wasm", &paper("invoice", "1.0.0"));
    let service = place.start().await;
    assert_eq!(digest(&service, "invoice"), Some(first));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_loop_looks_until_it_is_stopped() {
    let place = Place::new();
    let service = place.start().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn({
        let service = service.clone();
        async move {
            let cancel = async { drop(stopped.await) };
            service.run(Duration::from_millis(5), cancel).await;
        }
    });
    place.write("a.wasm", &paper("invoice", "1.0.0"));
    let appeared = async {
        while service.plugins().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), appeared)
        .await
        .unwrap();
    stop.send(()).unwrap();
    running.await.unwrap();
    fs::remove_file(place.file("a.wasm")).unwrap();
    assert_eq!(service.plugins().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_into_the_folder_of_plugins() {
    let place = Place::new();
    place.write("a.wasm", &paper("invoice", "1.0.0"));
    place.start().await;
    let entries = fs::read_dir(place.root.path().join("plugins")).unwrap();
    assert_eq!(entries.count(), 1);
}

#[tokio::test]
async fn work_on_one_type_loads_its_plugin_alone_where_its_file_is_what_it_was() {
    let place = Place::new();
    place.write("one.wasm", &paper("one", "1.0.0"));
    place.write("two.wasm", &paper("two", "1.0.0"));
    // Nothing is remembered yet: all must be loaded to know who has which type.
    assert_eq!(place.start_for("one").await.plugins().len(), 2);
    let digest = Sha256Digest::of(&paper("one", "1.0.0"));
    let alone = place.start_for("one").await;
    let plugins = alone.plugins();
    assert_eq!(plugins.len(), 1);
    assert_eq!(plugins.iter().next().unwrap().digest(), digest);
    // The other one is remembered, and a twin changes nothing.
    place.write("another.wasm", &paper("one", "2.0.0"));
    let plugins = place.start_for("one").await.plugins();
    assert_eq!(plugins.iter().next().unwrap().digest(), digest);
    assert_eq!(place.start_for("two").await.plugins().len(), 1);
    // A file that was replaced is looked at with all others.
    place.write("one.wasm", &paper("one", "1.1.0"));
    let plugins = place.start_for("one").await.plugins();
    assert_eq!(plugins.len(), 2);
    let one = plugins.get(&"one".parse().unwrap()).unwrap();
    assert_eq!(one.descriptor().version, "1.1.0");
    fs::remove_file(place.file("one.wasm")).unwrap();
    fs::remove_file(place.file("another.wasm")).unwrap();
    let plugins = place.start_for("one").await.plugins();
    assert!(plugins.get(&"one".parse().unwrap()).is_none());
}
