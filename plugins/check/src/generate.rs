//! Synthetic checks: an honest check, then perhaps a forger's work on it, then what scanning and
//! reading do to any paper.

mod layout;
mod mechanisms;
mod noise;
mod paper;
mod profile;
#[cfg(test)]
mod tests;
mod vocabulary;
mod write;

use refit_plugin::{Class, Day, Random, Specimen, Submission};

/// The share of forged documents.
const FORGED: f64 = 0.55;

/// A check as it might lie on a desk on the day `as_of`.
pub(crate) fn specimen(random: &mut Random, as_of: Day) -> Specimen {
    let mut paper = profile::honest_paper(random, as_of);
    let mut blemishes = profile::blemish(&mut paper, random);
    let forgery = random
        .chance(FORGED)
        .then(|| mechanisms::forge(&mut paper, random));
    // The same for honest and forged papers: what is read badly is no sign of either.
    blemishes += noise::apply(&mut paper, random);
    let (class, risk_score, mechanism) = match forgery {
        Some(forgery) => (Class::Fraud, forgery.score(4.0, random), forgery.mechanism),
        None => {
            let score = 6.0 + 5.0 * f64::from(blemishes) + 2.5 * random.normal();
            (Class::Legitimate, score.clamp(0.0, 30.0), paper.kind.name())
        }
    };
    Specimen {
        submission: Submission {
            document: write::document(&paper),
            received: paper.received,
        },
        class,
        risk_score: (risk_score * 100.0).round() / 100.0,
        mechanism: mechanism.to_owned(),
    }
}
