//! A genuine order that was changed.

use refit_plugin::Random;

use super::super::{paper::Paper, people, sale};

/// A small order raised: a genuine one of $5 or $7 becomes one of $700. The number and the date
/// are right; the words are left, overwritten, or rubbed out.
pub(super) fn raise_amount(paper: &mut Paper, random: &mut Random) -> f64 {
    let bought = match paper.cents {
        Some(cents) if cents < 15_000 => cents,
        _ => random.whole(500, 6_000),
    };
    let limit = paper.maker.limit().min(100_000);
    let raised = match random.place(10) {
        // A figure or two put before the old ones.
        0..=2 => (random.whole(3, 9) * 10_000 + bought % 10_000).min(limit),
        3..=7 => (random.whole(7, 19) * 5_000).min(limit),
        _ => limit - random.whole(0, 3) * 100,
    };
    let had_words = paper.words.is_some() || random.chance(0.8);
    paper.cents = Some(raised);
    let mut boldness = 0.05;
    if had_words {
        match random.place(10) {
            // Figures only: the words still say what was paid.
            0..=6 => {
                paper.words = Some(sale::in_words(bought, random));
                boldness += 0.5;
            }
            7..=8 => {
                paper.words = Some(sale::in_words(raised, random));
                smudge(&mut paper.words, random);
                boldness += 0.3;
            }
            _ => {
                let words = sale::in_words(raised, random);
                let rubbed: String = words.chars().filter(|_| !random.chance(0.4)).collect();
                paper.words = Some(rubbed);
                boldness += 0.35;
            }
        }
    }
    // Solvent takes the print around it along.
    if random.chance(if had_words { 0.92 } else { 0.97 }) {
        smudge(&mut paper.location, random);
        smudge(&mut paper.stamp, random);
        smudge(&mut paper.second_serial, random);
        boldness += 0.25;
    }
    if raised % 10_000 == 0 {
        boldness += 0.1;
    }
    boldness
}

/// What can still be guessed of a text in solvent: letters look like digits and the other way
/// round.
fn smudge(text: &mut Option<String>, random: &mut Random) {
    if let Some(text) = text {
        *text = text
            .chars()
            .map(|c| match c {
                _ if !random.chance(0.3) => c,
                '0'..='9' => random.pick(&['o', 'l', 's', 'b', 'z']),
                c if c.is_alphabetic() => random.pick(&['0', '1', '5', '8', '2']),
                c => c,
            })
            .collect();
    }
}

/// The payee washed out and another one written in, in another hand.
pub(super) fn wash_payee(paper: &mut Paper, random: &mut Random) -> f64 {
    let written = paper.payee.clone().unwrap_or_default();
    let is_upper = !written.chars().any(char::is_lowercase);
    let mut payee = people::person(random);
    if is_upper {
        payee = payee.to_uppercase();
    }
    let mut boldness = 0.1;
    if random.chance(0.7) {
        payee = people::in_other_style(&payee);
        boldness += 0.25;
    } else if random.chance(0.5) {
        payee = people::half_in_capitals(&payee);
        boldness += 0.25;
    }
    // What was there shines through.
    if random.chance(0.65) {
        payee = people::patched(&payee, random);
        boldness += 0.3;
    }
    if random.chance(0.3) {
        paper.purchaser = paper
            .purchaser
            .as_deref()
            .map(|purchaser| people::patched(purchaser, random));
        boldness += 0.2;
    }
    paper.payee = Some(payee);
    if paper.endorsed.is_some() && random.chance(0.5) {
        paper.endorsed = Some(false);
        boldness += 0.1;
    }
    boldness
}
