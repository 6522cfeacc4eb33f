use refit_plugin::testing;

use crate::{GOLDENS, MoneyOrder};

#[test]
fn every_law_of_a_plugin_holds() {
    testing::check::<MoneyOrder>().assert();
}

#[test]
fn golden_documents_have_the_features_that_are_committed() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/goldens.json");
    testing::assert_goldens::<MoneyOrder>(file, GOLDENS);
}
