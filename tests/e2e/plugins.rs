//! `refit plugin`.

use crate::command::{Root, component};

#[test]
fn a_plugin_tells_its_features_in_order() {
    let root = Root::new();
    let (code, plugin) = root.json(&["plugin", "inspect", "bank_statement"]);
    assert_eq!(code, 0, "{plugin:#}");
    let features: Vec<&str> = plugin["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| feature["name"].as_str().unwrap())
        .collect();
    assert_eq!(features.len(), 35);
    assert_eq!(
        (features[0], features[34]),
        ("bank_validity", "text_quality")
    );
    assert_eq!(plugin["plural"], "bank-statements");
    let text = root.run(&["plugin", "inspect", "bank_statement"]);
    assert!(
        text.stdout.contains("balance_consistency"),
        "{}",
        text.stdout
    );
}

#[test]
fn a_component_gives_the_same_rows_as_the_code_it_was_built_from() {
    let root = Root::new();
    root.run(&["retrain", "bank_statement"]);
    // The golden documents went through the component when it was loaded; the same documents
    // went through the native code when the plugin was tested.
    let (_, plugin) = root.json(&["plugin", "inspect", "bank_statement"]);
    assert!(plugin["golden_documents"].as_u64().unwrap() >= 1);
    assert!(plugin["usage"]["peak_memory_bytes"].as_u64().unwrap() > 0);
}

#[test]
fn a_list_names_files_and_versions() {
    let root = Root::new();
    let (code, list) = root.json(&["plugin", "list"]);
    assert_eq!(code, 0);
    assert_eq!(list["plugins"][0]["file"], "bank_statement.wasm");
    assert_eq!(list["plugins"][0]["state"], "ready");
    let empty = Root::without_plugins();
    assert!(
        empty
            .run(&["plugin", "list"])
            .stdout
            .contains("`make plugins` builds them")
    );
}

#[test]
fn of_two_files_for_one_type_the_first_stays_and_the_second_is_refused_by_name() {
    let root = Root::new();
    assert_eq!(root.run(&["plugin", "list"]).code, 0);
    // It sorts before the one that is there.
    root.write("plugins/a_copy.wasm", component("bank_statement.wasm"));
    let answer = root.run(&["plugin", "list"]);
    assert_eq!(answer.code, 1);
    assert!(
        answer.stdout.contains("a_copy.wasm: plugin file"),
        "{}",
        answer.stdout
    );
    assert!(
        !answer.stdout.contains("bank_statement.wasm: "),
        "{}",
        answer.stdout
    );
    assert_eq!(
        root.run(&["retrain", "bank_statement", "--dry-run"]).code,
        0
    );
}

#[test]
fn of_two_files_that_are_both_new_neither_is_used() {
    let root = Root::new();
    root.write("plugins/copy.wasm", component("bank_statement.wasm"));
    let (code, list) = root.json(&["plugin", "list"]);
    assert_eq!(code, 1);
    for plugin in list["plugins"].as_array().unwrap() {
        assert_eq!(plugin["code"], "plugin-twin", "{plugin:#}");
    }
    let answer = root.run(&["retrain", "bank_statement", "--dry-run"]);
    assert_eq!(answer.code, 1);
    assert!(answer.stderr.contains("copy.wasm"), "{}", answer.stderr);
}

#[test]
fn a_broken_replacement_leaves_the_old_component_at_work() {
    let root = Root::new();
    let (_, before) = root.json(&["plugin", "list"]);
    let whole = component("bank_statement.wasm");
    root.write("plugins/bank_statement.wasm", &whole[..whole.len() / 2]);
    let (code, list) = root.json(&["plugin", "list"]);
    assert_eq!(code, 1);
    assert_eq!(list["plugins"][0], before["plugins"][0]);
    assert!(before["plugins"][0]["feature_schema_hash"].is_string());
    assert_eq!(list["plugins"][1]["file"], "bank_statement.wasm");
    assert_eq!(list["plugins"][1]["code"], "plugin-file-incomplete");
    assert_eq!(root.run(&["plugin", "inspect", "bank_statement"]).code, 0);
}

#[test]
fn a_type_whose_file_is_gone_says_so_and_comes_back_with_it() {
    let root = Root::new();
    root.json(&["retrain", "bank_statement"]);
    let file = root.path().join("plugins/bank_statement.wasm");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let document = root.write("one.json", r#"{"bank_name":"Chase","ending_balance":1}"#);
    let document = document.to_str().unwrap();
    let answer = root.run(&["score", "bank_statement", document]);
    assert_eq!(answer.code, 1);
    assert!(
        answer
            .stderr
            .contains("the plugin of bank_statement is no longer in"),
        "{}",
        answer.stderr
    );
    std::fs::write(&file, bytes).unwrap();
    assert_eq!(root.run(&["score", "bank_statement", document]).code, 0);
}

#[test]
fn retraining_all_types_tells_which_files_are_refused() {
    let root = Root::new();
    root.write("plugins/zebra.wasm", "no component");
    let answer = root.run(&["retrain", "--all", "--dry-run"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(
        answer
            .stdout
            .contains("zebra.wasm\n  not retrained: the file was refused: ")
    );
    assert!(answer.stdout.contains("(plugin-not-wasm)"), "{answer:?}");
    let (code, answers) = root.json(&["retrain", "--all", "--dry-run"]);
    assert_eq!((code, &answers["success"]), (1, &false.into()));
    assert_eq!(answers["results"]["bank_statement"]["success"], true);
    assert_eq!(answers["refused"][0]["code"], "plugin-not-wasm");
    let (code, answer) = root.json(&["retrain", "zebra"]);
    assert_eq!((code, &answer["code"]), (1, &"plugin-not-wasm".into()));
}
