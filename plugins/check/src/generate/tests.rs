mod classes;
mod honest;
mod moved;

use refit_plugin::{DocumentType, Random, generate};

use super::{mechanisms::MECHANISMS, paper::Paper, *};
use crate::Check;

fn today() -> Day {
    Day::from_date(2026, 3, 1).unwrap()
}

/// Honest papers before anything happened to them.
fn honest_papers(count: u64) -> impl Iterator<Item = (Paper, Random)> {
    (0..count).map(honest_paper)
}

fn honest_paper(number: u64) -> (Paper, Random) {
    let mut random = Random::for_document(77, number);
    (profile::honest_paper(&mut random, today()), random)
}

/// The features of a paper that is printed and read without a fault.
fn row(paper: &Paper) -> Vec<f64> {
    let submission = Submission {
        document: write::document(paper),
        received: paper.received,
    };
    Check::extract(&submission).unwrap()
}

fn place(feature: &str) -> usize {
    let mut names = Check::FEATURES.iter();
    names.position(|known| known.name == feature).unwrap()
}

/// Specimens of one sequence.
fn specimens(seed: u64, count: u32) -> Vec<Specimen> {
    generate::<Check>(seed, 0, count, today()).unwrap()
}
