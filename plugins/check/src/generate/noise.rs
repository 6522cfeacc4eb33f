//! What scanning and reading do to a check, whoever made it.

use refit_plugin::{
    Random,
    misreading::{Fault, misread_number, misread_somewhere, spoil},
};

use super::paper::{Back, Paper, Signature};

/// Spoils a paper a little; how many of the faults a reviewer would notice.
pub(super) fn apply(paper: &mut Paper, random: &mut Random) -> u32 {
    const FAULTS: [(f64, Fault<Paper>); 13] = [
        (0.02, |paper, random| {
            wrong_digit(&mut paper.routing, random);
        }),
        (0.02, |paper, random| {
            wrong_digit(&mut paper.account, random);
        }),
        (0.015, |paper, random| {
            wrong_digit(&mut paper.number, random);
        }),
        (0.004, |paper, random| {
            if let Some(cents) = &mut paper.figures {
                *cents = if random.chance(0.5) {
                    *cents * 10
                } else {
                    (*cents / 10).max(1)
                };
            }
        }),
        (0.02, |paper, _| paper.is_date_spoilt = true),
        (0.007, |paper, random| {
            let days = random.pick(&[-365, 365, -30, 30, 10, -10]);
            paper.date = paper.date.map(|date| date.plus(days));
        }),
        (0.02, |paper, _| paper.bank = None),
        (0.02, |paper, _| paper.routing = None),
        (0.02, |paper, _| paper.account = None),
        (0.02, |paper, _| paper.payer = None),
        (0.02, |paper, _| paper.payee = None),
        (0.02, |paper, _| paper.date = None),
        (0.045, |paper, random| {
            paper.smudges += random.whole(1, 3) as u32;
        }),
    ];
    let noticed = spoil(paper, &FAULTS, random);
    lose_the_optional(paper, random);
    misread_texts(paper, random);
    noticed
}

/// Fields that many checks do not have, or where nothing was found.
fn lose_the_optional(paper: &mut Paper, random: &mut Random) {
    if random.chance(0.08) {
        paper.words = None;
    } else if random.chance(0.01) {
        paper.figures = None;
    }
    if random.chance(0.08) {
        paper.address = None;
    }
    if random.chance(0.03) {
        paper.number = None;
    }
    if random.chance(0.06) {
        paper.memo = None;
    }
    if random.chance(0.08) {
        paper.signature = if random.chance(0.6) {
            Signature::Unread
        } else {
            Signature::Label
        };
    }
    if random.chance(0.04) {
        paper.back = Back::Unseen;
    }
}

fn wrong_digit(number: &mut Option<String>, random: &mut Random) {
    if let Some(number) = number {
        misread_number(number, 0.3, random);
    }
}

/// Look-alikes in texts: few in files, more in scans, many in photos.
fn misread_texts(paper: &mut Paper, random: &mut Random) {
    let chance = random.weighted(&[(0.73, 0.0), (0.21, 0.04), (0.05, 0.15), (0.01, 0.4)]);
    let texts = [
        &mut paper.bank,
        &mut paper.payer,
        &mut paper.payee,
        &mut paper.words,
        &mut paper.memo,
    ];
    for text in texts.into_iter().flatten() {
        if random.chance(chance) {
            misread_somewhere(text, random);
        }
    }
}
