//! The four document types that come with Refit.

use refit_plugin::{Day, DocumentType, Submission};
use serde_json::Value;

use crate::command::{Root, component};

const TYPES: [(&str, usize); 4] = [
    ("bank_statement", 35),
    ("check", 30),
    ("money_order", 30),
    ("paystub", 18),
];

fn root() -> Root {
    let root = Root::without_plugins();
    for (name, _) in TYPES {
        let file = format!("{name}.wasm");
        root.write(&format!("plugins/{file}"), component(&file));
    }
    root
}

#[test]
fn all_four_types_are_trained_and_go_live_and_their_task_is_neither_trivial_nor_noise() {
    let root = root();
    let (code, all) = root.json(&["retrain", "--all"]);
    assert_eq!(code, 0, "{all:#}");
    let results = all["results"].as_object().unwrap();
    assert_eq!(results.len(), TYPES.len(), "{all:#}");
    for (name, _) in TYPES {
        let run = &results[name];
        assert_eq!(run["activated"], true, "{run:#}");
        let r2 = run["metrics"]["r2_score"].as_f64().unwrap();
        assert!((0.80..=0.97).contains(&r2), "{name}: R² {r2}");
    }
}

#[test]
fn all_four_components_keep_the_laws() {
    let root = root();
    for (name, features) in TYPES {
        let file = root.path().join(format!("plugins/{name}.wasm"));
        let file = file.to_str().unwrap();
        let (code, checked) = root.json(&["plugin", "check", file]);
        assert_eq!(code, 0, "{checked:#}");
        assert_eq!(checked["passed"], true);
        let (_, plugin) = root.json(&["plugin", "inspect", file]);
        assert_eq!(plugin["features"].as_array().unwrap().len(), features);
    }
}

/// The same document as another program writes it: keys backwards, much white space, numbers as
/// text.
fn rewritten(value: &Value) -> String {
    match value {
        Value::Number(number) => format!("\"{number}\""),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(rewritten).collect();
            format!("[ {} ]", items.join(" ,\n"))
        }
        Value::Object(entries) => {
            let mut entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| {
                    format!("{} :\t{}", Value::from(key.as_str()), rewritten(value))
                })
                .collect();
            entries.reverse();
            format!("{{\n {} \r\n}}", entries.join(" , "))
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value.to_string(),
    }
}

fn rows_are_the_same_however_a_document_is_written<T: DocumentType>() {
    let day = Day::from_date(2026, 3, 1).unwrap();
    let bits = |submission: &Submission| -> Vec<u64> {
        let row = T::extract(submission).unwrap();
        row.into_iter().map(f64::to_bits).collect()
    };
    for specimen in refit_plugin::generate::<T>(7, 0, 500, day).unwrap() {
        let submission = specimen.submission;
        let tree: Value = serde_json::from_str(&submission.document).unwrap();
        let other = Submission::new(rewritten(&tree), submission.received);
        assert_eq!(bits(&submission), bits(&other), "{}", submission.document);
    }
}

#[test]
fn reordered_keys_other_white_space_and_numbers_as_text_give_the_same_features() {
    rows_are_the_same_however_a_document_is_written::<bank_statement::BankStatement>();
    rows_are_the_same_however_a_document_is_written::<check::Check>();
    rows_are_the_same_however_a_document_is_written::<money_order::MoneyOrder>();
    rows_are_the_same_however_a_document_is_written::<paystub::Paystub>();
}
