//! Whether every key is known and every value is what the schema demands of it.

use refit_core::DocumentType;
use serde_json::{Map, Value};

use super::{
    Fault,
    fault::{nearest, one_of},
    json::join,
};

/// Reports every key that is unknown and every value of the wrong type or out of bounds, and takes
/// them out, so that what is left can be read and looked at further.
pub(super) fn check(schema: &Value, value: &mut Value) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !is_sound(schema, value, "", &mut faults) {
        *value = Value::Object(Map::new());
    }
    faults
}

/// Whether a value can stay; what cannot stay inside it is taken out of it.
fn is_sound(node: &Value, value: &mut Value, path: &str, faults: &mut Vec<Fault>) -> bool {
    if !fits(node, value) {
        faults.push(Fault::new(path, mismatch(node, value)));
        return false;
    }
    match value {
        Value::Object(members) => {
            members.retain(|key, member| {
                let path = join(path, key);
                match known(node, key) {
                    Ok(child) => is_sound(child, member, &path, faults),
                    Err(problem) => {
                        faults.push(Fault::new(path, problem));
                        false
                    }
                }
            });
            true
        }
        Value::Array(items) => match node.get("items") {
            // No short cut: every item is looked at.
            Some(child) => items
                .iter_mut()
                .enumerate()
                .fold(true, |sound, (index, item)| {
                    is_sound(child, item, &format!("{path}[{index}]"), faults) && sound
                }),
            None => true,
        },
        _ => true,
    }
}

/// The schema of a member of an object, or why the object cannot have it.
fn known<'a>(node: &'a Value, key: &str) -> Result<&'a Value, String> {
    let keys = node.get("properties").and_then(Value::as_object);
    if let Some(child) = keys.and_then(|keys| keys.get(key)) {
        return Ok(child);
    }
    if let Some(entry) = node
        .get("additionalProperties")
        .filter(|entry| entry.is_object())
    {
        // The only names that are not fixed are those of document types.
        let named: Result<DocumentType, _> = key.parse();
        return named.map(|_| entry).map_err(|error| error.to_string());
    }
    let names = || keys.into_iter().flatten().map(|(name, _)| name.as_str());
    Err(match nearest(key, names()) {
        Some(name) => format!("unknown key; did you mean {name}?"),
        None => format!("unknown key; expected {}", one_of(names())),
    })
}

/// Whether a value has the type, is one of the choices and lies within the bounds.
fn fits(node: &Value, value: &Value) -> bool {
    let choices = choices(node);
    if !choices.is_empty() {
        return value.as_str().is_some_and(|text| choices.contains(&text));
    }
    types(node).any(|kind| match (kind, value) {
        ("null", Value::Null) | ("boolean", Value::Bool(_)) => true,
        ("object", Value::Object(_)) | ("array", Value::Array(_)) => true,
        ("integer", Value::Number(number)) => {
            (number.is_u64() || number.is_i64()) && lies_within(node, number.as_f64())
        }
        ("number", Value::Number(number)) => lies_within(node, number.as_f64()),
        ("string", Value::String(text)) => {
            bound(node, "minLength") != Some(1.0) || !text.is_empty()
        }
        _ => false,
    })
}

fn lies_within(node: &Value, number: Option<f64>) -> bool {
    let holds = |key, test: fn(&f64, &f64) -> bool| {
        bound(node, key).is_none_or(|bound| number.is_some_and(|number| test(&number, &bound)))
    };
    holds("minimum", f64::ge)
        && holds("exclusiveMinimum", f64::gt)
        && holds("maximum", f64::le)
        && holds("exclusiveMaximum", f64::lt)
}

fn bound(node: &Value, key: &str) -> Option<f64> {
    node.get(key).and_then(Value::as_f64)
}

/// The types of a schema: one, or a list.
pub(super) fn types(node: &Value) -> impl Iterator<Item = &str> {
    let (one, several) = match node.get("type") {
        Some(Value::String(one)) => (Some(one.as_str()), None),
        Some(Value::Array(several)) => (None, Some(several)),
        _ => (None, None),
    };
    one.into_iter()
        .chain(several.into_iter().flatten().filter_map(Value::as_str))
}

/// The words that a value can be, where it can only be one of some.
fn choices(node: &Value) -> Vec<&str> {
    let list = |key| {
        node.get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let described = list("oneOf").filter_map(|choice| choice.get("const"));
    list("enum")
        .chain(described)
        .chain(node.get("const"))
        .filter_map(Value::as_str)
        .collect()
}

/// What was expected and what was found.
fn mismatch(node: &Value, value: &Value) -> String {
    let choices = choices(node);
    let expected = match choices.as_slice() {
        [] => types(node)
            .map(|kind| in_words(node, kind))
            .collect::<Vec<_>>()
            .join(" or "),
        [only] => format!("\"{only}\", the only one in this version"),
        several => {
            let quoted: Vec<_> = several
                .iter()
                .map(|choice| format!("\"{choice}\""))
                .collect();
            one_of(quoted.iter().map(String::as_str))
        }
    };
    let meant = value.as_str().and_then(|text| nearest(text, choices));
    let meant = meant.map_or_else(String::new, |meant| format!("; did you mean \"{meant}\"?"));
    format!("expected {expected}, found {}{meant}", found(value))
}

fn in_words(node: &Value, kind: &str) -> String {
    let thing = match kind {
        "boolean" => return "true or false".to_owned(),
        "object" => return "an object".to_owned(),
        "array" => return "a list".to_owned(),
        "string" if node.get("minLength").is_some() => return "text that is not empty".to_owned(),
        "string" => return "text".to_owned(),
        "integer" => "a whole number",
        "number" => "a number",
        other => return other.to_owned(),
    };
    let text = |key| bound(node, key).map(|bound| bound.to_string());
    let low = match (text("minimum"), text("exclusiveMinimum")) {
        (_, Some(low)) => format!(" above {low}"),
        (Some(low), None) if text("maximum").is_some() => format!(" from {low}"),
        (Some(low), None) => format!(" of at least {low}"),
        (None, None) => String::new(),
    };
    let high = match (text("maximum"), text("exclusiveMaximum")) {
        (_, Some(high)) => format!(" and below {high}"),
        (Some(high), None) if low.starts_with(" from") => format!(" to {high}"),
        (Some(high), None) => format!(" and at most {high}"),
        (None, None) => String::new(),
    };
    format!("{thing}{low}{high}")
}

/// A value in a sentence: short ones as they are, but for addresses, which may hold a password.
pub(super) fn found(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::String(text) if text.contains("://") => "an address".to_owned(),
        Value::String(text) if text.chars().count() > 60 => "a long text".to_owned(),
        other => other.to_string(),
    }
}
