//! `refit plugin new`: a crate, or a folder in Python, that builds, keeps the laws and retrains as it is.

mod sdk;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use include_dir::{Dir, include_dir};
use refit_core::{DocumentType, Plural, plugin::DocumentPlugin};
use serde::Serialize;

use super::super::Status;
use crate::{
    app::App,
    cli::{self, Language},
    output::{Hint, Output},
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
    refuse_taken_type(app, name).await?;
    let folder = command
        .folder
        .clone()
        .unwrap_or_else(|| PathBuf::from(name.as_str()));
    let names = Names::of(name)?;
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
        let folder = self.folder.display();
        let name = &self.document_type;
        format!(
            "made '{folder}': the plugin of {name}, with routes /{}\n\n\
             edit     {}\n\
             build    refit plugin build {folder}\n\
             check    refit plugin check {folder}/{name}.wasm\n\
             install  refit plugin install {folder}/{name}.wasm\n\
             retrain  refit retrain {name}\n",
            self.plural,
            self.edit.display()
        )
    }
}

/// A type that a plugin in the folder in effect is for cannot be made a second time.
async fn refuse_taken_type(app: &App, name: &DocumentType) -> Result<()> {
    if !app.places.plugins.folder.is_dir() {
        return Ok(());
    }
    let plugins = app.plugins().await?.plugins();
    let Some(plugin) = plugins.get(name) else {
        return Ok(());
    };
    Err(anyhow!(
        "the document type '{name}' is taken: '{}' is its plugin, version {}",
        plugin.file().display(),
        plugin.descriptor().version
    )
    .context(Hint("choose another name".into())))
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

/// What stands for `{{…}}` in templates.
struct Names {
    document_type: DocumentType,
    plural: Plural,
}

impl Names {
    fn of(name: &DocumentType) -> Result<Self> {
        Ok(Self {
            document_type: name.clone(),
            plural: plural(name.as_str()).parse()?,
        })
    }

    fn fill(&self, template: &str) -> String {
        let name = self.document_type.as_str();
        let words: Vec<&str> = name.split('_').collect();
        let spaced = words.join(" ");
        let camel: String = words.iter().map(|word| capitalised(word)).collect();
        [
            ("{{name}}", name),
            ("{{plural}}", self.plural.as_str()),
            ("{{title}}", &capitalised(&spaced)),
            ("{{title_lower}}", &spaced),
            ("{{struct}}", &camel),
            ("{{version}}", env!("CARGO_PKG_VERSION")),
            ("{{rust_version}}", env!("CARGO_PKG_RUST_VERSION")),
        ]
        .into_iter()
        .fold(template.to_owned(), |text, (place, value)| {
            text.replace(place, value)
        })
    }
}

/// `audit-reports` of `audit_report`; as English has it in most cases, and the author can change it.
fn plural(name: &str) -> String {
    let words = name.replace('_', "-");
    let ends = |endings: &[&str]| endings.iter().any(|ending| words.ends_with(ending));
    match words.strip_suffix('y') {
        Some(stem) if !ends(&["ay", "ey", "oy", "uy"]) => format!("{stem}ies"),
        _ if ends(&["s", "x", "z", "ch", "sh"]) => format!("{words}es"),
        _ => format!("{words}s"),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
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
    fn names_become_plurals_titles_and_types() {
        for (name, expected) in [
            ("audit_report", "audit-reports"),
            ("w2", "w2s"),
            ("policy", "policies"),
            ("money_tax", "money-taxes"),
            ("key", "keys"),
        ] {
            assert_eq!(plural(name), expected);
            assert!(plural(name).parse::<Plural>().is_ok());
        }
        let names = Names::of(&"audit_report".parse().unwrap()).unwrap();
        assert_eq!(
            names.fill("{{struct}} {{title}} {{title_lower}} {{name}}"),
            "AuditReport Audit report audit report audit_report"
        );
    }

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
