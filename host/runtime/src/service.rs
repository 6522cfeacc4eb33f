//! The plugins of a host that runs: files come, are replaced and go without a restart.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    path::Path,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use arc_swap::ArcSwap;
use async_trait::async_trait;
use refit_core::{
    DocumentType, Sha256Digest,
    plugin::{Components, DocumentPlugin},
};
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    Error, Plugin, PluginStatus, Plugins, Runtime,
    kept::{Binding, Bindings, Kept},
    scan::{Looked, Scan, blocking},
};

/// Plugins over a folder that is looked at again and again; a cheap clone.
#[derive(Debug, Clone)]
pub struct PluginService {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    runtime: Runtime,
    kept: Kept,
    /// What readers see. It is replaced as a whole, and nobody waits for that.
    plugins: ArcSwap<Plugins>,
    /// One look at a time.
    scan: tokio::sync::Mutex<Scan>,
    /// Kept components that were asked for.
    superseded: Mutex<BTreeMap<Sha256Digest, Arc<Plugin>>>,
}

impl PluginService {
    /// How often [`Self::run`] looks, where nothing else is wanted.
    pub const INTERVAL: Duration = Duration::from_secs(2);

    /// Looks at the folder for the first time. A file that is broken now is refused at once: it
    /// cannot be told from half a copy, and is looked at again when it changes.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub async fn open(runtime: Runtime) -> Result<Self, Error> {
        let (service, _) = Self::unopened(runtime).await;
        service.rescan().await?;
        Ok(service)
    }

    /// The same for work on one document type: where the file that has the type is what it was,
    /// the others need not be loaded, since none of them could take the type from it.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub async fn open_for(runtime: Runtime, document_type: &DocumentType) -> Result<Self, Error> {
        let (service, bindings) = Self::unopened(runtime).await;
        let bound = match bindings.get(document_type) {
            Some(binding) => service.unchanged(binding).await,
            None => None,
        };
        match bound {
            Some(plugin) if plugin.descriptor().document_type == *document_type => {
                let plugins = Plugins::new([plugin], Vec::new());
                service.shared.plugins.store(Arc::new(plugins));
            }
            _ => service.rescan().await?,
        }
        Ok(service)
    }

    /// A service that has not looked yet, and what the last host remembered.
    async fn unopened(runtime: Runtime) -> (Self, Bindings) {
        let options = runtime.options();
        let kept = Kept::new(options.kept_folder.clone(), options.max_file_bytes);
        let reader = kept.clone();
        let bindings = blocking(move || reader.bindings())
            .await
            .unwrap_or_default();
        let shared = Shared {
            runtime,
            kept,
            plugins: ArcSwap::default(),
            scan: tokio::sync::Mutex::new(Scan::with(bindings.clone())),
            superseded: Mutex::default(),
        };
        let service = Self {
            shared: Arc::new(shared),
        };
        (service, bindings)
    }

    /// The plugin of a binding, if its file still has the bytes that were last used.
    async fn unchanged(&self, binding: &Binding) -> Option<Arc<Plugin>> {
        let runtime = &self.shared.runtime;
        // A name, never a place.
        let name = Path::new(&binding.file).file_name()?;
        let file = runtime.options().folder.join(name);
        let bytes = runtime.read(&file).await.ok()?;
        if Sha256Digest::of(&bytes) != binding.digest {
            return None;
        }
        // What fails here is looked at, and told, with all others.
        runtime.load_bytes(&file, bytes).await.ok()
    }

    /// The plugins as they are now. What is held goes on as it is, whatever happens to the
    /// files.
    #[must_use]
    pub fn plugins(&self) -> Arc<Plugins> {
        self.shared.plugins.load_full()
    }

    /// The runtime that loads them.
    #[must_use]
    pub fn runtime(&self) -> &Runtime {
        &self.shared.runtime
    }

    /// Looks at the folder once: loads what is new, lets go what was removed.
    ///
    /// # Errors
    /// The folder cannot be read; then everything stays as it is.
    pub async fn rescan(&self) -> Result<(), Error> {
        let shared = &self.shared;
        let mut scan = shared.scan.lock().await;
        let Looked {
            plugins,
            new,
            bindings,
        } = scan.look(&shared.runtime, Some(&shared.kept)).await?;
        plugins.log_changes(&shared.plugins.load());
        shared.plugins.store(Arc::new(plugins));
        if new.is_empty() && bindings.is_none() {
            return Ok(());
        }
        let kept = shared.kept.clone();
        let remembering = blocking(move || {
            for (file, plugin) in new {
                kept.store(&plugin.descriptor().document_type, plugin.digest(), &file);
            }
            if let Some(bindings) = bindings {
                kept.write_bindings(&bindings);
            }
        });
        if let Err(error) = remembering.await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the plugins that are used were not remembered"
            );
        }
        Ok(())
    }

    /// Looks at the folder every so often, until `cancel` is there.
    pub async fn run(&self, every: Duration, cancel: impl Future<Output = ()>) {
        let mut cancel = pin!(cancel);
        // An interval of nothing would panic.
        let mut ticks = interval(every.max(Duration::from_millis(1)));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut failed = false;
        loop {
            tokio::select! {
                biased;
                () = &mut cancel => return,
                _ = ticks.tick() => {}
            }
            let result = tokio::select! {
                biased;
                () = &mut cancel => return,
                result = self.rescan() => result,
            };
            // Told once, not every two seconds.
            if let (Err(error), false) = (&result, failed) {
                tracing::error!(
                    code = error.code(),
                    error = error as &dyn std::error::Error,
                    "the plugin folder cannot be read; the plugins stay as they are"
                );
            }
            failed = result.is_err();
        }
    }

    /// What became of each file, by file name, and the components that are kept for models that
    /// were trained with them.
    #[must_use]
    pub fn statuses(&self) -> Vec<PluginStatus> {
        let plugins = self.plugins();
        let mut statuses = plugins.statuses();
        let loaded = self.superseded();
        for (document_type, digest) in self.shared.kept.list() {
            if !plugins.iter().any(|plugin| plugin.digest() == digest) {
                let file = self.shared.kept.path(&document_type, digest);
                let plugin = loaded.get(&digest);
                statuses.push(PluginStatus::superseded(
                    &file,
                    &document_type,
                    digest,
                    plugin,
                ));
            }
        }
        statuses
    }

    fn superseded(&self) -> BTreeMap<Sha256Digest, Arc<Plugin>> {
        let superseded = self.shared.superseded.lock();
        superseded.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The component with this digest: one that is used, or one that was and is kept.
    pub async fn plugin_by_digest(&self, digest: Sha256Digest) -> Option<Arc<Plugin>> {
        let plugins = self.plugins();
        if let Some(plugin) = plugins.iter().find(|plugin| plugin.digest() == digest) {
            return Some(Arc::clone(plugin));
        }
        if let Some(plugin) = self.superseded().get(&digest) {
            return Some(Arc::clone(plugin));
        }
        let kept = self.shared.kept.clone();
        let (document_type, bytes) = blocking(move || kept.read(digest)).await.ok()??;
        let path = self.shared.kept.path(&document_type, digest);
        match self.shared.runtime.load_bytes(&path, bytes).await {
            Ok(plugin) => {
                let superseded = self.shared.superseded.lock();
                let mut superseded = superseded.unwrap_or_else(PoisonError::into_inner);
                superseded.insert(digest, Arc::clone(&plugin));
                Some(plugin)
            }
            Err(error) => {
                tracing::warn!(
                    plugin.name = %document_type,
                    plugin.digest = %digest,
                    code = error.code(),
                    error = &error as &dyn std::error::Error,
                    "a kept plugin cannot be used any more"
                );
                None
            }
        }
    }

    /// Lets go all kept components of a type but those that are used and these: the ones that
    /// its versions were trained with.
    pub async fn keep_only(&self, document_type: &DocumentType, digests: &BTreeSet<Sha256Digest>) {
        // No look at the same time, which would keep what is removed here.
        let _scan = self.shared.scan.lock().await;
        let mut digests = digests.clone();
        digests.extend(self.plugins().iter().map(|plugin| plugin.digest()));
        self.shared
            .superseded
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|digest, plugin| {
                plugin.descriptor().document_type != *document_type || digests.contains(digest)
            });
        let (kept, document_type) = (self.shared.kept.clone(), document_type.clone());
        // Told in the log where it fails; nothing depends on it.
        let _ = blocking(move || kept.retain(&document_type, &digests)).await;
    }

    /// Lets a quarantined type's plugins be called again; whether one was quarantined.
    #[must_use]
    pub fn release(&self, document_type: &DocumentType) -> bool {
        let plugins = self.plugins();
        let superseded = self.superseded();
        let mut released = false;
        for plugin in plugins.iter().chain(superseded.values()) {
            if plugin.descriptor().document_type == *document_type {
                released |= plugin.release();
            }
        }
        if released {
            tracing::info!(plugin.name = %document_type, "plugin released from quarantine");
        }
        released
    }
}

#[async_trait]
impl Components for PluginService {
    async fn component(&self, digest: Sha256Digest) -> Option<Arc<dyn DocumentPlugin>> {
        let plugin = self.plugin_by_digest(digest).await?;
        Some(plugin)
    }
}
