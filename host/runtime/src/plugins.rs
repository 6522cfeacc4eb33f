//! All plugins of a folder: those that are ready and those that were refused.

use std::{collections::BTreeMap, sync::Arc};

use refit_core::{DocumentType, Plural, plugin::DocumentPlugin};

use crate::{Plugin, PluginStatus};

/// The plugins of a folder, by document type.
#[derive(Debug, Clone, Default)]
pub struct Plugins {
    ready: BTreeMap<DocumentType, Arc<Plugin>>,
    refused: Vec<PluginStatus>,
}

impl Plugins {
    /// Plugins of different types, and the files that cannot be used.
    pub(crate) fn new(
        ready: impl IntoIterator<Item = Arc<Plugin>>,
        refused: Vec<PluginStatus>,
    ) -> Self {
        let ready = ready
            .into_iter()
            .map(|plugin| (plugin.descriptor().document_type.clone(), plugin));
        Self {
            ready: ready.collect(),
            refused,
        }
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

    /// What became of each file, by file name. A file that was replaced by one that cannot be
    /// used is there twice: as what is used, and as what was refused.
    #[must_use]
    pub fn statuses(&self) -> Vec<PluginStatus> {
        let ready = self.iter().map(|plugin| PluginStatus::of(plugin));
        let mut statuses: Vec<_> = ready.chain(self.refused.iter().cloned()).collect();
        statuses.sort_by(|one, other| one.file.cmp(&other.file));
        statuses
    }

    /// Tells the log what is different from before.
    pub(crate) fn log_changes(&self, before: &Self) {
        for (document_type, plugin) in &self.ready {
            let old = before.ready.get(document_type);
            if old.is_none_or(|old| old.digest() != plugin.digest()) {
                tracing::info!(
                    plugin.file = %plugin.file().display(),
                    plugin.name = %document_type,
                    plugin.version = plugin.descriptor().version,
                    plugin.digest = %plugin.digest(),
                    replaced = old.is_some(),
                    "plugin loaded"
                );
            }
        }
        for document_type in before.ready.keys() {
            if !self.ready.contains_key(document_type) {
                tracing::info!(plugin.name = %document_type, "plugin removed");
            }
        }
        for status in &self.refused {
            if !before.refused.contains(status) {
                tracing::warn!(
                    plugin.file = status.file,
                    code = status.code,
                    reason = status.reason,
                    "plugin refused"
                );
            }
        }
    }
}
