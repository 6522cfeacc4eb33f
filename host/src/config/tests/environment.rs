//! Variables over the file.

use serde_json::json;

use super::{ORIGINAL, faults, load, with};
use crate::config::{Environment, sections::Weekday};

#[test]
fn a_variable_wins_over_the_file_and_is_named_as_origin() {
    let loaded = load(
        ORIGINAL,
        &[
            ("REFIT_DATA_QUALITY__MIN_CONFIDENCE_SCORE", "0.7"),
            ("REFIT_DOCUMENT_TYPES__MONEY_ORDER__ENABLED", "false"),
            (
                "REFIT_DOCUMENT_TYPES__MONEY_ORDER__LABEL_MAPPING__APPROVE",
                "10",
            ),
            (
                "REFIT_DOCUMENT_TYPES__MONEY_ORDER__LABEL_MAPPING__REJECT",
                "90",
            ),
            ("REFIT_GLOBAL_SETTINGS__SCHEDULE_DAY_OF_WEEK", "mon"),
            ("REFIT_STORAGE__DATABASE", "postgres://refit@db/refit"),
            ("REFIT_DOCUMENT_TYPES__INVOICE__XGBOOST__ROUNDS", "50"),
        ],
    )
    .unwrap();
    let config = &loaded.config;
    assert_eq!(config.data_quality.min_confidence_score, 0.7);
    let money_order = config.document_type(&"money_order".parse().unwrap());
    assert!(!money_order.enabled);
    assert_eq!(
        (money_order.approve.get(), money_order.reject.get()),
        (10.0, 90.0)
    );
    assert_eq!(money_order.feature_count, Some(30));
    assert_eq!(config.global_settings.schedule_day_of_week, Weekday::Mon);
    assert_eq!(config.storage.database, "postgres://refit@db/refit");
    let invoice = config.document_type(&"invoice".parse().unwrap());
    assert_eq!(invoice.parameters.xgboost.rounds, 50);
    assert_eq!(loaded.origins.variables.len(), 7);
    assert_eq!(
        loaded
            .origins
            .variable("document_types.money_order.label_mapping.APPROVE"),
        Some("REFIT_DOCUMENT_TYPES__MONEY_ORDER__LABEL_MAPPING__APPROVE")
    );
    assert_eq!(
        loaded.origins.variable("document_types.check.enabled"),
        None
    );
}

#[test]
fn a_section_in_json_comes_before_its_keys() {
    let loaded = load(
        ORIGINAL,
        &[
            (
                "REFIT_DOCUMENT_TYPES__CHECK__ENSEMBLE_WEIGHTS__XGBOOST",
                "0.9",
            ),
            (
                "REFIT_DOCUMENT_TYPES__CHECK__ENSEMBLE_WEIGHTS",
                r#"{"random_forest":0.1,"xgboost":0.5}"#,
            ),
        ],
    )
    .unwrap();
    let weights = loaded
        .config
        .document_type(&"check".parse().unwrap())
        .parameters
        .weights;
    assert_eq!((weights.random_forest, weights.xgboost), (0.1, 0.9));
}

#[test]
fn text_that_looks_like_a_number_stays_text() {
    let variables = [
        ("REFIT_STORAGE__MODELS", "2024"),
        ("REFIT_DOCUMENT_TYPES__CHECK__DB_TABLE", "true"),
        ("REFIT_DATA_QUALITY__CONFIDENCE_SCORE_FIELD", "\"quoted\""),
    ];
    let config = load("{}", &variables).unwrap().config;
    assert_eq!(config.storage.models.to_str(), Some("2024"));
    let check = config.document_type(&"check".parse().unwrap());
    assert_eq!(check.db_table.as_deref(), Some("true"));
    assert_eq!(config.data_quality.confidence_score_field, "quoted");
}

#[test]
fn the_switch_of_the_original_sets_the_schedule() {
    let name = "ENABLE_AUTOMATED_RETRAINING";
    let scheduled = |value, file: bool| {
        let text = with(
            &["global_settings", "scheduled_retraining_enabled"],
            json!(file),
        );
        load(&text, &[(name, value)])
            .unwrap()
            .config
            .global_settings
            .scheduled_retraining_enabled
    };
    for value in ["true", "TRUE", "yes", "1"] {
        assert!(scheduled(value, false), "{value}");
    }
    for value in ["false", "False", "no", "0"] {
        assert!(!scheduled(value, true), "{value}");
    }
    // Not set, as far as compose files can say so.
    assert!(scheduled("", true));
    assert_eq!(
        faults("{}", &[(name, "maybe")]),
        ["ENABLE_AUTOMATED_RETRAINING: expected true, false, yes, no, 1 or 0, found \"maybe\""]
    );
    let newer = (
        "REFIT_GLOBAL_SETTINGS__SCHEDULED_RETRAINING_ENABLED",
        "false",
    );
    let loaded = load("{}", &[(name, "true"), newer]).unwrap();
    assert!(!loaded.config.global_settings.scheduled_retraining_enabled);
}

#[test]
fn a_bad_value_names_key_and_variable() {
    assert_eq!(
        faults(
            "{}",
            &[
                ("REFIT_DATA_QUALITY__MIN_FRAUD_RATIO", "2"),
                ("REFIT_DATA_QUALITY__MAX_FRAUD_RATIO", "most"),
                ("REFIT_EVALUATION__CONFIDENCE_LEVEL", "NaN"),
            ]
        ),
        [
            "data_quality.max_fraud_ratio (from REFIT_DATA_QUALITY__MAX_FRAUD_RATIO): expected a number from 0 to 1, found \"most\"",
            "data_quality.min_fraud_ratio (from REFIT_DATA_QUALITY__MIN_FRAUD_RATIO): expected a number from 0 to 1, found 2",
            "evaluation.confidence_level (from REFIT_EVALUATION__CONFIDENCE_LEVEL): expected a number of at least 0.5 and below 1, found \"NaN\"",
        ]
    );
}

#[test]
fn a_variable_that_names_no_key_is_refused() {
    assert_eq!(
        faults(
            "{}",
            &[
                ("REFIT_DATA_QUALITY__MIN_CONFIDENCE", "0.7"),
                ("REFIT_DATA_QUALTY__MIN_CONFIDENCE_SCORE", "0.7"),
                ("REFIT_SERVING__LISTEN", "0.0.0.0:80"),
                ("REFIT_STORAGE__MODELS__PATH", "x"),
                ("REFIT_STORAGE__", "x"),
                ("REFIT_DOCUMENT_TYPES__", "{}"),
                ("REFIT_TEST_X__Y", "1"),
            ]
        ),
        [
            "REFIT_DATA_QUALITY__MIN_CONFIDENCE: this variable names no key; did you mean REFIT_DATA_QUALITY__MIN_CONFIDENCE_SCORE?",
            "REFIT_DATA_QUALTY__MIN_CONFIDENCE_SCORE: this variable names no key; did you mean REFIT_DATA_QUALITY__MIN_CONFIDENCE_SCORE?",
            "REFIT_DOCUMENT_TYPES__: this variable names no key; remove it, or see `refit config schema` for the keys",
            "REFIT_SERVING__LISTEN: this variable names no key; remove it, or see `refit config schema` for the keys",
            "REFIT_STORAGE__: this variable names no key; remove it, or see `refit config schema` for the keys",
            "REFIT_STORAGE__MODELS__PATH: this variable names no key; remove it, or see `refit config schema` for the keys",
            "REFIT_TEST_X__Y: this variable names no key; remove it, or see `refit config schema` for the keys",
        ]
    );
}

#[test]
fn variables_without_a_section_are_no_configuration() {
    let variables = [
        ("REFIT_ROOT", "/srv"),
        ("REFIT_LOG", "debug"),
        ("REFIT_TEST_PLUGINS", "x"),
        ("HOME", "/"),
        ("OTHER__KEY", "1"),
    ];
    assert!(load("{}", &variables).unwrap().origins.variables.is_empty());
}

#[test]
fn a_key_that_occurs_twice_in_a_variable_is_refused() {
    let value = r#"{"trees":5,"trees":6}"#;
    assert_eq!(
        faults(
            "{}",
            &[("REFIT_DOCUMENT_TYPES__CHECK__RANDOM_FOREST", value)]
        ),
        ["REFIT_DOCUMENT_TYPES__CHECK__RANDOM_FOREST: the key trees occurs twice in its value"]
    );
}

#[cfg(unix)]
#[test]
fn a_variable_in_another_encoding_is_refused() {
    use std::{ffi::OsString, os::unix::ffi::OsStringExt};

    let mut sources = super::sources(std::path::Path::new("/nowhere"), &[]);
    let value = OsString::from_vec(vec![b'm', 0xE8]);
    sources.environment = [("REFIT_STORAGE__MODELS", value)].into_iter().collect();
    let error = crate::config::Config::load(&sources).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the configuration cannot be used (no file); correct these keys:\n  REFIT_STORAGE__MODELS: expected text in UTF-8"
    );
}

#[test]
fn values_of_an_environment_are_not_shown() {
    let environment: Environment = [("REFIT_STORAGE__DATABASE", "s3cret")]
        .into_iter()
        .collect();
    assert_eq!(format!("{environment:?}"), r#"{"REFIT_STORAGE__DATABASE"}"#);
}
