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

/// The document type `bank_statement`.
#[derive(Debug)]
pub struct BankStatement;

impl DocumentType for BankStatement {
    const NAME: &'static str = "bank_statement";
    const PLURAL: &'static str = "bank-statements";
    const TITLE: &'static str = "Bank statement";
    const VERSION: &'static str = "1.1.1";
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
        let lines = features::read::lines(&fields);
        let statement = features::read::statement(&fields, lines.as_ref())?;
        Ok(features::row(&statement, submission.received))
    }
}

refit_plugin::export!(BankStatement);
