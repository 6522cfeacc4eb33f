//! What printing, scanning and reading do to a paper, whoever made it.

use refit_plugin::{
    Random,
    misreading::{Fault, misread, misread_number, spoil, with_wrong_digit},
};

use super::{
    makers::Maker,
    paper::{Paper, Signed},
};

/// Spoils a paper a little; how many of the faults a reviewer would notice.
pub(super) fn apply(paper: &mut Paper, random: &mut Random) -> u32 {
    let mut noticed = spoil(paper, &FAULTS, random);
    noticed += lose_fields(paper, random);
    misread_texts(paper, random);
    noticed
}

const FAULTS: [(f64, Fault<Paper>); 11] = [
    (0.02, misread_serial),
    (0.01, drop_digit),
    (0.004, read_word_as_serial),
    (0.006, misread_amount),
    (0.004, lose_decimal_point),
    (0.008, spoil_figures),
    (0.025, misread_words),
    (0.02, spoil_date),
    (0.01, misread_date),
    (0.018, miss_signature),
    (0.015, read_label_as_signature),
];

fn misread_serial(paper: &mut Paper, random: &mut Random) {
    if let Some(serial) = &mut paper.serial {
        misread_number(serial, 0.4, random);
    }
}

fn drop_digit(paper: &mut Paper, random: &mut Random) {
    if let Some(serial) = &mut paper.serial {
        let at = random.place(serial.len());
        if serial.is_char_boundary(at) && at < serial.len() {
            serial.remove(at);
        }
    }
}

/// A word beside the number was taken for it.
fn read_word_as_serial(paper: &mut Paper, random: &mut Random) {
    let words = ["Professional", "4001", "SERIAL", "Not valid over"];
    paper.serial = Some(random.pick(&words).to_owned());
}

fn misread_amount(paper: &mut Paper, random: &mut Random) {
    if let Some(cents) = &mut paper.cents {
        *cents = with_wrong_digit(*cents, random);
    }
}

/// `$318.00` as 31800.
fn lose_decimal_point(paper: &mut Paper, _random: &mut Random) {
    paper.cents = paper.cents.map(|cents| cents * 100);
}

fn spoil_figures(paper: &mut Paper, _random: &mut Random) {
    paper.has_spoilt_figures = true;
}

/// The words cannot be read, or say something else.
fn misread_words(paper: &mut Paper, random: &mut Random) {
    if let Some(words) = &mut paper.words {
        let half = words.len() / 2;
        match random.place(4) {
            0 if words.is_char_boundary(half) => words.truncate(half),
            1 => misread(words, 0.05, random),
            2 => *words = without_first_word(words).to_owned(),
            _ => words.insert_str(0, "PAY TO THE ORDER OF "),
        }
    }
}

fn without_first_word(words: &str) -> &str {
    words.split_once(' ').map_or(words, |(_, rest)| rest)
}

fn spoil_date(paper: &mut Paper, _random: &mut Random) {
    if let Some(date) = &mut paper.date {
        date.is_spoilt = true;
    }
}

/// A digit of the date is another one: of the day, the month or the year.
fn misread_date(paper: &mut Paper, random: &mut Random) {
    let days = random.pick(&[-365, 365, -3_650, -10, 10, -30, 30, 7, -2]);
    if let Some(date) = &mut paper.date {
        date.day = date.day.plus(days);
    }
}

fn miss_signature(paper: &mut Paper, _random: &mut Random) {
    paper.signature = match paper.signature {
        Signed::Flag(_) => Signed::Flag(false),
        _ => Signed::Nothing,
    };
}

fn read_label_as_signature(paper: &mut Paper, _random: &mut Random) {
    paper.signature = Signed::Label;
}

/// Fields that were not found on the paper.
fn lose_fields(paper: &mut Paper, random: &mut Random) -> u32 {
    let mut critical = 0;
    let mut is_lost = |chance: f64, random: &mut Random| {
        let is_lost = random.chance(chance);
        critical += u32::from(is_lost);
        is_lost
    };
    // A logo is no text.
    if is_lost(0.028, random) {
        paper.issuer = None;
    }
    if is_lost(0.015, random) {
        paper.serial = None;
    }
    if is_lost(0.015, random) {
        paper.cents = None;
    }
    if is_lost(0.015, random) {
        paper.payee = None;
    }
    if is_lost(0.015, random) {
        paper.purchaser = None;
    }
    if is_lost(0.015, random) {
        paper.date = None;
    }
    if random.chance(0.03) {
        paper.address = None;
    }
    if random.chance(0.03) {
        paper.location = None;
    }
    if random.chance(0.06) {
        paper.words = None;
    }
    if random.chance(if paper.maker == Maker::Post { 0.6 } else { 0.4 }) {
        paper.stamp = None;
    }
    if random.chance(0.35) {
        paper.second_serial = None;
    }
    if paper.layout.is_bare {
        // A table without columns for them.
        (paper.words, paper.location, paper.stamp) = (None, None, None);
        (paper.signature, paper.endorsed) = (Signed::Nothing, None);
    }
    keep_something(paper);
    critical
}

/// What has no number and no amount is not taken for a money order by any reader.
fn keep_something(paper: &mut Paper) {
    if paper.serial.is_none() && (paper.cents.is_none() || paper.has_spoilt_figures) {
        paper.serial = Some("4001".to_owned());
    }
}

/// Look-alikes in names and texts: few in good scans, many in photos.
fn misread_texts(paper: &mut Paper, random: &mut Random) {
    let rate = random.weighted(&[(0.75, 0.0), (0.17, 0.002), (0.06, 0.008), (0.02, 0.02)]);
    if rate == 0.0 {
        return;
    }
    let texts = [
        &mut paper.issuer,
        &mut paper.payee,
        &mut paper.purchaser,
        &mut paper.location,
        &mut paper.stamp,
        &mut paper.words,
    ];
    for text in texts.into_iter().flatten() {
        misread(text, rate, random);
    }
    if let Some(address) = &mut paper.address {
        misread(&mut address.street, rate, random);
        misread(&mut address.city, rate, random);
    }
}
