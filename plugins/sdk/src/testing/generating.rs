//! Laws of synthetic documents.

use super::{
    Finding,
    report::CounterExamples,
    samples::{AS_OF, Samples, generate},
};
use crate::{Class, Day, Specimen};

/// Where sequences are cut: seed and first number. The numbers of documents are 64 bits wide.
const CUTS: [(u64, u64); 3] = [(3, 0), (0, 999), (u64::MAX, 5_000_000_000)];

/// The lengths of the parts. They and their sums have no common measure: what counts the documents
/// of a call is found whatever it counts to.
const PARTS: [u32; 6] = [1, 16, 0, 2, 24, 17];

pub(super) fn slices_concatenate(samples: &Samples<'_>) -> Finding {
    let mut differences = CounterExamples::default();
    for (seed, start) in CUTS {
        let slice = |from: u64, count| generate(samples.plugin, seed, start + from, count, AS_OF);
        let whole = slice(0, PARTS.iter().sum())?;
        let mut parts = Vec::new();
        let mut from = 0;
        for count in PARTS {
            parts.extend(slice(from, count)?);
            from += u64::from(count);
        }
        for (number, (whole, part)) in (start..).zip(whole.iter().zip(&parts)) {
            if !same(whole, part) {
                differences.add(format!(
                    "seed {seed}, document {number}: another one in a shorter slice"
                ));
            }
        }
    }
    differences.or(format!("{} sequences of 60 documents", CUTS.len()))
}

fn same(one: &Specimen, other: &Specimen) -> bool {
    // A score is compared as bits: the same call gives the same bytes.
    one.submission == other.submission
        && one.class == other.class
        && one.risk_score.to_bits() == other.risk_score.to_bits()
        && one.mechanism == other.mechanism
}

pub(super) fn seeds_differ(samples: &Samples<'_>) -> Finding {
    let [first, second] = samples.sequences()?;
    let pairs = first.iter().zip(second);
    let equal = pairs
        .filter(|(one, other)| one.submission.document == other.submission.document)
        .count();
    if equal * 2 > first.len() {
        return Err(format!(
            "{equal} of {} documents are the same under two seeds",
            first.len()
        ));
    }
    Ok(format!("{} documents of 2 seeds", first.len()))
}

pub(super) fn both_classes_present(samples: &Samples<'_>) -> Finding {
    let mut rare = CounterExamples::default();
    let mut fewest = usize::MAX;
    for sequence in samples.sequences()? {
        for class in [Class::Legitimate, Class::Fraud] {
            let count = sequence.iter().filter(|it| it.class == class).count();
            fewest = fewest.min(count);
            if count * 100 < sequence.len() {
                rare.add(format!("{count} of {} are {class:?}", sequence.len()));
            }
        }
    }
    rare.or(format!("at least {fewest} documents of each class"))
}

pub(super) fn scores_fit_classes(samples: &Samples<'_>) -> Finding {
    let mut faults = CounterExamples::default();
    let (mut clean, mut forged) = (0_u32, 0_u32);
    for (document, specimen) in samples.specimens()? {
        let score = specimen.risk_score;
        if !(0.0..=100.0).contains(&score) {
            faults.add(format!("{document}: the score is {score}, not 0 to 100"));
        }
        clean += u32::from(specimen.class == Class::Legitimate && score <= 30.0);
        forged += u32::from(specimen.class == Class::Fraud && score >= 70.0);
    }
    if clean == 0 {
        faults.add("no honest document has a score of 30 or less");
    }
    if forged == 0 {
        faults.add("no forged document has a score of 70 or more");
    }
    faults.or(format!(
        "{clean} clear honest and {forged} clear forged documents"
    ))
}

/// A leap day, the ends of years and of centuries, the first day of the count.
const DAYS: [(i32, u32, u32); 6] = [
    (2024, 2, 29),
    (2025, 12, 31),
    (2026, 1, 1),
    (2000, 2, 29),
    (2099, 12, 31),
    (1970, 1, 1),
];

pub(super) fn received_by_as_of(samples: &Samples<'_>) -> Finding {
    let mut early = CounterExamples::default();
    let days = DAYS.map(|(year, month, day)| Day::from_date(year, month, day));
    for as_of in days.into_iter().flatten().chain([AS_OF]) {
        for (number, specimen) in generate(samples.plugin, 5, 0, 100, as_of)?
            .iter()
            .enumerate()
        {
            let received = specimen.submission.received;
            if received > as_of {
                early.add(format!(
                    "seed 5, document {number}: received on {received}, made for {as_of}"
                ));
            }
        }
    }
    early.or(format!("{} days", DAYS.len() + 1))
}
