use crate::Paystub;

#[test]
fn every_law_of_a_plugin_holds() {
    refit_plugin::testing::check::<Paystub>().assert();
}
