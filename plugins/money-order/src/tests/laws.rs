use refit_plugin::{Day, generate};

use crate::MoneyOrder;

#[test]
fn every_law_of_a_plugin_holds() {
    refit_plugin::testing::check::<MoneyOrder>().assert();
}

#[test]
fn slices_concatenate() {
    let day = Day::from_date(2026, 3, 1).unwrap();
    let whole = generate::<MoneyOrder>(9, 0, 60, day).unwrap();
    let mut parts = generate::<MoneyOrder>(9, 0, 25, day).unwrap();
    parts.extend(generate::<MoneyOrder>(9, 25, 35, day).unwrap());
    assert_eq!(whole, parts);
}
