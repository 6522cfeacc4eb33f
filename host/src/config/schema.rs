//! The JSON Schema of the file, made from the types.

use schemars::{Schema, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::{Map, Value};

use super::Config;

/// The JSON Schema (2020-12) of the configuration, with descriptions and defaults.
pub(crate) fn schema() -> Value {
    SchemaSettings::draft2020_12()
        .with(|settings| settings.inline_subschemas = true)
        .with_transform(push_defaults_down)
        .with_transform(RecursiveTransform(tidy))
        .into_generator()
        .into_root_schema_for::<Config>()
        .into()
}

/// The order of a schema's members; others follow as they come.
const FIRST: [&str; 8] = [
    "$schema",
    "title",
    "description",
    "type",
    "default",
    "minimum",
    "maximum",
    "additionalProperties",
];

/// Gives every key its default from the default of the section around it: the types of other
/// crates are described without one.
fn push_defaults_down(schema: &mut Schema) {
    if let Some(node) = schema.as_object_mut() {
        push_down(node);
    }
}

fn push_down(node: &mut Map<String, Value>) {
    if let Some(Value::Object(entry)) = node.get_mut("additionalProperties") {
        push_down(entry);
    }
    if !node.contains_key("properties") {
        return;
    }
    let default = node.remove("default");
    if let Some(Value::Object(keys)) = node.get_mut("properties") {
        for (key, child) in keys {
            let Value::Object(child) = child else {
                continue;
            };
            if let Some(value) = default.as_ref().and_then(|default| default.get(key)) {
                child.insert("default".to_owned(), value.clone());
            }
            push_down(child);
        }
    }
}

/// Takes out what says nothing about a file: which integer type a number is kept in, where the
/// lines of a comment ended, and `required`, as no key is. What people look for comes first.
fn tidy(schema: &mut Schema) {
    schema.remove("format");
    schema.remove("required");
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.replace('\n', " ");
    }
    if let Some(node) = schema.as_object_mut() {
        let rank = |key: &str| {
            FIRST
                .iter()
                .position(|first| *first == key)
                .unwrap_or(FIRST.len())
        };
        let mut members: Vec<_> = std::mem::take(node).into_iter().collect();
        members.sort_by_key(|(key, _)| rank(key));
        node.extend(members);
    }
}

/// Keys that are none.
pub(super) struct Unknown<'a> {
    /// How many of them there are, from the first on.
    pub(super) depth: usize,
    /// The names that the next one could have.
    pub(super) names: Vec<&'a str>,
}

/// Follows keys into the schema, as spelt in capitals or not; the keys as the schema spells them,
/// and the schema of the value.
///
/// # Errors
/// The first key that does not exist, and what it could have been.
pub(super) fn find<'a>(
    schema: &'a Value,
    keys: &[&str],
) -> Result<(Vec<String>, &'a Value), Unknown<'a>> {
    let mut node = schema;
    let mut path = Vec::new();
    for (depth, key) in keys.iter().enumerate() {
        let known = node.get("properties").and_then(Value::as_object);
        let found = known
            .into_iter()
            .flatten()
            .find(|(name, _)| name.eq_ignore_ascii_case(key));
        let any = node
            .get("additionalProperties")
            .filter(|entry| entry.is_object());
        match (found, any) {
            (Some((name, child)), _) => {
                path.push(name.clone());
                node = child;
            }
            (None, Some(entry)) if !key.is_empty() => {
                path.push(key.to_ascii_lowercase());
                node = entry;
            }
            _ => {
                let names = known
                    .into_iter()
                    .flatten()
                    .map(|(name, _)| name.as_str())
                    .collect();
                return Err(Unknown { depth, names });
            }
        }
    }
    Ok((path, node))
}
