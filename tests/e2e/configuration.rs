//! `refit config`.

use crate::command::Root;

#[test]
fn the_configuration_that_comes_with_refit_is_good() {
    let root = Root::without_plugins();
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../config/retraining_config.json"
    );
    let answer = root.run(&["config", "check", "--config", file]);
    assert_eq!(answer.code, 0, "{answer:?}");
    let (_, shown) = root.json(&["config", "show", "--config", file]);
    let written: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    for section in [
        "global_settings",
        "data_blending",
        "data_quality",
        "evaluation",
        "storage",
    ] {
        assert_eq!(shown[section], written[section]);
    }
    let again = root.write("shown.json", shown.to_string());
    let (_, shown_again) = root.json(&["config", "show", "--config", again.to_str().unwrap()]);
    assert_eq!(shown_again, shown);
}

#[test]
fn the_environment_stands_over_the_file() {
    let root = Root::without_plugins().with("REFIT_DATA_QUALITY__MIN_CONFIDENCE_SCORE", "0.7");
    root.write(
        "config/retraining_config.json",
        r#"{"data_quality": {"min_confidence_score": 0.9}}"#,
    );
    let (_, shown) = root.json(&["config", "show"]);
    assert_eq!(shown["data_quality"]["min_confidence_score"], 0.7);
}

#[test]
fn a_password_is_not_shown() {
    let root = Root::without_plugins().with(
        "REFIT_STORAGE__DATABASE",
        "postgres://refit:S3CRET@localhost/refit",
    );
    let answer = root.run(&["config", "show"]);
    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(
        answer
            .stdout
            .contains("postgres://refit:***@localhost/refit"),
        "{}",
        answer.stdout
    );
}
