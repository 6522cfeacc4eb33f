//! What makes honest papers look odd. Every paper gets these before a forger sees it, so none of
//! them is a sign of either class.

use refit_plugin::Random;

use super::{
    makers::Maker,
    paper::{Paper, Signed},
    people, places, sale,
};

type Blemish = fn(&mut Paper, &mut Random);

const BLEMISHES: [(f64, Blemish); 10] = [
    (0.04, leave_purchaser_empty),
    (0.03, leave_address_empty),
    (0.025, leave_payee_empty),
    (0.04, fill_in_with_two_hands),
    (0.02, pay_oneself),
    (0.04, forget_to_sign),
    (0.025, buy_elsewhere),
    (0.03, carry_limit),
    (0.02, read_boxed_digit),
    (0.03, hand_in_at_once),
];

/// Applies blemishes at their rates; how many.
pub(super) fn apply(paper: &mut Paper, random: &mut Random) -> u32 {
    let mut count = 0;
    for (chance, blemish) in BLEMISHES {
        if random.chance(chance) {
            blemish(paper, random);
            count += 1;
        }
    }
    count
}

fn leave_purchaser_empty(paper: &mut Paper, _random: &mut Random) {
    paper.purchaser = None;
    if let Signed::Name(_) = paper.signature {
        paper.signature = Signed::Flag(true);
    }
}

fn leave_address_empty(paper: &mut Paper, _random: &mut Random) {
    paper.address = None;
}

/// Bought, and not yet filled in.
fn leave_payee_empty(paper: &mut Paper, random: &mut Random) {
    paper.payee = None;
    if random.chance(0.4) {
        leave_purchaser_empty(paper, random);
        forget_to_sign(paper, random);
    }
}

/// The purchaser wrote his own name, the landlord's office stamped its own.
fn fill_in_with_two_hands(paper: &mut Paper, random: &mut Random) {
    paper.payee = paper.payee.as_deref().map(|payee| {
        if random.chance(0.75) {
            people::in_other_style(payee)
        } else {
            people::half_in_capitals(payee)
        }
    });
}

fn pay_oneself(paper: &mut Paper, _random: &mut Random) {
    paper.payee.clone_from(&paper.purchaser);
}

fn forget_to_sign(paper: &mut Paper, _random: &mut Random) {
    paper.signature = match paper.signature {
        Signed::Flag(_) => Signed::Flag(false),
        _ => Signed::Nothing,
    };
}

/// Bought far from home: a traveller, a student, a driver.
fn buy_elsewhere(paper: &mut Paper, random: &mut Random) {
    let town = places::town(random);
    paper.location = Some(if paper.maker == Maker::Post {
        places::post_office(town, random)
    } else {
        places::shop(town, random)
    });
}

/// As much as one order can carry: rents are paid with several.
fn carry_limit(paper: &mut Paper, random: &mut Random) {
    if paper.maker != Maker::Bank {
        paper.cents = Some(paper.maker.limit());
        if paper.words.is_some() {
            sale::write_words(paper, random);
        }
    }
}

/// The digit in the box beside MoneyGram's number is no part of it.
fn read_boxed_digit(paper: &mut Paper, random: &mut Random) {
    if !matches!(paper.maker, Maker::Post | Maker::Bank)
        && let Some(serial) = &mut paper.serial
    {
        let digit = random.whole(0, 9);
        serial.push_str(&digit.to_string());
    }
}

fn hand_in_at_once(paper: &mut Paper, _random: &mut Random) {
    paper.date = Some(paper.received.into());
}
