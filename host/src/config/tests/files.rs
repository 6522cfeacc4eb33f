//! The files that come with Refit, the original's, and where a file is looked for.

use refit_core::DocumentType;
use serde_json::Value;
use tempfile::TempDir;

use super::{DEFAULT, ORIGINAL, load, sources, write};
use crate::config::{Config, Error, Sources, TypeEntry, schema};

const SCHEMA: &str = include_str!("../../../../config/retraining_config.schema.json");

fn four_types(class_numbers: bool) -> Config {
    let mut config = Config::default();
    for (name, features, table) in [
        ("paystub", 18, "paystubs"),
        ("check", 30, "checks"),
        ("money_order", 30, "money_orders"),
        ("bank_statement", 35, "bank_statements"),
    ] {
        let mut entry = TypeEntry {
            feature_count: Some(features),
            db_table: Some(table.to_owned()),
            ..TypeEntry::default()
        };
        if class_numbers {
            entry.label_mapping.approve = 0.0.try_into().unwrap();
            entry.label_mapping.reject = 1.0.try_into().unwrap();
        }
        config.document_types.insert(name.parse().unwrap(), entry);
    }
    config
}

#[test]
fn the_file_of_the_original_loads_unchanged() {
    let loaded = load(ORIGINAL, &[]).unwrap();
    // The original's own file turns the schedule off.
    let mut expected = four_types(true);
    expected.global_settings.scheduled_retraining_enabled = false;
    assert_eq!(loaded.config, expected);
    let check = loaded.config.document_type(&"check".parse().unwrap());
    assert_eq!((check.approve.get(), check.reject.get()), (15.0, 85.0));
    assert_eq!(check.feature_count, Some(30));
}

#[test]
fn the_file_that_comes_along_is_the_defaults() {
    assert_eq!(load(DEFAULT, &[]).unwrap().config, four_types(false));
}

#[test]
fn the_file_that_comes_along_has_every_key() {
    fn missing(node: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
        for (key, child) in node["properties"].as_object().into_iter().flatten() {
            match value.get(key) {
                Some(value) => missing(child, value, &format!("{path}.{key}"), found),
                None => found.push(format!("{path}.{key}")),
            }
        }
        if let Some(entry) = node
            .get("additionalProperties")
            .filter(|entry| entry.is_object())
        {
            let values = value.as_object().unwrap();
            assert!(!values.is_empty());
            for (key, value) in values {
                missing(entry, value, &format!("{path}.{key}"), found);
            }
        }
    }
    let mut found = Vec::new();
    missing(
        &schema(),
        &serde_json::from_str(DEFAULT).unwrap(),
        "",
        &mut found,
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn the_schema_file_is_the_schema() {
    let committed: Value = serde_json::from_str(SCHEMA).unwrap();
    assert!(
        committed == schema(),
        "write `refit config schema` to config/retraining_config.schema.json"
    );
}

#[test]
fn every_key_has_a_description_and_a_default() {
    fn look(node: &Value, path: &str) -> usize {
        let mut keys = 0;
        for (key, child) in node["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{key}");
            assert!(
                child["description"]
                    .as_str()
                    .is_some_and(|text| text.len() > 5),
                "{path}"
            );
            assert!(
                child.get("properties").is_some() || child.get("default").is_some(),
                "{path}"
            );
            keys += 1 + look(child, &path);
            keys += child
                .get("additionalProperties")
                .map_or(0, |entry| look(entry, &path));
        }
        keys
    }
    assert!(look(&schema(), "") > 60);
}

#[test]
fn an_independent_validator_agrees_with_schema_and_files() {
    let schema = schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for text in [DEFAULT, ORIGINAL, "{}"] {
        assert!(validator.is_valid(&serde_json::from_str(text).unwrap()));
    }
}

#[test]
fn a_configuration_survives_writing_and_reading() {
    let config = four_types(true);
    let text = serde_json::to_string(&config).unwrap();
    assert_eq!(load(&text, &[]).unwrap().config, config);
    assert_eq!(serde_json::from_str::<Config>(&text).unwrap(), config);
    assert_eq!(
        serde_json::from_str::<Config>("{}").unwrap(),
        Config::default()
    );
}

#[test]
fn the_named_file_wins_over_the_environments_and_that_over_the_default() {
    let root = TempDir::new().unwrap();
    let hour = |hour| format!(r#"{{"global_settings":{{"schedule_hour":{hour}}}}}"#);
    let mut plain = sources(root.path(), &[]);
    let mut named = sources(root.path(), &[("RETRAINING_CONFIG_PATH", "other/two.json")]);
    let hour_of = |sources: &Sources| {
        let loaded = Config::load(sources).unwrap();
        (
            loaded.config.global_settings.schedule_hour,
            loaded.origins.file,
        )
    };
    assert_eq!(hour_of(&plain), (2, None));

    write(root.path(), "config/retraining_config.json", &hour(3));
    assert_eq!(
        hour_of(&plain),
        (3, Some(root.path().join("config/retraining_config.json")))
    );

    write(root.path(), "other/two.json", &hour(4));
    assert_eq!(
        hour_of(&named),
        (4, Some(root.path().join("other/two.json")))
    );

    let third = root.path().join("three.json");
    write(root.path(), "three.json", &hour(5));
    named.file = Some(third.clone());
    plain.file = Some(third.clone());
    assert_eq!(hour_of(&named), (5, Some(third.clone())));
    assert_eq!(hour_of(&plain), (5, Some(third)));
}

#[test]
fn an_empty_variable_names_no_file() {
    let root = TempDir::new().unwrap();
    let loaded = Config::load(&sources(root.path(), &[("RETRAINING_CONFIG_PATH", "")])).unwrap();
    assert_eq!(loaded.config, Config::default());
}

#[test]
fn a_named_file_that_is_missing_is_an_error_and_says_who_named_it() {
    let root = TempDir::new().unwrap();
    let mut sources = sources(root.path(), &[("RETRAINING_CONFIG_PATH", "none.json")]);
    let place = root.path().display();
    assert_eq!(
        Config::load(&sources).unwrap_err().to_string(),
        format!(
            "there is no configuration file '{place}/none.json'; correct RETRAINING_CONFIG_PATH, or leave it out to use config/retraining_config.json or the defaults"
        )
    );
    sources.file = Some(root.path().join("nor.json"));
    let error = Config::load(&sources).unwrap_err();
    assert!(
        matches!(
            error,
            Error::Missing {
                named_by: "--config",
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn a_folder_or_another_encoding_cannot_be_read() {
    let root = TempDir::new().unwrap();
    let mut sources = sources(root.path(), &[]);
    sources.file = Some(root.path().to_owned());
    assert!(matches!(Config::load(&sources), Err(Error::Read { .. })));
    let latin = root.path().join("latin.json");
    std::fs::write(&latin, b"{\"storage\":{\"models\":\"mod\xE8les\"}}").unwrap();
    sources.file = Some(latin);
    assert!(matches!(Config::load(&sources), Err(Error::Read { .. })));
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    assert_eq!(load("\u{feff}{}", &[]).unwrap().config, Config::default());
}

#[test]
fn relative_places_lie_under_the_root() {
    let text =
        r#"{"storage":{"database":"sqlite:///var/refit.db"},"plugins":{"folder":"/plugins"}}"#;
    let places = load(text, &[])
        .unwrap()
        .config
        .resolve("/srv".as_ref())
        .unwrap();
    assert_eq!(places.database.to_string(), "sqlite:///var/refit.db");
    assert_eq!(places.models, std::path::Path::new("/srv/models"));
    assert_eq!(places.plugins.folder, std::path::Path::new("/plugins"));
    assert_eq!(
        places.plugins.cache_folder,
        std::path::Path::new("/srv/data/plugin-cache")
    );
    let defaults = Config::default().resolve("/srv".as_ref()).unwrap();
    assert_eq!(defaults.database.to_string(), "sqlite:///srv/data/refit.db");
}

#[test]
fn a_password_is_not_shown() {
    let text = r#"{"storage":{"database":"postgres://refit:s3cret@db/refit"}}"#;
    let config = load(text, &[]).unwrap().config;
    assert_eq!(
        config.to_shown()["storage"]["database"],
        "postgres://refit:***@db/refit"
    );
    assert!(!format!("{config:?}").contains("s3cret"));
    assert_eq!(config.storage.database, "postgres://refit:s3cret@db/refit");
}

#[test]
fn a_password_in_the_wrong_place_is_not_shown() {
    for text in [
        r#"{"storage":"postgres://refit:s3cret@db/refit"}"#,
        r#"{"storage":{"models":"postgres://refit:s3cret@db/refit"}}"#,
        r#"{"storage":{"database":"postgre://refit:s3cret@db/refit"}}"#,
        r#"{"storage":{"databas":"postgres://refit:s3cret@db/refit"}}"#,
    ] {
        let error = load(text, &[]).unwrap_err();
        assert!(matches!(error, Error::Faults { .. }));
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
    }
}

#[test]
fn a_type_without_an_entry_has_the_defaults() {
    let config = load(ORIGINAL, &[]).unwrap().config;
    let invoice: DocumentType = "invoice".parse().unwrap();
    let view = config.document_type(&invoice);
    assert!(view.enabled);
    assert_eq!((view.feature_count, view.db_table), (None, None));
    assert_eq!((view.approve.get(), view.reject.get()), (15.0, 85.0));
    assert_eq!(view.parameters, refit_learn::Parameters::default());
    assert_eq!(config.check_feature_count(&invoice, 7), Ok(()));
}

#[test]
fn a_feature_count_that_is_not_the_plugins_is_a_fault() {
    let config = load(ORIGINAL, &[]).unwrap().config;
    let check: DocumentType = "check".parse().unwrap();
    assert_eq!(config.check_feature_count(&check, 30), Ok(()));
    assert_eq!(
        config
            .check_feature_count(&check, 25)
            .unwrap_err()
            .to_string(),
        "document_types.check.feature_count: expected 25, which is what the plugin has, found 30"
    );
}
