//! What componentize-py is given: copies, so that nothing but the plugin gets into a component.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use include_dir::{Dir, include_dir};

static SDK: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/python/refit_plugin");
const WIT: &str = include_str!("../../../../../wit/document.wit");
const ENTRY: &str = "from refit_plugin.component import Plugin\n";

/// A folder that is gone when this is dropped.
pub(super) struct Stage {
    folder: PathBuf,
}

impl Stage {
    /// The module whose class is exported.
    pub(super) const MODULE: &str = "refit_component";

    /// Copies the plugin in `folder`, the SDK and the interface into a folder in `cache`.
    pub(super) fn of(folder: &Path, cache: &Path) -> Result<Self> {
        let stage = Self {
            folder: cache.join(format!(".build.{}", std::process::id())),
        };
        stage.fill(folder).with_context(|| {
            format!(
                "the plugin in '{}' cannot be copied to '{}'",
                folder.display(),
                stage.folder.display()
            )
        })?;
        Ok(stage)
    }

    fn fill(&self, plugin: &Path) -> io::Result<()> {
        // What a process of the same number left behind.
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder)?;
        }
        copy(plugin, &self.folder.join("plugin"))?;
        // A plugin's own copy of the SDK comes first; one without a copy gets this one.
        write_all(&SDK, &self.folder.join("sdk/refit_plugin"))?;
        fs::write(
            self.folder.join("sdk").join(format!("{}.py", Self::MODULE)),
            ENTRY,
        )?;
        fs::create_dir_all(self.folder.join("wit"))?;
        fs::write(self.folder.join("wit/document.wit"), WIT)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The component, once it is built.
    pub(super) fn component(&self) -> PathBuf {
        self.folder.join("plugin.wasm")
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build of the same number.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Copies a folder; hidden files, environments, caches and components are not the plugin's.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        if is_left_out(&path, &name) {
            continue;
        }
        if path.is_file() {
            fs::copy(&path, to.join(name))?;
        } else if fs::symlink_metadata(&path)?.is_dir() {
            copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}

fn is_left_out(path: &Path, name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
        || name == "__pycache__"
        || path.extension() == Some(OsStr::new("wasm"))
        || path.join("pyvenv.cfg").exists()
        // The data of a root that the author tries the plugin in.
        || path.join("refit.db").exists()
}

fn write_all(files: &Dir<'_>, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for file in files.files() {
        fs::write(to.join(file.path()), file.contents())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_has_the_plugin_the_sdk_and_the_interface_and_nothing_else() {
        let (plugin, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for file in [
            "plugin.py",
            "parts/lines.py",
            "parts/__pycache__/lines.pyc",
            ".git/config",
            "venv/pyvenv.cfg",
            "venv/lib/x.py",
            "data/refit.db",
            "old.wasm",
        ] {
            let path = plugin.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let stage = Stage::of(plugin.path(), cache.path()).unwrap();
        let has = |path: &str| stage.folder().join(path).exists();
        assert!(has("plugin/plugin.py") && has("plugin/parts/lines.py"));
        assert!(has("sdk/refit_plugin/component.py") && has("sdk/refit_component.py"));
        assert!(has("wit/document.wit"));
        for left_out in [
            "plugin/.git",
            "plugin/venv",
            "plugin/old.wasm",
            "plugin/data",
        ] {
            assert!(!has(left_out), "{left_out}");
        }
        assert!(!has("plugin/parts/__pycache__"));
        let folder = stage.folder().to_owned();
        drop(stage);
        assert!(!folder.exists());
    }
}
