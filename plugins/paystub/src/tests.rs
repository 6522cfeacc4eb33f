//! The document type as its users see it: documents in, rows or reasons out.

mod features;
mod laws;
mod reading;
mod spellings;

use refit_plugin::{Day, DocumentType, Rejection, Submission};

use crate::Paystub;

fn extract(document: &str) -> Result<Vec<f64>, Rejection> {
    Paystub::extract(&Submission {
        document: document.to_owned(),
        received: Day::from_date(2025, 10, 6).unwrap(),
    })
}

/// The place of a feature in a row.
pub(crate) fn place(name: &str) -> usize {
    let mut names = Paystub::FEATURES.iter();
    names.position(|known| known.name == name).unwrap()
}

/// One feature of a document.
#[track_caller]
fn feature(name: &str, document: &str) -> f64 {
    extract(document).unwrap()[place(name)]
}

/// Whether two values are the same; NaN is equal to NaN.
pub(crate) fn same(one: f64, other: f64) -> bool {
    one == other || (one.is_nan() && other.is_nan())
}
