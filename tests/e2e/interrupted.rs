//! Runs that are stopped in the middle, by a person or by force: what was live stays live, and
//! nothing is half there.
#![cfg(unix)]

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use crate::command::Root;

/// A retrain that has just ended this step.
fn retrain_past(root: &Root, step: &str) -> (Child, BufReader<std::process::ChildStderr>) {
    let mut child = root
        .command(&["retrain", "bank_statement", "--seed", "7", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut progress = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains(step) {
        line.clear();
        assert_ne!(
            progress.read_line(&mut line).unwrap(),
            0,
            "the run ended before {step}"
        );
    }
    (child, progress)
}

fn versions(root: &Root) -> Value {
    let (code, versions) = root.json(&["versions", "bank_statement"]);
    assert_eq!(code, 0, "{versions:#}");
    versions
}

/// Files of versions that the database does not list.
fn strays(root: &Root, versions: &Value) -> Vec<String> {
    let listed: Vec<&str> = versions["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| version["version_id"].as_str().unwrap())
        .collect();
    std::fs::read_dir(root.path().join("models/bank_statement"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("bank_statement_") || name.contains('#'))
        .filter(|name| !listed.iter().any(|version| name.contains(version)))
        .collect()
}

#[test]
fn a_run_that_is_killed_leaves_a_whole_champion_and_no_half_version() {
    let root = Root::new();
    let (_, champion) = root.json(&["retrain", "bank_statement"]);
    // From before anything is written to after the activation.
    for step in ["fetch", "generate", "train", "compare", "save", "activate"] {
        let before = versions(&root);
        let (mut child, _progress) = retrain_past(&root, step);
        child.kill().unwrap();
        child.wait().unwrap();

        // The next command opens what was left, and tidies it up.
        let after = versions(&root);
        let generation = |versions: &Value| versions["generation"].as_u64().unwrap();
        assert!(generation(&after) >= generation(&before), "after {step}");
        assert_eq!(strays(&root, &after), Vec::<String>::new(), "after {step}");
        let active = after["active_version"].as_str().unwrap();
        let pointer = root.path().join("models/bank_statement/ACTIVE_VERSION.txt");
        assert_eq!(
            std::fs::read_to_string(pointer).unwrap().trim_end(),
            active,
            "after {step}"
        );
        // Every length, every hash, every golden score.
        let statement = root.write(
            "one.json",
            r#"{"opening_balance": 1, "closing_balance": 2}"#,
        );
        let (code, score) = root.json(&["score", "bank_statement", statement.to_str().unwrap()]);
        assert_eq!(
            (code, score["version_id"].as_str()),
            (0, Some(active)),
            "after {step}"
        );
        if step == "fetch" {
            assert_eq!(active, champion["version_id"].as_str().unwrap());
        }
    }
    let (code, next) = root.json(&["retrain", "bank_statement"]);
    assert_eq!(
        (code, &next["activated"]),
        (0, &Value::Bool(true)),
        "{next:#}"
    );
}

#[test]
fn an_interrupt_ends_a_run_before_its_next_step_and_is_recorded() {
    let root = Root::new();
    let (_, champion) = root.json(&["retrain", "bank_statement"]);
    let (child, mut progress) = retrain_past(&root, "fetch");
    let interrupt = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut progress, &mut rest).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{rest}");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["outcome"], "cancelled");
    assert_eq!(answer["failure"]["code"], "run-cancelled");
    assert_eq!(answer["version_id"], Value::Null);
    let versions = versions(&root);
    assert_eq!(versions["total_versions"], 1);
    assert_eq!(versions["active_version"], champion["version_id"]);
}
