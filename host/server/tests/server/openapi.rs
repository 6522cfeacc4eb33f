//! The OpenAPI document.

use std::path::Path;

/// With `REFIT_UPDATE_OPENAPI=1` in the environment it is written anew.
#[test]
fn the_document_in_the_repository_is_the_one_that_is_served() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let present = refit_server::openapi();
    if std::env::var_os("REFIT_UPDATE_OPENAPI").is_some() {
        std::fs::write(&file, format!("{present:#}\n")).unwrap();
    }
    // As values: the order of keys is that of whatever else is built.
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap_or_default();
    assert!(
        kept == present,
        "routes changed: REFIT_UPDATE_OPENAPI=1 writes docs/openapi.json anew"
    );
}

#[test]
fn no_two_operations_have_the_same_id() {
    let document = refit_server::openapi();
    let mut ids = std::collections::BTreeSet::new();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id.to_owned()), "{id}");
        }
    }
}
