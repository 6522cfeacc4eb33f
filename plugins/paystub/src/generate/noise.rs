//! What printing, scanning and reading do to a paper, whoever made it.

use refit_plugin::{
    Random,
    misreading::{Fault, misread, with_wrong_digit},
};

use super::paper::{Date, Kind, Paper};

/// Spoils a paper a little; how much doubt that leaves a reviewer who sees the paper itself.
pub(super) fn apply(paper: &mut Paper, random: &mut Random) -> f64 {
    let mut doubt = 0.0;
    for (chance, weight, fault) in FAULTS {
        if random.chance(chance) {
            fault(paper, random);
            doubt += weight;
        }
    }
    doubt += lose_fields(paper, random);
    misread_texts(paper, random);
    doubt
}

/// How often, how much doubt it leaves, and what it is.
const FAULTS: [(f64, f64, Fault<Paper>); 8] = [
    (0.006, 4.0, misread_pay),
    (0.006, 3.0, misread_line),
    (0.006, 2.0, spoil_pay),
    (0.006, 1.5, spoil_line),
    (0.005, 3.0, lose_line),
    (0.005, 4.0, lose_taxes),
    (0.005, 4.0, lose_benefits),
    (0.015, 1.5, spoil_date),
];

/// A digit of the gross or the net pay is another one.
fn misread_pay(paper: &mut Paper, random: &mut Random) {
    let pay = if random.chance(0.5) {
        &mut paper.gross
    } else {
        &mut paper.net
    };
    *pay = pay.map(|cents| with_wrong_digit(cents, random));
}

fn misread_line(paper: &mut Paper, random: &mut Random) {
    let place = random.place(paper.lines.len());
    if let Some(line) = paper.lines.get_mut(place) {
        line.cents = with_wrong_digit(line.cents, random);
    }
}

fn spoil_pay(paper: &mut Paper, random: &mut Random) {
    if random.chance(0.5) {
        paper.gross_is_spoilt = true;
    } else {
        paper.net_is_spoilt = true;
    }
}

fn spoil_line(paper: &mut Paper, random: &mut Random) {
    let place = random.place(paper.lines.len());
    if let Some(line) = paper.lines.get_mut(place) {
        line.is_spoilt = true;
    }
}

fn lose_line(paper: &mut Paper, random: &mut Random) {
    if !paper.lines.is_empty() {
        let place = random.place(paper.lines.len());
        paper.lines.remove(place);
    }
}

/// The table of taxes was not found on the page.
fn lose_taxes(paper: &mut Paper, _random: &mut Random) {
    paper.lines.retain(|line| !line.kind.is_tax());
}

fn lose_benefits(paper: &mut Paper, _random: &mut Random) {
    paper.lines.retain(|line| line.kind.is_tax());
}

fn spoil_date(paper: &mut Paper, random: &mut Random) {
    let dates: [&mut Option<Date>; 3] = [&mut paper.paid, &mut paper.end, &mut paper.start];
    let spoils_all = random.chance(0.4);
    let only = random.place(3);
    for (place, date) in dates.into_iter().enumerate() {
        if let Some(date) = date
            && (spoils_all || place == only)
        {
            date.is_spoilt = true;
        }
    }
}

/// Fields that are not on the paper or were not found on it.
fn lose_fields(paper: &mut Paper, random: &mut Random) -> f64 {
    let mut doubt = 0.0;
    let mut is_lost = |chance: f64, random: &mut Random| {
        let is_lost = random.chance(chance);
        doubt += if is_lost { 1.5 } else { 0.0 };
        is_lost
    };
    if is_lost(0.015, random) {
        paper.company = None;
    }
    if is_lost(0.015, random) {
        paper.employee = None;
    }
    if is_lost(0.01, random) {
        paper.gross = None;
    }
    if is_lost(0.01, random) && paper.gross.is_some() {
        paper.net = None;
    }
    if random.chance(0.2) {
        paper.paid = None;
    }
    if random.chance(0.12) {
        (paper.start, paper.end) = (None, None);
    }
    if random.chance(0.03) {
        paper.company_address = None;
    }
    if random.chance(0.03) {
        paper.employee_address = None;
    }
    if random.chance(0.03) {
        paper.employee_id = None;
    }
    doubt
}

/// Look-alikes in names and labels: few in files, more in scans, many in photos.
fn misread_texts(paper: &mut Paper, random: &mut Random) {
    let rate = if paper.layout.is_file {
        random.weighted(&[(0.9, 0.0), (0.1, 0.001)])
    } else {
        random.weighted(&[(0.42, 0.0), (0.28, 0.003), (0.18, 0.01), (0.12, 0.04)])
    };
    if rate == 0.0 {
        return;
    }
    let names = [
        &mut paper.company,
        &mut paper.employee,
        &mut paper.company_address,
        &mut paper.employee_address,
    ];
    for name in names.into_iter().flatten() {
        misread(name, rate, random);
    }
    for line in &mut paper.lines {
        // Misread labels of the main taxes are common, and still known by their other words.
        if line.kind != Kind::Fica {
            misread(&mut line.label, rate, random);
        }
    }
}
