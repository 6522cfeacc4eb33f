//! The document type as its users see it: documents in, rows or reasons out.

mod features;
mod laws;
mod reading;
mod real;

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
