//! `refit score`, `refit versions`, `refit activate`.

use refit_plugin::Class;
use serde_json::{Value, json};

use crate::command::{Root, lines, statements};

#[test]
fn a_score_explains_itself() {
    let root = Root::new();
    let (_, trained) = root.json(&["retrain", "bank_statement"]);
    let statement = &statements(50, 1)[0].submission;
    let file = root.write("one.json", &statement.document);
    let (code, score) = root.json(&["score", "bank_statement", file.to_str().unwrap()]);
    assert_eq!(code, 0, "{score:#}");
    let risk = score["risk_score"].as_f64().unwrap();
    assert!((0.0..=100.0).contains(&risk));
    assert_eq!(score["version_id"], trained["version_id"]);
    assert_eq!(score["generation"], 1);
    let models = &score["model_scores"];
    let sum =
        0.4 * models["random_forest"].as_f64().unwrap() + 0.6 * models["xgboost"].as_f64().unwrap();
    assert!((risk - sum.clamp(0.0, 100.0)).abs() < 1e-9);
    let expected = if risk <= 30.0 {
        "APPROVE"
    } else if risk >= 70.0 {
        "REJECT"
    } else {
        "ESCALATE"
    };
    assert_eq!(score["recommendation"], expected);
    let top = score["top_features"].as_array().unwrap();
    assert!(!top.is_empty() && top[0]["title"].is_string() && top[0]["contribution"].is_number());
    let text = root.run(&["score", "bank_statement", file.to_str().unwrap()]);
    assert!(text.stdout.starts_with(expected), "{}", text.stdout);
}

#[test]
fn a_batch_has_an_entry_for_each_document_in_order() {
    let root = Root::new();
    root.run(&["retrain", "bank_statement"]);
    let documents: Vec<Value> = statements(10, 3)
        .iter()
        .map(|statement| serde_json::from_str(&statement.submission.document).unwrap())
        .collect();
    let good = root.write("batch.json", json!({"documents": documents}).to_string());
    let (code, batch) = root.json(&["score", "bank_statement", good.to_str().unwrap()]);
    assert_eq!(code, 0, "{batch:#}");
    assert_eq!(batch["results"].as_array().unwrap().len(), 3);
    let mixed = root.write(
        "mixed.json",
        json!([documents[0], {"colour": 1}, documents[2]]).to_string(),
    );
    let (code, again) = root.json(&["score", "bank_statement", mixed.to_str().unwrap()]);
    assert_eq!(code, 1);
    assert_eq!(again["results"][0], batch["results"][0]);
    assert_eq!(again["results"][1]["success"], false);
    assert_eq!(again["results"][2], batch["results"][2]);
}

#[test]
fn a_file_for_import_can_be_scored() {
    let root = Root::new();
    root.run(&["retrain", "bank_statement"]);
    let file = root.write("real.jsonl", lines(60, 20, 0.9));
    let (code, batch) = root.json(&["score", "bank_statement", file.to_str().unwrap()]);
    assert_eq!(code, 0);
    let results = batch["results"].as_array().unwrap();
    let mean = |range: std::ops::Range<usize>| {
        let scores = results[range.clone()]
            .iter()
            .map(|score| score["risk_score"].as_f64().unwrap());
        scores.sum::<f64>() / range.len() as f64
    };
    // Statements of another sequence, never trained on.
    assert!(
        mean(0..60) + 25.0 < mean(60..80),
        "{} and {}",
        mean(0..60),
        mean(60..80)
    );
}

#[test]
fn activating_goes_back_and_is_listed() {
    let root = Root::new();
    let (_, first) = root.json(&["retrain", "bank_statement", "--seed", "1"]);
    let (_, second) = root.json(&["retrain", "bank_statement", "--seed", "1"]);
    assert_eq!(second["activated"], true, "{second:#}");
    let first = first["version_id"].as_str().unwrap();
    let (code, answer) = root.json(&["activate", "bank_statement", first]);
    assert_eq!(code, 0);
    assert_eq!(answer["previous"], second["version_id"]);
    let (_, versions) = root.json(&["versions", "bank_statement"]);
    assert_eq!(versions["active_version"], first);
    assert_eq!(versions["generation"], 3);
    let active: Vec<bool> = versions["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| version["is_active"].as_bool().unwrap())
        .collect();
    assert_eq!(active, [false, true]);
    let file =
        std::fs::read_to_string(root.path().join("models/bank_statement/ACTIVE_VERSION.txt"))
            .unwrap();
    assert_eq!(file.trim_end(), first);
    let table = root.run(&["versions", "bank_statement"]).stdout;
    assert!(
        table
            .lines()
            .any(|line| line.contains('*') && line.contains(first)),
        "{table}"
    );
}

#[test]
fn a_forged_export_of_a_bank_is_no_free_pass() {
    let root = Root::new();
    root.run(&["retrain", "bank_statement"]);
    let exports: Vec<_> = statements(0, 4_000)
        .into_iter()
        .filter(|statement| statement.submission.document.contains("\"account\":{"))
        .collect();
    let mean = |class, from: f64| {
        let documents: Vec<Value> = exports
            .iter()
            .filter(|statement| statement.class == class && statement.risk_score >= from)
            .take(60)
            .map(|statement| serde_json::from_str(&statement.submission.document).unwrap())
            .collect();
        assert_eq!(documents.len(), 60);
        let file = root.write("batch.json", json!(documents).to_string());
        let (_, batch) = root.json(&["score", "bank_statement", file.to_str().unwrap()]);
        let results = batch["results"].as_array().unwrap();
        let scores = results
            .iter()
            .map(|score| score["risk_score"].as_f64().unwrap());
        scores.sum::<f64>() / 60.0
    };
    let (honest, forged) = (mean(Class::Legitimate, 0.0), mean(Class::Fraud, 70.0));
    assert!(honest + 25.0 < forged, "{honest} and {forged}");
}

#[test]
fn a_reader_who_has_seen_enough_ends_a_command_quietly() {
    use std::{io::Read, process::Stdio};

    let root = Root::new();
    let mut child = root
        .command(&["plugin", "inspect", "bank_statement", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Closed before the command has anything to say.
    drop(child.stdout.take());
    let mut told = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut told)
        .unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{told}");
    assert_eq!(told, "");
}
