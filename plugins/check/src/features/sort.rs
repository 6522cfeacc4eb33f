//! What kind of check it is.

use refit_plugin::{banks, text::has_words};

use super::{names, read::Paper};

/// The kinds of checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Personal,
    Business,
    Payroll,
    /// Drawn by a bank on itself.
    Cashiers,
    Certified,
    /// Of a treasury.
    Government,
    Travelers,
    MoneyOrder,
    /// From a bank's counter or a new account, without a printed name.
    Counter,
    Unknown,
}

impl Sort {
    /// The stated kind; else what is printed on the paper; else what the payer's name says.
    pub(super) fn of(paper: &Paper<'_>) -> Self {
        if let Some(sort) = paper.kind.as_deref().and_then(named) {
            return sort;
        }
        if let Some(sort) = paper.raw.as_deref().and_then(printed) {
            return sort;
        }
        match paper.payer.as_deref() {
            Some(payer) if has_words(payer, "treasury") => Self::Government,
            Some(payer) if names::is_bank(payer) || banks::known(payer).is_some() => Self::Cashiers,
            Some(payer) if names::is_firm(payer) => Self::Business,
            Some(_) => Self::Personal,
            None => Self::Unknown,
        }
    }

    /// Whether who draws such checks works on bank days.
    pub(super) const fn is_office(self) -> bool {
        matches!(
            self,
            Self::Business | Self::Payroll | Self::Cashiers | Self::Certified | Self::Government
        )
    }

    /// What nineteen of twenty such checks are not over.
    pub(super) const fn usual_most(self) -> f64 {
        match self {
            Self::Personal | Self::Travelers | Self::MoneyOrder | Self::Counter => 1_500.0,
            Self::Payroll | Self::Government | Self::Unknown => 2_500.0,
            Self::Business => 3_500.0,
            Self::Cashiers | Self::Certified => 10_000.0,
        }
    }

    /// How often such checks are counterfeited: cashier's checks are the favourite, since
    /// their money is available the next day.
    pub(super) const fn risk(self) -> f64 {
        match self {
            Self::Government => 0.2,
            Self::Personal => 0.3,
            Self::Payroll => 0.35,
            Self::Business => 0.4,
            Self::Unknown => 0.5,
            Self::Certified => 0.6,
            Self::Travelers | Self::MoneyOrder => 0.7,
            Self::Counter => 0.75,
            Self::Cashiers => 0.8,
        }
    }
}

const PRINTED: [(&str, Sort); 9] = [
    ("cashier's", Sort::Cashiers),
    ("cashiers", Sort::Cashiers),
    ("official check", Sort::Cashiers),
    ("teller's", Sort::Cashiers),
    ("certified", Sort::Certified),
    ("payroll", Sort::Payroll),
    ("traveler's", Sort::Travelers),
    ("money order", Sort::MoneyOrder),
    ("united states treasury", Sort::Government),
];

fn printed(text: &str) -> Option<Sort> {
    let found = PRINTED.iter().find(|(words, _)| has_words(text, words));
    found.map(|(_, sort)| *sort)
}

fn named(kind: &str) -> Option<Sort> {
    const NAMED: [(&str, Sort); 14] = [
        ("personal", Sort::Personal),
        ("business", Sort::Business),
        ("commercial", Sort::Business),
        ("company", Sort::Business),
        ("cashier", Sort::Cashiers),
        ("official", Sort::Cashiers),
        ("teller", Sort::Cashiers),
        ("bank", Sort::Cashiers),
        ("treasury", Sort::Government),
        ("government", Sort::Government),
        ("traveler", Sort::Travelers),
        ("travelers", Sort::Travelers),
        ("counter", Sort::Counter),
        ("starter", Sort::Counter),
    ];
    // `cashiers_check`, `CASHIERS-CHECK`
    let kind = kind.replace(['_', '-'], " ");
    let sort = NAMED.iter().find(|(words, _)| has_words(&kind, words));
    printed(&kind).or(sort.map(|(_, sort)| *sort))
}
