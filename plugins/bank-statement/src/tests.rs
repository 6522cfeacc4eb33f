//! The document type as its users see it: documents in, rows or reasons out.

mod features;
mod laws;
mod moves;
mod reading;
mod real;
mod spellings;

use refit_plugin::{Day, DocumentType, Rejection, Submission};

use crate::BankStatement;

fn extract(document: &str) -> Result<Vec<f64>, Rejection> {
    BankStatement::extract(&Submission {
        document: document.to_owned(),
        received: Day::from_date(2025, 10, 6).unwrap(),
    })
}

/// One feature of a document.
#[track_caller]
fn feature(name: &str, document: &str) -> f64 {
    let mut names = BankStatement::FEATURES.iter();
    let place = names.position(|known| known.name == name).unwrap();
    extract(document).unwrap()[place]
}

/// The same, the document first: for tables of documents.
#[track_caller]
fn value(document: &str, name: &str) -> f64 {
    feature(name, document)
}

/// Whether two values are the same; NaN is equal to NaN.
pub(crate) fn same(one: f64, other: f64) -> bool {
    one == other || (one.is_nan() && other.is_nan())
}
