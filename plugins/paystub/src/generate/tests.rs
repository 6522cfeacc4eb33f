mod classes;
mod difficulty;
mod honest;
mod mechanisms;
mod shapes;

use refit_plugin::{Day, DocumentType, Specimen, Submission, generate};

use super::{paper::Paper, write};
use crate::Paystub;

fn today() -> Day {
    Day::from_date(2026, 3, 1).unwrap()
}

/// The features of a paper that is printed and read without a fault.
fn row(paper: &Paper) -> Vec<f64> {
    let submission = Submission {
        document: write::document(paper),
        received: paper.received,
    };
    let row = Paystub::extract(&submission).unwrap();
    let features = Paystub::FEATURES.iter().zip(row);
    features
        .map(|(feature, value)| feature.within_bounds(value))
        .collect()
}

/// Specimens of one sequence.
fn specimens(seed: u64, count: u32) -> Vec<Specimen> {
    generate::<Paystub>(seed, 0, count, today()).unwrap()
}
