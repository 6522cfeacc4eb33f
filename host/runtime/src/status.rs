//! What became of a file, for routes, commands and the log.

use std::{path::Path, sync::Arc};

use refit_core::{DocumentType, Plural, Sha256Digest, plugin::DocumentPlugin};
use serde::Serialize;

use crate::{Error, Plugin};

/// Whether a file is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PluginState {
    /// It is used.
    Ready,
    /// It is not used.
    Refused,
    /// It failed too often and is not called until it is released or replaced.
    Quarantined,
    /// An older component, kept for models that were trained with it.
    Superseded,
}

impl PluginState {
    /// The word for it, as in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Refused => "refused",
            Self::Quarantined => "quarantined",
            Self::Superseded => "superseded",
        }
    }
}

/// What became of a file in the folder of plugins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PluginStatus {
    /// The file's name.
    pub file: String,
    /// Whether it is used.
    pub state: PluginState,
    /// Its document type, where it came to say it.
    pub document_type: Option<DocumentType>,
    /// Its name for people, where it came to say it.
    pub title: Option<String>,
    /// The plural that routes call its documents by, where it came to say it.
    pub plural: Option<Plural>,
    /// The digest of the file, where it is known.
    pub digest: Option<Sha256Digest>,
    /// The plugin's version, where it came to say it.
    pub version: Option<String>,
    /// The hash of its features, where it came to say them.
    pub feature_schema_hash: Option<Sha256Digest>,
    /// The code of the reason, where it is not used.
    pub code: Option<String>,
    /// Why it is not used.
    pub reason: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

/// What to do about a quarantine.
const QUARANTINE_HINT: &str = "correct the plugin and put the new file in its place, or release it; restarting the host releases it too";

impl PluginStatus {
    /// A plugin that is used, or would be.
    pub(crate) fn of(plugin: &Plugin) -> Self {
        let mut status = Self::bare(plugin.file(), PluginState::Ready);
        status.describe(plugin);
        if let Some(error) = plugin.quarantine() {
            status.state = PluginState::Quarantined;
            status.code = Some(error.code().to_owned());
            status.reason = Some(error.to_string());
            status.hint = Some(QUARANTINE_HINT.to_owned());
        }
        status
    }

    /// A file that is not used; `plugin` where that is so although it was loaded.
    pub(crate) fn refused(
        file: &Path,
        error: &Error,
        plugin: Option<&Arc<Plugin>>,
        digest: Option<Sha256Digest>,
    ) -> Self {
        let mut status = Self {
            digest,
            code: Some(error.code().to_owned()),
            reason: Some(with_sources(error)),
            hint: Some(error.hint().to_owned()),
            ..Self::bare(file, PluginState::Refused)
        };
        if let Some(plugin) = plugin {
            status.describe(plugin);
        }
        status
    }

    /// A component that is kept; `plugin` where it was loaded.
    pub(crate) fn superseded(
        file: &Path,
        document_type: &DocumentType,
        digest: Sha256Digest,
        plugin: Option<&Arc<Plugin>>,
    ) -> Self {
        let mut status = Self {
            document_type: Some(document_type.clone()),
            digest: Some(digest),
            ..Self::bare(file, PluginState::Superseded)
        };
        if let Some(plugin) = plugin {
            status.describe(plugin);
        }
        status
    }

    /// A file of which no more is known.
    fn bare(file: &Path, state: PluginState) -> Self {
        Self {
            file: file_name(file),
            state,
            document_type: None,
            title: None,
            plural: None,
            digest: None,
            version: None,
            feature_schema_hash: None,
            code: None,
            reason: None,
            hint: None,
        }
    }

    fn describe(&mut self, plugin: &Plugin) {
        let descriptor = plugin.descriptor();
        self.document_type = Some(descriptor.document_type.clone());
        self.title = Some(descriptor.title.clone());
        self.plural = Some(descriptor.plural.clone());
        self.digest = Some(plugin.digest());
        self.version = Some(descriptor.version.clone());
        self.feature_schema_hash = Some(descriptor.features.hash());
    }
}

/// The name of a file, as people see it.
pub(crate) fn file_name(file: &Path) -> String {
    file.file_name()
        .unwrap_or(file.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// The error and what caused it, in one line.
fn with_sources(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
