//! Real statements. They lie in a folder that `REFIT_TEST_DATA` names, and in no repository.

use std::path::PathBuf;

use crate::command::Root;

fn statements() -> Option<PathBuf> {
    let folder = std::env::var_os("REFIT_TEST_DATA").map(PathBuf::from);
    let file = folder.map(|folder| folder.join("bank_statements_berka/documents.jsonl"));
    let file = file.filter(|file| file.exists());
    if file.is_none() {
        println!("skipped: REFIT_TEST_DATA names no folder with bank_statements_berka");
    }
    file
}

#[test]
fn few_honest_statements_are_rejected_by_a_synthetic_model() {
    let Some(file) = statements() else { return };
    let root = Root::new();
    root.json(&["retrain", "bank_statement"]);
    let (code, batch) = root.json(&["score", "bank_statement", file.to_str().unwrap()]);
    assert_eq!(code, 0);
    let results = batch["results"].as_array().unwrap();
    assert_eq!(results.len(), 1_073);
    let rejected = results
        .iter()
        .filter(|score| score["recommendation"] == "REJECT")
        .count();
    assert!(
        rejected * 5 < results.len(),
        "{rejected} of {} honest statements are rejected",
        results.len()
    );
}

#[test]
fn real_statements_are_refused_at_high_confidence_and_judge_a_hybrid_run_at_a_lower_one() {
    let Some(file) = statements() else { return };
    let root = Root::new();
    let (_, imported) = root.json(&[
        "documents",
        "import",
        "bank_statement",
        file.to_str().unwrap(),
    ]);
    assert_eq!(
        (imported["added"].as_u64(), imported["labelled"].as_u64()),
        (Some(1_073), Some(148)),
        "{imported:#}"
    );
    let (code, refused) = root.json(&["retrain", "bank_statement"]);
    assert_eq!(code, 1);
    let error = refused["error"].as_str().unwrap();
    assert!(
        error.contains("15 real REJECT documents, 20 are needed"),
        "{error}"
    );

    let root = root.with("REFIT_DATA_QUALITY__MIN_CONFIDENCE_SCORE", "0.7");
    let (code, answer) = root.json(&["retrain", "bank_statement"]);
    assert!(code == 0 || code == 3, "{answer:#}");
    assert_eq!(answer["data_source"], "hybrid");
    assert_eq!(answer["training_data"]["real_samples"], 148);
    assert!(answer["metrics"]["roc_auc"].is_f64());
    assert_eq!(answer["metrics_by_source"]["real"], answer["metrics"]);
    assert!(answer["reason"].is_string());
}
