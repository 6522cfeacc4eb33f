//! What became of a file, for routes, commands and the log.

use std::{path::Path, sync::Arc};

use refit_core::{DocumentType, Sha256Digest, plugin::DocumentPlugin};
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
    /// The digest of the file, where it is known.
    pub digest: Option<Sha256Digest>,
    /// The plugin's version, where it came to say it.
    pub version: Option<String>,
    /// The code of the reason, where it was refused.
    pub code: Option<String>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl PluginStatus {
    /// A file that is used.
    pub(crate) fn ready(file: &Path, plugin: &Plugin) -> Self {
        let descriptor = plugin.descriptor();
        tracing::info!(
            plugin.file = name(file),
            plugin.name = %descriptor.document_type,
            plugin.version = descriptor.version,
            plugin.digest = %plugin.digest(),
            "plugin loaded"
        );
        Self {
            file: name(file),
            state: PluginState::Ready,
            document_type: Some(descriptor.document_type.clone()),
            digest: Some(plugin.digest()),
            version: Some(descriptor.version.clone()),
            code: None,
            reason: None,
            hint: None,
        }
    }

    /// A file that is not; `plugin` where it is refused although it was loaded.
    pub(crate) fn refused(file: &Path, error: &Error, plugin: Option<&Arc<Plugin>>) -> Self {
        let reason = with_sources(error);
        tracing::warn!(
            plugin.file = name(file),
            code = error.code(),
            reason,
            "plugin refused"
        );
        Self {
            file: name(file),
            state: PluginState::Refused,
            document_type: plugin.map(|plugin| plugin.descriptor().document_type.clone()),
            digest: plugin.map(|plugin| plugin.digest()),
            version: plugin.map(|plugin| plugin.descriptor().version.clone()),
            code: Some(error.code().to_owned()),
            reason: Some(reason),
            hint: Some(error.hint().to_owned()),
        }
    }
}

fn name(file: &Path) -> String {
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
