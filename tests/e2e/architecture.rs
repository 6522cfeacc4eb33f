//! The walls of the house: who may import whom, and which dependency lives where.

use std::{collections::BTreeMap, path::Path};

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

/// A package and the packages of this workspace that it may use, besides in its tests.
const MAY_USE: [(&str, &[&str]); 10] = [
    ("refit-core", &[]),
    ("refit-database", &[]),
    ("refit-plugin", &[]),
    ("refit-runtime", &["refit-core"]),
    ("refit-learn", &["refit-core"]),
    ("refit-registry", &["refit-core", "refit-database"]),
    ("refit-sources", &["refit-core", "refit-database"]),
    ("refit-jobs", &["refit-core", "refit-database"]),
    (
        "refit-pipeline",
        &[
            "refit-core",
            "refit-learn",
            "refit-registry",
            "refit-sources",
        ],
    ),
    (
        "refit-server",
        &[
            "refit-core",
            "refit-jobs",
            "refit-pipeline",
            "refit-registry",
            "refit-runtime",
            "refit-sources",
        ],
    ),
];

/// The binary composes all parts; nobody uses it.
const BINARY: &str = "refit";

/// Dependencies that stay behind one door, whose name begins so.
const ONLY_HERE: [(&str, &[&str]); 10] = [
    ("wasmtime", &["refit-runtime"]),
    ("wit-component", &["refit-runtime"]),
    ("wasmparser", &["refit-runtime"]),
    (
        "sqlx",
        &[
            "refit-database",
            "refit-sources",
            "refit-registry",
            "refit-jobs",
        ],
    ),
    ("smartcore", &["refit-learn"]),
    ("forust-ml", &["refit-learn"]),
    ("object_store", &["refit-registry"]),
    ("axum", &["refit-server"]),
    ("clap", &["refit"]),
    ("croner", &["refit-jobs"]),
];

/// What each package uses, by name.
type Edges = BTreeMap<String, Vec<String>>;

/// Every edge that leads through a wall.
fn violations(edges: &Edges) -> Vec<String> {
    let mut found = Vec::new();
    for (package, uses) in edges {
        for used in uses {
            if let Some(why) = violation(package, used, edges) {
                found.push(format!("{package} → {used}: {why}"));
            }
        }
    }
    found
}

fn violation(package: &str, used: &str, edges: &Edges) -> Option<&'static str> {
    if used == BINARY {
        return Some("nobody uses the binary");
    }
    if edges.contains_key(used) {
        let allowed = MAY_USE.iter().find(|(name, _)| *name == package);
        return match allowed {
            // The SDK too, for its test kit: the laws are the same here and there.
            _ if package == BINARY && used.starts_with("refit-") => None,
            Some((_, allowed)) if allowed.contains(&used) => None,
            Some(_) => Some("against the import direction"),
            // Whatever is not the host's is a document type.
            None if package != BINARY && used == "refit-plugin" => None,
            None => Some("a document type uses the SDK alone, and the host no document type"),
        };
    }
    let door = ONLY_HERE.iter().find(|(name, _)| used.starts_with(name));
    match door {
        Some((_, doors)) if !doors.contains(&package) => Some("it belongs behind another door"),
        _ => None,
    }
}

fn edges_of_the_workspace() -> Edges {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .no_deps()
        .other_options(vec!["--offline".to_owned()])
        .exec()
        .unwrap();
    metadata
        .packages
        .iter()
        .map(|package| (package.name.to_string(), uses(package)))
        .collect()
}

fn uses(package: &Package) -> Vec<String> {
    let outside_tests = package
        .dependencies
        .iter()
        .filter(|used| used.kind != DependencyKind::Development);
    outside_tests.map(|used| used.name.clone()).collect()
}

#[test]
fn imports_run_one_way() {
    assert_eq!(violations(&edges_of_the_workspace()), Vec::<String>::new());
}

#[test]
fn an_edge_against_the_direction_is_found() {
    for (package, used) in [
        ("refit-core", "refit-pipeline"),
        ("refit-pipeline", "refit-runtime"),
        ("refit-learn", "refit-registry"),
        ("refit-registry", "refit-sources"),
        ("refit-sources", "refit"),
        ("refit-pipeline", "sqlx"),
        (
            "refit-runtime",
            "wasmtime-wasi-is-fine-here-but-not-in-the-lock-file",
        ),
        ("refit", "bank-statement"),
        ("refit-runtime", "refit-plugin"),
        ("refit", "wasmtime"),
        ("bank-statement", "refit-core"),
        ("refit-core", "clap"),
    ] {
        let mut edges = edges_of_the_workspace();
        edges.get_mut(package).unwrap().push(used.to_owned());
        let expected = usize::from(!used.contains("fine-here"));
        assert_eq!(violations(&edges).len(), expected, "{package} → {used}");
    }
}

#[test]
fn every_package_has_its_place() {
    let edges = edges_of_the_workspace();
    for package in edges.keys().filter(|name| name.starts_with("refit-")) {
        assert!(
            MAY_USE.iter().any(|(name, _)| name == package),
            "{package} has no place yet"
        );
    }
}

#[test]
fn there_is_no_wasi_to_deny() {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    let lock = std::fs::read_to_string(lock).unwrap();
    assert!(lock.contains("name = \"wasmtime\""));
    assert!(!lock.contains("name = \"wasmtime-wasi\""));
}

#[test]
fn every_code_of_a_plugin_fault_is_in_the_catalogue() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    let catalogue = read("docs/PLUGINS.md");
    let mut codes = 0;
    for file in ["host/runtime/src/error.rs", "host/core/src/plugin.rs"] {
        for text in read(file).split('"') {
            let is_code = text.starts_with("plugin-")
                && text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            if is_code {
                codes += 1;
                assert!(
                    catalogue.contains(&format!("`{text}`")),
                    "{text} is not told"
                );
            }
        }
    }
    assert!(codes >= 25, "only {codes} codes were found");
}
