//! Each kind of fault by its sentence, and all of them at once.

use serde_json::{Value, json};

use super::{faults, load, with};
use crate::config::{Error, schema};

/// The only fault of a file with one value at one place.
pub(super) fn fault(path: &[&str], value: Value) -> String {
    let mut faults = faults(&with(path, value), &[]);
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.remove(0)
}

#[test]
fn a_syntax_error_has_file_line_and_column() {
    let error = load("{\n  \"storage\": {\"models\" \"m\"}\n}", &[]).unwrap_err();
    let Error::Syntax {
        path, line, column, ..
    } = &error
    else {
        panic!("{error}")
    };
    assert_eq!((*line, *column), (2, 24));
    assert_eq!(
        error.to_string(),
        format!(
            "the configuration file '{}' is not valid JSON: line 2, column 24: expected `:`",
            path.display()
        )
    );
    for broken in ["", "{", "{} {}", "{\"a\": 1e999}", "{a: 1}", "// none"] {
        assert!(
            matches!(load(broken, &[]), Err(Error::Syntax { .. })),
            "{broken}"
        );
    }
}

#[test]
fn a_wrong_type_is_named() {
    for (path, value, sentence) in [
        (
            &["global_settings", "schedule_hour"][..],
            json!("2"),
            "global_settings.schedule_hour: expected a whole number from 0 to 23, found \"2\"",
        ),
        (
            &["global_settings", "keep_n_versions"],
            json!(2.5),
            "global_settings.keep_n_versions: expected a whole number of at least 1, found 2.5",
        ),
        (
            &["data_quality", "require_high_confidence_only"],
            json!(1),
            "data_quality.require_high_confidence_only: expected true or false, found 1",
        ),
        (
            &["storage"],
            json!([]),
            "storage: expected an object, found a list",
        ),
        (
            &["storage", "models"],
            json!({}),
            "storage.models: expected text that is not empty, found an object",
        ),
        (
            &["document_types", "check", "feature_count"],
            json!(true),
            "document_types.check.feature_count: expected a whole number of at least 1 or null, found true",
        ),
        (
            &["document_types", "check", "label_mapping", "ESCALATE"],
            json!(50),
            "document_types.check.label_mapping.ESCALATE: expected null, found 50",
        ),
        (
            &["document_types", "check", "model_types"],
            json!("xgboost"),
            "document_types.check.model_types: expected a list, found \"xgboost\"",
        ),
    ] {
        assert_eq!(fault(path, value), sentence);
    }
    assert_eq!(faults("[]", &[]), ["expected an object, found a list"]);
}

#[test]
fn a_value_out_of_range_is_named() {
    for (path, value, sentence) in [
        (
            &["global_settings", "schedule_hour"][..],
            json!(24),
            "global_settings.schedule_hour: expected a whole number from 0 to 23, found 24",
        ),
        (
            &["global_settings", "keep_n_versions"],
            json!(0),
            "global_settings.keep_n_versions: expected a whole number of at least 1, found 0",
        ),
        (
            &["data_blending", "synthetic_sample_count"],
            json!(-1),
            "data_blending.synthetic_sample_count: expected a whole number from 1 to 1000000, found -1",
        ),
        (
            &["data_blending", "real_weight_hybrid"],
            json!(0.0),
            "data_blending.real_weight_hybrid: expected a number above 0 and at most 1, found 0.0",
        ),
        (
            &["data_quality", "max_documents"],
            json!(0),
            "data_quality.max_documents: expected a whole number of at least 1, found 0",
        ),
        (
            &["data_quality", "confidence_score_field"],
            json!(""),
            "data_quality.confidence_score_field: expected text that is not empty, found \"\"",
        ),
        (
            &["evaluation", "confidence_level"],
            json!(1),
            "evaluation.confidence_level: expected a number of at least 0.5 and below 1, found 1",
        ),
        (
            &["evaluation", "bootstrap_draws"],
            json!(99),
            "evaluation.bootstrap_draws: expected a whole number from 100 to 1000000, found 99",
        ),
        (
            &["document_types", "check", "xgboost", "learning_rate"],
            json!(0),
            "document_types.check.xgboost.learning_rate: expected a number from 0.000001 to 1, found 0",
        ),
        (
            &["plugins", "batch_size"],
            json!(4_294_967_296_u64),
            "plugins.batch_size: expected a whole number from 1 to 1000000, found 4294967296",
        ),
        (
            &["plugins", "fuel_per_call"],
            json!(1e20),
            "plugins.fuel_per_call: expected a whole number of at least 1, found 1e+20",
        ),
    ] {
        assert_eq!(fault(path, value), sentence);
    }
}

#[test]
fn a_word_that_is_no_choice_is_named() {
    for (path, value, sentence) in [
        (
            &["global_settings", "schedule_day_of_week"][..],
            json!("sunday"),
            "global_settings.schedule_day_of_week: expected \"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\" or \"sun\", found \"sunday\"; did you mean \"sun\"?",
        ),
        (
            &["evaluation", "policy"],
            json!("cross_fitted"),
            "evaluation.policy: expected \"threshold\", the only one in this version, found \"cross_fitted\"",
        ),
        (
            &["document_types", "check", "target"],
            json!("score"),
            "document_types.check.target: expected \"verdict\", the only one in this version, found \"score\"",
        ),
        (
            &["document_types", "check", "model_types"],
            json!(["random_forest", "xgbost", "feature_scaler"]),
            "document_types.check.model_types[1]: expected \"random_forest\", \"xgboost\" or \"feature_scaler\", found \"xgbost\"; did you mean \"xgboost\"?",
        ),
        (
            &["document_types", "check", "model_types"],
            json!(["random_forest", "xgboost", "xgboost"]),
            "document_types.check.model_types: expected random_forest, xgboost and feature_scaler, each of them once, found [random_forest, xgboost, xgboost]",
        ),
    ] {
        assert_eq!(fault(path, value), sentence);
    }
    let other_order = json!(["feature_scaler", "xgboost", "random_forest"]);
    assert!(
        load(
            &with(&["document_types", "check", "model_types"], other_order),
            &[]
        )
        .is_ok()
    );
}

#[test]
fn an_unknown_key_is_refused_with_the_one_that_was_meant() {
    assert_eq!(
        fault(&["data_quality", "min_fraud_ration"], json!(0.1)),
        "data_quality.min_fraud_ration: unknown key; did you mean min_fraud_ratio?"
    );
    assert_eq!(
        fault(
            &["document_types", "check", "ensemble_weights", "zzz"],
            json!(0.1)
        ),
        "document_types.check.ensemble_weights.zzz: unknown key; expected random_forest or xgboost"
    );
    for section in ["serving", "worker"] {
        assert_eq!(
            fault(&[section], json!({})),
            format!(
                "{section}: unknown key; expected global_settings, data_blending, data_quality, document_types, evaluation, storage, plugins, server or jobs"
            )
        );
    }
    assert_eq!(
        fault(&["document_types", "Pay-Stub"], json!({})),
        "document_types.Pay-Stub: 'Pay-Stub' is no document type: use lower-case letters, digits and single underscores, starting with a letter, at most 64 characters"
    );
}

#[test]
fn a_key_that_occurs_twice_is_refused() {
    let text = r#"{"storage":{"models":"a"},"document_types":{"check":{"target":"verdict",
        "xgboost":{"gamma":1,"gamma":1,"gamma":2}},"check":{}},"storage":{}}"#;
    let twice = "the key occurs twice in the file; remove one";
    assert_eq!(
        faults(text, &[]),
        [
            format!("document_types.check.xgboost.gamma: {twice}"),
            format!("document_types.check: {twice}"),
            format!("storage: {twice}"),
        ]
    );
}

#[test]
fn all_faults_are_reported_at_once() {
    let text = r#"{
        "global_settings": {"schedule_hour": 99, "keep_versions": 5},
        "data_blending": {"synthetic_weight_hybrid": 0.9},
        "data_quality": {"min_fraud_ratio": "low", "max_fraud_ratio": 0.05, "max_fraud_ratio": 0.05},
        "document_types": {"check": {"label_mapping": {"REJECT": 50}, "db_table": ""}},
        "worker": {}
    }"#;
    let variables = [
        ("REFIT_STORAGE__DATABASE", "somewhere"),
        ("REFIT_STORAGE__MODEL", "x"),
    ];
    let error = load(text, &variables).unwrap_err();
    let Error::Faults { origin, faults } = &error else {
        panic!("{error}")
    };
    let keys: Vec<_> = faults.0.iter().map(|fault| fault.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "REFIT_STORAGE__MODEL",
            "data_quality.max_fraud_ratio",
            "global_settings.schedule_hour",
            "global_settings.keep_versions",
            "data_quality.min_fraud_ratio",
            "worker",
            "data_blending.synthetic_weight_hybrid",
            "document_types.check.db_table",
            "document_types.check.label_mapping.REJECT",
            "storage.database",
        ]
    );
    assert!(
        origin.ends_with("retraining_config.json' and 1 environment variable"),
        "{origin}"
    );
    let text = error.to_string();
    assert_eq!(text.lines().count(), 11);
    assert!(text.contains("\n  storage.database (from REFIT_STORAGE__DATABASE): expected "));
}

/// The schema that editors use refuses what the loader refuses.
#[test]
fn an_independent_validator_refuses_the_same_values() {
    let schema = schema();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for (path, value) in [
        (&["global_settings", "schedule_hour"][..], json!(24)),
        (
            &["global_settings", "schedule_day_of_week"],
            json!("sunday"),
        ),
        (&["data_blending", "real_weight_hybrid"], json!(0)),
        (&["data_quality", "unknown"], json!(1)),
        (&["evaluation", "confidence_level"], json!(1)),
        (&["evaluation", "policy"], json!("cross_fitted")),
        (&["document_types", "A"], json!({})),
        (&["document_types", "check", "db_table"], json!("a b")),
        (&["document_types", "check", "target"], json!("score")),
        (
            &["document_types", "check", "model_types"],
            json!(["other"]),
        ),
        (
            &["document_types", "check", "label_mapping", "ESCALATE"],
            json!(50),
        ),
        (&["storage", "models"], json!("")),
        (&["plugins", "batch_size"], json!(0)),
        (&["serving"], json!({})),
        (&["server", "max_batch"], json!(0)),
        (&["jobs", "at_once"], json!(0)),
    ] {
        let text = with(path, value);
        assert!(
            !validator.is_valid(&serde_json::from_str(&text).unwrap()),
            "{text}"
        );
        assert!(load(&text, &[]).is_err(), "{text}");
    }
}
