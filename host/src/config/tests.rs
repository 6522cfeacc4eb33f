//! Tests of the configuration as a whole: files, faults, environment.

mod consistency;
mod environment;
mod faults;
mod files;
mod foreign;
mod typos;

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Config, Environment, Error, Loaded, Sources};

/// The file of the original, as it is.
const ORIGINAL: &str = include_str!("tests/original.json");
/// The file that comes with Refit.
const DEFAULT: &str = include_str!("../../../config/retraining_config.json");

/// Loads a file's text below an empty root, with variables over it.
fn load(text: &str, variables: &[(&str, &str)]) -> Result<Loaded, Error> {
    let root = TempDir::new().unwrap();
    write(root.path(), "config/retraining_config.json", text);
    Config::load(&sources(root.path(), variables))
}

fn sources(root: &Path, variables: &[(&str, &str)]) -> Sources {
    Sources {
        root: root.to_owned(),
        file: None,
        environment: variables.iter().copied().collect::<Environment>(),
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// The faults of a configuration, as they are shown.
fn faults(text: &str, variables: &[(&str, &str)]) -> Vec<String> {
    match load(text, variables) {
        Err(Error::Faults { faults, .. }) => faults.0.iter().map(ToString::to_string).collect(),
        other => panic!("expected faults, found {other:?}"),
    }
}

/// Text of a file with one value at one place.
fn with(path: &[&str], value: Value) -> String {
    path.iter()
        .rev()
        .fold(value, |inner, key| json!({ *key: inner }))
        .to_string()
}
