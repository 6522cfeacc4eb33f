//! `refit plugin build`: any plugin's crate, or its folder in Python, becomes a component.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, anyhow};
use refit_core::{DocumentType, Sha256Digest, plugin::DocumentPlugin};
use serde::{Deserialize, Serialize};

use super::{super::Status, python};
use crate::{
    app::{App, with_hint},
    cli,
    output::{Hint, Output},
};

const TARGET: &str = "wasm32-unknown-unknown";

/// What makes a component small and fast, whatever the crate's manifest says of releases.
const PROFILE: [&str; 5] = [
    "opt-level=3",
    "lto=\"fat\"",
    "codegen-units=1",
    "panic=\"abort\"",
    "strip=\"debuginfo\"",
];

#[derive(Debug, Serialize)]
struct Built {
    document_type: DocumentType,
    version: String,
    features: usize,
    file: PathBuf,
    size_bytes: u64,
    digest: Sha256Digest,
}

pub(super) async fn run(app: &App, command: &cli::BuildPlugin, output: &Output) -> Result<Status> {
    let folder = fs::canonicalize(&command.folder)
        .with_context(|| format!("the folder '{}' cannot be read", command.folder.display()))?;
    let built = tokio::task::spawn_blocking(move || component(&folder)).await??;
    let plugin = app.runtime()?.load(built.path()).await.map_err(with_hint)?;
    let descriptor = plugin.descriptor();
    let file = command.out.clone().unwrap_or_else(|| {
        command
            .folder
            .join(format!("{}.wasm", descriptor.document_type))
    });
    let bytes = fs::read(built.path())
        .with_context(|| format!("the file '{}' cannot be read", built.path().display()))?;
    crate::plugins::place::whole(&file, &bytes)?;
    let built = Built {
        document_type: descriptor.document_type.clone(),
        version: descriptor.version.clone(),
        features: descriptor.features.len(),
        file,
        size_bytes: bytes.len() as u64,
        digest: plugin.digest(),
    };
    output.answer(&built, Built::text)?;
    Ok(Status::Done)
}

impl Built {
    fn text(&self) -> String {
        format!(
            "{}: {} {}, {} features, {} kB",
            self.file.display(),
            self.document_type,
            self.version,
            self.features,
            self.size_bytes.div_ceil(1000)
        )
    }
}

/// A component as its tool leaves it.
enum Component {
    /// Where cargo keeps it.
    Kept(PathBuf),
    /// In a file that nobody needs any more when this is dropped.
    Scratch(PathBuf),
}

impl Component {
    fn path(&self) -> &Path {
        let (Self::Kept(file) | Self::Scratch(file)) = self;
        file
    }
}

impl Drop for Component {
    fn drop(&mut self) {
        if let Self::Scratch(file) = self {
            // A cache's file that stays is no harm.
            let _ = fs::remove_file(file);
        }
    }
}

fn component(folder: &Path) -> Result<Component> {
    if !python::is_python(folder) {
        return of_crate(folder).map(Component::Kept);
    }
    let cache = python::cache_folder()?;
    let file = cache.join(format!("plugin.{}.wasm", std::process::id()));
    python::build(folder, &file, &cache)?;
    Ok(Component::Scratch(file))
}

/// The component of the crate in `folder`, where cargo puts it.
fn of_crate(folder: &Path) -> Result<PathBuf> {
    let manifest = folder.join("Cargo.toml");
    if !manifest.is_file() {
        return Err(anyhow!(
            "'{}' is no plugin's crate: it has no Cargo.toml",
            folder.display()
        )
        .context(Hint(
            "name the folder of one; `refit plugin new NAME` makes one".into(),
        )));
    }
    ready_target(folder)?;
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(folder)
        .args(["build", "--release", "--quiet", "--lib", "--target", TARGET])
        .arg("--message-format=json-render-diagnostics");
    for setting in PROFILE {
        cargo.args(["--config", &format!("profile.release.{setting}")]);
    }
    // The names of folders on this machine stay out of components, and the same sources give
    // the same bytes.
    let output = cargo
        .env("CARGO_ENCODED_RUSTFLAGS", forgotten(folder).join("\u{1f}"))
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| no_tool("cargo", error))?;
    if !output.status.success() {
        return Err(anyhow!(
            "the crate in '{}' does not build; cargo says why above",
            folder.display()
        ));
    }
    let made = String::from_utf8_lossy(&output.stdout);
    made.lines()
        .filter_map(|line| serde_json::from_str::<Message>(line).ok())
        .filter(|message| Path::new(&message.manifest_path) == manifest)
        .flat_map(|message| message.filenames)
        .find(|file| {
            file.extension()
                .is_some_and(|extension| extension == "wasm")
        })
        .ok_or_else(|| {
            anyhow!("the crate in '{}' makes no component", folder.display()).context(Hint(
                "its Cargo.toml wants [lib] crate-type = [\"cdylib\", \"rlib\"]".into(),
            ))
        })
}

/// What cargo tells of a crate that it built.
#[derive(Debug, Deserialize)]
struct Message {
    manifest_path: String,
    filenames: Vec<PathBuf>,
}

/// Makes sure that there is a standard library for WebAssembly: rustup adds it where it can.
fn ready_target(folder: &Path) -> Result<()> {
    if has_target(folder)? {
        return Ok(());
    }
    let added = Command::new("rustup")
        .current_dir(folder)
        .args(["--quiet", "target", "add", TARGET])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status();
    if added.is_ok_and(|status| status.success()) && has_target(folder)? {
        return Ok(());
    }
    Err(
        anyhow!("Rust has no standard library for {TARGET} here, and rustup could not add it")
            .context(Hint(
                format!(
                    "with rustup: `rustup target add {TARGET}`; without it: your distribution's \
                     package for this target (docs/PLUGINS.md has the ways)"
                )
                .into(),
            )),
    )
}

fn has_target(folder: &Path) -> Result<bool> {
    let output = Command::new("rustc")
        .current_dir(folder)
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .map_err(|error| no_tool("rustc", error))?;
    let folder = String::from_utf8_lossy(&output.stdout);
    Ok(output.status.success() && Path::new(folder.trim()).is_dir())
}

fn no_tool(tool: &str, error: std::io::Error) -> anyhow::Error {
    anyhow::Error::new(error)
        .context(format!("{tool} cannot be started"))
        .context(Hint(
            "install a stable Rust toolchain (https://rustup.rs) and see that it is on the PATH"
                .into(),
        ))
}

fn forgotten(folder: &Path) -> Vec<String> {
    let cargo_home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let registry = cargo_home.map(|home| home.join("registry/src"));
    [Some(folder.to_owned()), registry]
        .into_iter()
        .flatten()
        .map(|prefix| format!("--remap-path-prefix={}/=", prefix.display()))
        .collect()
}
