//! What is wrong is named, and what to do is said; nothing is half done.

use crate::command::{Answer, Root, component};

/// The command fails with 1, and says all of this on standard error.
#[track_caller]
fn refused(root: &Root, arguments: &[&str], says: &[&str]) {
    let answer = root.run(arguments);
    assert_eq!(answer.code, 1, "{answer:?}");
    for part in says {
        assert!(
            answer.stderr.contains(part),
            "{part:?} is not in {}",
            answer.stderr
        );
    }
    assert!(
        answer.stderr.starts_with("error: ") || answer.stderr.contains("\nerror: "),
        "{answer:?}"
    );
    assert!(!answer.stderr.contains("panicked"), "{answer:?}");
    let (code, value) = root.json(arguments);
    assert_eq!((code, &value["success"]), (1, &serde_json::json!(false)));
    assert!(value["error"].is_string());
}

#[test]
fn an_unknown_type_is_answered_with_the_known_ones() {
    let root = Root::new();
    for command in ["retrain", "versions"] {
        refused(
            &root,
            &[command, "passport"],
            &[
                "unknown document type 'passport'",
                "hint: there are: bank_statement",
            ],
        );
    }
    assert!(!root.path().join("models/passport").exists());
}

#[test]
fn a_name_that_is_no_type_is_a_usage_error() {
    let root = Root::new();
    for bad in ["../passport", "Bank Statement", "bank-statement"] {
        let answer = root.run(&["retrain", bad]);
        assert_eq!(answer.code, 2, "{answer:?}");
        assert!(
            answer.stderr.contains("is no document type"),
            "{}",
            answer.stderr
        );
    }
    assert_eq!(root.run(&["retrain"]).code, 2);
    assert_eq!(root.run(&["activate", "bank_statement", "latest"]).code, 2);
}

#[test]
fn a_missing_file_is_named() {
    let root = Root::new();
    refused(
        &root,
        &["documents", "import", "bank_statement", "gone.jsonl"],
        &["'gone.jsonl' cannot be read"],
    );
    refused(
        &root,
        &["score", "bank_statement", "gone.json"],
        &["'gone.json' cannot be read"],
    );
    refused(
        &root,
        &["config", "check", "--config", "gone.json"],
        &["there is no configuration file 'gone.json'"],
    );
    refused(&root, &["plugin", "inspect", "gone.wasm"], &["gone.wasm"]);
}

#[test]
fn scoring_without_a_version_says_how_to_get_one() {
    let root = Root::new();
    let file = root.write(
        "one.json",
        r#"{"opening_balance": 1, "closing_balance": 2}"#,
    );
    refused(
        &root,
        &["score", "bank_statement", file.to_str().unwrap()],
        &[
            "no version of bank_statement is active",
            "refit retrain bank_statement",
        ],
    );
}

#[test]
fn a_version_that_is_not_there_is_not_activated() {
    let root = Root::new();
    root.run(&["retrain", "bank_statement"]);
    refused(
        &root,
        &["activate", "bank_statement", "20010101_000000"],
        &["20010101_000000"],
    );
    let (_, versions) = root.json(&["versions", "bank_statement"]);
    assert_eq!(versions["generation"], 1);
}

#[test]
fn an_unknown_key_of_the_configuration_is_named_with_the_one_that_was_meant() {
    let root = Root::new();
    root.write(
        "config/retraining_config.json",
        r#"{"data_quality": {"min_confidence": 0.7}, "serving": {}}"#,
    );
    for command in [&["config", "check"][..], &["retrain", "bank_statement"]] {
        refused(
            &root,
            command,
            &[
                "data_quality.min_confidence",
                "min_confidence_score",
                "serving",
            ],
        );
    }
    assert!(!root.path().join("data").exists());
}

#[test]
fn a_feature_count_that_is_not_the_plugins_is_refused() {
    let root = Root::new().with("REFIT_DOCUMENT_TYPES__BANK_STATEMENT__FEATURE_COUNT", "34");
    refused(
        &root,
        &["retrain", "bank_statement"],
        &["document_types.bank_statement.feature_count", "35", "34"],
    );
}

#[test]
fn broken_components_are_refused_by_name_and_the_good_one_works() {
    let root = Root::new();
    let good = component("bank_statement.wasm");
    root.write("plugins/cut.wasm", &good[..good.len() / 2]);
    root.write("plugins/text.wasm", "hello");
    let import = r#"(component (import "wasi:clocks/wall-clock@0.2.0" (instance (export "now" (func (result u64))))))"#;
    root.write("plugins/import.wasm", wat::parse_str(import).unwrap());
    root.write(
        "plugins/bare.wasm",
        wat::parse_str("(module (memory 1))").unwrap(),
    );
    root.write("plugins/empty.wasm", "");
    let answer = root.run(&["plugin", "list"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    for (file, reason) in [
        ("cut.wasm", "cut"),
        ("text.wasm", "WebAssembly"),
        ("import.wasm", "wasi:clocks/wall-clock@0.2.0"),
        ("bare.wasm", "metadata"),
        ("empty.wasm", "empty"),
    ] {
        let line = answer
            .stdout
            .lines()
            .find(|line| line.starts_with(&format!("{file}: ")));
        let line = line.unwrap_or_else(|| panic!("{file} is not in {}", answer.stdout));
        assert!(line.contains(reason), "{line}");
        refused(
            &root,
            &[
                "plugin",
                "inspect",
                root.path().join("plugins").join(file).to_str().unwrap(),
            ],
            &[file, "hint: "],
        );
    }
    assert_eq!(
        root.run(&["retrain", "bank_statement", "--dry-run"]).code,
        0
    );
}

#[test]
fn a_refused_plugin_is_the_reason_for_a_type_that_is_not_there() {
    let root = Root::without_plugins();
    root.write(
        "plugins/bank_statement.wasm",
        &component("bank_statement.wasm")[..1_000],
    );
    refused(
        &root,
        &["retrain", "bank_statement"],
        &["the plugin of bank_statement in", "was refused", "hint: "],
    );
}

#[test]
fn a_document_that_the_plugin_rejects_is_not_scored() {
    let root = Root::new();
    root.run(&["retrain", "bank_statement"]);
    let file = root.write("one.json", r#"{"colour": "S3CRET"}"#);
    let answer = root.run(&["score", "bank_statement", file.to_str().unwrap()]);
    assert_eq!(answer.code, 1);
    assert!(
        answer
            .stderr
            .contains("the document is no bank_statement that can be scored"),
        "{answer:?}"
    );
    assert!(!answer.stderr.contains("S3CRET"));
    let file = root.write("bad.json", "{\"a\": ");
    refused(
        &root,
        &["score", "bank_statement", file.to_str().unwrap()],
        &["bad.json", "is not JSON"],
    );
}

#[test]
fn a_damaged_version_is_refused_by_its_file() {
    let root = Root::new();
    let (_, answer) = root.json(&["retrain", "bank_statement"]);
    let version = answer["version_id"].as_str().unwrap();
    let file = format!("bank_statement_random_forest_{version}.bin");
    let path = root.path().join("models/bank_statement").join(&file);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[500] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let document = root.write(
        "one.json",
        r#"{"opening_balance": 1, "closing_balance": 2}"#,
    );
    refused(
        &root,
        &["score", "bank_statement", document.to_str().unwrap()],
        &[&file],
    );
}

#[test]
fn a_root_that_does_not_exist_is_named_and_not_made() {
    let root = Root::without_plugins();
    let nowhere = root.path().join("nowhere");
    let path = nowhere.to_str().unwrap();
    for arguments in [
        &["versions", "bank_statement"][..],
        &["documents", "stats", "bank_statement"],
        &["score", "bank_statement", "-"],
    ] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_refit"));
        command.args(["--root", path]).args(arguments);
        let answer = Answer::of(&command.output().unwrap());
        assert_eq!(answer.code, 1, "{answer:?}");
        assert!(answer.stderr.contains("there is no folder"), "{answer:?}");
        assert!(!nowhere.exists());
    }
}
