//! Environment variables, and the keys that they set.

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
};

use serde_json::{Map, Value};

use super::{
    Fault,
    fault::nearest,
    json,
    schema::{self, Unknown},
    structure::{found, types},
};

/// `true` or `false`: whether the schedule is on, as in the original.
const AUTOMATED: &str = "ENABLE_AUTOMATED_RETRAINING";
/// Its key.
const SCHEDULED: [&str; 2] = ["global_settings", "scheduled_retraining_enabled"];
/// The file, as in the original.
pub(super) const CONFIG_PATH: &str = "RETRAINING_CONFIG_PATH";

/// Environment variables, as a map: only [`of_process`](Self::of_process) asks the process.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Environment(BTreeMap<String, OsString>);

/// What the environment said.
pub(super) struct Overlay {
    /// Which variable set which key.
    pub(super) variables: BTreeMap<String, String>,
    /// Variables that name no key, or whose value says nothing.
    pub(super) faults: Vec<Fault>,
}

impl Environment {
    /// The variables of this process.
    pub(crate) fn of_process() -> Self {
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .collect()
    }

    /// The value of a variable that is set and not empty.
    pub(super) fn get(&self, name: &str) -> Option<&OsStr> {
        self.0
            .get(name)
            .map(OsString::as_os_str)
            .filter(|value| !value.is_empty())
    }

    /// Writes the variables over a document.
    pub(super) fn overlay(&self, schema: &Value, document: &mut Value) -> Overlay {
        let mut overlay = Overlay {
            variables: BTreeMap::new(),
            faults: Vec::new(),
        };
        if let Some(value) = self.get(AUTOMATED) {
            match truth(value) {
                Ok(value) => overlay.set(document, &SCHEDULED, value, AUTOMATED),
                Err(problem) => overlay.faults.push(Fault::new(AUTOMATED, problem)),
            }
        }
        // In the order of names, a section comes before its keys.
        for (name, value) in &self.0 {
            let Some(keys) = name
                .strip_prefix("REFIT_")
                .filter(|keys| keys.contains("__"))
            else {
                continue;
            };
            let keys: Vec<_> = keys.split("__").collect();
            match schema::find(schema, &keys) {
                Ok((path, node)) => match read(node, value) {
                    Ok(value) => {
                        let path: Vec<_> = path.iter().map(String::as_str).collect();
                        overlay.set(document, &path, value, name);
                    }
                    Err(problem) => overlay.faults.push(Fault::new(name, problem)),
                },
                Err(place) => {
                    overlay
                        .faults
                        .push(Fault::new(name, unknown(&keys, &place)));
                }
            }
        }
        overlay
    }
}

impl<K: Into<String>, V: Into<OsString>> FromIterator<(K, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(variables: I) -> Self {
        Self(
            variables
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }
}

/// Names only: values of an environment are nobody's business.
impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Overlay {
    /// Sets a key. Where a section is no object, nothing is set: the section is reported.
    fn set(&mut self, document: &mut Value, path: &[&str], value: Value, variable: &str) {
        let mut place = document;
        for key in path {
            let Value::Object(members) = place else {
                return;
            };
            place = members
                .entry(*key)
                .or_insert_with(|| Value::Object(Map::new()));
        }
        *place = value;
        self.variables.insert(path.join("."), variable.to_owned());
    }
}

/// A value as JSON where it is JSON and not text that happens to look like it.
fn read(node: &Value, value: &OsStr) -> Result<Value, String> {
    let text = value.to_str().ok_or("expected text in UTF-8")?;
    match json::parse(text) {
        Ok((value, twice)) => match twice.first() {
            Some(key) => Err(format!("the key {key} occurs twice in its value")),
            None if types(node).any(|kind| kind == "string")
                && !value.is_string()
                && !value.is_null() =>
            {
                Ok(text.into())
            }
            None => Ok(value),
        },
        Err(_) => Ok(text.into()),
    }
}

fn truth(value: &OsStr) -> Result<Value, String> {
    let text = value.to_string_lossy();
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true.into()),
        "false" | "no" | "0" => Ok(false.into()),
        _ => Err(format!(
            "expected true, false, yes, no, 1 or 0, found {}",
            found(&(*text).into())
        )),
    }
}

/// Says that a variable names no key, and which one it probably means.
fn unknown(keys: &[&str], Unknown { depth, names }: &Unknown<'_>) -> String {
    let meant = keys
        .get(*depth)
        .and_then(|key| nearest(key, names.iter().copied()));
    match meant {
        Some(name) => {
            let mut meant = keys.to_vec();
            let name = name.to_ascii_uppercase();
            if let Some(key) = meant.get_mut(*depth) {
                *key = &name;
            }
            format!(
                "this variable names no key; did you mean REFIT_{}?",
                meant.join("__")
            )
        }
        None => "this variable names no key; remove it, or see `refit config schema` for the keys"
            .to_owned(),
    }
}
