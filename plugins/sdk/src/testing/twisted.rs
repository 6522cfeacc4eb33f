//! Documents of the type with one thing wrong.

use super::hostile::{Hostile, SECRET};
use crate::{Day, Json, Submission};

/// Stands where the twist goes until the document is text again.
const PLACE: &str = "\u{e000}here\u{e000}";

/// The first items of a list are tried; the others are like them.
const ITEMS_TRIED: usize = 2;

/// Places of one document that are tried.
const PLACES_TRIED: usize = 120;

/// The beginnings of a document, and the document with more behind it: none of them is JSON.
pub(super) fn cuts(document: &str) -> Vec<Hostile> {
    let document = document.trim();
    let step = (document.len() / 24).max(1);
    let beginnings = (1..document.len())
        .step_by(step)
        .filter_map(|end| document.get(..end))
        .map(|text| Hostile::new(format!("the first {} bytes", text.len()), text));
    let longer = ["}", ",", "null", document]
        .map(|more| Hostile::new("a document with more behind it", [document, more].concat()));
    beginnings.chain(longer).collect()
}

/// The document with something else in one place, for every place, and in all of them at once.
pub(super) fn twists(original: &Submission) -> Vec<Hostile> {
    let mut twisted = received_at_odd_days(original);
    let Ok(tree) = Json::parse(&original.document) else {
        return twisted;
    };
    let replacements = replacements();
    for number in 0..PLACES_TRIED {
        let mut walk = Walk::to(number);
        let marked = walk.copy(&tree).to_string();
        let Some(place) = walk.found else { break };
        for (what, text) in &replacements {
            twisted.push(Hostile::new(
                format!("{what} at {place}"),
                put(&marked, text),
            ));
        }
        if let Some(key) = place.rsplit('/').next().filter(|key| !key.is_empty()) {
            let again = format!("null,{}:[]", Json::from(key));
            twisted.push(Hostile::new(
                format!("the key {place} again"),
                put(&marked, &again),
            ));
        }
    }
    let hollow = leaves_marked(&tree).to_string();
    for (what, text) in &replacements {
        // Long ones in every place would be a test of patience.
        if text.len() < 1_000 {
            twisted.push(Hostile::new(
                format!("{what} everywhere"),
                put(&hollow, text),
            ));
        }
    }
    twisted
}

fn received_at_odd_days(original: &Submission) -> Vec<Hostile> {
    let days = [Day::from_date(1, 1, 1), Day::from_date(9_999, 12, 31)];
    let received = |day: Day| Hostile {
        what: format!("received on {day}"),
        submission: Submission {
            received: day,
            ..original.clone()
        },
    };
    days.into_iter().flatten().map(received).collect()
}

fn put(marked: &str, text: &str) -> String {
    marked.replace(&format!("\"{PLACE}\""), text)
}

/// What is put into a place: what it is, and its JSON text (or what is no JSON).
fn replacements() -> Vec<(&'static str, String)> {
    let short = [
        ("null", "null"),
        ("true", "true"),
        ("zero", "0"),
        ("minus one", "-1"),
        ("a huge number", "1e308"),
        ("a huge negative number", "-1e308"),
        ("a number that no double holds", "1e999"),
        ("a tiny number", "5e-324"),
        ("a number of 23 digits", "99999999999999999999999"),
        ("the least whole number", "-9223372036854775808"),
        ("an empty text", "\"\""),
        ("a number's name", "\"NaN\""),
        ("an infinite number's name", "\"-Infinity\""),
        ("a date that is none", "\"2025-02-30\""),
        ("the last date", "\"9999-12-31\""),
        ("the first date", "\"0001-01-01\""),
        (
            "escaped control characters",
            "\"\\u0000\\u0007\\u001b[31m\\u202e\"",
        ),
        ("control characters", "\"\u{1}\u{1b}\""),
        ("half a surrogate pair", "\"\\ud800\""),
        ("letters of two to four bytes", "\"ß漢🧾\u{301}\""),
        ("an empty list", "[]"),
        ("a list of lists", "[[],[[]],null]"),
        ("an empty object", "{}"),
        (
            "an object of objects",
            "{\"value\":{\"value\":{\"value\":{}}}}",
        ),
        ("nothing", ""),
    ];
    let mut all: Vec<(&'static str, String)> = short
        .into_iter()
        .map(|(what, text)| (what, text.to_owned()))
        .collect();
    let nested = |depth| ["[".repeat(depth), "]".repeat(depth)].concat();
    all.extend([
        ("a secret", format!("\"{SECRET}\"")),
        ("lists, 100 deep", nested(100)),
        ("lists, 1,000 deep", nested(1_000)),
        ("a long text", format!("\"{}\"", "a 1,".repeat(5_000))),
        (
            "a long number in a text",
            format!("\"{}\"", "9".repeat(400)),
        ),
        ("a long list", format!("[{}{{}}]", "{},".repeat(5_000))),
    ]);
    all
}

/// Copies a tree with a mark in one place.
struct Walk {
    /// Places to pass before it; none once it was found.
    left: Option<usize>,
    /// The keys from the top to where the walk is.
    path: Vec<String>,
    /// The path of the place that was marked.
    found: Option<String>,
}

impl Walk {
    /// To the place of this number, counted from 0 at the top in the order of the text.
    fn to(number: usize) -> Self {
        Self {
            left: Some(number),
            path: Vec::new(),
            found: None,
        }
    }

    fn copy<'a>(&mut self, tree: &Json<'a>) -> Json<'a> {
        match self.left {
            None => return tree.clone(),
            Some(0) => {
                self.left = None;
                self.found = Some(format!("/{}", self.path.join("/")));
                return Json::from(PLACE);
            }
            Some(left) => self.left = Some(left - 1),
        }
        match tree {
            Json::List(items) => {
                let items = items.iter().enumerate();
                Json::List(items.map(|(place, item)| self.item(place, item)).collect())
            }
            Json::Object(entries) => {
                let entries = entries.iter();
                let copy = entries.map(|(key, value)| (key.clone(), self.under(key, value)));
                Json::Object(copy.collect())
            }
            leaf => leaf.clone(),
        }
    }

    fn item<'a>(&mut self, place: usize, item: &Json<'a>) -> Json<'a> {
        if place < ITEMS_TRIED {
            self.under(&place.to_string(), item)
        } else {
            item.clone()
        }
    }

    fn under<'a>(&mut self, key: &str, value: &Json<'a>) -> Json<'a> {
        self.path.push(key.to_owned());
        let copy = self.copy(value);
        self.path.pop();
        copy
    }
}

/// The tree with a mark in place of every value that is no list and no object.
fn leaves_marked<'a>(tree: &Json<'a>) -> Json<'a> {
    match tree {
        Json::List(items) => Json::List(items.iter().map(leaves_marked).collect()),
        Json::Object(entries) => {
            let entries = entries.iter();
            let marked = entries.map(|(key, value)| (key.clone(), leaves_marked(value)));
            Json::Object(marked.collect())
        }
        _ => Json::from(PLACE),
    }
}
