//! `refit retrain`: from nothing to a version, and its successor.

use std::fs;

use serde_json::{Value, json};

use crate::command::{Root, lines};

fn version_of(answer: &Value) -> String {
    answer["version_id"].as_str().unwrap().to_owned()
}

#[test]
fn an_empty_root_ends_with_an_active_version_and_its_six_files() {
    let root = Root::new();
    let (code, answer) = root.json(&["retrain", "bank_statement"]);
    assert_eq!(code, 0, "{answer:#}");
    assert_eq!(answer["success"], true);
    assert_eq!(answer["activated"], true);
    assert_eq!(answer["data_source"], "synthetic");
    assert_eq!(
        answer["reason"],
        "No previous model found - activating first version"
    );
    assert_eq!(answer["training_data"]["total_samples"], 2_000);
    assert_eq!(answer["training_data"]["synthetic_samples"], 2_000);
    assert_eq!(answer["training_data"]["real_samples"], 0);
    for member in [
        "r2_score",
        "mse",
        "rf_r2",
        "rf_mse",
        "xgb_r2",
        "xgb_mse",
        "roc_auc",
        "pr_auc",
        "training_time_seconds",
    ] {
        assert!(
            answer["metrics"][member].is_f64(),
            "{member}: {}",
            answer["metrics"][member]
        );
    }
    for member in ["fraud_count", "fraud_ratio"] {
        assert!(answer["training_data"][member].is_number(), "{member}");
    }
    let comparison = &answer["comparison"];
    assert_eq!(comparison["should_activate"], true);
    assert_eq!(comparison["previous_r2"], Value::Null);
    assert_eq!(comparison["new_r2"], answer["metrics"]["r2_score"]);
    assert_eq!(comparison["delta"], Value::Null);

    let version = version_of(&answer);
    let folder = root.path().join("models/bank_statement");
    let mut files: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.'))
        .collect();
    files.sort();
    assert_eq!(
        files,
        [
            "ACTIVE_VERSION.txt".to_owned(),
            format!("bank_statement_feature_scaler_{version}.bin"),
            format!("bank_statement_manifest_{version}.json"),
            format!("bank_statement_random_forest_{version}.bin"),
            format!("bank_statement_xgboost_{version}.bin"),
            "performance_history.json".to_owned(),
        ]
    );
    let active = fs::read_to_string(folder.join("ACTIVE_VERSION.txt")).unwrap();
    assert_eq!(active.trim_end(), version);
}

#[test]
fn the_same_seed_gives_the_same_digests_on_any_number_of_threads() {
    let root = Root::new();
    let one_thread = Root::new().with("RAYON_NUM_THREADS", "1");
    let digests = |root: &Root, seed: &str| {
        let (_, answer) = root.json(&["retrain", "bank_statement", "--seed", seed]);
        let version = version_of(&answer);
        let manifest = root.path().join(format!(
            "models/bank_statement/bank_statement_manifest_{version}.json"
        ));
        let manifest: Value = serde_json::from_slice(&fs::read(manifest).unwrap()).unwrap();
        let artifacts = manifest["artifacts"].as_array().unwrap();
        artifacts
            .iter()
            .map(|artifact| artifact["sha256"].clone())
            .collect::<Vec<_>>()
    };
    let first = digests(&root, "7");
    assert_eq!(first.len(), 3);
    assert_eq!(first, digests(&root, "7"));
    assert_eq!(first, digests(&one_thread, "7"));
    assert_ne!(first, digests(&root, "8"));
}

#[test]
fn a_hybrid_run_is_judged_on_real_statements_only() {
    let root = Root::new();
    root.json(&["retrain", "bank_statement"]);
    let file = root.write("real.jsonl", lines(110, 40, 0.9));
    let (code, imported) = root.json(&[
        "documents",
        "import",
        "bank_statement",
        file.to_str().unwrap(),
    ]);
    assert_eq!((code, &imported["added"]), (0, &json!(150)), "{imported:#}");
    let (code, answer) = root.json(&["retrain", "bank_statement"]);
    assert!(code == 0 || code == 3, "{answer:#}");
    assert_eq!(answer["data_source"], "hybrid");
    assert_eq!(answer["training_data"]["real_samples"], 150);
    assert_eq!(answer["training_data"]["synthetic_samples"], 100);
    assert_eq!(answer["training_data"]["holdout_rows"], 30);
    assert_eq!(answer["training_data"]["holdout_fraud_count"], 8);
    assert_eq!(answer["metrics_by_source"]["real"], answer["metrics"]);
    assert!(answer["comparison"]["previous_r2"].is_f64());
    assert!(answer["comparison"]["r2_difference"]["lower"].is_f64());
}

#[test]
fn what_was_trained_and_not_activated_ends_with_three() {
    let root = Root::new();
    assert_eq!(root.run(&["retrain", "bank_statement"]).code, 0);
    // One tree and one round: much worse than the version that is active.
    root.write(
        "config/retraining_config.json",
        r#"{"document_types": {"bank_statement": {
            "random_forest": {"trees": 1, "max_depth": 1},
            "xgboost": {"rounds": 1, "max_depth": 1},
            "ensemble_weights": {"random_forest": 0, "xgboost": 1}}}}"#,
    );
    let (code, answer) = root.json(&["retrain", "bank_statement"]);
    assert_eq!(code, 3, "{answer:#}");
    assert_eq!(answer["success"], true);
    assert_eq!(answer["activated"], false);
    let reason = answer["reason"].as_str().unwrap();
    assert!(reason.starts_with("Performance dropped by 0."), "{reason}");
    assert!(
        reason.ends_with("(threshold: 0.15) - keeping previous version"),
        "{reason}"
    );
    // It was kept to be looked at, and a person may overrule the verdict.
    let version = version_of(&answer);
    let (_, versions) = root.json(&["versions", "bank_statement"]);
    assert_eq!(versions["total_versions"], 2);
    assert_eq!(versions["versions"][0]["verdict"], "reject");
    assert_ne!(versions["active_version"], json!(version));
    let (code, activated) = root.json(&["activate", "bank_statement", &version]);
    assert_eq!(
        (code, &activated["generation"]),
        (0, &json!(2)),
        "{activated:#}"
    );
}

#[test]
fn all_types_are_retrained_and_each_has_its_answer() {
    let root = Root::new();
    let (code, answer) = root.json(&["retrain", "--all", "--dry-run"]);
    assert_eq!(code, 0, "{answer:#}");
    assert_eq!(answer["results"]["bank_statement"]["outcome"], "dry_run");
    assert!(!root.path().join("models/bank_statement").exists());
    let disabled = Root::new().with("REFIT_DOCUMENT_TYPES__BANK_STATEMENT__ENABLED", "false");
    let answer = disabled.run(&["retrain", "--all"]);
    assert_eq!(answer.code, 1);
    assert!(
        answer.stderr.contains("there is nothing to retrain"),
        "{answer:?}"
    );
}

#[test]
fn progress_is_plain_lines_where_there_is_no_terminal() {
    let root = Root::new();
    let answer = root.run(&["retrain", "bank_statement"]);
    assert_eq!(answer.code, 0, "{answer:?}");
    let steps: Vec<&str> = answer.stderr.lines().collect();
    assert_eq!(steps.len(), 12, "{}", answer.stderr);
    assert!(steps[1].starts_with(" 1/11 fetch"), "{}", steps[1]);
    assert!(steps[11].starts_with("11/11 clean_up"), "{}", steps[11]);
    assert!(!answer.stderr.contains('\u{1b}'));
    assert!(
        answer.stdout.contains("of bank_statement is active"),
        "{}",
        answer.stdout
    );
}
