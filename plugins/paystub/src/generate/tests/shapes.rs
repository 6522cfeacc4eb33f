//! One paper, several shapes.

use refit_plugin::{
    Random,
    writing::{Days, Sums},
};

use super::{row, today};
use crate::{
    generate::{blemishes, layout::Shape, mechanisms, noise, paper::Paper, profile::honest_paper},
    tests::same,
};

/// Papers as they leave the generator, before they are written.
fn papers() -> impl Iterator<Item = Paper> {
    (0..300).map(|seed| {
        let mut random = Random::from_seed(seed);
        let mut paper = honest_paper(&mut random, today());
        blemishes::apply(&mut paper, &mut random);
        if random.chance(0.5) {
            mechanisms::forge(&mut paper, &mut random);
        }
        noise::apply(&mut paper, &mut random);
        paper.layout.has_dates = true;
        paper
    })
}

#[track_caller]
fn assert_same(number: usize, one: &Paper, other: &Paper) {
    let (one, other) = (row(one), row(other));
    let agree = one
        .iter()
        .zip(&other)
        .all(|(one, other)| same(*one, *other));
    assert!(agree, "{number}: {one:?} and {other:?}");
}

#[test]
fn nested_flat_and_wrapped_give_the_same_row() {
    for (number, mut paper) in papers().enumerate() {
        // Own fields tell of lines that the list lacks.
        paper.layout.has_own_fields = false;
        paper.layout.shape = Shape::Nested;
        for shape in [Shape::Flat, Shape::Wrapped] {
            let mut other = paper.clone();
            other.layout.shape = shape;
            assert_same(number, &paper, &other);
        }
    }
}

#[test]
fn the_spelling_of_sums_days_and_names_changes_nothing() {
    for (number, paper) in papers().enumerate() {
        for sums in [Sums::Numbers, Sums::Texts, Sums::Objects] {
            for days in [Days::Iso, Days::Slashes, Days::Words] {
                let mut other = paper.clone();
                other.layout.sums = sums;
                other.layout.days = days;
                other.layout.uses_other_names = !paper.layout.uses_other_names;
                assert_same(number, &paper, &other);
            }
        }
    }
}
