//! Values that do not fit together, each by its sentence.

use serde_json::json;

use super::{faults, faults::fault, load, with};

#[test]
fn values_that_do_not_fit_together_are_named() {
    for (path, value, sentence) in [
        (
            &["data_blending", "synthetic_weight_hybrid"][..],
            json!(0.5),
            "data_blending.synthetic_weight_hybrid: expected a share that adds up to 1 with real_weight_hybrid (0.6), found 0.5",
        ),
        (
            &["data_blending", "min_real_samples_for_hybrid"],
            json!(501),
            "data_blending.min_real_samples_for_hybrid: expected at most min_real_samples_for_real_only (500), found 501",
        ),
        (
            &["data_quality", "max_fraud_ratio"],
            json!(0.05),
            "data_quality.min_fraud_ratio: expected at most max_fraud_ratio (0.05), found 0.1",
        ),
        (
            &["document_types", "check", "ensemble_weights"],
            json!({"random_forest": 0.5, "xgboost": 0.25}),
            "document_types.check.ensemble_weights: expected two shares that add up to 1, found 0.75",
        ),
        (
            &["document_types", "check", "db_table"],
            json!("checks; drop table"),
            "document_types.check.db_table: expected a table's plain name (letters, digits and underscores, no digit first, at most 63), found \"checks; drop table\"",
        ),
        (
            &["storage", "database"],
            json!("mysql://refit:s3cret@db/refit"),
            "storage.database: expected sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME, found mysql://",
        ),
        (
            &["storage", "database"],
            json!("refit.db"),
            "storage.database: expected sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME, found an address without a scheme",
        ),
        (
            &["storage", "models"],
            json!("s3://bucket/models"),
            "storage.models: expected a folder, found a URL; this version keeps models in folders only",
        ),
        (
            &["global_settings", "schedule_time_zone"],
            json!("Mars/Olympus"),
            "global_settings.schedule_time_zone: 'Mars/Olympus' is no time zone; take a name like Europe/Berlin or UTC",
        ),
        (
            &["document_types", "check", "schedule_cron"],
            json!("0 25 * * *"),
            "document_types.check.schedule_cron: '0 25 * * *' is no cron expression of five fields (minute hour day month weekday): Component error: Number out of bounds.",
        ),
        (
            &["server", "listen"],
            json!("localhost"),
            "server.listen: expected an address and a port like 127.0.0.1:5001, found \"localhost\"",
        ),
    ] {
        assert_eq!(fault(path, value), sentence);
    }
}

#[test]
fn scores_of_labels_are_scores_or_the_class_numbers_of_the_original() {
    let labels = ["document_types", "check", "label_mapping"];
    let scores = |value| {
        let config = load(&with(&labels, value), &[]).unwrap().config;
        let view = config.document_type(&"check".parse().unwrap());
        (view.approve.get(), view.reject.get())
    };
    assert_eq!(
        scores(json!({"APPROVE": 0, "REJECT": 1, "ESCALATE": null})),
        (15.0, 85.0)
    );
    assert_eq!(scores(json!({"APPROVE": 0, "REJECT": 100})), (0.0, 100.0));
    assert_eq!(scores(json!({"APPROVE": 30, "REJECT": 70})), (30.0, 70.0));
    assert_eq!(scores(json!({"APPROVE": 0})), (0.0, 85.0));
    assert_eq!(scores(json!({})), (15.0, 85.0));

    let key = "document_types.check.label_mapping";
    assert_eq!(
        fault(&labels, json!({"APPROVE": 0.1, "REJECT": 0.9})),
        format!(
            "{key}.REJECT: expected a score from 70 to 100, but 0.9 looks like the scale 0–1; Refit's scores go from 0 to 100"
        )
    );
    assert_eq!(
        fault(&labels, json!({"REJECT": 1})),
        format!(
            "{key}.REJECT: expected a score from 70 to 100, but 1 looks like the scale 0–1; Refit's scores go from 0 to 100"
        )
    );
    assert_eq!(
        fault(&labels, json!({"REJECT": 69.5})),
        format!("{key}.REJECT: expected a score from 70 to 100, found 69.5")
    );
    assert_eq!(
        fault(&labels, json!({"APPROVE": 31})),
        format!("{key}.APPROVE: expected a number from 0 to 30, found 31")
    );
    assert_eq!(
        fault(&labels, json!({"APPROVE": -1, "REJECT": 1})),
        format!("{key}.APPROVE: expected a number from 0 to 30, found -1")
    );
}

#[test]
fn what_depends_on_a_faulty_key_is_not_reported() {
    let text = r#"{"data_blending":{"synthetic_weight_hybrid":7,"real_weight_hybrid":0.9},
        "document_types":{"check":{"ensemble_weights":{"xgboost":2,"random_forest":0.5},
        "label_mapping":{"APPROVE":"none","REJECT":1}}}}"#;
    let found = faults(text, &[]);
    assert_eq!(found.len(), 3, "{found:?}");
}
