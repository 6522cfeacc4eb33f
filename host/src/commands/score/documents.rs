//! The documents of a file, in any of the forms that `refit score` reads.

use std::{io::Read, path::Path};

use anyhow::Result;
use refit_core::{Day, Submission};
use serde_json::{Value, value::RawValue};

use crate::output::Hint;

/// The documents of a file.
pub(super) enum Documents {
    One(Document),
    Batch(Vec<Document>),
}

/// A document as its own text: digits of a number are not touched.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Document {
    text: String,
    /// When it came in, where its line says so.
    received: Option<Day>,
}

impl Documents {
    pub(super) fn parse(text: &str) -> Result<Self> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            anyhow::bail!("it is empty");
        }
        let values: Vec<&RawValue> = serde_json::Deserializer::from_str(text)
            .into_iter()
            .collect::<Result<_, _>>()
            .map_err(|error| {
                anyhow::anyhow!(
                    "it is not JSON (reading stopped at line {}, column {})",
                    error.line(),
                    error.column()
                )
            })?;
        if let [only] = values.as_slice() {
            if let Ok(list) = serde_json::from_str::<Vec<&RawValue>>(only.get()) {
                return Ok(Self::Batch(list.into_iter().map(document).collect()));
            }
            if let Some(list) = wrapped_list(only) {
                return Ok(Self::Batch(list));
            }
            return Ok(Self::One(document(only)));
        }
        Ok(Self::Batch(values.into_iter().map(document).collect()))
    }

    /// The documents, received on a day.
    pub(super) fn submissions(&self, received: Day) -> Vec<Submission> {
        let submission = |document: &Document| Submission {
            document: document.text.clone(),
            received: document.received.unwrap_or(received),
        };
        match self {
            Self::One(document) => vec![submission(document)],
            Self::Batch(documents) => documents.iter().map(submission).collect(),
        }
    }
}

/// The list of `{"documents": […]}`.
fn wrapped_list(value: &RawValue) -> Option<Vec<Document>> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Wrapped<'a> {
        #[serde(borrow)]
        documents: Vec<&'a RawValue>,
    }
    let wrapped: Wrapped<'_> = serde_json::from_str(value.get()).ok()?;
    Some(wrapped.documents.into_iter().map(document).collect())
}

/// Members that a line of an import may have beside its document.
const LINE_MEMBERS: [&str; 10] = [
    "id",
    "document",
    "label",
    "label_source",
    "fraud_risk_score",
    "confidence",
    "received",
    "group",
    "split",
    "document_type",
];

/// The document itself where it stands in a line of an import, with the day that the line names.
fn document(value: &RawValue) -> Document {
    let line: Option<Value> = serde_json::from_str(value.get()).ok();
    let inner = line.as_ref().and_then(Value::as_object).and_then(|line| {
        let is_line = line.keys().all(|key| LINE_MEMBERS.contains(&key.as_str()));
        let inner = line.get("document").filter(|_| is_line)?;
        let text = match inner {
            // Text that holds the document, as an import takes it.
            Value::String(text) => text.clone(),
            Value::Object(_) => inner.to_string(),
            _ => return None,
        };
        let received = line.get("received").and_then(Value::as_str);
        Some(Document {
            text,
            received: received.and_then(|day| day.parse().ok()),
        })
    });
    inner.unwrap_or_else(|| Document {
        text: value.get().to_owned(),
        received: None,
    })
}

pub(super) fn read(file: &Path) -> Result<String> {
    let mut text = String::new();
    let read = if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_string(&mut text))
    };
    match read {
        Ok(_) => Ok(text),
        Err(error) => Err(anyhow::Error::new(error)
            .context(format!("{} cannot be read", shown(file)))
            .context(Hint(
                "name a file with JSON, or - for standard input".into(),
            ))),
    }
}

pub(super) fn shown(file: &Path) -> String {
    if file == Path::new("-") {
        "standard input".to_owned()
    } else {
        format!("'{}'", file.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(text: &str) -> Vec<String> {
        match Documents::parse(text).unwrap() {
            Documents::Batch(documents) => documents
                .into_iter()
                .map(|document| document.text)
                .collect(),
            Documents::One(document) => panic!("one document: {document:?}"),
        }
    }

    #[test]
    fn a_line_of_an_import_says_when_it_came_in() {
        let line = r#"{"document":{"a":1},"received":"2025-03-01"}"#;
        let days = |text: &str| -> Vec<String> {
            let documents = Documents::parse(text).unwrap();
            let submissions = documents.submissions("2026-01-01".parse().unwrap());
            submissions
                .iter()
                .map(|it| it.received.to_string())
                .collect()
        };
        assert_eq!(days(line), ["2025-03-01"]);
        assert_eq!(
            days(&format!("{line}\n{{\"a\":2}}")),
            ["2025-03-01", "2026-01-01"]
        );
    }

    #[test]
    fn one_document_keeps_its_digits() {
        let Documents::One(document) = Documents::parse(r#" {"a": 0.10} "#).unwrap() else {
            panic!("a batch");
        };
        assert_eq!(document.text, r#"{"a": 0.10}"#);
    }

    #[test]
    fn a_batch_is_a_list_or_wrapped_or_one_a_line() {
        let expected = [r#"{"a":1}"#, r#"{"a":2}"#];
        assert_eq!(batch(r#"[{"a":1},{"a":2}]"#), expected);
        assert_eq!(batch(r#"{"documents":[{"a":1},{"a":2}]}"#), expected);
        assert_eq!(batch("{\"a\":1}\n{\"a\":2}\n"), expected);
        assert_eq!(
            batch("{\"id\":7,\"document\":{\"a\":1},\"label\":null}\n{\"a\":2}"),
            expected
        );
        assert_eq!(
            batch("{\"document\":\"{\\\"a\\\":1}\",\"label\":\"APPROVE\"}\n{\"a\":2}"),
            expected
        );
        assert!(batch("[]").is_empty());
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        let error = Documents::parse("{\"a\":1}\n{nonsense").err().unwrap();
        assert_eq!(
            error.to_string(),
            "it is not JSON (reading stopped at line 2, column 2)"
        );
        assert!(Documents::parse(" \n").is_err());
    }
}
