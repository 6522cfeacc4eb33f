//! Values from documents are seen nowhere: every server of these tests is searched for them, at the
//! level of all details; here commands are too, and the ways in which documents fail.
#![cfg(unix)]

use serde_json::{Value, json};

use crate::{
    command::{Root, canary_statement, component, lines},
    server::{CANARIES, Server, assert_no_canary},
};

/// A line of an import with every kind of value.
fn line(document: &str) -> String {
    let document: Value = serde_json::from_str(document).unwrap();
    json!({
        "id": CANARIES[3],
        "group": CANARIES[3],
        "document": document,
        "label": "REJECT",
        "confidence": 0.9,
    })
    .to_string()
}

/// Documents that cannot be read, each with a value at the place where reading stops.
fn broken_documents() -> Vec<String> {
    let [name, account, address, _] = CANARIES;
    let whole: Value = serde_json::from_str(&canary_statement()).unwrap();
    let members: Vec<String> = whole.as_object().unwrap().keys().cloned().collect();
    let mut broken = vec![
        format!("{{\"account_holder_name\": \"{name}"),
        format!("{{\"account_number\": {account}{account}{account}"),
        format!("{{\"account_holder_name\": {name}}}"),
        format!("[\"{address}\"]"),
        format!("\"{name}\""),
        format!("{{\"{name}\": \"{account}\"}}"),
        format!(
            "{{\"documents\": [{{\"account_holder_name\": \"{name}\"}}, \"{address}\", {account}]}}"
        ),
    ];
    for member in members {
        for value in [json!(name), json!({name: account}), json!([address, name])] {
            let mut document = whole.clone();
            document[&member] = value;
            broken.push(document.to_string());
        }
    }
    broken
}

#[test]
fn a_server_repeats_no_value_of_a_document_whatever_becomes_of_it() {
    let root = Root::with_a_version();
    root.write("plugins/misbehaving.wasm", component("misbehaving.wasm"));
    let server = Server::start(&root);
    let bank = "/api/bank-statements";
    let mut statuses = std::collections::BTreeSet::new();
    for document in broken_documents() {
        statuses.insert(server.post(&format!("{bank}/score"), &document).status);
        let import = server.post(&format!("{bank}/documents"), &document);
        statuses.insert(import.status);
        for body in [
            format!(
                "{{\"document\": {document}, \"label\": \"{}\"}}",
                CANARIES[0]
            ),
            format!(
                "{{\"documents\": [{{\"document\": {document}, \"received\": \"{}\"}}]}}",
                CANARIES[2]
            ),
        ] {
            let import = server.post(&format!("{bank}/documents"), &body);
            assert!((400..500).contains(&import.status), "{import:?}");
        }
    }
    assert!(statuses.contains(&200) && statuses.contains(&422) && statuses.contains(&400));
    // In places where names and numbers are expected, too.
    let [name, account, ..] = CANARIES;
    let encoded = name.replace(' ', "%20");
    for path in [
        format!("{bank}/score?received={account}"),
        format!("{bank}/score?{account}=1"),
        format!("{bank}/documents?label_source={account}"),
        format!("{bank}/versions/{account}/activate"),
        format!("/api/{encoded}/score"),
        format!("/api/{account}/score"),
        format!("/{encoded}"),
    ] {
        let reply = server.post(&path, &canary_statement());
        assert!((400..500).contains(&reply.status), "{path}: {reply:?}");
    }
    for what in ["panic", "shout", "loop", "grow"] {
        let document = json!({"do": what, "holder": name, "account": account}).to_string();
        let import = format!("{{\"document\": {document}, \"label\": \"REJECT\"}}");
        let reply = server.post("/api/misbehavings/documents", &import);
        assert!(reply.status >= 400, "{what}: {reply:?}");
    }
    // All that is stored has the values, and a run learns from it.
    let more = lines(300, 300, 0.95);
    let import = format!("{more}\n{}", line(&canary_statement()));
    let imported = server.post(&format!("{bank}/documents"), &import);
    assert_eq!(imported.status, 200, "{imported:?}");
    let accepted = server.post(&format!("{bank}/retrain-model"), "").json();
    let id = accepted["job_id"].as_str().unwrap();
    server.get(&format!("/api/retraining/jobs/{id}/events"));
    let job = server.end_of(id);
    assert_eq!(job["run"]["data_source"], "real", "{job:#}");
    for path in [
        "/api/retraining/status".to_owned(),
        "/api/retraining/jobs".to_owned(),
        "/api/audit".to_owned(),
        "/metrics".to_owned(),
        "/api/plugins".to_owned(),
        format!("{bank}/versions"),
        format!(
            "{bank}/versions/{}",
            job["run"]["version_id"].as_str().unwrap()
        ),
    ] {
        assert_eq!(server.get(&path).status, 200, "{path}");
    }
    // The id in the list is the sender's own, which an operator sent: it is there on purpose.
    let id = CANARIES[3];
    let erased = server.delete(&format!("{bank}/documents/{id}"));
    assert_eq!(erased.json()["erased"], 1, "{erased:?}");
    assert_eq!(erased.json()["scrubbed"], true);
    assert_eq!(server.delete(&format!("{bank}/documents/{id}")).status, 404);
    assert_eq!(
        server.get("/api/audit").json()["records"][0]["action"],
        "documents_erased"
    );
    assert!(
        server.log().contains("\"level\":\"DEBUG\""),
        "the log has no details"
    );
    // Erased is erased.
    for entry in std::fs::read_dir(root.path().join("data")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let content = std::fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&content);
            assert_no_canary(&text, &path.display().to_string());
        }
    }
}

#[test]
fn a_command_repeats_no_value_of_a_document() {
    let root = Root::new().with("REFIT_LOG", "trace");
    let import = format!("{}\n{}", lines(300, 300, 0.95), line(&canary_statement()));
    root.write("import.jsonl", &import);
    root.write("one.json", canary_statement());
    root.write("broken.jsonl", broken_documents().join("\n"));
    root.write(
        "batch.json",
        json!({"documents": broken_documents()}).to_string(),
    );
    let file = |name: &str| root.path().join(name).to_str().unwrap().to_owned();
    for (arguments, codes) in [
        (
            vec![
                "documents",
                "import",
                "bank_statement",
                &file("import.jsonl"),
            ],
            [0, 0],
        ),
        (
            vec![
                "documents",
                "import",
                "bank_statement",
                &file("broken.jsonl"),
            ],
            [1, 1],
        ),
        (vec!["retrain", "bank_statement"], [0, 3]),
        (vec!["score", "bank_statement", &file("one.json")], [0, 0]),
        (vec!["score", "bank_statement", &file("batch.json")], [1, 1]),
        (vec!["documents", "stats", "bank_statement"], [0, 0]),
        (vec!["versions", "bank_statement"], [0, 0]),
        (vec!["status"], [0, 0]),
    ] {
        for json in [false, true] {
            let mut arguments = arguments.clone();
            arguments.extend(json.then_some("--json"));
            let answer = root.run(&arguments);
            assert!(codes.contains(&answer.code), "{arguments:?}: {answer:?}");
            assert_no_canary(&answer.stdout, "standard output");
            assert_no_canary(&answer.stderr, "standard error");
        }
    }
}
