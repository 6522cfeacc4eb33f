//! Text to tree.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor},
};

use super::Json;
use crate::Rejection;

impl<'a> Json<'a> {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// [`Rejection::NotJson`] with the place where reading stopped: the text is not JSON, holds
    /// a number beyond the range of a double, or is nested more than 127 levels deep.
    pub fn parse(text: &'a str) -> Result<Self, Rejection> {
        serde_json::from_str(text)
            .map_err(|error| Rejection::NotJson(offset(text, error.line(), error.column())))
    }
}

/// The byte at a line (from 1) and a column (bytes, from 1) of a text.
fn offset(text: &str, line: usize, column: usize) -> u64 {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let at = before
        .saturating_add(column.saturating_sub(1))
        .min(text.len());
    u64::try_from(at).unwrap_or(u64::MAX)
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Json<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Json::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Json::Whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(number).map_or(Json::Number(number as f64), Json::Whole))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Self::Value, E> {
        if number.is_finite() {
            Ok(Json::Number(number))
        } else {
            Err(E::custom("number out of range"))
        }
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        // Most objects of a document are lines of a list, with five or six keys.
        let mut entries = Vec::with_capacity(6);
        while let Some(key) = map.next_key_seed(Key)? {
            entries.push((key, map.next_value()?));
        }
        Ok(Json::Object(entries))
    }
}

/// A key that borrows where it can; serde's own `Cow` never does.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match Json::deserialize(deserializer)? {
            Json::Text(key) => Ok(key),
            _ => Err(D::Error::custom("a key is a text")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_borrow_unless_they_are_escaped() {
        let tree = Json::parse(r#"{"a":"plain","b":"line\n"}"#).unwrap();
        assert!(matches!(
            tree.get("a"),
            Some(Json::Text(Cow::Borrowed("plain")))
        ));
        assert!(matches!(tree.get("b"), Some(Json::Text(Cow::Owned(text))) if text == "line\n"));
    }

    #[test]
    fn long_identifiers_keep_their_digits() {
        let tree = Json::parse("[12345678901234567, 1.5, 18446744073709551615]").unwrap();
        assert_eq!(
            tree,
            Json::List(vec![
                Json::Whole(12_345_678_901_234_567),
                Json::Number(1.5),
                Json::Number(18_446_744_073_709_551_615.0)
            ])
        );
    }

    #[test]
    fn the_last_of_repeated_keys_counts() {
        let tree = Json::parse(r#"{"a":1,"a":2}"#).unwrap();
        assert_eq!(tree.get("a"), Some(&Json::Whole(2)));
    }

    #[test]
    fn what_is_no_json_says_where_reading_stopped() {
        for (text, at) in [("", 0), ("{\"a\":\n  x}", 8), ("[1,]", 3), ("[1e999]", 5)] {
            assert_eq!(Json::parse(text), Err(Rejection::NotJson(at)), "{text}");
        }
        let deep = "[".repeat(100_000);
        assert!(matches!(Json::parse(&deep), Err(Rejection::NotJson(_))));
    }
}
