//! One line of a statement.

use refit_plugin::{Day, Json, Reading};

/// What a line says.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Line<'d> {
    pub(crate) day: Reading<Day>,
    /// Positive where money comes in.
    pub(crate) amount: Reading<f64>,
    /// The balance behind the line.
    pub(crate) balance: Reading<f64>,
    /// What it is for.
    pub(crate) text: Option<&'d str>,
    /// A second word on what it is for.
    pub(crate) category: Option<&'d str>,
}

/// A line; nothing where an entry has neither a sum nor a balance nor a day.
pub(super) fn read<'d>(entry: &'d Json<'d>) -> Option<Line<'d>> {
    let mut line = Line::default();
    let mut money_in = None;
    let mut credit = Reading::Missing;
    let mut debit = Reading::Missing;
    // One pass over the keys: a look-up for each name would cost more than all the rest.
    for (key, value) in entry.unwrapped().entries() {
        match &**key {
            "date" | "transaction_date" => line.day = reading(value, Json::day),
            "posting_date" | "post_date" | "posted_date" if !line.day.is_present() => {
                line.day = reading(value, Json::day);
            }
            "amount" | "transaction_amount" => line.amount = reading(value, Json::amount),
            "balance" | "running_balance" | "balance_after" => {
                line.balance = reading(value, Json::amount);
            }
            "description" | "details" | "narrative" | "operation" => {
                line.text = said(value).or(line.text);
            }
            "category" => line.category = said(value),
            "type" | "transaction_type" | "direction" => {
                money_in = said(value).and_then(is_money_in).or(money_in);
            }
            "credit" | "credit_amount" | "deposit" => credit = reading(value, Json::amount),
            "debit" | "debit_amount" | "withdrawal" => debit = reading(value, Json::amount),
            _ => {}
        }
    }
    if !line.amount.is_present() {
        line.amount = in_columns(credit, debit);
    }
    if let (Reading::Read(amount), Some(money_in)) = (line.amount, money_in) {
        let size = amount.abs();
        line.amount = Reading::Read(if money_in { size } else { -size });
    }
    let says_something =
        line.amount.is_present() || line.balance.is_present() || line.day.is_present();
    says_something.then_some(line)
}

/// The sum of a line that has a column for money in and one for money out.
fn in_columns(credit: Reading<f64>, debit: Reading<f64>) -> Reading<f64> {
    match (credit, debit) {
        (Reading::Missing, Reading::Missing) => Reading::Missing,
        (Reading::Read(sum), Reading::Missing) => Reading::Read(sum.abs()),
        (Reading::Missing, Reading::Read(sum)) => Reading::Read(-sum.abs()),
        (Reading::Read(credit), Reading::Read(debit)) => Reading::Read(credit.abs() - debit.abs()),
        _ => Reading::Unreadable,
    }
}

fn reading<'d, T>(value: &'d Json<'d>, read: fn(&Json<'d>) -> Option<T>) -> Reading<T> {
    if value.is_missing() {
        return Reading::Missing;
    }
    read(value).map_or(Reading::Unreadable, Reading::Read)
}

fn said<'d>(value: &'d Json<'d>) -> Option<&'d str> {
    match value.unwrapped() {
        Json::Text(text) if !value.is_missing() => Some(text.trim()),
        _ => None,
    }
}

fn is_money_in(word: &str) -> Option<bool> {
    let is = |names: &[&str]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    if is(&["credit", "cr", "c", "deposit", "in", "incoming"]) {
        Some(true)
    } else if is(&["debit", "dr", "d", "withdrawal", "out", "outgoing"]) {
        Some(false)
    } else {
        None
    }
}

impl Line<'_> {
    /// Its texts, in small words.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let texts = [self.text, self.category].into_iter().flatten();
        texts.flat_map(refit_plugin::text::words)
    }

    /// Whether a bank's clearing moves the money, which rests on days when banks are closed:
    /// payroll and other ACH entries, wires, remittances. Cards, cash machines and transfers
    /// between own accounts work on every day, interest and fees are booked on every day.
    pub(super) fn is_cleared(&self) -> bool {
        const CLEARED: [&str; 12] = [
            "ach",
            "payroll",
            "salary",
            "wages",
            "dirdep",
            "direct",
            "wire",
            "remittance",
            "pension",
            "autopay",
            "ppd",
            "sepa",
        ];
        self.words()
            .any(|word| CLEARED.iter().any(|name| word.eq_ignore_ascii_case(name)))
    }

    /// Whether it is a pay or a pension.
    pub(super) fn is_pay(&self) -> bool {
        const PAY: [&str; 7] = [
            "payroll",
            "salary",
            "wages",
            "dirdep",
            "direct",
            "pension",
            "remittance",
        ];
        self.words()
            .any(|word| PAY.iter().any(|name| word.eq_ignore_ascii_case(name)))
    }
}
