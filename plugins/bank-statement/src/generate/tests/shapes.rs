//! One paper, several shapes.

use refit_plugin::{Random, writing::Sums};

use super::{place, row, today};
use crate::{
    generate::{layout::Shape, mechanisms, noise, paper::Paper, profile::honest_paper},
    tests::same,
};

/// Papers as they leave the generator, before they are written.
fn papers() -> impl Iterator<Item = Paper> {
    (0..300).map(|seed| {
        let mut random = Random::from_seed(seed);
        let mut paper = honest_paper(&mut random, today());
        if random.chance(0.5) {
            mechanisms::forge(&mut paper, &mut random);
        }
        noise::apply(&mut paper, &mut random);
        paper
    })
}

fn in_shape(paper: &Paper, shape: Shape, sums: Sums) -> Vec<f64> {
    let mut paper = paper.clone();
    paper.layout.shape = shape;
    paper.layout.sums = sums;
    row(&paper)
}

#[test]
fn nested_flat_and_wrapped_give_the_same_row() {
    for (number, paper) in papers().enumerate() {
        for sums in [Sums::Numbers, Sums::Texts] {
            let nested = in_shape(&paper, Shape::Nested, sums);
            for shape in [Shape::Flat, Shape::Wrapped] {
                let other = in_shape(&paper, shape, sums);
                let agree = nested
                    .iter()
                    .zip(&other)
                    .all(|(one, other)| same(*one, *other));
                assert!(
                    agree,
                    "{number}, {shape:?}, {sums:?}: {nested:?} and {other:?}"
                );
            }
        }
    }
}

#[test]
fn the_spelling_of_sums_changes_nothing() {
    for (number, mut paper) in papers().enumerate() {
        paper.shows_currency = true;
        let numbers = in_shape(&paper, Shape::Nested, Sums::Numbers);
        for sums in [Sums::Texts, Sums::Objects] {
            let other = in_shape(&paper, Shape::Nested, sums);
            let agree = numbers
                .iter()
                .zip(&other)
                .all(|(one, other)| same(*one, *other));
            assert!(agree, "{number}, {sums:?}: {numbers:?} and {other:?}");
        }
    }
}

/// An export describes its lines in other words, so only features of texts may differ.
#[test]
fn an_export_gives_the_same_sums_and_days() {
    const OF_TEXTS: [&str; 5] = [
        "text_quality",
        "field_quality",
        "unusual_timing",
        "duplicate_transactions",
        "suspicious_transaction_pattern",
    ];
    let of_texts = OF_TEXTS.map(place);
    for (number, paper) in papers().enumerate() {
        let nested = in_shape(&paper, Shape::Nested, Sums::Numbers);
        let ledger = in_shape(&paper, Shape::Ledger, Sums::Numbers);
        for (at, (one, other)) in nested.iter().zip(&ledger).enumerate() {
            let agree = same(*one, *other) || of_texts.contains(&at);
            assert!(agree, "{number}, feature {at}: {one} and {other}");
        }
    }
}
