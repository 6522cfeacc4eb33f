//! Retraining, scoring and status over HTTP, through the real binary.
#![cfg(unix)]

use std::time::Duration;

use serde_json::Value;

use crate::{
    command::{Root, canary_statement, component},
    server::Server,
};

const TYPES: [(&str, &str); 4] = [
    ("bank_statement", "bank-statements"),
    ("check", "checks"),
    ("money_order", "money-orders"),
    ("paystub", "paystubs"),
];

fn root_with_all_types() -> Root {
    let root = Root::without_plugins();
    for (name, _) in TYPES {
        let file = format!("{name}.wasm");
        root.write(&format!("plugins/{file}"), component(&file));
    }
    root
}

fn a_statement() -> String {
    canary_statement()
}

/// The manual test of the original's guide, with its paths.
#[test]
fn the_manual_test_of_the_original_works_as_written() {
    let root = root_with_all_types();
    let server = Server::start(&root);
    // A newcomer's first start ends with four models.
    for (name, plural) in TYPES {
        let path = format!("/api/{plural}/versions");
        let versions = server.until(&path, |reply| reply.json()["active_version"].is_string());
        assert_eq!(versions.json()["total_versions"], 1, "{name}");
        let version = versions.json()["versions"][0].clone();
        assert_eq!(version["data_source"], "synthetic");
        assert!(version["r2_score"].as_f64().unwrap() > 0.8, "{name}");
    }
    for (name, plural) in TYPES {
        let reply = server.post(&format!("/api/{plural}/retrain-model"), "");
        assert_eq!(reply.status, 202);
        let accepted = reply.json();
        assert_eq!(accepted["success"], true);
        assert_eq!(accepted["status"], "processing");
        assert_eq!(accepted["document_type"], name);
        let id = accepted["job_id"].as_str().unwrap();
        assert_eq!(accepted["status_url"], format!("/api/retraining/jobs/{id}"));
        let job = server.end_of(id);
        assert_eq!(
            (&job["status"], &job["verdict"]),
            (&"done".into(), &"activated".into())
        );
        assert_eq!(job["run"]["steps"].as_array().unwrap().len(), 11);
    }
    let status = server.get("/api/retraining/status").json();
    assert_eq!(status["success"], true);
    assert_eq!(status["scheduler"]["running"], true);
    let weekly = &status["scheduler"]["jobs"][0];
    assert_eq!(weekly["name"], "Weekly retraining");
    assert!(
        weekly["next_run_time"]
            .as_str()
            .unwrap()
            .contains("T02:00:00")
    );
    for (name, plural) in TYPES {
        let history = &status["performance_history"][name];
        assert_eq!(history["total_versions"], 2, "{name}");
        let active = history["active_version"].as_str().unwrap();
        assert_eq!(history["versions"][0]["version_id"], active);
        assert_eq!(history["versions"][0]["is_active"], true);
        let folder = root.path().join("models").join(name);
        let pointer = std::fs::read_to_string(folder.join("ACTIVE_VERSION.txt")).unwrap();
        assert_eq!(pointer.trim(), active);
        assert!(folder.join("performance_history.json").exists());
        assert!(
            folder
                .join(format!("{name}_random_forest_{active}.bin"))
                .exists()
        );
        let rolled_back = server.post(&format!("/api/{plural}/rollback"), "").json();
        assert_eq!(rolled_back["previous"], active);
        assert_eq!(rolled_back["generation"], 3);
    }
    let (code, took) = server.stop();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn documents_are_scored_one_by_one_and_in_batches() {
    let root = Root::with_a_version();
    let server = Server::start(&root);
    let score = server.post("/api/bank-statements/score", &a_statement());
    assert_eq!(score.status, 200, "{score:?}");
    let by_command = {
        let file = root.write("statement.json", a_statement());
        root.json(&["score", "bank_statement", file.to_str().unwrap()])
            .1
    };
    assert_eq!(score.json(), by_command);
    let batch = format!(r#"{{"documents":[{}, {{}}, 7]}}"#, a_statement());
    let batch = server.post("/api/bank-statements/score", &batch);
    assert_eq!(batch.status, 200);
    let results = batch.json()["results"].clone();
    assert_eq!(results[0], by_command);
    for rejected in [&results[1], &results[2]] {
        assert_eq!(rejected["success"], false);
        assert_eq!(rejected["code"], "document-rejected");
        assert_eq!(rejected["status"], 422);
    }
    for (path, body, status, code) in [
        ("/api/bank-statements/score", "{}", 422, "document-rejected"),
        ("/api/bank-statements/score", "[]", 422, "body-unfit"),
        ("/api/bank-statements/score", "{", 400, "body-not-json"),
        (
            "/api/bank-statements/score?received=soon",
            "{}",
            400,
            "query-unfit",
        ),
        ("/api/paystubs/score", "{}", 404, "unknown-document-type"),
        (
            "/api/..%2f..%2fetc/score",
            "{}",
            404,
            "unknown-document-type",
        ),
        (
            "/api/bank-statements/versions/20250101_000000/activate",
            "",
            404,
            "version-not-activated",
        ),
        (
            "/api/bank-statements/versions/..%2f/activate",
            "",
            404,
            "unknown-version",
        ),
        (
            "/api/bank-statements/rollback",
            "",
            409,
            "version-not-activated",
        ),
        ("/api/nowhere", "", 404, "unknown-route"),
        ("/api/retraining/status", "", 405, "method-not-allowed"),
    ] {
        let reply = server.post(path, body);
        assert_eq!(reply.status, status, "{path}: {reply:?}");
        assert_eq!(reply.content_type, "application/problem+json");
        assert_eq!(reply.json()["code"], code, "{path}");
        assert_eq!(reply.json()["error"], reply.json()["detail"]);
    }
    let metrics = server.get("/metrics").text;
    for line in [
        "refit_scores_total{document_type=\"bank_statement\",recommendation=",
        "refit_rejected_documents_total{document_type=\"bank_statement\"} 3",
        "refit_http_requests_total{method=\"POST\",route=\"/api/{plural}/score\",status=\"200\"} 2",
        "refit_active_version{document_type=\"bank_statement\",version=",
        "refit_plugin_fuel_total{document_type=\"bank_statement\"} ",
        "refit_jobs{state=\"queued\"} 0",
    ] {
        assert!(metrics.contains(line), "{line} is missing in\n{metrics}");
    }
    assert!(server.get("/docs").text.contains("/api/{plural}/score"));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep = server.post("/api/bank-statements/score", &format!(r#"{{"a":{deep}}}"#));
    assert_eq!(deep.json()["code"], "body-too-deep");
    let long = server.post("/api/bank-statements/score", &" ".repeat(9 << 20));
    assert_eq!(long.status, 413);
}

#[test]
fn a_job_is_followed_to_its_end() {
    let root = Root::with_a_version();
    let server = Server::start(&root);
    let accepted = server.post("/api/bank-statements/retrain-model", "").json();
    let id = accepted["job_id"].as_str().unwrap();
    let events = server.get(&format!("/api/retraining/jobs/{id}/events"));
    assert_eq!(events.content_type, "text/event-stream");
    let steps = events.text.matches("\"state\":\"ended\"").count();
    assert_eq!(steps, 11, "{}", events.text);
    let end = events
        .text
        .lines()
        .rfind(|line| line.starts_with("data:"))
        .unwrap();
    let end: Value = serde_json::from_str(end.trim_start_matches("data: ")).unwrap();
    assert_eq!(
        (&end["status"], &end["verdict"]),
        (&"done".into(), &"activated".into())
    );
    let cancel = server.delete(&format!("/api/retraining/jobs/{id}"));
    assert_eq!(
        (cancel.status, &cancel.json()["code"]),
        (409, &"job-ended".into())
    );
    let unknown = server.get("/api/retraining/jobs/0194a5d2-0000-7000-8000-000000000000");
    assert_eq!(unknown.status, 404);
}

#[test]
fn a_killed_run_is_taken_up_again_and_one_that_is_stopped_burns_no_attempt() {
    let root = Root::with_a_version();
    // Long enough to be in the middle of it.
    let root = root
        .with("REFIT_DATA_BLENDING__SYNTHETIC_SAMPLE_COUNT", "20000")
        .with("REFIT_JOBS__TRAIN_MISSING_AT_START", "false");
    let server = Server::start(&root);
    let accepted = server.post("/api/bank-statements/retrain-model", "").json();
    let id = accepted["job_id"].as_str().unwrap().to_owned();
    let path = format!("/api/retraining/jobs/{id}");
    server.until(&path, |reply| reply.json()["step"] == "generate");
    server.kill();
    let server = Server::start(&root);
    let job = server.until(&path, |reply| reply.json()["attempt"] == 2);
    assert_eq!(job.json()["status"], "running");
    // Another server on the same file would be a second worker.
    let second = root.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code, 1);
    assert!(
        second
            .stderr
            .contains("another server or worker works on this database"),
        "{second:?}"
    );
    let (code, _) = server.stop();
    assert_eq!(code, Some(0));
    let server = Server::start(&root);
    let job = server.until(&path, |reply| reply.json()["status"] == "running");
    assert_eq!(job.json()["attempt"], 2);
    let cancelled = server.delete(&path);
    assert_eq!(cancelled.status, 202);
    assert_eq!(server.end_of(&id)["status"], "cancelled");
    assert_eq!(server.get("/health/ready").status, 200);
}

#[test]
fn a_plugin_that_is_dropped_in_has_its_routes_within_seconds() {
    let root = Root::with_a_version();
    let server = Server::start(&root);
    assert_eq!(server.get("/api/paystubs/versions").status, 404);
    root.write("plugins/paystub.wasm", component("paystub.wasm"));
    server.until("/api/paystubs/versions", |reply| reply.status == 200);
    let accepted = server.post("/api/paystubs/retrain-model", "").json();
    let job = server.end_of(accepted["job_id"].as_str().unwrap());
    assert_eq!(job["verdict"], "activated");
    // A broken one in its place leaves it at work.
    root.write("plugins/bank_statement.wasm", "no component");
    let is_told = |reply: &crate::server::Reply| {
        let plugins = reply.json()["plugins"].clone();
        plugins
            .as_array()
            .unwrap()
            .iter()
            .any(|plugin| plugin["state"] == "refused")
    };
    server.until("/api/plugins", is_told);
    let score = server.post("/api/bank-statements/score", &a_statement());
    assert_eq!(score.status, 200);
}

#[test]
fn the_log_tells_the_runs_in_the_words_of_the_guide() {
    let root = Root::with_a_version();
    let server = Server::start(&root);
    let accepted = server.post("/api/retraining/run-all", "").json();
    let id = accepted["jobs"][0]["job_id"].as_str().unwrap();
    server.end_of(id);
    // The summary comes after the end of the last job.
    for words in [
        "scheduler started: Weekly retraining",
        "retraining completed: the new version is active",
        "all jobs of a batch have ended",
        "bank_statement activated (",
    ] {
        server.until_logged(words);
    }
    let other_host = ureq::get(format!("http://{}/api/health", server.address()))
        .header("host", "evil.example")
        .call();
    assert!(matches!(other_host, Err(ureq::Error::StatusCode(421))));
    let run_all = format!("http://{}/api/retraining/run-all", server.address());
    let from = |origin: &str| ureq::post(&run_all).header("origin", origin).send("");
    let foreign = from("https://evil.example");
    assert!(matches!(foreign, Err(ureq::Error::StatusCode(403))));
    assert!(from(&format!("http://{}", server.address())).is_ok());
}

#[test]
fn other_machines_are_not_served_without_a_key() {
    let root = Root::with_a_version();
    let open = ["serve", "--listen", "0.0.0.0:0"];
    let refused = root.run(&open);
    assert_eq!(refused.code, 1);
    assert!(
        refused
            .stderr
            .contains("`refit key create --role admin --name NAME` makes one"),
        "{refused:?}"
    );
    let (code, key) = root.json(&["key", "create", "--role", "scorer", "--name", "till"]);
    assert_eq!(code, 0);
    let token = key["token"].as_str().unwrap();
    let (_, list) = root.json(&["key", "list"]);
    assert_eq!(list["keys"][0]["name"], "till");
    assert!(!list.to_string().contains(token));
    let (code, _) = root.json(&["key", "revoke", key["id"].as_str().unwrap()]);
    assert_eq!(code, 0);
    let refused = root.run(&open);
    assert_eq!(refused.code, 1, "{refused:?}");
}
