//! A plugin that was built with the SDK and misbehaves: each fault is one sentence, within its
//! limits, and nothing but its own call fails.

use std::time::{Duration, Instant};

use crate::command::{Root, component, lines};

/// A root with a good and a bad plugin.
fn root() -> Root {
    let root = Root::new();
    root.write("plugins/misbehaving.wasm", component("misbehaving.wasm"));
    root
}

/// What an import of a document says that tells the plugin to do something.
fn told_to(root: &Root, what: &str) -> String {
    let file = root.write(
        "bad.jsonl",
        format!("{{\"document\": {{\"do\": \"{what}\", \"secret\": \"S3CRET\"}}}}\n"),
    );
    let since = Instant::now();
    let answer = root.run(&["documents", "import", "misbehaving", file.to_str().unwrap()]);
    assert!(
        since.elapsed() < Duration::from_secs(25),
        "{what} took {:?}",
        since.elapsed()
    );
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(!answer.stderr.contains("S3CRET"), "{answer:?}");
    assert!(!answer.stderr.contains("stack backtrace"), "{answer:?}");
    let good = root.write("good.jsonl", "{\"document\": {\"size\": 5}}\n");
    assert_eq!(
        root.run(&["documents", "import", "misbehaving", good.to_str().unwrap()])
            .code,
        0
    );
    answer.stderr
}

#[test]
fn a_panic_is_told_with_its_text_its_file_and_its_line() {
    let said = told_to(&root(), "panic");
    let source = include_str!("../plugins/misbehaving/src/lib.rs");
    let line = 1 + source
        .lines()
        .position(|line| line.contains("told to give up"))
        .unwrap();
    let expected = format!(
        "plugin 'misbehaving' failed in extract: I was told to give up, tests/plugins/misbehaving/src/lib.rs:{line}"
    );
    assert!(said.contains(&expected), "{said}");
}

#[test]
fn a_panic_that_shouts_the_document_tells_no_value_of_it() {
    let root = root();
    let document = r#"{"document": {"do": "shout", "holder": "Ruiz", "iban": "GB29NWBK601613"}}"#;
    let file = root.write("loud.jsonl", format!("{document}\n"));
    let file = file.to_str().unwrap();
    for extra in [&[][..], &["--json"]] {
        let arguments = [&["documents", "import", "misbehaving", file], extra].concat();
        let answer = root.run(&arguments);
        assert_eq!(answer.code, 1);
        let said = [answer.stdout, answer.stderr].concat();
        assert!(said.contains("what is this: "), "{said}");
        assert!(!said.contains("Ruiz") && !said.contains("GB29"), "{said}");
    }
}

#[test]
fn an_endless_loop_runs_out_of_fuel() {
    let said = told_to(&root(), "loop");
    assert!(
        said.contains("plugin 'misbehaving' used up its fuel of"),
        "{said}"
    );
}

#[test]
fn an_endless_loop_with_much_fuel_is_stopped_by_the_clock() {
    let root = root()
        .with("REFIT_PLUGINS__CALL_TIMEOUT_MS", "300")
        .with("REFIT_PLUGINS__FUEL_PER_CALL", "9000000000000000000")
        .with("REFIT_PLUGINS__FUEL_PER_DOCUMENT", "9000000000000000");
    let said = told_to(&root, "loop");
    assert!(
        said.contains("took longer than 300 ms in extract and was stopped"),
        "{said}"
    );
}

#[test]
fn growing_memory_ends_at_the_limit() {
    let said = told_to(
        &root().with("REFIT_PLUGINS__MAX_MEMORY_BYTES", "33554432"),
        "grow",
    );
    assert!(
        said.contains("asked for more than its 33554432 bytes of memory in extract"),
        "{said}"
    );
}

#[test]
fn deep_recursion_is_a_failed_call() {
    let said = told_to(&root(), "recurse");
    assert!(
        said.contains("plugin 'misbehaving' failed in extract"),
        "{said}"
    );
}

#[test]
fn other_document_types_go_on() {
    let root = root();
    told_to(&root, "panic");
    let file = root.write("real.jsonl", lines(3, 1, 0.9));
    assert_eq!(
        root.run(&[
            "documents",
            "import",
            "bank_statement",
            file.to_str().unwrap()
        ])
        .code,
        0
    );
}
