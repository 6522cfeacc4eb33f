mod classes;
mod honest;
mod mechanisms;
mod shapes;

use refit_plugin::{DocumentType, Random, generate, testing::generators::assert_mechanisms};

use super::{
    mechanisms::{COMBINATION_SCORES, COMBINATION_SHARE, MECHANISMS},
    paper::Paper,
    *,
};
use crate::BankStatement;

fn today() -> Day {
    Day::from_date(2026, 3, 1).unwrap()
}

/// Honest papers before anything happened to them.
fn honest_papers(count: u64) -> impl Iterator<Item = (Paper, Random)> {
    (0..count).map(|number| {
        let mut random = Random::for_document(77, number);
        (profile::honest_paper(&mut random, today()), random)
    })
}

/// The features of a paper that is printed and read without a fault.
fn row(paper: &Paper) -> Vec<f64> {
    let submission = Submission {
        document: write::document(paper),
        received: paper.received,
    };
    BankStatement::extract(&submission).unwrap()
}

fn place(feature: &str) -> usize {
    let mut names = BankStatement::FEATURES.iter();
    names.position(|known| known.name == feature).unwrap()
}

#[test]
fn honest_sums_are_right_to_the_cent() {
    for (paper, _) in honest_papers(300) {
        let mut balance = paper.opening.unwrap();
        for line in &paper.lines {
            balance += line.cents;
            assert_eq!(balance, line.balance);
        }
        assert_eq!(Some(balance), paper.closing);
        let difference = paper.credits.unwrap() - paper.debits.unwrap();
        assert_eq!(paper.opening.unwrap() + difference, balance);
        let (start, end) = paper.period();
        assert!(start <= end && end <= paper.received);
        assert!(
            paper
                .lines
                .iter()
                .all(|line| line.date.day >= start && line.date.day <= end)
        );
    }
}

#[test]
fn honest_papers_add_up_for_the_extractor_too() {
    let consistency = place("balance_consistency");
    for (paper, _) in honest_papers(200) {
        let value = row(&paper)[consistency];
        assert!(value > 0.99, "{value}: {}", write::document(&paper));
    }
}

/// Specimens of one sequence.
fn specimens(seed: u64, count: u32) -> Vec<Specimen> {
    generate::<BankStatement>(seed, 0, count, today()).unwrap()
}

/// How far a mechanism moves a feature on the same papers, on average.
fn moved(mechanism: &str, feature: &str) -> f64 {
    let mechanism = MECHANISMS
        .iter()
        .find(|known| known.name == mechanism)
        .unwrap();
    let feature = place(feature);
    let (mut sum, mut count) = (0.0, 0.0);
    for (mut paper, mut random) in honest_papers(200) {
        let before = row(&paper)[feature];
        let _ = mechanism.apply(&mut paper, &mut random);
        let after = row(&paper)[feature];
        if before.is_finite() && after.is_finite() {
            sum += after - before;
            count += 1.0;
        }
    }
    sum / count
}

#[test]
fn an_inflated_deposit_that_was_recomputed_still_adds_up() {
    assert!(moved("inflated_recomputed", "balance_consistency").abs() < 0.01);
}

#[test]
fn classes_mechanisms_and_scores_have_their_shares_and_ranges() {
    let all = MECHANISMS.map(|known| (known.name, known.share, known.scores));
    let combination = ("combination", COMBINATION_SHARE, COMBINATION_SCORES);
    let expected: Vec<_> = all.into_iter().chain([combination]).collect();
    assert_mechanisms(&specimens(5, 4_000), 0.55, &expected, 4.0);
}

#[test]
fn all_shapes_of_a_paper_give_the_same_features() {
    use super::layout::Shape;
    use refit_plugin::writing::Sums;
    for (mut paper, _) in honest_papers(120) {
        paper.layout.has_running_balance = false;
        paper.layout.sums = Sums::Numbers;
        let rows = [Shape::Nested, Shape::Flat, Shape::Wrapped].map(|shape| {
            paper.layout.shape = shape;
            row(&paper)
        });
        for (place, feature) in BankStatement::FEATURES.iter().enumerate() {
            let bits = rows.each_ref().map(|row| row[place].to_bits());
            assert_eq!(
                bits,
                [bits[0]; 3],
                "{}: {:?}",
                feature.name,
                rows.each_ref().map(|row| row[place])
            );
        }
    }
}
