mod classes;
mod honest;
mod mechanisms;
mod shapes;

use refit_plugin::{Class, DocumentType, Random, generate};

use super::{mechanisms::MECHANISMS, paper::Paper, *};
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
fn each_mechanism_moves_the_features_of_its_trade() {
    for (mechanism, feature, direction) in [
        ("edited_balance", "balance_consistency", -0.1_f64),
        ("edited_balance", "balance_change", 1.0),
        ("inflated_deposit", "balance_consistency", -0.1_f64),
        ("inflated_deposit", "max_transaction_amount", 1.0),
        ("inflated_recomputed", "credit_debit_ratio", 0.1),
        ("inflated_recomputed", "max_transaction_amount", 1.0),
        ("inserted_payroll", "round_number_transactions", 0.02),
        ("inserted_payroll", "credit_debit_ratio", 0.1),
        ("inserted_payroll", "unusual_timing", 0.02),
        ("removed_debits", "transaction_count", -0.5),
        ("removed_debits", "total_debits", -1.0),
        ("duplicated_lines", "duplicate_transactions", 0.03),
        ("duplicated_lines", "transaction_count", 0.5),
        ("template_fabricated", "bank_validity", -0.05),
        ("template_fabricated", "round_number_transactions", 0.1),
        ("template_fabricated", "account_number_format_valid", -0.05),
        ("generator_consistent", "round_number_transactions", 0.05),
        ("redated", "transaction_date_consistency", -0.2),
        ("window_dressing", "suspicious_transaction_pattern", 0.05),
    ] {
        let moved = moved(mechanism, feature);
        assert!(
            moved * direction.signum() >= direction.abs(),
            "{mechanism} moves {feature} by {moved}, not by {direction} or more"
        );
    }
    let identity = [
        "name_format_valid",
        "account_number_format_valid",
        "text_quality",
    ];
    let most = identity
        .map(|feature| moved("identity_swap", feature))
        .into_iter()
        .fold(0.0, f64::min);
    assert!(most < -0.01, "identity_swap moves no feature down: {most}");
}

#[test]
fn an_inflated_deposit_that_was_recomputed_still_adds_up() {
    assert!(moved("inflated_recomputed", "balance_consistency").abs() < 0.01);
}

#[test]
fn classes_mechanisms_and_scores_have_their_shares_and_ranges() {
    let specimens = generate::<BankStatement>(5, 0, 4_000, today()).unwrap();
    let forged: Vec<_> = specimens
        .iter()
        .filter(|specimen| specimen.class == Class::Fraud)
        .collect();
    let share = forged.len() as f64 / 4_000.0;
    assert!((0.52..0.58).contains(&share), "{share} are forged");
    for (mechanism, share, low, high) in [
        ("edited_balance", 0.17, 55.0, 90.0),
        ("inflated_deposit", 0.12, 50.0, 88.0),
        ("inflated_recomputed", 0.06, 31.0, 56.0),
        ("inserted_payroll", 0.09, 38.0, 70.0),
        ("removed_debits", 0.05, 36.0, 64.0),
        ("duplicated_lines", 0.07, 42.0, 72.0),
        ("template_fabricated", 0.13, 82.0, 100.0),
        ("generator_consistent", 0.07, 31.0, 54.0),
        ("identity_swap", 0.04, 33.0, 60.0),
        ("redated", 0.08, 60.0, 94.0),
        ("window_dressing", 0.02, 33.0, 60.0),
        ("combination", 0.10, 86.0, 100.0),
    ] {
        let hits: Vec<_> = forged
            .iter()
            .filter(|specimen| specimen.mechanism == mechanism)
            .collect();
        let found = hits.len() as f64 / forged.len() as f64;
        assert!(
            (found - share).abs() < 0.025,
            "{mechanism}: {found} instead of {share}"
        );
        for specimen in hits {
            let score = specimen.risk_score;
            assert!(
                (low - 4.0..=high + 4.0).contains(&score),
                "{mechanism}: {score}"
            );
        }
    }
    let honest = specimens
        .iter()
        .filter(|specimen| specimen.class == Class::Legitimate);
    assert!(honest.clone().all(|specimen| specimen.risk_score <= 30.0));
    assert!(
        honest
            .clone()
            .all(|specimen| specimen.mechanism.starts_with("honest_"))
    );
}

#[test]
fn all_shapes_of_a_paper_give_the_same_features() {
    use super::layout::{Shape, Sums};
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
