//! What honest checks obey.

use refit_plugin::writing::Sums;

use super::{honest_papers, place, row, write};
use crate::{generate::layout::Shape, tests::same};

#[test]
fn honest_words_say_what_the_figures_say() {
    for (paper, _) in honest_papers(600) {
        let row = row(&paper);
        for feature in [
            "amount_matching",
            "amount_parsing_confidence",
            "routing_validity",
        ] {
            assert_eq!(
                row[place(feature)],
                1.0,
                "{feature}: {}",
                write::document(&paper)
            );
        }
        assert!(row[place("bank_routing_match")] >= 0.5);
        assert_eq!(row[place("future_date")], 0.0);
        assert_eq!(row[place("critical_missing_count")], 0.0);
    }
}

#[test]
fn all_shapes_of_a_paper_give_the_same_features() {
    for (mut paper, _) in honest_papers(150) {
        paper.layout.shape = Shape::Nested;
        paper.layout.sums = Sums::Numbers;
        let nested = row(&paper);
        for shape in [Shape::Nested, Shape::Flat, Shape::Wrapped] {
            for sums in [Sums::Numbers, Sums::Texts, Sums::Objects] {
                (paper.layout.shape, paper.layout.sums) = (shape, sums);
                paper.layout.splits_address ^= true;
                let other = row(&paper);
                let agree = nested.iter().zip(&other).all(|(a, b)| same(*a, *b));
                assert!(agree, "{shape:?}, {sums:?}: {nested:?} and {other:?}");
            }
        }
    }
}
