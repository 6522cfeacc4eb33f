//! The author of a plugin: from nothing to a retrained new document type.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::command::{Answer, Root, component, data, workspace};

/// A command of an author, in the folder of the root. What cargo builds is shared by the tests.
fn author(root: &Root, arguments: &[&str]) -> Answer {
    let mut command = root.command(arguments);
    command
        .current_dir(root.path())
        .env("CARGO_TARGET_DIR", workspace().join("target/authors"));
    Answer::of(&command.output().unwrap())
}

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.stdout).unwrap_or_else(|error| panic!("{error}: {answer:?}"))
}

/// A new crate of this name, in its folder.
fn new_crate(root: &Root, name: &str) -> PathBuf {
    let answer = author(root, &["plugin", "new", name]);
    assert_eq!(answer.code, 0, "{answer:?}");
    root.path().join(name)
}

/// The built component, checked.
fn built(root: &Root, name: &str) -> PathBuf {
    let answer = author(root, &["plugin", "build", name, "--json"]);
    assert_eq!(answer.code, 0, "{answer:?}");
    let built = json(&answer);
    assert_eq!(built["document_type"], name);
    let file = root.path().join(name).join(format!("{name}.wasm"));
    assert!(file.is_file());
    let answer = author(root, &["plugin", "check", file.to_str().unwrap(), "--json"]);
    let checked = json(&answer);
    assert_eq!(answer.code, 0, "{checked:#}");
    assert_eq!(checked["passed"], true, "{checked:#}");
    assert_eq!(checked["laws"].as_array().unwrap().len(), 18);
    for number in ["fuel_per_document", "peak_memory_bytes", "size_bytes"] {
        assert!(checked[number].as_u64().unwrap() > 0, "{number}");
    }
    file
}

#[test]
fn a_new_plugin_builds_keeps_the_laws_and_retrains_as_it_is() {
    let root = Root::new();
    new_crate(&root, "expense_claim");
    let file = built(&root, "expense_claim");
    let answer = author(&root, &["plugin", "install", file.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{answer:?}");
    let (code, run) = root.json(&["retrain", "expense_claim"]);
    assert_eq!(code, 0, "{run:#}");
    assert_eq!(run["activated"], true);
    // The next one would be a second plugin for the same type.
    let answer = author(
        &root,
        &["plugin", "new", "expense_claim", "--folder", "other"],
    );
    assert_eq!(answer.code, 1);
    assert!(answer.stderr.contains("is taken"), "{}", answer.stderr);
    assert!(!root.path().join("other").exists());
}

#[test]
fn an_authors_own_tests_pass_in_the_new_crate() {
    let root = Root::new();
    let folder = new_crate(&root, "expense_claim");
    let tested = std::process::Command::new("cargo")
        .args(["test", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", workspace().join("target/authors"))
        .output()
        .unwrap();
    assert!(tested.status.success(), "{tested:?}");
}

#[test]
fn names_that_are_no_types_and_folders_that_exist_are_refused() {
    let root = Root::new();
    for name in ["Expense", "expense-claim", "2nd", "../x"] {
        let answer = author(&root, &["plugin", "new", name]);
        assert_eq!(answer.code, 2, "{answer:?}");
    }
    root.write("expense_claim/notes.txt", "mine");
    let answer = author(&root, &["plugin", "new", "expense_claim"]);
    assert_eq!(answer.code, 1);
    assert!(
        answer.stderr.contains("'expense_claim' exists already"),
        "{}",
        answer.stderr
    );
    let answer = author(&root, &["plugin", "new", "bank_statement"]);
    assert!(answer.stderr.contains("is taken"), "{}", answer.stderr);
    let left: Vec<_> = fs::read_dir(root.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name != "plugins" && name != "expense_claim" && name != "data")
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn what_does_not_build_says_what_to_do() {
    let root = Root::new();
    root.write("empty/readme.txt", "");
    let answer = author(&root, &["plugin", "build", "empty"]);
    assert_eq!(answer.code, 1);
    assert!(
        answer.stderr.contains("has no Cargo.toml"),
        "{}",
        answer.stderr
    );
    let answer = author(&root, &["plugin", "build", "nowhere"]);
    assert!(
        answer.stderr.contains("'nowhere' cannot be read"),
        "{}",
        answer.stderr
    );
}

#[test]
fn a_component_that_breaks_a_law_is_told_which_and_is_not_installed() {
    let root = Root::new();
    let folder = new_crate(&root, "expense_claim");
    let code = folder.join("src/lib.rs");
    let text = fs::read_to_string(&code).unwrap();
    // A feature that never varies.
    let broken = text
        .replace("            total,\n", "            7.0,\n")
        .replace("vec![1200.0, ", "vec![7.0, ");
    assert_ne!(text, broken);
    fs::write(&code, broken).unwrap();
    let answer = author(
        &root,
        &["plugin", "build", "expense_claim", "--out", "x.wasm"],
    );
    assert_eq!(answer.code, 0, "{answer:?}");
    let answer = author(&root, &["plugin", "check", "x.wasm", "--json"]);
    assert_eq!(answer.code, 1);
    let checked = json(&answer);
    let broken: Vec<&Value> = checked["laws"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|law| law["passed"] == false)
        .collect();
    assert_eq!(broken.len(), 1, "{checked:#}");
    assert_eq!(broken[0]["name"], "every-feature-varies");
    assert_eq!(broken[0]["detail"], "total is always 7");
    let answer = author(&root, &["plugin", "install", "x.wasm"]);
    assert_eq!(answer.code, 1);
    assert!(
        answer.stdout.contains("Nothing was installed."),
        "{}",
        answer.stdout
    );
    assert!(!root.path().join("plugins/expense_claim.wasm").exists());
}

#[test]
fn what_is_no_component_breaks_the_first_law_and_the_others_are_not_looked_at() {
    let root = Root::new();
    let file = root.write("x.wasm", "(module)");
    let answer = author(
        &root,
        &["plugin", "check", file.to_str().unwrap(), "--json"],
    );
    assert_eq!(answer.code, 1);
    let checked = json(&answer);
    assert_eq!(checked["passed"], false);
    assert_eq!(checked["laws"][0]["name"], "loads");
    let looked_at = |law: &Value| law["looked_at"].as_bool().unwrap();
    let laws = checked["laws"].as_array().unwrap();
    assert_eq!(laws.iter().filter(|law| looked_at(law)).count(), 1);
    assert!(
        checked["laws"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("plugin-not-wasm"),
        "{checked:#}"
    );
    let missing = author(&root, &["plugin", "check", "nowhere.wasm"]);
    assert_eq!(missing.code, 1);
    assert!(
        missing.stderr.contains("nowhere.wasm"),
        "{}",
        missing.stderr
    );
}

#[test]
fn an_installed_component_takes_the_place_of_the_one_before() {
    let root = Root::new();
    let file = root.write("new.wasm", component("bank_statement.wasm"));
    let answer = author(
        &root,
        &["plugin", "install", file.to_str().unwrap(), "--json"],
    );
    let installed = json(&answer);
    assert_eq!(installed["replaced"], installed["digest"], "{installed:#}");
    // Under another name it would be a second file for the same type, used or not.
    let twin = component("bank_statement.wasm");
    let twins = Root::without_plugins();
    twins.write("plugins/a.wasm", &twin);
    twins.write("plugins/b.wasm", &twin);
    let answer = author(&twins, &["plugin", "install", "plugins/b.wasm"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(
        answer.stderr.contains("'a.wasm' is for the document type"),
        "{}",
        answer.stderr
    );
    let answer = author(&twins, &["plugin", "new", "bank_statement"]);
    assert!(answer.stderr.contains("is taken"), "{}", answer.stderr);
    fs::rename(
        root.path().join("plugins/bank_statement.wasm"),
        root.path().join("plugins/other.wasm"),
    )
    .unwrap();
    let answer = author(&root, &["plugin", "install", file.to_str().unwrap()]);
    assert_eq!(answer.code, 1);
    assert!(answer.stderr.contains("other.wasm"), "{}", answer.stderr);
}

/// The journey of somebody with documents of another kind.
#[test]
fn audit_reports_are_dropped_in_and_learnt_from_real_documents() {
    let Some(documents) = data("audit_risk/documents.jsonl") else {
        println!("skipped: REFIT_TEST_DATA names no folder with audit_risk");
        return;
    };
    let root = Root::new();
    let folder = new_crate(&root, "audit_report");
    let features = workspace().join("tests/plugins/audit-report/src/lib.rs");
    fs::copy(features, folder.join("src/lib.rs")).unwrap();
    let file = built(&root, "audit_report");
    let answer = author(&root, &["plugin", "install", file.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{answer:?}");
    let (code, imported) = root.json(&["documents", "import", "audit_report", path(&documents)]);
    assert_eq!(code, 0, "{imported:#}");
    let (code, run) = root.json(&["retrain", "audit_report"]);
    assert_eq!(code, 0, "{run:#}");
    assert_eq!(run["data_source"], "real");
    // Fewer than the file has lines: what is the same document is stored once.
    assert_eq!(run["training_data"]["synthetic_samples"], 0);
    let metric = |name: &str| run["metrics"][name].as_f64().unwrap();
    assert!(metric("roc_auc") >= 0.97, "{run:#}");
    assert!(metric("r2_score") >= 0.85, "{run:#}");
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}
