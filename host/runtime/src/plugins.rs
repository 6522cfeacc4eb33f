//! All plugins of a folder: those that are ready and those that were refused.

use std::{
    collections::BTreeMap,
    fs, io,
    num::NonZero,
    path::{Path, PathBuf},
    sync::Arc,
    thread::available_parallelism,
};

use futures::{StreamExt, stream};
use refit_core::{DocumentType, Plural, plugin::DocumentPlugin};

use crate::{Error, Plugin, PluginStatus, Runtime};

/// The plugins of a folder, by document type.
#[derive(Debug, Clone, Default)]
pub struct Plugins {
    ready: BTreeMap<DocumentType, Arc<Plugin>>,
    statuses: Vec<PluginStatus>,
}

impl Plugins {
    pub(crate) async fn load(runtime: &Runtime) -> Result<Self, Error> {
        let folder = runtime.options().folder.clone();
        let files = files(&folder).map_err(|source| Error::Folder {
            path: folder,
            source,
        })?;
        let cores = available_parallelism().map_or(1, NonZero::get);
        let loaded = stream::iter(files)
            .map(|file| async move {
                let result = runtime.load(&file).await;
                (file, result)
            })
            // One more than cores, so that a file that takes its time leaves one core to others.
            .buffered(cores + 1)
            .collect()
            .await;
        Ok(Self::of(loaded))
    }

    /// Sorts loaded from refused. Of files that claim the same type or the same plural the first
    /// by name is used, on every machine, and the others are refused.
    fn of(loaded: Vec<(PathBuf, Result<Arc<Plugin>, Error>)>) -> Self {
        let mut plugins = Self::default();
        for (file, result) in loaded {
            let status = match result {
                Ok(plugin) => match plugins.twin(&plugin) {
                    Some(error) => PluginStatus::refused(&file, &error, Some(&plugin)),
                    None => {
                        let status = PluginStatus::ready(&file, &plugin);
                        let document_type = plugin.descriptor().document_type.clone();
                        plugins.ready.insert(document_type, plugin);
                        status
                    }
                },
                Err(error) => PluginStatus::refused(&file, &error, None),
            };
            plugins.statuses.push(status);
        }
        plugins
    }

    /// Why a plugin cannot be used beside those that are ready.
    fn twin(&self, plugin: &Plugin) -> Option<Error> {
        let mine = plugin.descriptor();
        self.ready.values().find_map(|other| {
            let theirs = other.descriptor();
            let claim = if theirs.document_type == mine.document_type {
                format!("the document type '{}'", mine.document_type)
            } else if theirs.plural == mine.plural {
                format!("the plural '{}'", mine.plural)
            } else {
                return None;
            };
            Some(Error::Twin {
                file: plugin.file().to_owned(),
                other: other.file().to_owned(),
                document_type: mine.document_type.clone(),
                claim,
            })
        })
    }

    /// The plugin of a document type.
    #[must_use]
    pub fn get(&self, document_type: &DocumentType) -> Option<&Arc<Plugin>> {
        self.ready.get(document_type)
    }

    /// The plugin whose documents routes call by this plural.
    #[must_use]
    pub fn get_by_plural(&self, plural: &Plural) -> Option<&Arc<Plugin>> {
        self.iter()
            .find(|plugin| plugin.descriptor().plural == *plural)
    }

    /// All plugins that are ready, by document type.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Arc<Plugin>> {
        self.ready.values()
    }

    /// The number of plugins that are ready.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ready.len()
    }

    /// Whether no plugin is ready.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ready.is_empty()
    }

    /// What became of each file, by file name.
    #[must_use]
    pub fn statuses(&self) -> &[PluginStatus] {
        &self.statuses
    }
}

/// The `*.wasm` entries of a folder, sorted by name. Names that begin with a dot are files on
/// their way in.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden
            && path
                .extension()
                .is_some_and(|extension| extension == "wasm")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
