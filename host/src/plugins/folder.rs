//! The root's own plugin folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::app::App;

/// A server works with the root's own folder from the start: files that are dropped into it have to
/// be seen. The plugins that were copied into it, where the root had none.
pub(crate) fn settle(app: &mut App) -> Result<Vec<String>> {
    if app.places.plugins.folder == app.own_plugins {
        return Ok(Vec::new());
    }
    let (folder, copied) = own(app)?;
    app.places.plugins.folder = folder;
    Ok(copied)
}

/// The root's own plugin folder. Where the root had none, it gets one with the plugins that came
/// with the program, which would otherwise be gone from it.
pub(crate) fn own(app: &App) -> Result<(PathBuf, Vec<String>)> {
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
