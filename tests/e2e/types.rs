//! The four document types that come with Refit.

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
