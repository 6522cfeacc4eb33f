//! A plugin that is replaced by one with another feature: versions keep the component that they
//! were trained with.

use serde_json::{Value, json};

use crate::command::{Root, component};

fn root() -> Root {
    let root = Root::without_plugins();
    root.write("plugins/parcel.wasm", component("parcel.wasm"));
    root.write(
        "one.json",
        json!({"weight": 150, "declared": 90}).to_string(),
    );
    root
}

fn replace(root: &Root) {
    root.write("plugins/parcel.wasm", component("parcel_more.wasm"));
}

/// The version that scores, and its score.
fn score(root: &Root) -> (Value, Value) {
    let file = root.path().join("one.json");
    let (code, score) = root.json(&["score", "parcel", file.to_str().unwrap()]);
    assert_eq!(code, 0, "{score:#}");
    (score["version_id"].clone(), score["risk_score"].clone())
}

fn retrain(root: &Root) -> Value {
    let (code, answer) = root.json(&["retrain", "parcel"]);
    assert_eq!(code, 0, "{answer:#}");
    answer
}

fn activate(root: &Root, version: &Value) {
    let (code, answer) = root.json(&["activate", "parcel", version.as_str().unwrap()]);
    assert_eq!(code, 0, "{answer:#}");
}

#[test]
fn a_model_goes_on_with_the_component_that_it_was_trained_with() {
    let root = root();
    let first = retrain(&root)["version_id"].clone();
    let before = score(&root);
    assert_eq!(before.0, first);
    replace(&root);
    assert_eq!(score(&root), before);
    let (code, list) = root.json(&["plugin", "list"]);
    assert_eq!(code, 0);
    let [ready, superseded] = list["plugins"].as_array().unwrap().as_slice() else {
        panic!("{list:#}");
    };
    assert_eq!(
        (&ready["state"], &ready["version"]),
        (&json!("ready"), &json!("2.0.0"))
    );
    assert_eq!(
        (&superseded["state"], &superseded["version"]),
        (&json!("superseded"), &json!("1.0.0"))
    );
    assert_ne!(
        ready["feature_schema_hash"],
        superseded["feature_schema_hash"]
    );

    // The next run makes a new pair, and compares the two on the same documents.
    let answer = retrain(&root);
    let second = answer["version_id"].clone();
    assert_eq!(answer["comparison"]["previous_version"], first);
    assert!(
        answer["comparison"]["previous_r2"].is_f64(),
        "{}",
        answer["comparison"]
    );
    assert_eq!(answer["activated"], true);
    let after = score(&root);
    assert_eq!(after.0, second);
    assert_ne!(after.1, before.1);

    // Back and forth, both come with their components.
    let (code, back) = root.json(&["rollback", "parcel"]);
    assert_eq!((code, &back["version_id"]), (0, &first));
    assert_eq!(score(&root), before);
    activate(&root, &second);
    assert_eq!(score(&root), after);
}

#[test]
fn without_the_old_component_a_version_of_other_features_is_refused() {
    let root = root();
    retrain(&root);
    replace(&root);
    std::fs::remove_dir_all(root.path().join("data/plugins")).unwrap();
    let file = root.path().join("one.json");
    let answer = root.run(&["score", "parcel", file.to_str().unwrap()]);
    assert_eq!(answer.code, 1);
    assert!(
        answer.stderr.contains("was trained on other features"),
        "{}",
        answer.stderr
    );
}

#[test]
fn components_that_no_version_needs_are_let_go() {
    let root = root();
    root.write(
        "config/retraining_config.json",
        r#"{"global_settings": {"keep_n_versions": 1}}"#,
    );
    retrain(&root);
    replace(&root);
    retrain(&root);
    let kept = || {
        let (_, list) = root.json(&["plugin", "list"]);
        list["plugins"].as_array().unwrap().len()
    };
    // The version before the active one is kept, and so is its component.
    assert_eq!(kept(), 2);
    retrain(&root);
    assert_eq!(kept(), 1);
}
