//! Every mechanism moves the features that it is said to move.

use core::cmp::Ordering::{Greater, Less};

use refit_plugin::{
    Random,
    testing::generators::{Move, assert_moves},
};

use super::{place, row, today};
use crate::{
    BankStatement,
    generate::{
        mechanisms::{MECHANISMS, combine},
        paper::Paper,
        profile::honest_paper,
    },
};

/// Mechanism, feature, and the side to which it moves.
const MOVES: [Move; 36] = [
    ("edited_balance", "balance_consistency", Less),
    ("edited_balance", "ending_balance", Greater),
    ("edited_balance", "balance_change", Greater),
    ("inflated_deposit", "balance_consistency", Less),
    ("inflated_deposit", "max_transaction_amount", Greater),
    ("inflated_deposit", "credit_debit_ratio", Greater),
    ("inflated_recomputed", "credit_debit_ratio", Greater),
    ("inflated_recomputed", "max_transaction_amount", Greater),
    ("inflated_recomputed", "ending_balance", Greater),
    ("inserted_payroll", "round_number_transactions", Greater),
    ("inserted_payroll", "unusual_timing", Greater),
    ("inserted_payroll", "credit_debit_ratio", Greater),
    ("removed_debits", "balance_consistency", Less),
    ("removed_debits", "total_debits", Less),
    ("removed_debits", "transaction_count", Less),
    ("duplicated_lines", "duplicate_transactions", Greater),
    ("duplicated_lines", "transaction_count", Greater),
    ("duplicated_lines", "balance_consistency", Less),
    ("template_fabricated", "bank_validity", Less),
    ("template_fabricated", "account_number_format_valid", Less),
    ("template_fabricated", "round_number_transactions", Greater),
    ("template_fabricated", "field_quality", Less),
    ("generator_consistent", "round_number_transactions", Greater),
    ("generator_consistent", "avg_transaction_amount", Greater),
    ("generator_consistent", "credit_debit_ratio", Greater),
    ("identity_swap", "name_format_valid", Less),
    ("identity_swap", "account_number_format_valid", Less),
    ("identity_swap", "text_quality", Less),
    ("redated", "transaction_date_consistency", Less),
    ("redated", "future_period", Greater),
    ("redated", "period_length_days", Greater),
    ("window_dressing", "suspicious_transaction_pattern", Greater),
    ("window_dressing", "large_transaction_count", Greater),
    ("window_dressing", "max_transaction_amount", Greater),
    ("combination", "critical_missing_count", Greater),
    ("combination", "balance_consistency", Less),
];

const PAPERS: u64 = 200;

fn forge(mechanism: &str, paper: &mut Paper, random: &mut Random) {
    match MECHANISMS.iter().find(|known| known.name == mechanism) {
        Some(known) => known.apply(paper, random),
        None => combine(paper, random),
    };
}

#[test]
fn mechanisms_move_the_features_that_they_are_said_to_move() {
    assert_moves::<BankStatement>(&MOVES, |mechanism, seed| {
        let mut random = Random::from_seed(seed);
        let honest = honest_paper(&mut random, today());
        let mut forged = honest.clone();
        forge(mechanism, &mut forged, &mut random);
        (row(&honest), row(&forged))
    });
}

#[test]
fn volatility_and_period_follow_too() {
    for (mechanism, feature) in [
        ("inflated_recomputed", "balance_volatility"),
        ("window_dressing", "balance_volatility"),
        ("inserted_payroll", "balance_volatility"),
        ("combination", "field_quality"),
    ] {
        let changed = (0..PAPERS).filter(|seed| {
            let mut random = Random::from_seed(*seed);
            let honest = honest_paper(&mut random, today());
            let mut forged = honest.clone();
            forge(mechanism, &mut forged, &mut random);
            row(&forged)[place(feature)] != row(&honest)[place(feature)]
        });
        let changed = changed.count() as u64;
        assert!(changed * 3 > PAPERS, "{mechanism}, {feature}: {changed}");
    }
}

#[test]
fn recomputed_papers_add_up_again() {
    for mechanism in [
        "inflated_recomputed",
        "generator_consistent",
        "window_dressing",
    ] {
        for seed in 0..100 {
            let mut random = Random::from_seed(seed);
            let mut paper = honest_paper(&mut random, today());
            forge(mechanism, &mut paper, &mut random);
            let consistency = row(&paper)[place("balance_consistency")];
            assert!(
                consistency > 1.0 - 1e-9,
                "{mechanism} {seed}: {consistency}"
            );
        }
    }
}
