//! Documents to import, and what is done with them all the time.

use std::collections::BTreeMap;

use refit_core::{DocumentType, LabelSource, Recommendation};
use refit_sources::{
    DocumentStore, Error, Fetched, Filter, Import, ImportOptions, ImportSummary, LabelledDocument,
    LineFault,
};
use serde_json::{Value, json};

pub(crate) const ALL: Filter = Filter {
    min_confidence: None,
    limit: 1_000_000,
};

pub(crate) fn paystub() -> DocumentType {
    "paystub".parse().unwrap()
}

/// The line of a document that differs from all of other numbers.
pub(crate) fn line(number: usize, label: Option<&str>) -> Value {
    json!({ "id": number, "document": { "net": number }, "label": label })
}

/// A line with further members.
pub(crate) fn with(mut line: Value, members: Value) -> Value {
    if let (Value::Object(line), Value::Object(members)) = (&mut line, members) {
        line.extend(members);
    }
    line
}

/// Lines of one label.
pub(crate) fn lines(numbers: std::ops::Range<usize>, label: &str) -> Vec<Value> {
    numbers.map(|number| line(number, Some(label))).collect()
}

pub(crate) fn text(lines: &[Value]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

pub(crate) fn read_as(text: &str, label_source: LabelSource) -> Result<Import, Error> {
    let options = ImportOptions {
        label_source,
        received: None,
    };
    Import::read(&paystub(), text.as_bytes(), options)
}

/// Reads lines whose labels a rule of the house gave.
pub(crate) fn read(text: &str) -> Result<Import, Error> {
    read_as(text, LabelSource::Policy)
}

pub(crate) async fn import(store: &DocumentStore, lines: &[Value]) -> ImportSummary {
    let import = read(&text(lines)).unwrap();
    store.import(&import).await.unwrap()
}

pub(crate) async fn fetch(store: &DocumentStore) -> Fetched {
    store.fetch(&paystub(), &ALL).await.unwrap()
}

/// What is stored, labelled or not.
pub(crate) async fn stored(store: &DocumentStore) -> usize {
    store.stats(&paystub()).await.unwrap().documents
}

/// The sender's ids, in the order of the documents.
pub(crate) fn ids(documents: &[LabelledDocument]) -> Vec<&str> {
    documents
        .iter()
        .map(|document| document.external_id.as_deref().unwrap())
        .collect()
}

/// Folds by the sender's ids.
pub(crate) async fn folds(store: &DocumentStore) -> BTreeMap<usize, u8> {
    let fetched = fetch(store).await;
    let fold = |document: &LabelledDocument| {
        let id = document.external_id.as_ref().unwrap();
        (id.parse().unwrap(), document.fold)
    };
    fetched.documents.iter().map(fold).collect()
}

pub(crate) fn label(document: &LabelledDocument) -> (Recommendation, LabelSource) {
    (document.label, document.label_source)
}

/// The faults of a refused import, and their number.
pub(crate) fn line_faults(error: &Error) -> (&[LineFault], usize) {
    let Error::Lines { faults, .. } = error else {
        panic!("{error:?}");
    };
    (&faults.first, faults.total)
}
