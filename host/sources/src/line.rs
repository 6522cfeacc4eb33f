//! One line of an import.

use std::collections::BTreeSet;

use refit_core::{Day, DocumentType, LabelSource, Recommendation};
use serde_json::{Map, Value};

use crate::content::Content;

/// A line that can be stored.
#[derive(Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) content: Content,
    pub(crate) external_id: Option<String>,
    pub(crate) received: Option<Day>,
    pub(crate) label: Option<Recommendation>,
    pub(crate) label_source: Option<LabelSource>,
    pub(crate) fraud_risk_score: Option<f64>,
    pub(crate) confidence: Option<f64>,
    pub(crate) group: Option<String>,
    /// Members that an import has no use for.
    pub(crate) ignored: BTreeSet<String>,
}

/// A group or an id that is longer is content in the wrong place.
const MAX_NAME_BYTES: usize = 256;

impl Line {
    /// Reads a line. How sure the label's source was stands under `confidence` or, where the
    /// line has no such member, under `confidence_member`, in the line or in its document.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub(crate) fn parse(
        document_type: &DocumentType,
        text: &[u8],
        confidence_member: &str,
    ) -> Result<Self, Vec<String>> {
        let value: Value = serde_json::from_slice(text).map_err(|error| {
            vec![format!(
                "it is not JSON (reading stopped at byte {})",
                error.column()
            )]
        })?;
        let Value::Object(mut members) = value else {
            return Err(vec!["it is JSON, but not an object".to_owned()]);
        };
        let mut faults = Vec::new();
        let mut document = document(&mut members)
            .map_err(|fault| faults.push(fault))
            .ok();
        // Taken out in any case: a plugin must not see how sure somebody was.
        let inner_confidence = document
            .as_mut()
            .and_then(|document| document.remove(confidence_member));
        let mut take = |member: &str| members.remove(member).filter(|value| !value.is_null());
        let mut check = Check(&mut faults);
        let external_id = check.name("id", take("id"));
        let received = check.day(take("received"));
        let label = check.label(take("label"));
        let label_source = check.label_source(take("label_source"));
        let fraud_risk_score = check.number(
            "fraud_risk_score",
            take("fraud_risk_score"),
            100.0,
            "a number between 0 and 100",
        );
        let (confidence_name, confidence) = match take("confidence") {
            Some(confidence) => ("confidence", Some(confidence)),
            None => {
                let confidence = take(confidence_member).or(inner_confidence);
                (
                    confidence_member,
                    confidence.filter(|value| !value.is_null()),
                )
            }
        };
        let confidence = check.number(confidence_name, confidence, 1.0, "a share between 0 and 1");
        let group = check.name("group", take("group"));
        match document {
            Some(document) if faults.is_empty() => Ok(Self {
                content: Content::of(document_type, document),
                external_id,
                received,
                label,
                label_source,
                fraud_risk_score,
                confidence,
                group,
                ignored: members.keys().map(|name| presentable(name)).collect(),
            }),
            _ => Err(faults),
        }
    }
}

/// The document: an object, or text that holds one.
fn document(members: &mut Map<String, Value>) -> Result<Map<String, Value>, String> {
    match members.remove("document") {
        Some(Value::Object(document)) => Ok(document),
        Some(Value::String(text)) => match serde_json::from_str(&text) {
            Ok(Value::Object(document)) => Ok(document),
            _ => Err("'document' is text that holds no JSON object".to_owned()),
        },
        Some(_) => Err("'document' is neither a JSON object nor text that holds one".to_owned()),
        None => Err("it has no 'document'".to_owned()),
    }
}

/// Reads members and notes what is wrong with them.
struct Check<'a>(&'a mut Vec<String>);

impl Check<'_> {
    fn refuse<T>(&mut self, member: &str, expected: &str) -> Option<T> {
        self.0.push(format!("'{member}' must be {expected}"));
        None
    }

    fn name(&mut self, member: &str, value: Option<Value>) -> Option<String> {
        let name = match value? {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            _ => return self.refuse(member, "text or a number"),
        };
        if name.is_empty() || name.len() > MAX_NAME_BYTES || name.contains('\0') {
            return self.refuse(member, &format!("text of 1 to {MAX_NAME_BYTES} bytes"));
        }
        Some(name)
    }

    fn day(&mut self, value: Option<Value>) -> Option<Day> {
        match value?.as_str().map(str::parse) {
            Some(Ok(day)) => Some(day),
            _ => self.refuse("received", "a day like 2025-01-22"),
        }
    }

    fn label(&mut self, value: Option<Value>) -> Option<Recommendation> {
        match value?.as_str().map(str::parse) {
            Some(Ok(label)) => Some(label),
            _ => self.refuse("label", "APPROVE, REJECT, ESCALATE or null"),
        }
    }

    fn label_source(&mut self, value: Option<Value>) -> Option<LabelSource> {
        match serde_json::from_value(value?) {
            Ok(source) => Some(source),
            Err(_) => self.refuse("label_source", "model, policy, outcome or reviewer"),
        }
    }

    fn number(
        &mut self,
        member: &str,
        value: Option<Value>,
        highest: f64,
        expected: &str,
    ) -> Option<f64> {
        match value?.as_f64() {
            Some(number) if (0.0..=highest).contains(&number) => Some(number),
            _ => self.refuse(member, expected),
        }
    }
}

/// The name of a member as a report may show it: one that is no plain name might be content.
fn presentable(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '-';
    if name.len() <= 64
        && name.chars().all(|c| plain(c) || c.is_ascii_digit())
        && name.starts_with(plain)
    {
        name.to_owned()
    } else {
        "(a member whose name is not shown)".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Line, Vec<String>> {
        Line::parse(
            &"paystub".parse().unwrap(),
            text.as_bytes(),
            "model_confidence",
        )
    }

    fn faults(text: &str) -> Vec<String> {
        parse(text).err().unwrap()
    }

    #[test]
    fn reads_a_document_that_is_wrapped_in_text() {
        let wrapped =
            parse(r#"{"document":"{\"net\":1}","label":"APPROVE"}"#).unwrap_or_else(|_| panic!());
        let plain =
            parse(r#"{"document":{"net":1},"label":"APPROVE"}"#).unwrap_or_else(|_| panic!());
        assert_eq!(wrapped.content, plain.content);
    }

    #[test]
    fn names_every_faulty_member_and_no_value() {
        let faults = faults(
            r#"{"document":7,"label":"S3CRET","confidence":87.5,"fraud_risk_score":-3,
                "received":"S3CRET","label_source":"S3CRET","id":["S3CRET"],"group":""}"#,
        );
        assert_eq!(
            faults,
            [
                "'document' is neither a JSON object nor text that holds one",
                "'id' must be text or a number",
                "'received' must be a day like 2025-01-22",
                "'label' must be APPROVE, REJECT, ESCALATE or null",
                "'label_source' must be model, policy, outcome or reviewer",
                "'fraud_risk_score' must be a number between 0 and 100",
                "'confidence' must be a share between 0 and 1",
                "'group' must be text of 1 to 256 bytes",
            ]
        );
    }

    #[test]
    fn refuses_what_is_no_object() {
        assert_eq!(faults("[1]"), ["it is JSON, but not an object"]);
        assert_eq!(faults("{}"), ["it has no 'document'"]);
        assert_eq!(
            faults("{\"a\":"),
            ["it is not JSON (reading stopped at byte 5)"]
        );
        assert_eq!(
            faults(r#"{"document":"[1]"}"#),
            ["'document' is text that holds no JSON object"]
        );
    }

    #[test]
    fn the_confidence_may_stand_under_the_name_of_the_original() {
        for (text, confidence) in [
            (
                r#"{"document":{"net":1},"model_confidence":0.6}"#,
                Some(0.6),
            ),
            (
                r#"{"document":{"net":1,"model_confidence":0.6}}"#,
                Some(0.6),
            ),
            (
                r#"{"document":{"net":1,"model_confidence":0.6},"confidence":0.9}"#,
                Some(0.9),
            ),
            (r#"{"document":{"net":1,"model_confidence":null}}"#, None),
        ] {
            let line = parse(text).unwrap_or_else(|_| panic!());
            assert_eq!(line.confidence, confidence, "{text}");
            assert_eq!(line.content.body, r#"{"net":1}"#);
        }
        assert_eq!(
            faults(r#"{"document":{"net":1,"model_confidence":87}}"#),
            ["'model_confidence' must be a share between 0 and 1"]
        );
    }

    #[test]
    fn an_odd_member_name_is_not_repeated() {
        let line =
            parse(r#"{"document":{},"split":"test","12345678":1}"#).unwrap_or_else(|_| panic!());
        let ignored: Vec<_> = line.ignored.into_iter().collect();
        assert_eq!(ignored, ["(a member whose name is not shown)", "split"]);
    }
}
