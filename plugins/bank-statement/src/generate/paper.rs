//! A statement on its way from the account's history to the document.

use refit_plugin::Day;

use super::{currency::Currency, layout::Layout, profile::Profile};

/// A date as it will be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) day: Day,
    /// Whether it will be written so that nobody can read it.
    pub(super) is_spoilt: bool,
}

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        Self {
            day,
            is_spoilt: false,
        }
    }
}

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Payroll,
    Pension,
    Settlement,
    Refund,
    Deposit,
    CashDeposit,
    TransferIn,
    Interest,
    Card,
    CashMachine,
    Bill,
    Rent,
    Insurance,
    Loan,
    Gambling,
    Check,
    TransferOut,
    Fee,
    Overdraft,
}

impl Kind {
    /// Whether the bank itself writes the line, and no shop or payer.
    pub(super) const fn is_banks_own(self) -> bool {
        matches!(
            self,
            Self::Interest
                | Self::Fee
                | Self::Overdraft
                | Self::CashMachine
                | Self::CashDeposit
                | Self::Deposit
                | Self::Check
        )
    }

    /// Whether a clearing moves the money, which rests when banks are closed.
    pub(super) const fn is_cleared(self) -> bool {
        matches!(
            self,
            Self::Payroll
                | Self::Pension
                | Self::Settlement
                | Self::Refund
                | Self::Bill
                | Self::Rent
                | Self::Insurance
                | Self::Loan
        )
    }
}

/// A line. Sums are in hundredths of the currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) date: Date,
    pub(super) cents: i64,
    pub(super) balance: i64,
    pub(super) kind: Kind,
    pub(super) text: String,
    /// Whether its text is printed in another style than the paper's.
    pub(super) is_in_other_style: bool,
}

impl Entry {
    pub(super) fn new(day: Day, cents: i64, kind: Kind, text: String) -> Self {
        Self {
            date: day.into(),
            cents,
            balance: 0,
            kind,
            text,
            is_in_other_style: false,
        }
    }
}

/// The statement. What is `None` is not on the paper.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) profile: Profile,
    pub(super) bank: Option<String>,
    pub(super) holder: Option<String>,
    pub(super) number: Option<String>,
    pub(super) account_type: Option<String>,
    pub(super) currency: Currency,
    pub(super) shows_currency: bool,
    pub(super) opening: Option<i64>,
    pub(super) closing: Option<i64>,
    pub(super) credits: Option<i64>,
    pub(super) debits: Option<i64>,
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    pub(super) issued: Option<Date>,
    /// The lines, the oldest first.
    pub(super) lines: Vec<Entry>,
    pub(super) received: Day,
    pub(super) layout: Layout,
}

impl Paper {
    /// The first and the last day of the period.
    pub(super) fn period(&self) -> (Day, Day) {
        let start = self.start.map_or(self.received, |date| date.day);
        let end = self.end.map_or(self.received, |date| date.day);
        (start, end)
    }

    /// Puts the lines in order and makes balances and totals follow from them.
    pub(super) fn recompute(&mut self) {
        self.sort();
        let opening = self.opening.unwrap_or_default();
        self.closing = Some(self.run_balance(opening));
        self.total();
    }

    pub(super) fn sort(&mut self) {
        self.lines.sort_by_key(|line| line.date.day);
    }

    /// Makes the lines' balances follow from `opening`; the balance at the end.
    pub(super) fn run_balance(&mut self, opening: i64) -> i64 {
        let mut balance = opening;
        for line in &mut self.lines {
            balance += line.cents;
            line.balance = balance;
        }
        balance
    }

    fn total(&mut self) {
        let sum = |is_credit: bool| {
            let lines = self.lines.iter();
            lines
                .filter(|line| (line.cents > 0) == is_credit)
                .map(|line| line.cents.abs())
                .sum()
        };
        (self.credits, self.debits) = (Some(sum(true)), Some(sum(false)));
    }

    /// All money in, by the lines.
    pub(super) fn money_in(&self) -> i64 {
        self.lines.iter().map(|line| line.cents.max(0)).sum()
    }

    /// Places of the lines that are `wanted`.
    pub(super) fn places(&self, wanted: impl Fn(&Entry) -> bool) -> Vec<usize> {
        let lines = self.lines.iter().enumerate();
        lines
            .filter(|(_, line)| wanted(line))
            .map(|(place, _)| place)
            .collect()
    }
}
