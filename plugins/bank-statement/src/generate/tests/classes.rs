//! No document tells its class by anything but what was done to it.

use refit_plugin::testing::generators::{assert_one_vocabulary, assert_shapes_of_both_classes};

use super::specimens;

#[test]
fn keys_and_their_order_are_those_of_both_classes() {
    assert_shapes_of_both_classes(&specimens(21, 3_000));
}

#[test]
fn texts_have_one_vocabulary() {
    assert_one_vocabulary(&specimens(22, 3_000));
}
