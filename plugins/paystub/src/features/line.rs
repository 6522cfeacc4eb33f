//! Lines of taxes and deductions.

use std::collections::BTreeSet;

use refit_plugin::{Fields, Json, Reading};

use super::label::{self, Kind, List};

const LABEL: &[&str] = &[
    "name",
    "label",
    "description",
    "type",
    "code",
    "deduction",
    "tax",
];
const AMOUNT: &[&str] = &[
    "amount",
    "current_amount",
    "current",
    "this_period",
    "period_amount",
    "value",
];

/// A tax or a deduction.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// What the paper calls it; nothing where only a field's name tells.
    pub(crate) label: Option<String>,
    pub(crate) kind: Kind,
    /// What is taken off the pay.
    pub(crate) amount: Reading<f64>,
}

/// Lines, and how many entries of their lists are none.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) lines: Vec<Line>,
    pub(crate) unread: u32,
    /// Whether there is a list at all.
    pub(crate) is_given: bool,
}

impl Lines {
    /// Adds a list of name and amount, an object of names and amounts, or the JSON text of
    /// either. Whether it is one.
    pub(super) fn add(&mut self, value: &Json<'_>, list: List) -> bool {
        match value.unwrapped() {
            Json::Text(text) => match Json::parse(text) {
                Ok(inner @ (Json::List(_) | Json::Object(_))) => self.add_tree(&inner, list),
                _ => return false,
            },
            tree @ (Json::List(_) | Json::Object(_)) => self.add_tree(tree, list),
            _ => return false,
        }
        self.is_given = true;
        true
    }

    fn add_tree(&mut self, tree: &Json<'_>, list: List) {
        match tree {
            Json::List(items) => {
                for item in items {
                    self.push(entry(item, list));
                }
            }
            _ if tree.get("name").is_some() => self.push(entry(tree, list)),
            _ => {
                for (name, value) in tree.entries() {
                    let amount = value.get("amount").unwrap_or(value);
                    self.push(line(name, amount, list));
                }
            }
        }
    }

    fn push(&mut self, line: Option<Line>) {
        match line {
            Some(line) => self.lines.push(line),
            None => self.unread = self.unread.saturating_add(1),
        }
    }

    /// What stands in two lists was taken off once: services list taxes again among the
    /// deductions. Lists that repeat a line within themselves keep it.
    pub(super) fn drop_repeated(&mut self, first_of_second_list: usize) {
        let Some((first, second)) = self.lines.split_at_checked(first_of_second_list) else {
            return;
        };
        if first.is_empty() || second.is_empty() {
            return;
        }
        let known: BTreeSet<_> = first.iter().filter_map(key).collect();
        let is_new: Vec<bool> = second
            .iter()
            .map(|line| key(line).is_none_or(|key| !known.contains(&key)))
            .collect();
        let mut is_kept = core::iter::repeat_n(true, first_of_second_list).chain(is_new);
        self.lines.retain(|_| is_kept.next().unwrap_or(true));
    }

    /// Makes what is taken off positive and what is given back negative, whatever signs the
    /// paper uses: some print all deductions with a minus.
    pub(super) fn unify_signs(&mut self) {
        let taken = || self.lines.iter().filter(|line| line.kind != Kind::Credit);
        let amounts = || taken().filter_map(|line| line.amount.value());
        let negative = amounts().filter(|amount| *amount < 0.0).count();
        let positive = amounts().filter(|amount| *amount > 0.0).count();
        let sign = if negative > positive { -1.0 } else { 1.0 };
        for line in &mut self.lines {
            if let Reading::Read(amount) = &mut line.amount {
                *amount = match line.kind {
                    Kind::Credit => -amount.abs(),
                    _ => sign * *amount,
                };
            }
        }
    }
}

/// Label and amount of a line that can stand in two lists.
fn key(line: &Line) -> Option<(String, u64)> {
    let label = line.label.as_ref()?.to_ascii_lowercase();
    Some((label, line.amount.value()?.to_bits()))
}

fn entry(item: &Json<'_>, list: List) -> Option<Line> {
    if let Json::List(pair) = item {
        let [name, amount] = pair.as_slice() else {
            return None;
        };
        return line(&name.text()?, amount, list);
    }
    let item = match item.get("value") {
        Some(inner @ Json::Object(_)) if item.get("name").is_none() => inner,
        _ => item,
    };
    let fields = Fields::of(item, &[]);
    let name = fields.text(LABEL);
    let amount = fields.find(AMOUNT).unwrap_or(&Json::Null);
    match name {
        Some(name) => line(&name, amount, list),
        // A sum without a label is still taken off.
        None if !amount.is_missing() => line("", amount, list),
        None => None,
    }
}

fn line(name: &str, amount: &Json<'_>, list: List) -> Option<Line> {
    let amount = reading(amount);
    let is_empty = name.trim().is_empty() && amount == Reading::Missing;
    (!is_empty).then(|| Line {
        label: Some(name.trim().to_owned()),
        kind: label::kind(name, list),
        amount,
    })
}

/// A sum of money.
pub(super) fn reading(value: &Json<'_>) -> Reading<f64> {
    if value.is_missing() {
        return Reading::Missing;
    }
    value.amount().map_or(Reading::Unreadable, Reading::Read)
}
