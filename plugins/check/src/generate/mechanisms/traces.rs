//! What the work leaves on the paper.

use refit_plugin::Random;

use super::super::paper::{Hand, Paper};

/// The hand that writes over a washed place, and how far it can be told from the first one:
/// most washers do not copy it.
pub(super) fn hand(paper: &Paper, random: &mut Random) -> (Hand, f64) {
    if random.chance(0.92) {
        (paper.hand.other(random), 0.4)
    } else {
        (paper.hand, 0.0)
    }
}

/// Faded writing under the new one, and stains.
pub(super) fn smudge(paper: &mut Paper, random: &mut Random) -> f64 {
    if random.chance(0.08) {
        return 0.0;
    }
    let count = random.whole(1, 4);
    paper.smudges += u32::try_from(count).unwrap_or_default();
    0.08 * count as f64
}

/// A text over one that was washed off, often with a remainder of the old one in it.
pub(super) fn written_over(name: String, random: &mut Random) -> (String, f64) {
    if !random.chance(0.82) {
        return (name, 0.0);
    }
    let at = random.place(name.len());
    let spoilt: String = name
        .chars()
        .enumerate()
        .map(|(place, c)| match c {
            'o' | 'O' if place > 0 => '0',
            'i' | 'l' | 'I' if place > 0 => '1',
            'e' | 'E' if place >= at => '3',
            'a' | 'A' if place >= at => '4',
            c => c,
        })
        .collect();
    let boldness = if spoilt == name { 0.0 } else { 0.25 };
    (spoilt, boldness)
}
