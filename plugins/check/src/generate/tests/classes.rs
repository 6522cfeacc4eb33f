//! Shares, scores, and that no document tells its class by anything but what was done to it.

use refit_plugin::testing::generators::{
    assert_mechanisms, assert_one_vocabulary, assert_shapes_of_both_classes,
};

use super::{MECHANISMS, specimens};

#[test]
fn classes_mechanisms_and_scores_have_their_shares_and_ranges() {
    let expected = MECHANISMS.map(|known| (known.name, known.share, known.scores));
    assert_mechanisms(&specimens(5, 4_000), 0.55, &expected, 4.0);
}

#[test]
fn keys_and_their_order_are_those_of_both_classes() {
    assert_shapes_of_both_classes(&specimens(21, 4_000));
}

#[test]
fn texts_have_one_vocabulary() {
    assert_one_vocabulary(&specimens(22, 3_000));
}
