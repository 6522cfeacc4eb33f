//! What printing, scanning and reading do to a paper, whoever made it.

use refit_plugin::{
    Random,
    misreading::{Fault, misread, misread_number, spoil},
};

use super::{
    layout::Shape,
    paper::{Date, Paper},
};

/// Spoils a paper a little; how many of the faults a reviewer would notice.
pub(super) fn apply(paper: &mut Paper, random: &mut Random) -> u32 {
    let mut noticed = spoil(paper, &FAULTS, random);
    noticed += lose_fields(paper, random);
    misread_texts(paper, random);
    noticed
}

const FAULTS: [(f64, Fault<Paper>); 8] = [
    (0.05, misread_balance),
    (0.01, misread_line),
    (0.02, spoil_date),
    (0.007, misread_date),
    (0.03, misread_account),
    (0.01, lose_page),
    (0.006, lose_order),
    (0.02, change_style),
];

/// One of the paper's balances and totals, or one line's balance, has a wrong digit.
fn misread_balance(paper: &mut Paper, random: &mut Random) {
    let sum = match random.place(5) {
        0 => paper.opening.as_mut(),
        1 => paper.closing.as_mut(),
        2 => paper.credits.as_mut(),
        3 => paper.debits.as_mut(),
        _ => {
            let place = random.place(paper.lines.len());
            paper.lines.get_mut(place).map(|line| &mut line.balance)
        }
    };
    if let Some(sum) = sum {
        *sum = with_wrong_digit(*sum, random);
    }
}

fn misread_line(paper: &mut Paper, random: &mut Random) {
    let place = random.place(paper.lines.len());
    if let Some(line) = paper.lines.get_mut(place) {
        line.cents = with_wrong_digit(line.cents, random);
    }
}

/// One digit is taken for another one that looks like it.
fn with_wrong_digit(sum: i64, random: &mut Random) -> i64 {
    let digits = sum.unsigned_abs().max(1).ilog10();
    let place = random.whole(0, i64::from(digits));
    let unit = 10_i64.pow(place.unsigned_abs() as u32);
    let digit = sum.abs() / unit % 10;
    let look_alikes: &[i64] = match digit {
        0 => &[6, 8],
        1 => &[4, 7],
        2 => &[7],
        3 => &[5, 8],
        4 => &[1, 9],
        5 => &[3, 6],
        6 => &[5, 8],
        7 => &[1, 2],
        8 => &[3, 6, 9],
        _ => &[4, 8],
    };
    let wrong = random.pick(look_alikes);
    (sum.abs() + (wrong - digit) * unit) * sum.signum()
}

fn spoil_date(paper: &mut Paper, random: &mut Random) {
    if let Some(date) = any_date(paper, random) {
        date.is_spoilt = true;
    }
}

/// A digit of a date is another one: of the day, the month or the year.
fn misread_date(paper: &mut Paper, random: &mut Random) {
    let days = random.pick(&[-365, 365, -10, 10, -30, 30, 7, -2]);
    if let Some(date) = any_date(paper, random) {
        date.day = date.day.plus(days);
    }
}

fn any_date<'p>(paper: &'p mut Paper, random: &mut Random) -> Option<&'p mut Date> {
    match random.place(4) {
        0 => paper.start.as_mut(),
        1 => paper.end.as_mut(),
        2 => paper.issued.as_mut(),
        _ => {
            let place = random.place(paper.lines.len());
            paper.lines.get_mut(place).map(|line| &mut line.date)
        }
    }
}

fn misread_account(paper: &mut Paper, random: &mut Random) {
    if let Some(number) = &mut paper.number {
        misread_number(number, 0.3, random);
    }
}

/// A page was not scanned.
fn lose_page(paper: &mut Paper, random: &mut Random) {
    let length = paper.lines.len();
    let lost = (length as f64 * random.between(0.08, 0.4)) as usize;
    let first = random.place(length - lost + 1);
    paper.lines.drain(first..first + lost);
}

/// The columns of a scan were read one below the other.
fn lose_order(paper: &mut Paper, random: &mut Random) {
    let middle = random.place(paper.lines.len());
    paper.lines.rotate_left(middle);
}

/// The reader gives back some lines in another style than the one they are printed in.
fn change_style(paper: &mut Paper, random: &mut Random) {
    for _ in 0..random.whole(1, 3) {
        let place = random.place(paper.lines.len());
        if let Some(line) = paper.lines.get_mut(place) {
            line.is_in_other_style = true;
        }
    }
}

/// Fields that are not on the paper or were not found on it.
fn lose_fields(paper: &mut Paper, random: &mut Random) -> u32 {
    let mut critical = 0;
    let mut is_lost = |chance: f64, random: &mut Random| {
        let is_lost = random.chance(chance);
        critical += u32::from(is_lost);
        is_lost
    };
    if is_lost(0.03, random) {
        paper.bank = None;
    }
    if is_lost(0.03, random) {
        paper.holder = None;
    }
    if is_lost(0.02, random) {
        paper.number = None;
    }
    if is_lost(0.03, random) {
        paper.opening = None;
    }
    if is_lost(0.02, random) {
        paper.closing = None;
    }
    if is_lost(0.025, random) {
        paper.start = None;
    }
    if is_lost(0.025, random) {
        paper.end = None;
    }
    // An export knows its own account, and has no totals and no day of issue.
    let is_ledger = paper.layout.shape == Shape::Ledger;
    if random.chance(if is_ledger { 0.9 } else { 0.15 }) {
        (paper.credits, paper.debits) = (None, None);
    }
    if random.chance(if is_ledger { 0.9 } else { 0.25 }) {
        paper.issued = None;
    }
    if random.chance(if is_ledger { 0.8 } else { 0.4 }) {
        paper.account_type = None;
    }
    if !is_ledger && random.chance(0.01) {
        // A summary page: totals and balances, no lines.
        if paper.credits.is_some() && paper.closing.is_some() {
            paper.lines.clear();
        }
    }
    critical
}

/// Look-alikes in names and descriptions: few in files, more in scans, many in photos.
fn misread_texts(paper: &mut Paper, random: &mut Random) {
    let rate = random.weighted(&[(0.60, 0.0), (0.27, 0.002), (0.11, 0.01), (0.02, 0.03)]);
    if rate == 0.0 || paper.layout.shape == Shape::Ledger {
        return;
    }
    for name in [&mut paper.bank, &mut paper.holder].into_iter().flatten() {
        misread(name, rate, random);
    }
    for line in &mut paper.lines {
        misread(&mut line.text, rate, random);
    }
}
