//! One look at the folder of plugins: what is new is loaded, and who has which type is settled.

use std::{
    collections::BTreeMap,
    num::NonZero,
    path::{Path, PathBuf},
    sync::Arc,
    thread::available_parallelism,
};

use futures::{StreamExt, stream};
use refit_core::{Sha256Digest, plugin::DocumentPlugin};

use crate::{
    Error, Plugin, PluginStatus, Plugins, Runtime,
    claims::{self, Offer, Rank},
    folder::{self, Stamp},
    kept::{Binding, Bindings, Kept},
    status::file_name,
};

/// What is known of the folder between two looks.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    files: BTreeMap<PathBuf, Known>,
    bindings: Bindings,
    /// Whether it has looked before. Without, there is nothing to tell a file that is broken
    /// from one that is being copied.
    again: bool,
}

/// What is known of a file.
#[derive(Debug)]
struct Known {
    stamp: Stamp,
    /// The plugin that is used. It is the file's, or what the file was before it was replaced
    /// by something that cannot be used.
    serving: Option<Arc<Plugin>>,
    /// A plugin that passed its checks and is not used yet, or may not be.
    offer: Option<Arc<Plugin>>,
    /// Why the file's content cannot be used.
    fault: Option<Fault>,
}

#[derive(Debug)]
struct Fault {
    status: PluginStatus,
    /// Whether the file was the same one scan later: until then it may be half a copy.
    settled: bool,
    /// Whether it may pass although the file does not change.
    passing: bool,
}

/// What a file has become.
struct Look {
    file: PathBuf,
    stamp: Stamp,
    digest: Option<Sha256Digest>,
    outcome: Outcome,
}

enum Outcome {
    /// Bytes that are loaded already.
    Same,
    Loaded(Arc<Plugin>),
    Failed(Error),
}

/// What a look came to.
pub(crate) struct Looked {
    pub(crate) plugins: Plugins,
    /// Plugins that were not used before, with the files that they come from.
    pub(crate) new: Vec<(PathBuf, Arc<Plugin>)>,
    /// The bindings, where they changed.
    pub(crate) bindings: Option<Bindings>,
}

impl Scan {
    /// A first look by a host that knows these bindings.
    pub(crate) fn with(bindings: Bindings) -> Self {
        Self {
            bindings,
            ..Self::default()
        }
    }

    /// Looks at the folder; `kept` is where the components of an earlier host are.
    pub(crate) async fn look(
        &mut self,
        runtime: &Runtime,
        kept: Option<&Kept>,
    ) -> Result<Looked, Error> {
        let place = &runtime.options().folder;
        let folder = place.clone();
        let files = blocking(move || folder::files(&folder))
            .await
            .and_then(|files| files)
            .map_err(|source| Error::Folder {
                path: place.clone(),
                source,
            })?;
        self.files.retain(|file, _| files.contains_key(file));
        let changed = files
            .into_iter()
            .filter(|(file, stamp)| self.files.get(file).is_none_or(|known| known.is_due(stamp)));
        let changed = changed.map(|(file, stamp)| {
            let loaded = self.files.get(&file).map(Known::digests);
            examine(runtime, file, stamp, loaded.unwrap_or_default())
        });
        let changed: Vec<_> = changed.collect();
        let cores = available_parallelism().map_or(1, NonZero::get);
        // One more than cores, so that a file that takes its time leaves one core to others.
        let looks: Vec<Look> = stream::iter(changed)
            .buffered(cores + 1)
            .collect::<Vec<_>>()
            .await;
        for look in looks {
            let file = look.file.clone();
            self.note(look);
            self.restore(runtime, kept, &file).await;
        }
        let looked = self.settle();
        self.again = true;
        Ok(looked)
    }

    fn note(&mut self, look: Look) {
        let Look {
            file,
            stamp,
            digest,
            outcome,
        } = look;
        let before = self.files.remove(&file);
        let still = before.as_ref().is_some_and(|known| known.stamp == stamp);
        let (serving, offer, fault) =
            before.map_or((None, None, None), |k| (k.serving, k.offer, k.fault));
        let (offer, fault) = match outcome {
            Outcome::Same => {
                let has_digest = |plugin: &Arc<Plugin>| Some(plugin.digest()) == digest;
                (offer.filter(has_digest), None)
            }
            Outcome::Loaded(plugin) => (Some(plugin), None),
            // Gone since the folder was read.
            Outcome::Failed(Error::Missing { .. }) => return,
            Outcome::Failed(error) => {
                let settled = still || !self.again;
                let status = PluginStatus::refused(&file, &error, None, digest);
                // What was said of the file before holds until it is sure what it is now.
                let told = fault.filter(|fault| !settled && fault.settled);
                let now = Fault {
                    settled: settled || told.is_some(),
                    passing: matches!(error, Error::Read { .. } | Error::Changing { .. })
                        || !settled,
                    status: told.map_or(status, |fault| fault.status),
                };
                (None, Some(now))
            }
        };
        let known = Known {
            stamp,
            serving,
            offer,
            fault,
        };
        self.files.insert(file, known);
    }

    /// Where a file is broken when the host starts, the component that was last used from it
    /// goes on.
    async fn restore(&mut self, runtime: &Runtime, kept: Option<&Kept>, file: &Path) {
        let (Some(kept), false) = (kept, self.again) else {
            return;
        };
        let Some(known) = self.files.get_mut(file) else {
            return;
        };
        let name = file_name(file);
        let bound = self.bindings.values().find(|binding| binding.file == name);
        let (Some(binding), Some(_), None) = (bound, &known.fault, &known.serving) else {
            return;
        };
        let (kept, digest) = (kept.clone(), binding.digest);
        let Ok(Some((_, bytes))) = blocking(move || kept.read(digest)).await else {
            return;
        };
        match runtime.load_bytes(file, bytes).await {
            Ok(plugin) => known.serving = Some(plugin),
            Err(error) => tracing::warn!(
                plugin.file = name,
                code = error.code(),
                "the component that was last used cannot be used any more"
            ),
        }
    }

    /// Settles who has which type.
    fn settle(&mut self) -> Looked {
        let mut refused = Vec::new();
        let mut new = Vec::new();
        for (offer, ruling) in claims::settle(self.offers()) {
            let Some(known) = self.files.get_mut(&offer.file) else {
                continue;
            };
            let Offer { file, plugin, .. } = offer;
            let is_serving = known
                .serving
                .as_ref()
                .is_some_and(|serving| Arc::ptr_eq(serving, &plugin));
            match ruling {
                Ok(()) if is_serving => {}
                Ok(()) => {
                    known.serving = Some(Arc::clone(&plugin));
                    known.offer = None;
                    new.push((file, plugin));
                }
                Err(error) => {
                    let digest = Some(plugin.digest());
                    refused.push(PluginStatus::refused(&file, &error, Some(&plugin), digest));
                    if is_serving {
                        known.serving = None;
                    }
                }
            }
        }
        let faults = self.files.values().filter_map(|known| known.fault.as_ref());
        let settled = faults.filter(|fault| fault.settled);
        refused.extend(settled.map(|fault| fault.status.clone()));
        let serving = self
            .files
            .values()
            .filter_map(|known| known.serving.clone());
        let plugins = Plugins::new(serving, refused);
        Looked {
            bindings: self.bind(&plugins),
            plugins,
            new,
        }
    }

    fn offers(&self) -> Vec<Offer> {
        let mut offers = Vec::new();
        for (file, known) in &self.files {
            let mut push = |plugin: &Arc<Plugin>, rank| {
                offers.push(Offer {
                    file: file.clone(),
                    plugin: Arc::clone(plugin),
                    rank,
                });
            };
            if let Some(plugin) = &known.serving {
                push(plugin, Rank::Bound);
            }
            if let Some(plugin) = &known.offer {
                push(plugin, self.rank(file, plugin));
            }
        }
        offers
    }

    fn rank(&self, file: &Path, plugin: &Plugin) -> Rank {
        let Some(binding) = self.bindings.get(&plugin.descriptor().document_type) else {
            return Rank::New;
        };
        let same = binding.digest == plugin.digest();
        if binding.file == file_name(file) {
            return if same { Rank::Bound } else { Rank::Successor };
        }
        if same && !self.has_file(&binding.file) {
            Rank::Renamed
        } else {
            Rank::New
        }
    }

    fn has_file(&self, name: &str) -> bool {
        self.files.keys().any(|file| file_name(file) == name)
    }

    /// The bindings from now on, if they are others than before.
    fn bind(&mut self, plugins: &Plugins) -> Option<Bindings> {
        let mut bindings: Bindings = plugins
            .iter()
            .map(|plugin| {
                let binding = Binding {
                    file: file_name(plugin.file()),
                    digest: plugin.digest(),
                };
                (plugin.descriptor().document_type.clone(), binding)
            })
            .collect();
        // A file that is broken and there keeps the type that it had.
        for (document_type, binding) in &self.bindings {
            let waits = self.files.iter().any(|(file, known)| {
                known.fault.is_some() && known.serving.is_none() && file_name(file) == binding.file
            });
            if waits && !bindings.contains_key(document_type) {
                bindings.insert(document_type.clone(), binding.clone());
            }
        }
        if bindings == self.bindings {
            return None;
        }
        self.bindings.clone_from(&bindings);
        Some(bindings)
    }
}

impl Known {
    /// Whether the file is to be looked at again.
    fn is_due(&self, stamp: &Stamp) -> bool {
        self.stamp != *stamp || self.fault.as_ref().is_some_and(|fault| fault.passing)
    }

    /// The components that need not be loaded again.
    fn digests(&self) -> Vec<Sha256Digest> {
        let plugins = [&self.serving, &self.offer].into_iter().flatten();
        plugins.map(|plugin| plugin.digest()).collect()
    }
}

/// Reads and loads a file, unless its bytes are `loaded` already.
async fn examine(
    runtime: &Runtime,
    file: PathBuf,
    stamp: Stamp,
    loaded: Vec<Sha256Digest>,
) -> Look {
    let look = |digest, outcome| Look {
        file: file.clone(),
        stamp,
        digest,
        outcome,
    };
    let bytes = match runtime.read(&file).await {
        Ok(bytes) => bytes,
        Err(error) => return look(None, Outcome::Failed(error)),
    };
    let digest = Sha256Digest::of(&bytes);
    if loaded.contains(&digest) {
        return look(Some(digest), Outcome::Same);
    }
    let path = file.clone();
    let now = blocking(move || Stamp::of(&path)).await.and_then(|now| now);
    if now.is_ok_and(|now| now != stamp) {
        let file = file.clone();
        return look(Some(digest), Outcome::Failed(Error::Changing { file }));
    }
    let outcome = match runtime.load_bytes(&file, bytes).await {
        Ok(plugin) => Outcome::Loaded(plugin),
        Err(error) => Outcome::Failed(error),
    };
    look(Some(digest), outcome)
}

/// Runs what waits for the disk away from the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> std::io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(std::io::Error::other)
}
