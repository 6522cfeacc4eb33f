//! The dashboard in a browser, against a real server.
#![cfg(unix)]

use std::process::Command;

use crate::{
    command::{Root, component},
    server::{Server, assert_no_canary},
};

/// What a page has become after its scripts ran, and what the browser said of it; none where there
/// is no Chromium.
fn visit(url: &str) -> Option<(String, String)> {
    let browser = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok())?;
    let profile = tempfile::tempdir().unwrap();
    let output = Command::new(browser)
        .args([
            "--headless",
            // Chromium refuses its sandbox to root, which tests in containers are.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--enable-logging=stderr",
            "--virtual-time-budget=8000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(url)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr)
        .lines()
        .filter(|line| line.contains("CONSOLE"))
        .collect::<Vec<_>>()
        .join("\n");
    Some((String::from_utf8_lossy(&output.stdout).into_owned(), said))
}

#[test]
fn a_person_sees_what_is_live_and_why() {
    let root = Root::with_a_version();
    root.write("plugins/broken.wasm", "no component");
    root.write("plugins/paystub.wasm", component("paystub.wasm"));
    let root = root.with("REFIT_JOBS__TRAIN_MISSING_AT_START", "false");
    let server = Server::start(&root);
    let history = server.get("/api/bank-statements/versions").json();
    let version = history["active_version"].as_str().unwrap().to_owned();
    for (place, words) in [
        (
            "",
            &[
                "Bank statement",
                "Why it is live",
                "No previous model found",
                "Weekly retraining",
                "There is no version yet",
            ][..],
        ),
        ("#/types/bank_statement", &["Live now", "ROC-AUC", "KS"]),
        ("#/plugins", &["broken.wasm", "is not WebAssembly"]),
        ("#/audit", &["No previous model found"]),
        ("#/jobs", &["Jobs"]),
        ("#/score", &["Score a document", "Try an example"]),
    ] {
        let Some((page, said)) = visit(&format!("http://{}/{place}", server.address())) else {
            println!("skipped: there is no Chromium");
            return;
        };
        assert_no_canary(&page, place);
        for word in words {
            assert!(
                page.contains(word),
                "{word} is missing on '{place}':\n{page}"
            );
        }
        assert!(said.is_empty(), "'{place}': {said}");
        if place.is_empty() {
            assert!(page.contains(&version), "{version} is missing:\n{page}");
        }
    }
}
