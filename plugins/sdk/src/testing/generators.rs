//! What a generator's own tests look at beyond the laws: that its mechanisms do what they are said
//! to do, and that no document tells its class by how it is written.

use core::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::{Class, DocumentType, Json, Specimen, text};

/// A mechanism, a feature, and the side to which the mechanism moves the feature.
pub type Move = (&'static str, &'static str, Ordering);

/// How many papers each move is looked at on.
const PAPERS: u64 = 200;
/// The fewest of them on which the feature moves: the weakest sign shows on one in fifteen.
const FEWEST: u64 = 14;

/// Whether mechanisms move the features that they are said to move: on a few papers at least, and
/// seldom the other way round. `forge` gives the rows of the paper with that number before and
/// after the mechanism.
///
/// # Panics
///
/// Where they do not: it is called by a test.
#[track_caller]
pub fn assert_moves<T: DocumentType>(
    moves: &[Move],
    forge: impl Fn(&str, u64) -> (Vec<f64>, Vec<f64>),
) {
    for (mechanism, feature, side) in moves {
        let place = T::FEATURES.iter().position(|known| known.name == *feature);
        assert!(place.is_some(), "{feature} is no feature of {}", T::NAME);
        let of = |row: &[f64]| place.and_then(|place| row.get(place).copied());
        let (mut to_side, mut to_other) = (0, 0);
        for number in 0..PAPERS {
            let (before, after) = forge(mechanism, number);
            match of(&after).partial_cmp(&of(&before)) {
                Some(moved) if moved == *side => to_side += 1,
                Some(Ordering::Equal) | None => {}
                Some(_) => to_other += 1,
            }
        }
        assert!(
            to_side >= FEWEST && 2 * to_side > 3 * to_other,
            "{mechanism}, {feature}: {to_side} as said, {to_other} otherwise"
        );
    }
}

/// A mechanism, its share of the forged documents in percent, and the range of its scores.
pub type Expected = (&'static str, f64, (f64, f64));

/// Whether this share of the documents is forged, give or take three points; whether their
/// mechanisms have their shares, give or take 2.5, and their scores, give or take `noise`; and
/// whether honest documents have none of them, and scores up to 30.
///
/// # Panics
///
/// Where it is not so: it is called by a test.
#[track_caller]
pub fn assert_mechanisms(specimens: &[Specimen], forged: f64, expected: &[Expected], noise: f64) {
    let named: f64 = expected.iter().map(|(_, share, _)| share).sum();
    assert!((named - 100.0).abs() < 1e-9, "the shares add up to {named}");
    let hits: Vec<&Specimen> = of_class(specimens, Class::Fraud).collect();
    let found = hits.len() as f64 / specimens.len() as f64;
    assert!((found - forged).abs() < 0.03, "{found} are forged");
    for (mechanism, share, scores) in expected {
        let mut own = hits.iter().filter(|it| it.mechanism == *mechanism);
        let found = 100.0 * own.clone().count() as f64 / hits.len() as f64;
        assert!(
            (found - share).abs() < 2.5,
            "{mechanism}: {found} % instead of {share} %"
        );
        let (low, high) = (scores.0 - noise, scores.1 + noise);
        assert!(
            own.all(|specimen| (low..=high).contains(&specimen.risk_score)),
            "{mechanism}: a score outside {low} to {high}"
        );
    }
    for honest in of_class(specimens, Class::Legitimate) {
        let Specimen {
            mechanism,
            risk_score,
            ..
        } = honest;
        assert!(*risk_score <= 30.0, "honest, {mechanism}: {risk_score}");
        let is_forgery = expected.iter().any(|(name, ..)| mechanism == name);
        assert!(!is_forgery, "honest, {mechanism}");
    }
}

/// Whether each order of keys that is no rare one occurs in both classes: of documents, and of the
/// first items of their lists.
///
/// # Panics
///
/// Where one occurs in one class only: it is called by a test.
#[track_caller]
pub fn assert_shapes_of_both_classes(specimens: &[Specimen]) {
    let shapes = |class| {
        let mut shapes: BTreeMap<Vec<String>, u32> = BTreeMap::new();
        for specimen in of_class(specimens, class) {
            let Ok(document) = Json::parse(&specimen.submission.document) else {
                continue;
            };
            for shape in shapes_of(&document) {
                *shapes.entry(shape).or_default() += 1;
            }
        }
        shapes
    };
    let (honest, forged) = (shapes(Class::Legitimate), shapes(Class::Fraud));
    for (one, other) in [(&honest, &forged), (&forged, &honest)] {
        for (keys, count) in one {
            // Rare combinations may by chance be in one class only.
            assert!(
                *count < 15 || other.contains_key(keys),
                "{count} times in one class only: {keys:?}"
            );
        }
    }
}

/// The keys of a document in their order, with those of the object that wraps it, and the keys of
/// each list's first item.
fn shapes_of(document: &Json<'_>) -> Vec<Vec<String>> {
    /// An object with more members than a sum and its currency wraps something.
    const WRAPS: usize = 3;
    let mut keys = Vec::new();
    let mut shapes = Vec::new();
    let wrapped = document.entries().iter().map(|(_, value)| value);
    let wrapped = wrapped.filter(|value| value.entries().len() >= WRAPS);
    for object in core::iter::once(document).chain(wrapped) {
        for (key, value) in object.entries() {
            keys.push(key.to_string());
            if let Json::List(items) = value
                && let Some(first) = items.first()
            {
                let names = first.entries().iter().map(|(name, _)| name.to_string());
                let shape = core::iter::once(key.to_string()).chain(names);
                shapes.push(shape.collect());
            }
        }
    }
    shapes.push(keys);
    shapes
}

/// Whether each word on 2 % of the honest documents, or on 5 % of the forged ones, occurs in both
/// classes: the names of banks that do not exist are the fraud itself.
///
/// # Panics
///
/// Where one occurs in one class only: it is called by a test.
#[track_caller]
pub fn assert_one_vocabulary(specimens: &[Specimen]) {
    let words = |class| {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for specimen in of_class(specimens, class) {
            let once: BTreeSet<&str> = text::words(&specimen.submission.document)
                .filter(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic()))
                .collect();
            for word in once {
                *counts.entry(word).or_default() += 1;
            }
        }
        counts
    };
    let (honest, forged) = (words(Class::Legitimate), words(Class::Fraud));
    for (one, other, few, whose, class) in [
        (&honest, &forged, 0.02, "honest", Class::Legitimate),
        (&forged, &honest, 0.05, "forged", Class::Fraud),
    ] {
        let papers = of_class(specimens, class).count() as f64;
        for (word, count) in one {
            assert!(
                f64::from(*count) < few * papers || other.contains_key(word),
                "'{word}' is on {count} {whose} papers and on no other"
            );
        }
    }
}

fn of_class(specimens: &[Specimen], class: Class) -> impl Iterator<Item = &Specimen> {
    specimens.iter().filter(move |it| it.class == class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Day, Submission};

    fn specimens(written: impl Fn(Class, u32) -> String) -> Vec<Specimen> {
        let one = |number: u32| {
            let class = match number.is_multiple_of(2) {
                true => Class::Fraud,
                false => Class::Legitimate,
            };
            Specimen {
                submission: Submission {
                    document: written(class, number),
                    received: Day::from_days_since_epoch(20_000),
                },
                class,
                risk_score: if class == Class::Fraud { 80.0 } else { 10.0 },
                mechanism: if class == Class::Fraud {
                    "edit"
                } else {
                    "honest_plain"
                }
                .to_owned(),
            }
        };
        (0..400).map(one).collect()
    }

    const EDIT: Expected = ("edit", 100.0, (70.0, 90.0));

    #[test]
    fn what_was_done_to_a_document_may_differ() {
        let honest = specimens(|_, number| format!(r#"{{"sum": {number}}}"#));
        assert_shapes_of_both_classes(&honest);
        assert_one_vocabulary(&honest);
        assert_mechanisms(&honest, 0.5, &[EDIT], 2.0);
    }

    #[test]
    #[should_panic(expected = "in one class only: [\"bank\", \"title\"]")]
    fn a_key_of_one_class_alone_is_found() {
        let key = |class| {
            if class == Class::Fraud {
                "name"
            } else {
                "title"
            }
        };
        assert_shapes_of_both_classes(&specimens(|class, _| {
            format!(r#"{{"bank": [{{"{}": 1}}]}}"#, key(class))
        }));
    }

    #[test]
    #[should_panic(expected = "'genuine' is on 200 honest papers and on no other")]
    fn a_word_of_one_class_alone_is_found() {
        assert_one_vocabulary(&specimens(|class, _| match class {
            Class::Fraud => "{}".to_owned(),
            Class::Legitimate => r#"{"seal": "genuine"}"#.to_owned(),
        }));
    }

    #[test]
    #[should_panic(expected = "edit: a score outside 82 to 98")]
    fn a_score_beside_the_mechanisms_range_is_found() {
        let edit = ("edit", 100.0, (84.0, 96.0));
        assert_mechanisms(&specimens(|_, _| String::new()), 0.5, &[edit], 2.0);
    }

    #[test]
    #[should_panic(expected = "fold: 0 % instead of 50 %")]
    fn a_share_that_is_not_kept_is_found() {
        let expected = [("fold", 50.0, (1.0, 2.0)), ("edit", 50.0, (70.0, 90.0))];
        assert_mechanisms(&specimens(|_, _| String::new()), 0.5, &expected, 2.0);
    }
}
