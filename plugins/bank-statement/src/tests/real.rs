//! Real statements, in a folder that `REFIT_TEST_DATA` names and in no repository.

use refit_plugin::{Json, Submission};

use super::*;

#[test]
fn real_statements_are_read_and_most_add_up() {
    let folder = std::env::var_os("REFIT_TEST_DATA").map(std::path::PathBuf::from);
    let file = folder.map(|folder| folder.join("bank_statements_berka/documents.jsonl"));
    let Some(text) = file.and_then(|file| std::fs::read_to_string(file).ok()) else {
        println!("skipped: REFIT_TEST_DATA names no folder with bank_statements_berka");
        return;
    };
    let consistency = BankStatement::FEATURES
        .iter()
        .position(|feature| feature.name == "balance_consistency")
        .unwrap();
    let (mut all, mut consistent) = (0, 0);
    for line in text.lines() {
        let line = Json::parse(line).unwrap();
        let submission = Submission {
            document: line.get("document").unwrap().to_string(),
            received: Day::from_date(2026, 11, 25).unwrap(),
        };
        let row = BankStatement::extract(&submission).unwrap();
        all += 1;
        consistent += u32::from(row[consistency] > 0.9);
    }
    assert_eq!(all, 1_073);
    assert!(consistent > 965, "{consistent} of {all} add up");
}
