//! `refit documents`.

use serde_json::json;

use crate::command::{Root, lines};

#[test]
fn an_import_is_counted_and_the_same_again_changes_nothing() {
    let root = Root::new();
    let mut text = lines(20, 5, 0.9);
    text.push_str("\n{\"document\":{\"opening_balance\":1,\"closing_balance\":2},\"label\":null,\"split\":\"test\"}\n");
    let file = root.write("real.jsonl", text);
    let file = file.to_str().unwrap();
    let (code, first) = root.json(&["documents", "import", "bank_statement", file]);
    assert_eq!(code, 0, "{first:#}");
    assert_eq!(
        (&first["lines"], &first["added"], &first["unlabelled"]),
        (&json!(26), &json!(26), &json!(1))
    );
    assert_eq!(first["ignored_members"], json!(["split"]));
    let (_, again) = root.json(&["documents", "import", "bank_statement", file]);
    assert_eq!(
        (&again["added"], &again["unchanged"]),
        (&json!(0), &json!(26))
    );
    let (_, stats) = root.json(&["documents", "stats", "bank_statement"]);
    assert_eq!(
        stats["by_label"],
        json!({"APPROVE": 20, "REJECT": 5, "none": 1})
    );
    assert_eq!(stats["by_fold"][0], json!({"approve": 4, "reject": 1}));
}

#[test]
fn a_line_that_is_no_json_is_named_and_nothing_is_stored() {
    let root = Root::new();
    let file = root.write("real.jsonl", format!("{}\n{{nonsense\n", lines(3, 1, 0.9)));
    let answer = root.run(&[
        "documents",
        "import",
        "bank_statement",
        file.to_str().unwrap(),
    ]);
    assert_eq!(answer.code, 1);
    assert!(
        answer.stderr.contains("line 5: it is not JSON"),
        "{}",
        answer.stderr
    );
    let (_, stats) = root.json(&["documents", "stats", "bank_statement"]);
    assert_eq!(stats["documents"], 0);
}

#[test]
fn documents_that_the_plugin_rejects_are_named_by_line_and_can_be_skipped() {
    let root = Root::new();
    let text = format!(
        "{}\n\n{{\"document\":{{\"document_type\":\"paystub\",\"secret\":\"S3CRET\"}},\"label\":\"APPROVE\"}}\n",
        lines(2, 1, 0.9)
    );
    let file = root.write("real.jsonl", text);
    let file = file.to_str().unwrap();
    let answer = root.run(&["documents", "import", "bank_statement", file]);
    assert_eq!(answer.code, 1);
    assert!(
        answer
            .stderr
            .contains("line 5: the plugin rejects the document"),
        "{}",
        answer.stderr
    );
    assert!(
        answer.stderr.contains("hint: with --skip-rejected"),
        "{}",
        answer.stderr
    );
    assert!(!answer.stderr.contains("S3CRET"));
    let (_, stats) = root.json(&["documents", "stats", "bank_statement"]);
    assert_eq!(stats["documents"], 0);
    let (code, imported) = root.json(&[
        "documents",
        "import",
        "bank_statement",
        file,
        "--skip-rejected",
    ]);
    assert_eq!(
        (code, &imported["added"], &imported["rejected"]),
        (0, &json!(3), &json!(1))
    );
}

#[test]
fn too_few_real_frauds_are_refused_with_their_counts() {
    let root = Root::new();
    let file = root.write("real.jsonl", lines(110, 15, 0.9));
    root.json(&[
        "documents",
        "import",
        "bank_statement",
        file.to_str().unwrap(),
    ]);
    let (code, answer) = root.json(&["retrain", "bank_statement"]);
    assert_eq!(code, 1);
    assert_eq!(answer["success"], false);
    let error = answer["error"].as_str().unwrap();
    assert!(
        error.contains("15 real REJECT documents, 20 are needed"),
        "{error}"
    );
    assert!(!root.path().join("models/bank_statement").exists());
}
