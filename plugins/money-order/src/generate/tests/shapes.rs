//! One paper, several shapes.

use refit_plugin::{
    Random,
    writing::{Days, Sums},
};

use super::{row, today};
use crate::{
    generate::{
        layout::{Layout, Shape},
        mechanisms, noise,
        paper::Paper,
        sale::honest_paper,
    },
    tests::same,
};

/// Papers as they leave the generator, before they are written.
fn papers() -> impl Iterator<Item = Paper> {
    (0..300).map(|seed| {
        let mut random = Random::from_seed(seed);
        let mut paper = honest_paper(&mut random, today());
        paper.layout.is_bare = false;
        if random.chance(0.5) {
            mechanisms::forge(&mut paper, &mut random);
        }
        noise::apply(&mut paper, &mut random);
        paper
    })
}

fn assert_same_rows(number: usize, paper: &Paper, layouts: impl IntoIterator<Item = Layout>) {
    let expected = row(paper);
    for layout in layouts {
        let mut paper = paper.clone();
        paper.layout = layout;
        let other = row(&paper);
        let agree = expected
            .iter()
            .zip(&other)
            .all(|(one, other)| same(*one, *other));
        assert!(agree, "{number}, {layout:?}: {expected:?} and {other:?}");
    }
}

#[test]
fn nested_flat_and_wrapped_give_the_same_row() {
    for (number, paper) in papers().enumerate() {
        let shapes = [Shape::Nested, Shape::Flat, Shape::Wrapped];
        let layout = paper.layout;
        let layouts = shapes.map(|shape| Layout { shape, ..layout });
        assert_same_rows(number, &paper, layouts);
    }
}

#[test]
fn names_and_wrapped_values_change_nothing() {
    for (number, paper) in papers().enumerate() {
        let layout = paper.layout;
        let layouts = [(0, false), (1, true), (2, false), (0, true)];
        let layouts = layouts.map(|(names, wraps_values)| Layout {
            shape: Shape::Nested,
            names,
            wraps_values,
            ..layout
        });
        assert_same_rows(number, &paper, layouts);
    }
}

#[test]
fn the_spelling_of_sums_and_days_changes_nothing() {
    for (number, paper) in papers().enumerate() {
        let layout = paper.layout;
        let spellings = [
            (Sums::Numbers, Days::Iso),
            (Sums::Texts, Days::Slashes),
            (Sums::Objects, Days::Iso),
            (Sums::Objects, Days::Slashes),
        ];
        let layouts = spellings.map(|(sums, days)| Layout {
            sums,
            days,
            ..layout
        });
        let is_in_words = layout.days == Days::Words;
        if !is_in_words {
            assert_same_rows(number, &paper, layouts);
        }
    }
}

#[test]
fn an_address_in_parts_is_the_same_address() {
    for (number, paper) in papers().enumerate() {
        let layout = paper.layout;
        let layouts = [true, false].map(|splits_address| Layout {
            splits_address,
            ..layout
        });
        assert_same_rows(number, &paper, layouts);
    }
}
