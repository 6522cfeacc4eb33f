//! Documents that were damaged at random: any answer is right but a failed call or a value out of
//! bounds.

use super::{
    Finding,
    hostile::{Hostile, Trial},
    samples::Samples,
};
use crate::{Random, Specimen};

/// Documents that are tried.
const TRIED: usize = 1_000;
/// How long a text becomes, and a list.
const TEXT_BYTES: usize = 100_000;
const ITEMS: usize = 10_000;

/// What is put into a text wherever it falls: mostly no JSON any more.
const PIECES: [&str; 14] = [
    "null",
    "\"\"",
    "[]",
    "{}",
    "-1e308",
    "1e300",
    "\"\u{fffd}é漢\"",
    "9999999999999999999",
    "true",
    "\"0000-00-00\"",
    "\"-9,,9.9.9\"",
    "\"x\"",
    ":",
    ",",
];

/// What takes the place of a whole value: the text stays JSON.
const VALUES: [&str; 10] = [
    "null",
    "[]",
    "{\"value\":{\"value\":null}}",
    "1e308",
    "-1e308",
    "5e-324",
    "[[1],[{}]]",
    "\"\\u0000\"",
    "\"9999-12-31\"",
    "false",
];

pub(super) fn are_answered(samples: &Samples<'_>) -> Finding {
    let [synthetic, _] = samples.sequences()?;
    let mut random = Random::from_seed(77);
    let documents: Vec<Hostile> = synthetic
        .iter()
        .cycle()
        .take(TRIED)
        .enumerate()
        .map(|(number, specimen)| {
            let submission = &specimen.submission;
            let mut text = submission.document.clone();
            for _ in 0..=random.place(3) {
                text = if random.chance(0.5) {
                    damaged(&text, &mut random)
                } else {
                    revalued(&text, &mut random)
                };
            }
            let mut damaged = Hostile::new(format!("damaged document {number}"), text);
            damaged.submission.received = submission.received;
            damaged
        })
        .collect();
    let mut trial = Trial::new(samples)?;
    trial.answered(&documents);
    // One at a time: none may live on what the others leave.
    for overgrown in overgrown(synthetic) {
        trial.answered(std::slice::from_ref(&overgrown));
    }
    trial.finding()
}

/// Documents of which one text, or one list, is far longer than any paper's.
fn overgrown(synthetic: &[Specimen]) -> Vec<Hostile> {
    let mut all = Vec::new();
    for (number, specimen) in synthetic.iter().enumerate().take(3) {
        let text = &specimen.submission.document;
        // Every text and every list in turn, also those of objects in the document.
        for (at, _) in text.match_indices("\":") {
            let (before, rest) = text.split_at(at + 2);
            let grown = match rest.as_bytes().first() {
                Some(b'"') => format!(
                    "\"{} {}",
                    "7 a ".repeat(TEXT_BYTES / 4),
                    rest.get(1..).unwrap_or_default()
                ),
                Some(b'[') if rest.starts_with("[{") => {
                    let end = rest.find('}').map_or(rest.len(), |end| end + 1);
                    let item = rest.get(1..end).unwrap_or_default();
                    format!(
                        "[{}{}",
                        format!("{item},").repeat(ITEMS),
                        rest.get(1..).unwrap_or_default()
                    )
                }
                _ => continue,
            };
            let what = format!("document {number}, overgrown at byte {at}");
            let mut hostile = Hostile::new(what, [before, &grown].concat());
            hostile.submission.received = specimen.submission.received;
            all.push(hostile);
        }
    }
    all
}

/// Replaces, removes, doubles or cuts a piece of the text.
fn damaged(text: &str, random: &mut Random) -> String {
    let from = text.floor_char_boundary(random.place(text.len()));
    let until = text.floor_char_boundary(from + random.place(60)).max(from);
    let (before, rest) = text.split_at(from);
    let (middle, after) = rest.split_at(until - from);
    let piece = random.pick(&PIECES);
    match random.place(4) {
        0 => [before, piece, after].concat(),
        1 => [before, after].concat(),
        2 => [before, middle, middle, middle, after].concat(),
        _ => [before, middle, piece, after].concat(),
    }
}

/// Replaces one whole value of an object.
fn revalued(text: &str, random: &mut Random) -> String {
    let colons: Vec<usize> = text.match_indices("\":").map(|(at, _)| at + 2).collect();
    let (before, rest) = text.split_at(random.pick(&colons));
    let end = rest.find([',', '}', ']']).unwrap_or(rest.len());
    let (_, after) = rest.split_at(end);
    [before, random.pick(&VALUES), after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;

    #[test]
    fn a_revalued_document_is_mostly_still_json_and_a_damaged_one_mostly_not() {
        let text = r#"{"a":1,"b":{"c":"größe","d":[1,2]},"e":null}"#;
        let mut random = Random::from_seed(1);
        let readable = |change: fn(&str, &mut Random) -> String, random: &mut Random| {
            (0..400)
                .filter(|_| Json::parse(&change(text, random)).is_ok())
                .count()
        };
        assert!(readable(revalued, &mut random) > 200);
        assert!(readable(damaged, &mut random) < 200);
    }
}
