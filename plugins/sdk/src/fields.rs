//! Fields of a document by any of their names.

use std::borrow::Cow;

use crate::{Day, Json, Reading, Rejection};

/// The fields of a document, wherever it keeps them: at its top, or in an object at its top.
#[derive(Debug, Clone)]
pub struct Fields<'j> {
    scopes: Vec<&'j Json<'j>>,
}

impl<'j> Fields<'j> {
    /// The fields of `document` itself and, where it does not have one, of the objects that it
    /// holds under the keys `wrappers`, in that order.
    #[must_use]
    pub fn of(document: &'j Json<'j>, wrappers: &[&str]) -> Self {
        let inner = wrappers.iter().filter_map(|key| document.get(key));
        Self {
            scopes: core::iter::once(document).chain(inner).collect(),
        }
    }

    /// The fields of a document of one type, as [`of`](Self::of) finds them. Refused is what is no
    /// object, and what says under `document_type`, at its top or in a wrapper, that it is of a
    /// type with another name than `type_names`; case, spaces and digits of a name do not matter.
    ///
    /// # Errors
    ///
    /// [`Rejection::NotADocument`].
    pub fn of_type(
        document: &'j Json<'j>,
        wrappers: &[&str],
        type_names: &[&str],
    ) -> Result<Self, Rejection> {
        let fields = Self::of(document, wrappers);
        let mut stated = fields.scopes.iter().filter_map(|scope| {
            let stated = scope.get("document_type")?;
            (!stated.is_missing()).then(|| stated.text())
        });
        let is_one_of_them = |stated: Option<Cow<'_, str>>| {
            stated.is_some_and(|stated| {
                type_names
                    .iter()
                    .any(|name| letters(name).eq(letters(&stated)))
            })
        };
        match matches!(document, Json::Object(_)) && stated.all(is_one_of_them) {
            true => Ok(fields),
            false => Err(Rejection::NotADocument),
        }
    }

    /// The first of the names under which the document says something. A name with full stops
    /// is a path: `account.id` is the key `id` of the object `account`.
    #[must_use]
    pub fn find(&self, names: &[&str]) -> Option<&'j Json<'j>> {
        names.iter().find_map(|name| {
            self.scopes
                .iter()
                .filter_map(|scope| follow(scope, name))
                .find(|value| !value.is_missing())
        })
    }

    /// A text; of a list of texts, the first one that says something. Of a text of more than 1,000
    /// bytes, which is no name, number or address, the beginning: what a document costs is bounded,
    /// whatever stands in it.
    #[must_use]
    pub fn text(&self, names: &[&str]) -> Option<Cow<'j, str>> {
        self.long_text(names, MAX_TEXT)
    }

    /// A text of which at most so many bytes are read.
    #[must_use]
    pub fn long_text(&self, names: &[&str], max_bytes: usize) -> Option<Cow<'j, str>> {
        let text = self.whole_text(names)?;
        Some(match text {
            text if text.len() <= max_bytes => text,
            Cow::Borrowed(text) => Cow::Borrowed(beginning(text, max_bytes)),
            Cow::Owned(text) => Cow::Owned(beginning(&text, max_bytes).to_owned()),
        })
    }

    fn whole_text(&self, names: &[&str]) -> Option<Cow<'j, str>> {
        let found = self.find(names)?;
        match found.unwrapped() {
            Json::List(items) => items.iter().find(|item| !item.is_missing())?.text(),
            value => value.text(),
        }
    }

    /// A number or a sum of money, in units of its currency.
    #[must_use]
    pub fn amount(&self, names: &[&str]) -> Reading<f64> {
        self.read(names, Json::amount)
    }

    /// A day.
    #[must_use]
    pub fn day(&self, names: &[&str]) -> Reading<Day> {
        self.read(names, Json::day)
    }

    fn read<T>(&self, names: &[&str], read: impl Fn(&Json<'j>) -> Option<T>) -> Reading<T> {
        match self.find(names) {
            None => Reading::Missing,
            Some(value) => read(value).map_or(Reading::Unreadable, Reading::Read),
        }
    }
}

/// Longer texts are cut.
const MAX_TEXT: usize = 1_000;

fn beginning(text: &str, max_bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(max_bytes))
        .unwrap_or_default()
}

fn letters(name: &str) -> impl Iterator<Item = u8> {
    let letters = name.bytes().filter(u8::is_ascii_alphabetic);
    letters.map(|byte| byte.to_ascii_lowercase())
}

fn follow<'j>(scope: &'j Json<'j>, name: &str) -> Option<&'j Json<'j>> {
    match name.split_once('.') {
        None => scope.get(name),
        Some((first, rest)) => follow(scope.get(first)?, rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_that_says_something_counts() {
        let document = Json::parse(r#"{"b":2,"a":null,"c":3}"#).unwrap();
        let fields = Fields::of(&document, &[]);
        assert_eq!(fields.amount(&["a", "b", "c"]), Reading::Read(2.0));
        assert_eq!(fields.amount(&["a"]), Reading::Missing);
    }

    #[test]
    fn wrappers_fill_what_the_top_lacks() {
        let document = Json::parse(r#"{"a":"top","in":{"a":"inner","b":"2025-01-02"}}"#).unwrap();
        let fields = Fields::of(&document, &["in"]);
        assert_eq!(fields.text(&["a"]).as_deref(), Some("top"));
        assert_eq!(fields.day(&["b"]).value(), Day::from_date(2025, 1, 2));
    }

    #[test]
    fn a_document_that_says_it_is_another_is_refused() {
        let is_read = |text| {
            let document = Json::parse(text).unwrap();
            let fields = Fields::of_type(&document, &["in"], &["pay stub", "payslip"]);
            assert!(matches!(fields, Ok(_) | Err(Rejection::NotADocument)));
            fields.is_ok()
        };
        for own in [
            "{}",
            r#"{"document_type":null}"#,
            r#"{"document_type":"Pay_Stub","in":{"document_type":"PAYSLIP 2"}}"#,
        ] {
            assert!(is_read(own), "{own}");
        }
        for other in [
            "[]",
            "7",
            r#"{"document_type":"check"}"#,
            r#"{"document_type":["payslip"]}"#,
            r#"{"document_type":"payslip","in":{"document_type":"payslips"}}"#,
        ] {
            assert!(!is_read(other), "{other}");
        }
    }

    #[test]
    fn a_text_that_is_no_name_is_cut() {
        let long = format!(r#"{{"a":"{}"}}"#, "é".repeat(5_000));
        let document = Json::parse(&long).unwrap();
        let fields = Fields::of(&document, &[]);
        assert_eq!(fields.text(&["a"]).map(|text| text.len()), Some(1_000));
        let longer = fields.long_text(&["a"], 4_001);
        assert_eq!(longer.map(|text| text.len()), Some(4_000));
    }

    #[test]
    fn paths_lead_into_objects() {
        let document = Json::parse(r#"{"account":{"id":77},"list":[null,"x"]}"#).unwrap();
        let fields = Fields::of(&document, &[]);
        assert_eq!(
            fields.text(&["account.number", "account.id"]).as_deref(),
            Some("77")
        );
        assert_eq!(fields.text(&["list"]).as_deref(), Some("x"));
        assert_eq!(fields.day(&["account.id"]), Reading::Unreadable);
    }
}
