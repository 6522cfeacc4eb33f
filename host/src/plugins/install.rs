//! A component that keeps the laws goes into the plugin folder, or out of it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use refit_core::{DocumentType, Sha256Digest, plugin::DocumentPlugin};
use refit_runtime::{PluginState, PluginStatus};
use serde::Serialize;

use super::{
    check::{self, Checked},
    claim::{claimant, claims},
    folder, place,
};
use crate::{app::App, output::Hint};

/// What came of it.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It is in the folder.
    Installed(Installed),
    /// It does not keep all laws.
    Broken(Checked),
    /// Another file is for its type or its plural: of two such files neither could be used.
    Claimed(String),
}

/// A component that is in the folder.
#[derive(Debug, Serialize)]
pub(crate) struct Installed {
    pub(crate) document_type: DocumentType,
    pub(crate) version: String,
    pub(crate) digest: Sha256Digest,
    pub(crate) file: PathBuf,
    /// The digest of the component that it takes the place of.
    pub(crate) replaced: Option<Sha256Digest>,
    /// Plugins that came with the program and were copied along, because the root's own folder
    /// is used from now on.
    pub(crate) copied: Vec<String>,
}

/// Checks a file and copies it into the folder, of whose files these are the states.
pub(crate) async fn install(
    app: &App,
    statuses: Vec<PluginStatus>,
    file: &Path,
) -> Result<Outcome> {
    let (checked, plugin) = check::check(&app.runtime()?, file).await?;
    let Some(plugin) = plugin.filter(|_| checked.passed()) else {
        return Ok(Outcome::Broken(checked));
    };
    let descriptor = plugin.descriptor();
    let document_type = descriptor.document_type.clone();
    let own = format!("{document_type}.wasm");
    let (mine, others): (Vec<_>, Vec<_>) =
        statuses.into_iter().partition(|status| status.file == own);
    if let Some(status) = claimant(&others, &document_type, &descriptor.plural) {
        return Ok(Outcome::Claimed(claims(status)));
    }
    // What was checked is what is installed, whatever has become of the file since.
    let bytes = tokio::fs::read(file)
        .await
        .with_context(|| format!("the file '{}' cannot be read", file.display()))?;
    if Sha256Digest::of(&bytes) != plugin.digest() {
        return Err(
            anyhow!("the file '{}' changed during the check", file.display())
                .context(Hint("install it again when it is complete".into())),
        );
    }
    let (folder, copied) = folder::own(app)?;
    let target = folder.join(own);
    let whole = target.clone();
    tokio::task::spawn_blocking(move || place::whole(&whole, &bytes)).await??;
    Ok(Outcome::Installed(Installed {
        version: descriptor.version.clone(),
        digest: plugin.digest(),
        file: target,
        replaced: mine.first().and_then(|status| status.digest),
        document_type,
        copied,
    }))
}

/// The same for a component that came over the network.
pub(crate) async fn upload(
    app: &App,
    statuses: Vec<PluginStatus>,
    component: &[u8],
) -> Result<Outcome> {
    // A folder that is away for a moment must not come back with one file.
    let plugins = &app.places.plugins.folder;
    if !plugins.is_dir() {
        return Err(anyhow!(
            "the plugin folder '{}' is not there",
            plugins.display()
        ));
    }
    let cannot = "the uploaded component cannot be written";
    let folder = tempfile::tempdir().context(cannot)?;
    let file = folder.path().join("component.wasm");
    tokio::fs::write(&file, component).await.context(cannot)?;
    Ok(match install(app, statuses, &file).await? {
        Outcome::Broken(checked) => Outcome::Broken(checked.without_place(&file)),
        outcome => outcome,
    })
}

/// Removes the files of a document type from the folder, of whose files these are the states: those
/// that are for it, and a broken one that bears its name. Which they were.
pub(crate) fn remove(
    folder: &Path,
    statuses: &[PluginStatus],
    document_type: &DocumentType,
) -> Result<Vec<String>> {
    let own = format!("{document_type}.wasm");
    let mut files: Vec<String> = statuses
        .iter()
        .filter(|status| {
            // Superseded components lie elsewhere: versions that were trained with them score on.
            status.state != PluginState::Superseded
                && (status.document_type.as_ref() == Some(document_type) || status.file == own)
        })
        .map(|status| status.file.clone())
        .collect();
    files.sort();
    files.dedup();
    for file in &files {
        let path = folder.join(file);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(error)
                    .with_context(|| format!("the file '{}' cannot be removed", path.display()));
            }
            _ => {}
        }
    }
    Ok(files)
}
