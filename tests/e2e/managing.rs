//! What operators and admins do over HTTP: documents, plugins, keys, and a model that is not good.

use paystub::Paystub;
use refit_plugin::Day;
use serde_json::{Value, json};

use crate::{
    command::{Root, canary_statement, component, lines},
    server::{Reply, Server},
};

const BANK: &str = "/api/bank-statements";

#[test]
fn an_intentionally_bad_model_is_refused_and_the_old_one_serves_on() {
    let root = Root::with_a_version();
    // Stumps of trees that hardly learn.
    let root = root
        .with(
            "REFIT_DOCUMENT_TYPES__BANK_STATEMENT__RANDOM_FOREST__MAX_DEPTH",
            "1",
        )
        .with("REFIT_DOCUMENT_TYPES__BANK_STATEMENT__XGBOOST__ROUNDS", "1")
        .with(
            "REFIT_DOCUMENT_TYPES__BANK_STATEMENT__XGBOOST__LEARNING_RATE",
            "0.01",
        );
    let server = Server::start(&root);
    let before = server.post(&format!("{BANK}/score"), &canary_statement());
    assert_eq!(before.status, 200, "{before:?}");
    let accepted = server.post(&format!("{BANK}/retrain-model"), "").json();
    let job = server.end_of(accepted["job_id"].as_str().unwrap());
    assert_eq!(
        (&job["status"], &job["verdict"]),
        (&"done".into(), &"rejected".into()),
        "{job:#}"
    );
    let reason = job["run"]["reason"].as_str().unwrap();
    assert!(
        reason.starts_with("Performance dropped by ")
            && reason.ends_with("(threshold: 0.15) - keeping previous version"),
        "{reason}"
    );
    let after = server.post(&format!("{BANK}/score"), &canary_statement());
    assert_eq!(after.json(), before.json());
    let history = server.get(&format!("{BANK}/versions")).json();
    assert_eq!(history["total_versions"], 2);
    assert_eq!(history["active_version"], before.json()["version_id"]);
    assert_eq!(history["versions"][0]["is_active"], false);
    server.until_logged("is not activated, for its performance dropped");
}

#[test]
fn documents_come_in_are_counted_and_erased() {
    let root = Root::with_a_version();
    let server = Server::start(&root);
    let path = format!("{BANK}/documents");
    let text = lines(30, 20, 0.9);
    let imported = server.post(&path, &text);
    assert_eq!(imported.status, 200, "{imported:?}");
    assert_eq!(
        (&imported.json()["added"], &imported.json()["rejected"]),
        (&50.into(), &0.into())
    );
    // The same as a list, and as a command would send it.
    let list: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let again = server.post(
        &format!("{path}?label_source=reviewer"),
        &json!({"documents": list}).to_string(),
    );
    assert_eq!(
        (again.status, &again.json()["updated"]),
        (200, &50.into()),
        "{again:?}"
    );
    let stored = server.get(&format!("{path}?limit=20")).json();
    assert_eq!(stored["documents"], 50);
    assert_eq!(stored["by_label"], json!({"APPROVE": 30, "REJECT": 20}));
    assert_eq!(stored["by_label_source"], json!({"reviewer": 50}));
    assert_eq!(stored["entries"].as_array().unwrap().len(), 20);
    assert!(stored["entries"][0].get("document").is_none());
    let rest = server
        .get(&format!("{path}?limit=40&before={}", stored["next_before"]))
        .json();
    assert_eq!(
        (
            rest["entries"].as_array().unwrap().len(),
            &rest["next_before"]
        ),
        (30, &Value::Null)
    );
    let (_, by_command) = root.json(&["documents", "stats", "bank_statement"]);
    assert_eq!(by_command["documents"], 50);

    // All or nothing, and the lines are named.
    let broken = format!(
        "{}\n{{\"document\": {{}}}}\n{{\"document\": 7}}",
        lines(1, 0, 0.5)
    );
    let refused = server.post(&path, &broken);
    assert_eq!(
        (refused.status, &refused.json()["code"]),
        (422, &"documents-unfit".into())
    );
    assert!(
        refused.json()["detail"]
            .as_str()
            .unwrap()
            .contains("line 3"),
        "{refused:?}"
    );
    let rejected = format!("{}\n{{\"document\": {{}}}}", lines(31, 0, 0.9));
    let refused = server.post(&path, &rejected);
    assert!(
        refused.json()["detail"]
            .as_str()
            .unwrap()
            .contains("line 32: the plugin rejects"),
        "{refused:?}"
    );
    let skipped = server
        .post(&format!("{path}?skip_rejected=true"), &rejected)
        .json();
    assert_eq!(
        (&skipped["added"], &skipped["rejected"]),
        (&1.into(), &1.into())
    );
    for nothing in ["", "\n\n", r#"{"documents":[]}"#] {
        assert_eq!(server.post(&path, nothing).status, 422, "{nothing}");
    }

    let id = stored["entries"][0]["id"].as_str().unwrap();
    let erased = server.delete(&format!("{path}/{id}"));
    assert_eq!(
        (erased.status, &erased.json()["scrubbed"]),
        (200, &true.into()),
        "{erased:?}"
    );
    assert_eq!(server.delete(&format!("{path}/{id}")).status, 404);
    assert_eq!(server.get(&path).json()["documents"], 50);
    let record = server.get("/api/audit").json()["records"][0].clone();
    assert_eq!(
        (&record["action"], &record["actor"]),
        (&"documents_erased".into(), &"loopback".into())
    );
    assert!(!record.to_string().contains(id));
}

#[test]
fn plugins_come_and_go_over_http_and_no_version_is_lost() {
    let root = Root::new();
    let server = Server::start(&root);
    let paystub = component("paystub.wasm");
    // The same with a section that says nothing: another digest.
    let newer = [&paystub[..], b"\x00\x05\x04note"].concat();
    let install = |bytes: &[u8]| server.upload("/api/plugins", bytes);
    assert_eq!(server.get("/api/paystubs/versions").status, 404);
    let first = install(&paystub);
    assert_eq!(first.status, 201, "{first:?}");
    let first = first.json();
    assert_eq!(
        (&first["document_type"], &first["replaced"]),
        (&"paystub".into(), &Value::Null)
    );
    let trained = server.post("/api/paystubs/retrain-model", "").json();
    let job = server.end_of(trained["job_id"].as_str().unwrap());
    assert_eq!(job["verdict"], "activated");
    let day = Day::from_date(2026, 3, 1).unwrap();
    let specimens = refit_plugin::generate::<Paystub>(7, 0, 1, day).unwrap();
    let document = &specimens[0].submission.document;
    let score = || server.post("/api/paystubs/score?received=2026-03-01", document);
    let before = score();
    assert_eq!(before.status, 200, "{before:?}");

    let second = install(&newer).json();
    assert_eq!(second["replaced"], first["digest"]);
    assert_ne!(second["digest"], first["digest"]);
    assert_eq!(score().text, before.text);

    for broken in [
        b"no component".to_vec(),
        Vec::new(),
        component("misbehaving.wasm"),
    ] {
        let refused = install(&broken);
        assert_eq!(
            (refused.status, &refused.json()["code"]),
            (422, &"plugin-breaks-laws".into()),
            "{refused:?}"
        );
        assert!(!refused.text.contains("component.wasm"), "{refused:?}");
        assert_eq!(score().text, before.text);
    }
    // Its own file has another name here: two files for one type could neither be used.
    let path = root.path().join("plugins");
    std::fs::rename(path.join("paystub.wasm"), path.join("other.wasm")).unwrap();
    server.until("/api/plugins", |reply: &Reply| {
        reply.text.contains("other.wasm")
    });
    let twin = install(&paystub);
    assert_eq!(
        (twin.status, &twin.json()["code"]),
        (409, &"plugin-twin".into()),
        "{twin:?}"
    );

    let removed = server.delete("/api/plugins/paystub");
    assert_eq!(removed.status, 200, "{removed:?}");
    assert_eq!(score().status, 404);
    assert_eq!(server.delete("/api/plugins/paystub").status, 404);
    assert_eq!(install(&newer).status, 201);
    assert_eq!(score().text, before.text);
    let records = server.get("/api/audit?document_type=paystub").json();
    let records = records["records"].as_array().unwrap();
    let actions: Vec<&str> = records
        .iter()
        .map(|record| record["action"].as_str().unwrap())
        .collect();
    assert_eq!(
        actions,
        [
            "plugin_installed",
            "plugin_removed",
            "plugin_installed",
            "activated",
            "plugin_installed"
        ]
    );
}

#[test]
fn a_quarantined_plugin_is_released_by_an_admin() {
    let root = Root::new();
    root.write("plugins/misbehaving.wasm", component("misbehaving.wasm"));
    let server = Server::start(&root);
    let import = r#"{"document": {"do": "panic"}}"#;
    let path = "/api/misbehavings/documents";
    let refused = server.post("/api/plugins/misbehaving/release", "");
    assert_eq!(
        (refused.status, &refused.json()["code"]),
        (409, &"plugin-not-quarantined".into())
    );
    let is_quarantined = || server.get("/api/plugins").text.contains("\"quarantined\"");
    for _ in 0..20 {
        let failed = server.post(path, import);
        assert_eq!(failed.status, 502, "{failed:?}");
        if is_quarantined() {
            break;
        }
    }
    assert!(is_quarantined());
    let good = r#"{"document": {"size": 5}}"#;
    assert_eq!(server.post(path, good).json()["code"], "plugin-quarantined");
    assert_eq!(
        server.post("/api/plugins/misbehaving/release", "").status,
        200
    );
    assert_eq!(server.post(path, good).status, 200);
    assert_eq!(server.post("/api/plugins/nothing/release", "").status, 404);
    assert_eq!(server.post("/api/plugins/No-Name/release", "").status, 404);
}

#[test]
fn keys_are_made_and_revoked_over_http_where_every_client_needs_one() {
    let root = Root::with_a_version().with("REFIT_SERVER__REQUIRE_KEYS", "true");
    let refused = root.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.stderr.contains("refit key create"), "{refused:?}");
    let (_, admin) = root.json(&["key", "create", "--role", "admin", "--name", "boss"]);
    let server = Server::start(&root);
    let ask = |method: &str, path: &str, key: &str, body: &str| {
        server.ask(
            method,
            path,
            &[("authorization", &format!("Bearer {key}"))],
            body,
        )
    };
    assert_eq!(server.get("/api/keys").status, 401);
    assert_eq!(server.get("/health/ready").status, 200);
    let admin = admin["token"].as_str().unwrap();
    let wanted = r#"{"name":"till 3","role":"scorer"}"#;
    let made = ask("POST", "/api/keys", admin, wanted);
    assert_eq!(made.status, 201, "{made:?}");
    let made = made.json();
    let till = made["token"].as_str().unwrap();
    let score = format!("{BANK}/score");
    assert_eq!(ask("POST", &score, till, &canary_statement()).status, 200);
    let denied = ask("POST", &format!("{BANK}/rollback"), till, "");
    assert_eq!(
        (denied.status, &denied.json()["code"]),
        (403, &"role-insufficient".into())
    );
    let list = ask("GET", "/api/keys", admin, "");
    assert_eq!(list.json()["keys"][0]["name"], "till 3");
    assert!(!list.text.contains(till));
    for (wanted, status) in [
        (r#"{"name":"x","role":"god"}"#, 422),
        (r#"{"name":" ","role":"viewer"}"#, 422),
        (r#"{"name":"x"}"#, 422),
        ("", 422),
    ] {
        assert_eq!(
            ask("POST", "/api/keys", admin, wanted).status,
            status,
            "{wanted}"
        );
    }
    let id = made["key"]["id"].as_str().unwrap();
    assert_eq!(
        ask("DELETE", &format!("/api/keys/{id}"), admin, "").status,
        200
    );
    assert_eq!(ask("POST", &score, till, &canary_statement()).status, 401);
    assert_eq!(
        ask("DELETE", &format!("/api/keys/{id}"), admin, "").status,
        404
    );
}

#[test]
fn a_server_has_a_plugin_folder_of_its_own_from_the_start() {
    let root = Root::new();
    let plugins = root.path().join("plugins");
    let program = root.path().join("program");
    std::fs::create_dir(&program).unwrap();
    std::fs::rename(&plugins, program.join("plugins")).unwrap();
    let binary = program.join("refit");
    std::fs::copy(env!("CARGO_BIN_EXE_refit"), &binary).unwrap();
    let mut command = root.command_of(&binary, &["serve", "--listen", "127.0.0.1:0"]);
    let server = Server::started(&mut command);
    assert!(plugins.join("bank_statement.wasm").is_file());
    server.until(&format!("{BANK}/versions"), |reply| {
        reply.json()["active_version"].is_string()
    });
    root.write("plugins/parcel.wasm", component("parcel.wasm"));
    server.until("/api/parcels/versions", |reply| reply.status == 200);
}

#[test]
fn the_status_is_told_without_a_server_too() {
    let root = Root::with_a_version().with("REFIT_JOBS__TRAIN_MISSING_AT_START", "false");
    let (code, before) = root.json(&["status"]);
    assert_eq!((code, &before["scheduler"]["running"]), (0, &false.into()));
    let server = Server::start(&root);
    let (_, status) = root.json(&["status"]);
    let served = server.get("/api/retraining/status").json();
    assert_eq!(status, served);
    assert_eq!(status["scheduler"]["running"], true);
    // A damaged file is told by name, by command and by route.
    let version = status["performance_history"]["bank_statement"]["active_version"].clone();
    let version = version.as_str().unwrap();
    let file = format!("models/bank_statement/bank_statement_xgboost_{version}.bin");
    root.write(&file, "damaged");
    let refused = server.post(&format!("{BANK}/versions/{version}/activate"), "");
    assert_eq!(
        (refused.status, &refused.json()["code"]),
        (409, &"version-damaged".into()),
        "{refused:?}"
    );
    drop(server);
    let text = root.run(&["status"]).stdout;
    for words in [
        "bank_statement cannot be scored: 'bank_statement/bank_statement_xgboost_",
        "bank_statement",
        "Weekly retraining: next on",
        "start `refit serve`",
    ] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
}
