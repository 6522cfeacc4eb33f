//! The SDK as it goes with a new plugin: a workspace of its own with the interface beside it,
//! so that its crate is the same file here and there.

use std::path::Path;

use anyhow::{Context, Result};
use include_dir::{Dir, include_dir};

use super::write_file;

static SDK: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../plugins/sdk");
static WIT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../wit");

/// The manifest with the versions, editions and lints that the SDK's own manifest refers to.
const WORKSPACE: &str = include_str!("../../../../../Cargo.toml");
/// Versions that are known to work together; cargo leaves out what the plugin does not need.
const LOCK: &str = include_str!("../../../../../Cargo.lock");

/// Writes `refit/` and the lock file.
pub(super) fn write(folder: &Path) -> Result<()> {
    let refit = folder.join("refit");
    write_folder(&refit.join("plugins/sdk"), &SDK)?;
    write_folder(&refit.join("wit"), &WIT)?;
    write_file(&refit.join("Cargo.toml"), manifest()?.as_bytes())?;
    write_file(&folder.join("Cargo.lock"), LOCK.as_bytes())
}

fn write_folder(folder: &Path, content: &Dir<'_>) -> Result<()> {
    for file in content.files() {
        write_file(&folder.join(file.path()), file.contents())?;
    }
    for inner in content.dirs() {
        write_folder(folder, inner)?;
    }
    Ok(())
}

/// The workspace with the SDK as its only member. Tables that only other members refer to stay
/// out.
fn manifest() -> Result<String> {
    let mut whole: toml::Table = WORKSPACE.parse().context("the workspace's manifest")?;
    let mut sdk: toml::Table = SDK
        .get_file("Cargo.toml")
        .and_then(include_dir::File::contents_utf8)
        .unwrap_or_default()
        .parse()
        .context("the SDK's manifest")?;
    let mut workspace = match whole.remove("workspace") {
        Some(toml::Value::Table(workspace)) => workspace,
        _ => toml::Table::new(),
    };
    workspace.remove("default-members");
    workspace.insert("members".to_owned(), vec!["plugins/sdk"].into());
    let needed = match sdk.remove("dependencies") {
        Some(toml::Value::Table(needed)) => needed,
        _ => toml::Table::new(),
    };
    if let Some(toml::Value::Table(versions)) = workspace.get_mut("dependencies") {
        versions.retain(|name, _| needed.contains_key(name));
    }
    let manifest = toml::Table::from_iter([("workspace".to_owned(), workspace.into())]);
    Ok(toml::to_string(&manifest)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_has_what_the_sdk_refers_to_and_no_more() {
        let manifest: toml::Table = manifest().unwrap().parse().unwrap();
        let workspace = manifest["workspace"].as_table().unwrap();
        assert_eq!(workspace["members"], vec!["plugins/sdk"].into());
        let versions: Vec<_> = workspace["dependencies"]
            .as_table()
            .unwrap()
            .keys()
            .collect();
        assert_eq!(versions, ["libm", "serde", "serde_json", "wit-bindgen"]);
        for table in ["package", "lints"] {
            assert!(workspace.contains_key(table), "{table}");
        }
    }
}
