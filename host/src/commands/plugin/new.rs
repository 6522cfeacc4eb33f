//! `refit plugin new`: a crate, or a folder in Python, that builds, keeps the laws and retrains as it is.

mod names;
mod sdk;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use include_dir::{Dir, include_dir};
use refit_core::{DocumentType, Plural};
use serde::Serialize;

use self::names::Names;
use super::super::Status;
use crate::{
    app::App,
    cli::{self, Language},
    output::{Hint, Output},
    plugins::claim::{claimant, claims},
};

static RUST: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/rust");
static PYTHON: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/python");

/// What templates have in their names, because cargo takes every `Cargo.toml` for its own.
const TEMPLATE: &str = ".template";

#[derive(Debug, Serialize)]
struct Made {
    document_type: DocumentType,
    plural: Plural,
    folder: PathBuf,
    files: Vec<String>,
    edit: PathBuf,
}

pub(super) async fn run(app: &App, command: &cli::NewPlugin, output: &Output) -> Result<Status> {
    let name = &command.name;
    let names = Names::of(name)?;
    refuse_taken(app, &names).await?;
    let folder = command
        .folder
        .clone()
        .unwrap_or_else(|| PathBuf::from(name.as_str()));
    let part = begin(&folder)?;
    let written = write(&part, &names, command.language);
    let files = match written {
        Ok(files) => files,
        Err(error) => {
            // Nothing half done stays; the first error is the one to tell.
            let _ = fs::remove_dir_all(&part);
            return Err(error);
        }
    };
    fs::rename(&part, &folder)
        .with_context(|| format!("the folder '{}' cannot be made", folder.display()))?;
    let made = Made {
        document_type: name.clone(),
        plural: names.plural.clone(),
        edit: folder.join(match command.language {
            Language::Rust => "src/lib.rs",
            Language::Python => "plugin.py",
        }),
        folder,
        files,
    };
    output.answer(&made, Made::text)?;
    Ok(Status::Done)
}

impl Made {
    fn text(&self) -> String {
        let folder = quoted(&self.folder.display().to_string());
        let name = &self.document_type;
        let component = quoted(
            &self
                .folder
                .join(format!("{name}.wasm"))
                .display()
                .to_string(),
        );
        format!(
            "made {folder}: the plugin of {name}, with routes /{}\n\n\
             edit     {}\n\
             build    refit plugin build {folder}\n\
             check    refit plugin check {component}\n\
             install  refit plugin install {component}\n\
             retrain  refit retrain {name}\n",
            self.plural,
            self.edit.display()
        )
    }
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if path.chars().all(is_plain) {
        return path.to_owned();
    }
    format!("'{}'", path.replace('\'', "'\\''"))
}

/// A type or a route that a file in the folder in effect claims cannot be made a second time.
async fn refuse_taken(app: &App, names: &Names) -> Result<()> {
    if !app.places.plugins.folder.is_dir() {
        return Ok(());
    }
    let statuses = app.plugins().await?.statuses();
    match claimant(&statuses, &names.document_type, &names.plural) {
        None => Ok(()),
        Some(status) => Err(anyhow!(
            "the name '{}' is taken: {}",
            names.document_type,
            claims(status)
        )
        .context(Hint("choose another name".into()))),
    }
}

/// The folder in which the new one is written before it gets its name.
fn begin(folder: &Path) -> Result<PathBuf> {
    if fs::symlink_metadata(folder).is_ok() {
        return Err(
            anyhow!("'{}' exists already", folder.display()).context(Hint(
                "choose another name, or name another folder with --folder".into(),
            )),
        );
    }
    let name = folder.file_name().ok_or_else(|| {
        anyhow!("'{}' is no name for a folder", folder.display())
            .context(Hint("name a folder that does not exist yet".into()))
    })?;
    let part = folder.with_file_name(format!(
        ".{}.{}",
        name.to_string_lossy(),
        std::process::id()
    ));
    fs::create_dir_all(&part)
        .with_context(|| format!("the folder '{}' cannot be made", part.display()))?;
    Ok(part)
}

/// Writes the plugin; the files' paths, sorted, those of the SDK for Rust left out.
fn write(folder: &Path, names: &Names, language: Language) -> Result<Vec<String>> {
    let mut written = Vec::new();
    match language {
        Language::Rust => {
            write_templates(folder, &RUST, names, &mut written)?;
            sdk::write(folder)?;
        }
        Language::Python => write_templates(folder, &PYTHON, names, &mut written)?,
    }
    written.sort();
    Ok(written)
}

fn write_templates(
    folder: &Path,
    templates: &Dir<'_>,
    names: &Names,
    written: &mut Vec<String>,
) -> Result<()> {
    for template in templates.files() {
        let path = template.path().to_string_lossy();
        let path = path.strip_suffix(TEMPLATE).unwrap_or(&path);
        let path = path.replace("gitignore", ".gitignore");
        let text = template
            .contents_utf8()
            .with_context(|| format!("the template '{path}' is no text"))?;
        write_file(&folder.join(&path), names.fill(text).as_bytes())?;
        written.push(path);
    }
    for inner in templates.dirs() {
        write_templates(folder, inner, names, written)?;
    }
    Ok(())
}

fn write_file(path: &Path, content: &[u8]) -> Result<()> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent)
        .and_then(|()| fs::write(path, content))
        .with_context(|| format!("the file '{}' cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_template_stays_unfilled() {
        let folder = tempfile::tempdir().unwrap();
        let names = Names::of(&"audit_report".parse().unwrap()).unwrap();
        let files = write(folder.path(), &names, Language::Rust).unwrap();
        assert_eq!(
            files,
            [".gitignore", "Cargo.toml", "README.md", "src/lib.rs"]
        );
        let in_python = write(folder.path(), &names, Language::Python).unwrap();
        for file in [
            ".gitignore",
            "plugin.py",
            "pyproject.toml",
            "refit_plugin/component.py",
        ] {
            assert!(in_python.iter().any(|written| written == file), "{file}");
        }
        for file in files.into_iter().chain(in_python) {
            let text = fs::read_to_string(folder.path().join(&file)).unwrap();
            assert!(!text.contains("{{"), "{file}");
        }
    }
}
