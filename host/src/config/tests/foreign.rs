//! Schemas of other crates' settings say what the settings are.

use refit_core::DocumentType;
use refit_learn::Parameters;
use refit_runtime::Options;
use serde_json::{Value, json};

use proptest::prelude::*;

use crate::config::{Config, schema};

fn entry() -> Value {
    schema()["properties"]["document_types"]["additionalProperties"].clone()
}

fn keys(object: &Value) -> Vec<&str> {
    let mut keys: Vec<_> = object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}

fn defaults(section: &Value) -> Value {
    section["properties"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, child)| (key.clone(), child["default"].clone()))
        .collect()
}

#[test]
fn plugin_keys_and_defaults_are_those_of_the_runtime() {
    let options = serde_json::to_value(Options::default()).unwrap();
    let section = schema()["properties"]["plugins"].clone();
    assert_eq!(keys(&section["properties"]), keys(&options));
    assert_eq!(defaults(&section), options);
    assert_eq!(Config::default().plugins, Options::default());
}

#[test]
fn hyperparameters_and_defaults_are_those_of_learning() {
    let parameters = serde_json::to_value(Parameters::default()).unwrap();
    for (ours, theirs) in [
        ("random_forest", "random_forest"),
        ("xgboost", "xgboost"),
        ("ensemble_weights", "weights"),
    ] {
        let section = &entry()["properties"][ours];
        assert_eq!(keys(&section["properties"]), keys(&parameters[theirs]));
        assert_eq!(defaults(section), parameters[theirs]);
    }
}

#[test]
fn bounds_of_hyperparameters_are_those_of_learning() {
    let faults = |section: &str, key: &str, value: Value| {
        let mut parameters = serde_json::to_value(Parameters::default()).unwrap();
        parameters[section][key] = value;
        let parameters: Parameters = serde_json::from_value(parameters).unwrap();
        parameters.faults().len()
    };
    let mut bounds = 0;
    for section in ["random_forest", "xgboost"] {
        for (key, node) in entry()["properties"][section]["properties"]
            .as_object()
            .unwrap()
        {
            for (bound, step) in [("minimum", -1), ("maximum", 1)] {
                let Some(limit) = node.get(bound) else {
                    continue;
                };
                bounds += 1;
                assert_eq!(faults(section, key, limit.clone()), 0, "{key}");
                let beyond = match limit.as_i64() {
                    Some(limit) if node["type"] != "number" => json!(limit + step),
                    _ => json!(
                        limit.as_f64().unwrap() * (1.0 + 1e-3 * step as f64) + 1e-9 * step as f64
                    ),
                };
                assert_eq!(faults(section, key, beyond), 1, "{key}");
            }
        }
    }
    assert!(bounds > 15);
}

proptest! {
    #[test]
    fn names_of_document_types_are_those_of_core(name in "[a-zA-Z0-9_-]{0,8}|[a-z0-9_]{60,70}") {
        let pattern = schema()["properties"]["document_types"]["propertyNames"].clone();
        let validator = jsonschema::draft202012::new(&pattern).unwrap();
        prop_assert_eq!(
            validator.is_valid(&json!(name.clone())),
            name.parse::<DocumentType>().is_ok()
        );
    }
}
