#![doc = include_str!("../README.md")]

mod features;
mod generate;
#[cfg(test)]
mod tests;

use refit_plugin::{
    Day, DocumentType, Feature, Fields, Golden, Json, Random, Rejection, Specimen, Submission,
};

/// Documents with their features, all made up.
const GOLDENS: &str = include_str!("goldens.json");

/// The document type `money_order`.
#[derive(Debug)]
pub struct MoneyOrder;

impl DocumentType for MoneyOrder {
    const NAME: &'static str = "money_order";
    const PLURAL: &'static str = "money-orders";
    const TITLE: &'static str = "Money order";
    const VERSION: &'static str = "1.1.0";
    const FEATURES: &'static [Feature] = &features::FEATURES;
    const DOCUMENT_SCHEMA: &'static str = include_str!("schema.json");

    fn goldens() -> Vec<Golden> {
        Golden::list(GOLDENS)
    }

    fn generate(random: &mut Random, _number: u64, as_of: Day) -> Specimen {
        generate::specimen(random, as_of)
    }

    fn extract(submission: &Submission) -> Result<Vec<f64>, Rejection> {
        let document = Json::parse(&submission.document)?;
        let fields = Fields::of_type(
            &document,
            features::read::WRAPPERS,
            features::read::TYPE_NAMES,
        )?;
        let order = features::read::order(&fields)?;
        Ok(features::row(&order, submission.received))
    }
}

refit_plugin::export!(MoneyOrder);
