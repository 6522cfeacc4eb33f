//! Plugins in Python: a folder with `plugin.py` becomes a component.
//!
//! componentize-py runs the plugin's modules once and keeps Python as it then is. So what a
//! module imports is in the component, and an error in a module ends the build with its text.

mod environment;
mod stage;

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use anyhow::{Context, Result, anyhow};

pub(crate) use self::environment::cache_folder;
use self::{environment::Environment, stage::Stage};
use crate::output::Hint;

/// The table in `pyproject.toml` by which a folder is known.
const MARK: &str = "[tool.refit]";
const WORLD: &str = "document-type";

/// Whether the folder holds a plugin in Python.
pub(crate) fn is_python(folder: &Path) -> bool {
    fs::read_to_string(folder.join("pyproject.toml"))
        .is_ok_and(|manifest| manifest.lines().any(|line| line.trim() == MARK))
}

/// Builds the plugin in `folder` into the component `out`. The environment that this takes is
/// kept in `cache`.
pub(crate) fn build(folder: &Path, out: &Path, cache: &Path) -> Result<()> {
    if !folder.join("plugin.py").is_file() {
        return Err(
            anyhow!("'{}' has no plugin.py", folder.display()).context(Hint(
                "`refit plugin new NAME --language python` makes a folder that has one".into(),
            )),
        );
    }
    let in_cache = || format!("the folder '{}' cannot be used", cache.display());
    fs::create_dir_all(cache).with_context(in_cache)?;
    let cache = fs::canonicalize(cache).with_context(in_cache)?;
    let environment = Environment::ready(&cache)?;
    let stage = Stage::of(folder, &cache)?;
    let output = componentize(&environment, &stage)
        .output()
        .context("Python cannot be started")?;
    if !output.status.success() {
        return Err(anyhow!(
            "the plugin in '{}' does not build:\n{}",
            folder.display(),
            words_of_the_plugin(&said(&output))
        ));
    }
    fs::copy(stage.component(), out)
        .map(|_| ())
        .with_context(|| format!("the file '{}' cannot be written", out.display()))
}

fn componentize(environment: &Environment, stage: &Stage) -> Command {
    let mut command = environment.python();
    command
        .args([
            "-c",
            "import sys, componentize_py; sys.exit(componentize_py.script())",
        ])
        .args(["--quiet", "--wit-path", "wit", "--world", WORLD])
        .args(["componentize", "--stub-wasi"])
        .args(["--python-path", "plugin", "--python-path", "sdk"])
        .args(["--output".as_ref(), stage.component().as_os_str()])
        .arg(Stage::MODULE)
        .current_dir(stage.folder())
        .stdin(Stdio::null());
    command
}

/// What Python said of the plugin, without what componentize-py says around it.
fn words_of_the_plugin(said: &str) -> &str {
    let from = said
        .split_once("AssertionError: ")
        .map_or(said, |(_, words)| words);
    from.split_once("Caused by:")
        .map_or(from, |(words, _)| words)
        .trim()
}

/// The end of what a program said.
fn said(output: &Output) -> String {
    const MOST_LINES: usize = 60;
    let text = [&*output.stdout, &*output.stderr].concat();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let start = lines.len().saturating_sub(MOST_LINES);
    lines.get(start..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_known_by_the_table_in_its_manifest() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_python(folder.path()));
        let manifest = folder.path().join("pyproject.toml");
        fs::write(&manifest, "[project]\nname = \"tool.refit\"\n").unwrap();
        assert!(!is_python(folder.path()));
        fs::write(&manifest, "[project]\n\n [tool.refit]\n").unwrap();
        assert!(is_python(folder.path()));
    }

    #[test]
    fn a_fault_is_told_in_the_words_of_python() {
        let said = "Traceback (most recent call last):\n  sys.exit(script())\n\
                    AssertionError: Traceback (most recent call last):\n  File \"/0/plugin.py\"\n\
                    ZeroDivisionError: division by zero\nCaused by:\n    more";
        let words = words_of_the_plugin(said);
        assert!(words.starts_with("Traceback (most recent call last):\n  File"));
        assert!(words.ends_with("division by zero"), "{words}");
        assert_eq!(words_of_the_plugin("killed"), "killed");
    }

    #[test]
    fn a_folder_without_a_module_is_told_what_it_lacks() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out.wasm");
        let error = build(folder.path(), &out, folder.path()).unwrap_err();
        assert!(
            format!("{error:#}").contains("has no plugin.py"),
            "{error:#}"
        );
        assert!(!out.exists());
    }
}
