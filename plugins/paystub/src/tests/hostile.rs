//! Documents that were damaged at random: any answer is right but a panic or a value out of
//! bounds.

use refit_plugin::{Day, DocumentType, Random, Submission};

use crate::Paystub;

/// Replaces, removes, doubles or cuts a piece of the text.
fn damaged(document: &str, random: &mut Random) -> String {
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
        "\"[{\\\"amount\\\":\\\"x\\\"}]\"",
        ":",
        ",",
    ];
    let boundary = |at: usize| {
        (0..=at)
            .rev()
            .find(|at| document.is_char_boundary(*at))
            .unwrap()
    };
    let from = boundary(random.place(document.len()));
    let until = boundary((from + random.place(60)).min(document.len())).max(from);
    let piece = random.pick(&PIECES);
    let middle = match random.place(4) {
        0 => piece.to_owned(),
        1 => String::new(),
        2 => document[from..until].repeat(3),
        _ => format!("{}{piece}", &document[from..until]),
    };
    format!("{}{middle}{}", &document[..from], &document[until..])
}

/// Replaces one whole value, so that the text stays JSON.
fn revalued(document: &str, random: &mut Random) -> String {
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
    let colons: Vec<usize> = document
        .match_indices("\":")
        .map(|(at, _)| at + 2)
        .collect();
    let from = random.pick(&colons);
    let rest = &document[from..];
    let until = from + rest.find([',', '}', ']']).unwrap_or(rest.len());
    format!(
        "{}{}{}",
        &document[..from],
        random.pick(&VALUES),
        &document[until..]
    )
}

#[test]
fn damaged_documents_give_a_row_in_bounds_or_a_rejection() {
    let as_of = Day::parse("2025-11-25").unwrap();
    let mut random = Random::from_seed(77);
    let (mut rows, mut rejected) = (0, 0);
    for number in 0..3_000 {
        let specimen = Paystub::generate(&mut Random::for_document(5, number % 60), number, as_of);
        let original = specimen.submission.document;
        let mut document = original;
        for _ in 0..=random.place(3) {
            document = if random.chance(0.5) {
                damaged(&document, &mut random)
            } else {
                revalued(&document, &mut random)
            };
        }
        let submission = Submission {
            document,
            received: as_of,
        };
        match refit_plugin::extract::<Paystub>(&[submission]) {
            Ok(extraction) if extraction.rejected.is_empty() => {
                rows += 1;
                for (value, feature) in extraction.values.iter().zip(Paystub::FEATURES) {
                    assert!(feature.allows(*value), "{} is {value}", feature.name);
                }
            }
            Ok(_) => rejected += 1,
            Err(error) => panic!("document {number}: {error:?}"),
        }
    }
    assert!(
        rows > 300 && rejected > 300,
        "{rows} rows, {rejected} rejected"
    );
}
