//! Values of documents, taken out of what a plugin says when it fails: its panics are free text,
//! and go to logs and error answers, where no value may be.

use std::collections::HashSet;

use refit_core::Submission;
use serde_json::Value;

/// What stands for a value.
const REDACTED: &str = "…";

/// The shortest word or number that says something about a document.
const SHORTEST: usize = 3;

/// The message without words of the documents' values and without numbers of three digits or more;
/// as it is where there are no documents.
pub(crate) fn without_values(message: &str, documents: &[Submission]) -> String {
    if documents.is_empty() {
        return message.to_owned();
    }
    // `message, src/lib.rs:12`: the place is the plugin's own.
    let (said, place) = match message.rfind(", ") {
        Some(at) => message.split_at(at),
        None => (message, ""),
    };
    let (said, place) = if is_place(place) {
        (said, place)
    } else {
        (message, "")
    };
    let mut words = HashSet::new();
    for document in documents {
        match serde_json::from_str(&document.document) {
            Ok(tree) => collect(&tree, &mut words),
            Err(_) => words.extend(tokens(&document.document).map(str::to_lowercase)),
        }
    }
    let is_value = |token: &str| {
        token.bytes().filter(u8::is_ascii_digit).count() >= SHORTEST
            || token.chars().count() >= SHORTEST && words.contains(&token.to_lowercase())
    };
    let mut text = String::with_capacity(message.len());
    for piece in said.split_inclusive(|c: char| !is_part(c)) {
        let token = piece.trim_end_matches(|c: char| !is_part(c));
        let rest = piece.strip_prefix(token).unwrap_or_default();
        let shown = if is_value(token.trim_matches('.')) {
            REDACTED
        } else {
            token
        };
        text.push_str(shown);
        text.push_str(rest);
    }
    text + place
}

/// Whether it ends as the place of a panic does.
fn is_place(text: &str) -> bool {
    text.rsplit_once(':').is_some_and(|(file, line)| {
        let is_source = [".rs", ".py"].iter().any(|ending| file.ends_with(ending));
        is_source && line.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether it belongs to a word or a number.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '.' || c == '_'
}

/// Words and numbers.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_part(c))
        .map(|token| token.trim_matches('.'))
        .filter(|token| !token.is_empty())
}

/// The words of all values; keys are the plugin's own language.
fn collect(value: &Value, words: &mut HashSet<String>) {
    match value {
        Value::String(text) => words.extend(tokens(text).map(str::to_lowercase)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Object(entries) => entries.values().for_each(|value| collect(value, words)),
        // Numbers are found by their digits.
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted_for(message: &str, document: &str) -> String {
        let submission = Submission {
            document: document.to_owned(),
            received: "2026-01-01".parse().unwrap(),
        };
        without_values(message, &[submission])
    }

    #[test]
    fn values_go_and_the_plugins_own_words_and_place_stay() {
        let document = r#"{"holder":"Ana Ruiz-Ortega","iban":"GB29NWBK60161331926819","total":1234.5,
            "lines":[{"text":"Shell"}]}"#;
        for (message, expected) in [
            (
                "no holder RUIZ in Shell, src/lib.rs:142",
                "no holder … in …, src/lib.rs:142",
            ),
            ("total 1234.5 is odd", "total … is odd"),
            ("GB29NWBK60161331926819", "…"),
            (
                "index out of range: the len is 3, src/paper.rs:1042",
                "index out of range: the len is 3, src/paper.rs:1042",
            ),
            ("Ortega, and more", "…, and more"),
            ("", ""),
        ] {
            assert_eq!(redacted_for(message, document), expected);
        }
        assert_eq!(
            redacted_for("called with secret text", "secret {"),
            "called with … text"
        );
    }

    #[test]
    fn no_piece_of_a_whole_document_is_left() {
        let document = r#"{"name":"Fatima Haddad","memo":"größe","sum":"12,345.00"}"#;
        let said = redacted_for(&format!("secret {document}, a.rs:3"), document);
        for value in ["Fatima", "Haddad", "größe", "345"] {
            assert!(!said.contains(value), "{said}");
        }
    }
}
