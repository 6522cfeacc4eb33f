//! Plugins in Python. Where Python or componentize-py cannot be had, these tests skip and say so.

use std::{path::Path, process::Command};

use serde_json::json;

use crate::command::{Answer, Root, workspace};

/// What `refit plugin build` says where the machine lacks something that no plugin can help.
const LACKS: [&str; 4] = [
    "Python cannot be started",
    "it is too old",
    "Python cannot make an environment",
    "cannot be installed",
];

/// A root without plugins. A component with Python in it takes ten seconds to be compiled, many
/// times that where other tests run.
pub(crate) fn root() -> Root {
    Root::without_plugins().with("REFIT_PLUGINS__COMPILE_TIMEOUT_SECONDS", "600")
}

/// Builds a plugin in Python; `None` where the machine lacks what it takes.
pub(crate) fn build(root: &Root, folder: &Path, out: &Path) -> Option<Answer> {
    let folder = folder.to_str().unwrap();
    let answer = root.run(&["plugin", "build", folder, "--out", out.to_str().unwrap()]);
    let lacks = answer.code != 0 && LACKS.iter().any(|lack| answer.stderr.contains(lack));
    if lacks {
        println!("skipped: {}", answer.stderr);
    }
    (!lacks).then_some(answer)
}

/// Runs the unit tests in a folder; the SDK is on Python's path.
fn unittests(folder: &Path) {
    let output = Command::new("python3")
        .args(["-m", "unittest", "discover", "--verbose", "-s"])
        .arg(folder)
        .env("PYTHONPATH", workspace().join("host/templates/python"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output();
    let Ok(output) = output else {
        println!("skipped: there is no python3");
        return;
    };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("... ok"), "no test ran: {said}");
}

#[test]
fn the_python_sdk_reads_what_the_rust_sdk_reads() {
    unittests(&workspace().join("tests/python"));
}

#[test]
fn a_plugin_keeps_the_laws_without_the_host() {
    unittests(&workspace().join("tests/plugins/banknote"));
}

#[test]
fn a_new_plugin_in_python_builds_keeps_the_laws_retrains_and_scores_as_it_is() {
    let root = root();
    let folder = root.path().join("parking_bill");
    let made = root.run(&[
        "plugin",
        "new",
        "parking_bill",
        "--language",
        "python",
        "--folder",
        folder.to_str().unwrap(),
    ]);
    assert_eq!(made.code, 0, "{made:?}");
    unittests(&folder);
    let file = root.path().join("parking_bill.wasm");
    let Some(built) = build(&root, &folder, &file) else {
        return;
    };
    assert_eq!(built.code, 0, "{built:?}");
    let (code, checked) = root.json(&["plugin", "check", file.to_str().unwrap()]);
    assert_eq!(code, 0, "{checked:#}");
    let (code, installed) = root.json(&["plugin", "install", file.to_str().unwrap()]);
    assert_eq!(code, 0, "{installed:#}");
    let (code, run) = root.json(&["retrain", "parking_bill"]);
    assert_eq!(
        (code, &run["data_source"]),
        (0, &json!("synthetic")),
        "{run:#}"
    );

    let bill =
        |total: &str| json!({"total": total, "date": "2026-01-31", "lines": [{"amount": 40}]});
    let bills = json!({"documents": [bill("$40.00"), bill("95.00"), [], {"lines": []}]});
    let bills = root.write("bills.json", bills.to_string());
    let bills = bills.to_str().unwrap();
    let (_, batch) = root.json(&["score", "parking_bill", bills, "--received", "2026-02-05"]);
    let results = &batch["results"];
    let score = |place: usize| results[place]["risk_score"].as_f64().unwrap();
    assert!(score(0) < 30.0 && score(1) > score(0) + 25.0, "{batch:#}");
    assert!(results[2]["risk_score"].is_null(), "{batch:#}");
    assert!(results[3].to_string().contains("total"), "{batch:#}");
}

#[test]
fn a_build_says_what_is_wrong_with_a_module() {
    let root = root();
    let plugin =
        std::fs::read_to_string(workspace().join("tests/plugins/banknote/plugin.py")).unwrap();
    root.write("note/pyproject.toml", "[tool.refit]\n");
    let folder = root.path().join("note");
    let out = root.path().join("note.wasm");
    for (wrong, said) in [
        (
            plugin.replace("\"lowers\"", "\"helps\""),
            "feature variance: its effect is one of raises, lowers, either",
        ),
        (
            plugin.replace("def extract_one", "def extract_two"),
            "it lacks extract_one",
        ),
        (format!("{plugin}\n1 / 0\n"), "ZeroDivisionError"),
        (
            plugin.replace(
                "random.chance(0.45)",
                "__import__('random').random() < 0.45",
            ),
            "use the random numbers that generate_one is given",
        ),
        (
            plugin.replace("random.chance(0.45)", "len(open('notes').read()) > 1"),
            "No such file",
        ),
    ] {
        root.write("note/plugin.py", wrong);
        let Some(answer) = build(&root, &folder, &out) else {
            return;
        };
        assert_eq!(answer.code, 1, "{answer:?}");
        assert!(answer.stderr.contains(said), "{answer:?}");
        assert!(!out.exists());
    }
}
