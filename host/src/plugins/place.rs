//! Files that appear whole or not at all: a host may be watching their folder.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use anyhow::{Context, Result};

/// Writes a file under a hidden name, syncs it and gives it its name.
pub(crate) fn whole(path: &Path, content: &[u8]) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let part = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = write(&part, content).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // The write's own error is the one to tell.
        let _ = fs::remove_file(&part);
    }
    written
        .and_then(|()| sync_folder(path))
        .with_context(|| format!("the file '{}' cannot be written", path.display()))
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// A name is on the disk when its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
