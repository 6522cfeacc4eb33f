//! `refit plugin install`: a component that keeps the laws goes into the plugin folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use refit_core::{DocumentType, Sha256Digest, plugin::DocumentPlugin};
use refit_runtime::Plugin;
use serde::Serialize;

use super::{
    super::Status,
    check,
    claim::{claimant, claims},
    place,
};
use crate::{
    app::App,
    output::{Hint, Output},
};

#[derive(Debug, Serialize)]
struct Installed {
    document_type: DocumentType,
    version: String,
    digest: Sha256Digest,
    file: PathBuf,
    /// The digest of the component that it takes the place of.
    replaced: Option<Sha256Digest>,
    /// Plugins that came with the program and were copied along, because the root's own folder
    /// is used from now on.
    copied: Vec<String>,
}

pub(super) async fn run(app: &App, file: &Path, output: &Output) -> Result<Status> {
    let runtime = app.runtime()?;
    let (checked, plugin) = check::check(&runtime, file).await?;
    let Some(plugin) = plugin.filter(|_| checked.passed()) else {
        output.answer(&checked, |checked| {
            format!("{}\nNothing was installed.", checked.text())
        })?;
        return Ok(Status::Failed);
    };
    let document_type = plugin.descriptor().document_type.clone();
    let replaced = replaced(app, &plugin).await?;
    // What was checked is what is installed, whatever has become of the file since.
    let bytes =
        fs::read(file).with_context(|| format!("the file '{}' cannot be read", file.display()))?;
    if Sha256Digest::of(&bytes) != plugin.digest() {
        return Err(
            anyhow!("the file '{}' changed during the check", file.display())
                .context(Hint("install it again when it is complete".into())),
        );
    }
    let (folder, copied) = folder(app)?;
    let target = folder.join(format!("{document_type}.wasm"));
    place::whole(&target, &bytes)?;
    let installed = Installed {
        version: plugin.descriptor().version.clone(),
        digest: plugin.digest(),
        file: target,
        document_type,
        replaced,
        copied,
    };
    output.answer(&installed, Installed::text)?;
    Ok(Status::Done)
}

impl Installed {
    fn text(&self) -> String {
        let mut text = format!(
            "installed {} {} as '{}'",
            self.document_type,
            self.version,
            self.file.display()
        );
        text.push_str(match self.replaced {
            Some(digest) if digest == self.digest => ", as it was there already",
            Some(_) => ", in the place of another one; retrain to use it",
            None => "",
        });
        if !self.copied.is_empty() {
            text.push_str(&format!(
                "\nThis root has plugins of its own now; copied along: {}",
                self.copied.join(", ")
            ));
        }
        text
    }
}

/// The digest of the type's present component, which must be in the file that bears the type's
/// name: of two files for one type neither could be used.
async fn replaced(app: &App, plugin: &Plugin) -> Result<Option<Sha256Digest>> {
    if !app.places.plugins.folder.is_dir() {
        return Ok(None);
    }
    let descriptor = plugin.descriptor();
    let own = format!("{}.wasm", descriptor.document_type);
    let (mine, others): (Vec<_>, Vec<_>) = app
        .plugins()
        .await?
        .statuses()
        .into_iter()
        .partition(|status| status.file == own);
    if let Some(status) = claimant(&others, &descriptor.document_type, &descriptor.plural) {
        return Err(anyhow!("{} already", claims(status)).context(Hint(
            "remove that file first, or change the plugin's names".into(),
        )));
    }
    Ok(mine.first().and_then(|status| status.digest))
}

/// The root's own plugin folder. Where the root had none, it gets one with the plugins that came
/// with the program, which would otherwise be gone from it.
fn folder(app: &App) -> Result<(PathBuf, Vec<String>)> {
    let own = app.own_plugins.clone();
    if own.is_dir() {
        return Ok((own, Vec::new()));
    }
    let failed = || format!("the plugin folder '{}' cannot be made", own.display());
    let name = own.file_name().unwrap_or_default().to_string_lossy();
    let part = own.with_file_name(format!(".{name}.{}", std::process::id()));
    let copied = fs::create_dir_all(&part)
        .and_then(|()| copy_bundled(&app.places.plugins.folder, &part))
        .and_then(|copied| fs::rename(&part, &own).map(|()| copied));
    if copied.is_err() {
        // The copy's own error is the one to tell.
        let _ = fs::remove_dir_all(&part);
    }
    Ok((own.clone(), copied.with_context(failed)?))
}

fn copy_bundled(from: &Path, to: &Path) -> io::Result<Vec<String>> {
    let mut copied = Vec::new();
    if !from.is_dir() {
        return Ok(copied);
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_component = name.ends_with(".wasm") && !name.starts_with('.');
        if is_component && entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(&name))?;
            copied.push(name);
        }
    }
    copied.sort();
    Ok(copied)
}
