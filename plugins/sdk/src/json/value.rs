//! Lenient readings of a single value.

use std::borrow::Cow;

use super::Json;
use crate::{Day, Rejection, money};

/// What became of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reading<T> {
    /// The document does not have it.
    #[default]
    Missing,
    /// The document has something there that is not such a value.
    Unreadable,
    /// It was read.
    Read(T),
}

impl<T> Reading<T> {
    /// The value, if it was read.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Missing | Self::Unreadable => None,
        }
    }

    /// The value of a field without which there is no row.
    ///
    /// # Errors
    ///
    /// The [`Rejection`] that names the field, where it is missing or cannot be read.
    pub fn needed(self, field: &str) -> Result<T, Rejection> {
        match self {
            Self::Read(value) => Ok(value),
            Self::Missing => Err(Rejection::MissingField(field.to_owned())),
            Self::Unreadable => Err(Rejection::UnreadableField(field.to_owned())),
        }
    }

    /// Whether the document has something there, readable or not.
    pub const fn is_present(&self) -> bool {
        !matches!(self, Self::Missing)
    }
}

/// How deep `{"value": …}` may lie in itself.
const WRAPPINGS: usize = 3;

impl Json<'_> {
    /// The value itself where it stands as `{"value": …}`, as extraction services give it.
    #[must_use]
    pub fn unwrapped(&self) -> &Self {
        let mut value = self;
        for _ in 0..WRAPPINGS {
            match value.get("value") {
                Some(inner) => value = inner,
                None => break,
            }
        }
        value
    }

    /// Whether it says nothing: `null`, blank, `"None"`, `"null"`, `"N/A"`, an empty list or
    /// object, `{"value": null}`.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        match self.unwrapped() {
            Json::Null => true,
            Json::Text(text) => says_nothing(text.trim()),
            Json::List(items) => items.is_empty(),
            Json::Object(entries) => entries.is_empty(),
            Json::Bool(_) | Json::Whole(_) | Json::Number(_) => false,
        }
    }

    /// A text, trimmed; a number as its digits.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self.unwrapped() {
            Json::Text(text) => Some(Cow::Borrowed(text.trim())),
            Json::Whole(number) => Some(Cow::Owned(number.to_string())),
            Json::Number(number) => Some(Cow::Owned(number.to_string())),
            Json::Null | Json::Bool(_) | Json::List(_) | Json::Object(_) => None,
        }
    }

    /// A number, also as text with signs and currency (see [`money::parse`]).
    #[must_use]
    pub fn amount(&self) -> Option<f64> {
        match self.unwrapped() {
            Json::Whole(number) => Some(*number as f64),
            Json::Number(number) => number.is_finite().then_some(*number),
            Json::Text(text) => money::parse(text),
            Json::Null | Json::Bool(_) | Json::List(_) | Json::Object(_) => None,
        }
    }

    /// A date (see [`Day::parse`]).
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        match self.unwrapped() {
            Json::Text(text) => Day::parse(text),
            _ => None,
        }
    }

    /// Yes or no: a boolean, 0 and 1, or the words for them.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        match self.unwrapped() {
            Json::Bool(truth) => Some(*truth),
            Json::Whole(0) => Some(false),
            Json::Whole(1) => Some(true),
            Json::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "y" | "1" => Some(true),
                "false" | "no" | "n" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// A list, also as JSON text. `None` for anything else.
    #[must_use]
    pub fn list(&self) -> Option<Cow<'_, [Json<'_>]>> {
        match self.unwrapped() {
            Json::List(items) => Some(Cow::Borrowed(items)),
            Json::Text(text) => match Json::parse(text) {
                Ok(Json::List(items)) => Some(Cow::Owned(items)),
                _ => None,
            },
            _ => None,
        }
    }
}

fn says_nothing(text: &str) -> bool {
    text.len() <= 4
        && (text.is_empty()
            || ["none", "null", "n/a", "na", "-", "--"]
                .iter()
                .any(|nothing| text.eq_ignore_ascii_case(nothing)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Json<'_> {
        Json::parse(text).unwrap()
    }

    #[test]
    fn a_number_is_the_same_in_every_dress() {
        for text in [
            "12.5",
            "\"12.5\"",
            "\"$12.50\"",
            "{\"value\":12.5,\"currency\":\"USD\"}",
            "{\"value\":\"12.50 USD\"}",
        ] {
            assert_eq!(json(text).amount(), Some(12.5), "{text}");
        }
        for text in ["null", "true", "[]", "{}", "\"soon\""] {
            assert_eq!(json(text).amount(), None, "{text}");
        }
    }

    #[test]
    fn what_says_nothing_is_missing() {
        for text in [
            "null",
            "\"\"",
            "\"  \"",
            "\"None\"",
            "\"n/a\"",
            "[]",
            "{}",
            "{\"value\":null}",
        ] {
            assert!(json(text).is_missing(), "{text}");
        }
        for text in ["0", "false", "\"x\"", "[null]", "{\"a\":null}"] {
            assert!(!json(text).is_missing(), "{text}");
        }
    }

    #[test]
    fn a_list_may_stand_as_text() {
        let value = json(r#""[{\"a\": \"x\"}]""#);
        let list = value.list().unwrap();
        assert_eq!(list[0].get("a"), Some(&Json::from("x")));
        assert_eq!(json("\"no list\"").list(), None);
        assert_eq!(json("5").list(), None);
    }

    #[test]
    fn yes_and_no_have_many_words() {
        for (text, truth) in [
            ("true", Some(true)),
            ("\"No\"", Some(false)),
            ("1", Some(true)),
            ("\"maybe\"", None),
            ("null", None),
        ] {
            assert_eq!(json(text).truth(), truth, "{text}");
        }
    }

    #[test]
    fn wrapping_ends() {
        let mut text = "5".to_owned();
        for _ in 0..60 {
            text = format!("{{\"value\":{text}}}");
        }
        assert_eq!(json(&text).amount(), None);
    }
}
