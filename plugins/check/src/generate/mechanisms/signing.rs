//! Signatures that are not the drawer's or the payee's.

use refit_plugin::Random;

use super::super::{
    paper::{Back, Paper, Signature},
    profile::{closed_day, round_dollars},
    vocabulary,
};

/// A stolen blank: everything is right but the writing. It comes from the end of the book, is
/// made out in a hurry, and mostly for a round sum.
pub(super) fn forge_signature(paper: &mut Paper, random: &mut Random) -> f64 {
    let mut boldness = 0.1;
    if random.chance(0.85) {
        paper.signature = if random.chance(0.3) {
            Signature::NotFound
        } else {
            Signature::Label
        };
        boldness += 0.3;
    }
    if random.chance(0.6) {
        let number = random.whole(7_000, 99_999);
        paper.number = Some(number.to_string());
        boldness += 0.1;
    }
    if random.chance(0.65) {
        paper.date = paper.date.map(closed_day);
        boldness += 0.15;
    }
    paper.memo = None;
    let name = vocabulary::person(random);
    let written = paper.hand.text(&name);
    paper.pay_to(name, written);
    let dollars = random.log_normal(900.0, 0.7).clamp(200.0, 6_000.0);
    paper.write_amount(if random.chance(0.75) {
        round_dollars(dollars) * 100
    } else {
        (dollars * 100.0) as u64
    });
    boldness + 0.4 * (dollars / 6_000.0)
}

/// The payee never saw it: somebody else's name stands on the back.
pub(super) fn forge_endorsement(paper: &mut Paper, random: &mut Random) -> f64 {
    if random.chance(0.08) {
        paper.back = Back::Endorsed(None);
        return 0.15;
    }
    paper.back = Back::Endorsed(Some(vocabulary::person(random)));
    let by_size = (paper.cents() as f64 / 400_000.0).min(1.0);
    0.35 + 0.5 * by_size
}

/// Nobody dared to sign it.
pub(super) fn leave_unsigned(paper: &mut Paper, random: &mut Random) -> f64 {
    paper.signature = Signature::NotFound;
    let dollars = random.log_normal(1_800.0, 0.6).clamp(500.0, 9_000.0);
    if random.chance(0.85) {
        paper.write_amount(round_dollars(dollars) * 100);
    }
    0.2 + 0.7 * (paper.cents() as f64 / 700_000.0).min(1.0)
}
