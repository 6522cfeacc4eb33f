//! A root of one's own, and the binary run in it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

use bank_statement::BankStatement;
use refit_plugin::{Class, Day, Specimen};
use serde_json::{Value, json};

/// The top of this workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

/// A file of the real documents, in a folder that `REFIT_TEST_DATA` names and in no repository.
pub(crate) fn data(file: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("REFIT_TEST_DATA")?);
    Some(folder.join(file)).filter(|file| file.exists())
}

/// A folder with the built components, which are built where `REFIT_TEST_PLUGINS` names none.
fn components() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let root = workspace();
        if let Some(folder) = std::env::var_os("REFIT_TEST_PLUGINS") {
            // A relative path starts where the tests were started, which is the workspace.
            return root.join(folder);
        }
        let out = "target/test-plugins";
        let status = Command::new("plugins/build.sh")
            .args([
                "bank-statement",
                "check",
                "money-order",
                "paystub",
                "tests/plugins/misbehaving",
                "tests/plugins/parcel",
                "tests/plugins/parcel-more",
            ])
            .env("REFIT_PLUGIN_OUT", out)
            .current_dir(&root)
            .status()
            .unwrap();
        assert!(status.success(), "the components could not be built");
        root.join(out)
    })
}

/// A component, copied from the built ones.
pub(crate) fn component(name: &str) -> Vec<u8> {
    std::fs::read(components().join(name)).unwrap()
}

/// A root folder with the plugin of bank statements.
pub(crate) struct Root {
    folder: tempfile::TempDir,
    variables: Vec<(String, String)>,
}

/// What a command answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Root {
    pub(crate) fn new() -> Self {
        let root = Self::without_plugins();
        root.write(
            "plugins/bank_statement.wasm",
            component("bank_statement.wasm"),
        );
        root
    }

    /// A root that has a version already, so that a server starts without training.
    pub(crate) fn with_a_version() -> Self {
        let root = Self::new();
        let (code, _) = root.json(&["retrain", "bank_statement"]);
        assert_eq!(code, 0);
        root
    }

    pub(crate) fn without_plugins() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("plugins")).unwrap();
        // Compiled code is shared by all tests: it is the same for the same bytes.
        let cache = std::env::temp_dir().join("refit-test-plugin-cache");
        let cache = cache.to_string_lossy().into_owned();
        Self {
            folder,
            variables: vec![("REFIT_PLUGINS__CACHE_FOLDER".to_owned(), cache)],
        }
    }

    /// The root, with a variable set for all its commands.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, file: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// `refit --root …` with these arguments, not yet run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.command_of(Path::new(env!("CARGO_BIN_EXE_refit")), arguments)
    }

    /// The same for a copy of the binary.
    pub(crate) fn command_of(&self, binary: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary);
        for (name, _) in std::env::vars() {
            if name.starts_with("REFIT_") || name.contains("RETRAINING") {
                command.env_remove(name);
            }
        }
        command
            .arg("--root")
            .arg(self.path())
            .args(arguments)
            .envs(self.variables.iter().cloned());
        command
    }

    /// Runs it to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        Answer::of(&self.command(arguments).output().unwrap())
    }

    /// Runs with `--json`, whatever the exit code.
    pub(crate) fn json(&self, arguments: &[&str]) -> (i32, Value) {
        let arguments: Vec<&str> = [arguments, &["--json"]].concat();
        let answer = self.run(&arguments);
        let value = serde_json::from_str(&answer.stdout)
            .unwrap_or_else(|error| panic!("{error}: {answer:?}"));
        (answer.code, value)
    }
}

impl Answer {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }
}

/// Statements of another sequence than any run generates, with their classes.
pub(crate) fn statements(from: u64, count: u32) -> Vec<Specimen> {
    let day = Day::from_date(2026, 3, 1).unwrap();
    refit_plugin::generate::<BankStatement>(990_001, from, count, day).unwrap()
}

/// A statement with values that must be seen nowhere else.
pub(crate) fn canary_statement() -> String {
    let document = statements(0, 1).remove(0).submission.document;
    let mut document: Value = serde_json::from_str(&document).unwrap();
    let [name, account, address, _] = crate::server::CANARIES;
    document["account_holder_name"] = name.into();
    document["account_number"] = account.into();
    document["account_holder_address"] = address.into();
    document.to_string()
}

/// Lines of an import: so many honest and so many forged statements.
pub(crate) fn lines(honest: usize, forged: usize, confidence: f64) -> String {
    let specimens = statements(0, 4_000);
    let of = |class| {
        specimens
            .iter()
            .filter(move |specimen| specimen.class == class)
    };
    let honest = of(Class::Legitimate)
        .take(honest)
        .map(|specimen| (specimen, "APPROVE"));
    // What a reviewer would reject: the plain cases.
    let forged = of(Class::Fraud)
        .filter(|specimen| specimen.risk_score >= 70.0)
        .take(forged)
        .map(|specimen| (specimen, "REJECT"));
    let lines = honest
        .chain(forged)
        .enumerate()
        .map(|(number, (specimen, label))| {
            json!({
                "id": format!("statement-{number}"),
                "document": serde_json::from_str::<Value>(&specimen.submission.document).unwrap(),
                "label": label,
                "confidence": confidence,
            })
            .to_string()
        });
    lines.collect::<Vec<_>>().join("\n")
}
