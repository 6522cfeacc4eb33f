//! Somebody else's statement under another name.

use refit_plugin::Random;

use super::super::{paper::Paper, words};

/// Holder, number or both are replaced; the new text does not sit quite like the old one.
pub(super) fn swap(paper: &mut Paper, random: &mut Random) -> f64 {
    let mut boldness = 0.2;
    let replaces_number = random.chance(0.8);
    if random.chance(0.8) || !replaces_number {
        let name = words::person(random);
        paper.holder = Some(match random.place(10) {
            0..=3 => patched(&name),
            4..=7 => half_in_capitals(&name),
            8 => name.to_uppercase(),
            _ => name,
        });
        boldness += 0.3;
    }
    if replaces_number {
        paper.number = Some(match random.place(6) {
            0..=3 => format!("{}I{}", random.whole(100, 99_999), random.whole(100, 9_999)),
            4 => random
                .whole(1_000_000_000_000, 99_999_999_999_999)
                .to_string(),
            _ => random.whole(100_000_000, 9_999_999_999).to_string(),
        });
        boldness += 0.25;
    }
    // Patches hide what lay below them, and blur what lies beside them.
    let blurred = random.between(0.1, 0.4);
    for line in &mut paper.lines {
        line.is_in_other_style |= random.chance(blurred);
    }
    boldness + blurred
}

fn patched(name: &str) -> String {
    let place = name.len() / 2;
    let letters = name.chars().enumerate();
    letters
        .map(|(at, c)| match c {
            'o' if at > 0 => '0',
            'i' | 'l' if at > 0 => '1',
            'e' if at >= place => '3',
            'a' if at >= place => '4',
            c => c,
        })
        .collect()
}

fn half_in_capitals(name: &str) -> String {
    match name.split_once(' ') {
        Some((first, last)) => format!("{first} {}", last.to_uppercase()),
        None => name.to_owned(),
    }
}

/// Fields that would not fit any more are cut off.
pub(super) fn cut_off(paper: &mut Paper, random: &mut Random) {
    for _ in 0..random.whole(2, 4) {
        match random.place(7) {
            0 | 1 => paper.bank = None,
            2 => paper.start = None,
            3 => paper.end = None,
            4 => (paper.credits, paper.debits) = (None, None),
            5 => paper.account_type = None,
            _ => paper.issued = None,
        }
    }
}
