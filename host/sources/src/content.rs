//! The content of a document as it is stored.

use refit_core::{DocumentType, Sha256Digest};
use serde_json::{Map, Value};

/// Members of a document that state its verdict or how sure somebody was. They are taken out
/// before it is stored: a plugin that could read them would learn the answer from itself, and
/// score well on everything but new documents. The names are those of the tables that
/// documents are exported from.
const LABEL_MEMBERS: [&str; 5] = [
    "ai_recommendation",
    "confidence_score",
    "fraud_risk_score",
    "label",
    "model_confidence",
];

/// A document as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Content {
    /// JSON with its keys in order and without white space.
    pub(crate) body: String,
    /// Of the type and the body.
    pub(crate) digest: Sha256Digest,
    /// Which label members were taken out.
    pub(crate) removed: Vec<&'static str>,
}

impl Content {
    pub(crate) fn of(document_type: &DocumentType, mut document: Map<String, Value>) -> Self {
        let removed = LABEL_MEMBERS
            .into_iter()
            .filter(|member| document.remove(*member).is_some())
            .collect();
        let mut document = Value::Object(document);
        // Whether a map keeps its keys in order depends on features that other crates choose.
        document.sort_all_objects();
        let body = document.to_string();
        let digest = Sha256Digest::of_parts([document_type.as_str().as_bytes(), body.as_bytes()]);
        Self {
            body,
            digest,
            removed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(text: &str) -> Content {
        let Value::Object(document) = serde_json::from_str(text).unwrap() else {
            panic!("not an object");
        };
        Content::of(&"paystub".parse().unwrap(), document)
    }

    #[test]
    fn order_of_keys_and_white_space_do_not_matter() {
        let one = content(r#"{"b": [ {"y": 1, "x": 0.10} ], "a": "z"}"#);
        let other = content(r#"{"a":"z","b":[{"x":0.1,"y":1}]}"#);
        assert_eq!(one, other);
        assert_eq!(one.body, r#"{"a":"z","b":[{"x":0.1,"y":1}]}"#);
        assert_ne!(
            one.digest,
            content(r#"{"a":"z","b":[{"x":0.1,"y":2}]}"#).digest
        );
    }

    #[test]
    fn the_verdict_is_taken_out_of_the_document() {
        let content = content(
            r#"{"ai_recommendation":"REJECT","label":1,"model_confidence":0.9,"net":{"label":"pay"}}"#,
        );
        assert_eq!(content.body, r#"{"net":{"label":"pay"}}"#);
        assert_eq!(
            content.removed,
            ["ai_recommendation", "label", "model_confidence"]
        );
    }
}
