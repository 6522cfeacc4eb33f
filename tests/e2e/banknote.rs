//! Real scans of banknotes, read by a plugin in Python.

use serde_json::json;

use crate::{
    command::{data, workspace},
    python,
};

#[test]
fn a_model_of_real_scans_tells_copies_from_notes() {
    let Some(scans) = data("banknote/documents.jsonl") else {
        println!("skipped: REFIT_TEST_DATA names no folder with banknote");
        return;
    };
    let root = python::root();
    let plugin = workspace().join("tests/plugins/banknote");
    let file = root.path().join("banknote.wasm");
    let Some(built) = python::build(&root, &plugin, &file) else {
        return;
    };
    assert_eq!(built.code, 0, "{built:?}");
    let component = file.to_str().unwrap();
    let (code, checked) = root.json(&["plugin", "check", component]);
    assert_eq!(code, 0, "{checked:#}");
    let (code, installed) = root.json(&["plugin", "install", component]);
    assert_eq!(code, 0, "{installed:#}");
    let scans = scans.to_str().unwrap();
    let (_, imported) = root.json(&["documents", "import", "banknote", scans]);
    assert_eq!(imported["labelled"], 1_372, "{imported:#}");
    let (code, run) = root.json(&["retrain", "banknote"]);
    assert_eq!(code, 0, "{run:#}");
    assert_eq!(run["data_source"], json!("real"));
    let auc = run["metrics"]["roc_auc"].as_f64().unwrap();
    assert!(auc >= 0.99, "ROC-AUC {auc}");
}
