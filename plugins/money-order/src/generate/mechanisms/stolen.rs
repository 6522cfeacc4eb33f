//! Genuine paper in the wrong hands, and sales that are no honest sales.

use refit_plugin::Random;

use super::super::{
    paper::{Paper, Signed},
    places, sale,
};

/// A blank from a robbed agent, filled in by the thief: nobody as purchaser, or somebody far from
/// where it was stolen.
pub(super) fn fill_in_blank(paper: &mut Paper, random: &mut Random) -> f64 {
    let mut boldness = 0.05;
    if random.chance(0.65) {
        paper.purchaser = None;
        boldness += 0.25;
    }
    if random.chance(0.55) {
        paper.address = None;
        boldness += 0.2;
    } else if let Some(address) = &mut paper.address {
        let far = places::town_far_from(&address.zip, random);
        *address = places::address(far, random);
        boldness += 0.25;
    }
    if paper.maker.is_signed() && random.chance(0.35) {
        paper.signature = Signed::Nothing;
        boldness += 0.15;
    }
    if random.chance(0.65) {
        // No agent was there to stamp it.
        (paper.stamp, paper.second_serial) = (None, None);
        boldness += 0.1;
    }
    if random.chance(0.6) {
        let limit = paper.maker.limit().min(100_000);
        paper.cents = Some(limit - random.whole(0, 8) * 1_000);
        if paper.words.is_some() {
            sale::write_words(paper, random);
        }
        boldness += 0.15;
    }
    boldness
}

/// A date that is still to come, which no machine prints at a sale.
pub(super) fn date_ahead(paper: &mut Paper, random: &mut Random) -> f64 {
    let ahead = random.log_normal(14.0, 1.0).clamp(1.0, 300.0);
    paper.date = Some(paper.received.plus(sale::days(ahead as i64)).into());
    0.2 + ahead / 60.0
}

/// An order that was stolen or paid long ago comes back.
pub(super) fn bring_old_one(paper: &mut Paper, random: &mut Random) -> f64 {
    let age = random.log_normal(900.0, 0.5).clamp(380.0, 5_000.0);
    paper.date = Some(paper.received.plus(-sale::days(age as i64)).into());
    if random.chance(0.6) {
        let limit = paper.maker.limit().min(100_000);
        paper.cents = Some(limit - random.whole(0, 20) * 1_000);
        if paper.words.is_some() {
            sale::write_words(paper, random);
        }
    }
    let mut boldness = 0.2 + age / 4_000.0;
    if random.chance(0.5) {
        paper.endorsed = Some(false);
        boldness += 0.1;
    }
    boldness
}

/// Nobody to pay, nobody who signed, nobody who endorsed.
pub(super) fn leave_incomplete(paper: &mut Paper, random: &mut Random) -> f64 {
    let mut boldness = 0.1;
    let (has_payee, has_endorsement) = (random.chance(0.15), random.chance(0.3));
    if !has_payee {
        paper.payee = None;
        boldness += 0.3;
    }
    if !has_endorsement {
        paper.endorsed = Some(false);
        boldness += 0.15;
    }
    if paper.maker.is_signed() {
        paper.signature = Signed::Nothing;
        boldness += 0.2;
    }
    if random.chance(0.35) || (has_payee && has_endorsement) {
        paper.purchaser = None;
        boldness += 0.2;
    }
    boldness
}

/// One of many orders just below the limit, bought and handed in on one day.
pub(super) fn buy_at_limit(paper: &mut Paper, random: &mut Random) -> f64 {
    let limit = paper.maker.limit().min(100_000);
    paper.cents = Some(limit - random.whole(0, 10) * 100);
    if paper.words.is_some() {
        sale::write_words(paper, random);
    }
    let late = i32::from(random.chance(0.3));
    paper.date = Some(paper.received.plus(-late).into());
    let mut boldness = 0.4;
    if random.chance(0.4) {
        // The weekend before: shops are open all week.
        let back = i32::try_from(paper.received.weekday()).unwrap_or_default() + 1;
        paper.received = paper.received.plus(-back);
        paper.date = Some(paper.received.into());
        boldness += 0.4;
    }
    boldness
}
