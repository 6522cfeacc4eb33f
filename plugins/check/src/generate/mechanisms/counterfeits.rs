//! Checks that no bank gave out.

use refit_plugin::Random;

use super::super::{
    paper::{Kind, Paper, Signature},
    profile::{closed_day, round_dollars, small},
    vocabulary::{self, KNOWN_BANKS},
};

/// A stolen check is the template: its routing number and account are real; payee, amount and
/// serial are new, and the payer's address is left off or made up.
pub(super) fn copy(paper: &mut Paper, random: &mut Random) -> f64 {
    let name = vocabulary::person(random);
    let written = paper.hand.text(&name);
    paper.pay_to(name, written);
    let amount = write_amount(paper, 2_400.0, 0.1, random);
    let mut boldness = 0.05 + 0.35 * amount;
    if random.chance(0.85) {
        paper.number = Some(invented_number(random));
        boldness += 0.25;
    }
    if random.chance(0.7) {
        boldness += 0.25;
        match &mut paper.address {
            Some(address) if random.chance(0.65) => {
                address.zip = format!("{:05}", random.whole(501, 99_950));
            }
            address => *address = None,
        }
    }
    paper.date = Some(paper.received.plus(-small(random, 0, 4)));
    boldness
}

/// A bank that does not exist or is spelt wrong, a number that cannot be or belongs to another.
pub(super) fn invent(paper: &mut Paper, random: &mut Random) -> f64 {
    let mut boldness = 0.1;
    let keeps_bank = random.chance(0.1);
    if !keeps_bank {
        paper.bank = Some(vocabulary::invented_bank(random));
        boldness += 0.3;
    }
    paper.routing = Some(match random.place(5) {
        0 | 1 => format!("{:09}", random.whole(10_000_000, 999_999_999)),
        2 => random.whole(1_000_000, 9_999_999).to_string(),
        3 if !keeps_bank => vocabulary::routing_number(random),
        _ => {
            let place = random.place(KNOWN_BANKS.len());
            KNOWN_BANKS
                .get(place)
                .and_then(|(_, numbers)| numbers.first())
                .map_or_else(String::new, |number| (*number).to_owned())
        }
    });
    if keeps_bank || random.chance(0.7) {
        paper.number = Some(invented_number(random));
        boldness += 0.15;
    }
    let name = vocabulary::person(random);
    let written = paper.hand.text(&name);
    paper.pay_to(name, written);
    if random.chance(0.5) {
        paper.address = None;
        boldness += 0.1;
    }
    boldness + 0.4 * write_amount(paper, 2_800.0, 0.35, random)
}

/// The overpayment of a sale: a cashier's check over more than the price.
pub(super) fn cashiers(paper: &mut Paper, random: &mut Random) -> f64 {
    paper.kind = Kind::Cashiers;
    paper.stated_kind = random.chance(0.75).then_some(Kind::Cashiers.stated());
    paper.payer = paper.bank.clone();
    paper.address = None;
    let name = vocabulary::person(random);
    let written = paper.hand.text(&name);
    paper.pay_to(name, written);
    let mut boldness = 0.1;
    let dollars = random.between(900.0, 9_900.0);
    let is_round = random.chance(0.85);
    paper.write_amount(if is_round {
        (dollars / 50.0).round() as u64 * 5_000
    } else {
        (dollars * 100.0) as u64
    });
    boldness += 0.4 * dollars / 9_900.0;
    if random.chance(0.6) {
        paper.number = Some(random.whole(101, 9_999).to_string());
        boldness += 0.25;
    }
    if random.chance(0.5) {
        paper.date = paper.date.map(closed_day);
        boldness += 0.15;
    }
    if random.chance(0.35) {
        paper.signature = Signature::NotFound;
        boldness += 0.1;
    }
    boldness
}

/// An amount as forgers choose it; how large, 0 to 1.
fn write_amount(paper: &mut Paper, median: f64, small: f64, random: &mut Random) -> f64 {
    // Some try a small amount first, as on any honest check.
    let dollars = match random.chance(small) {
        true => random.log_normal(180.0, 0.8).clamp(20.0, 600.0),
        false => random.log_normal(median, 0.65).clamp(600.0, 9_900.0),
    };
    let cents = if random.chance(0.55) {
        round_dollars(dollars) * 100
    } else {
        (dollars * 100.0).round() as u64
    };
    paper.write_amount(cents);
    ((dollars - 600.0) / 9_300.0).max(0.0)
}

/// Off the range of the account's own checks.
fn invented_number(random: &mut Random) -> String {
    match random.place(6) {
        0 => random
            .pick(&["1234", "1111", "2222", "12345", "4321", "5555"])
            .to_owned(),
        1 => random.whole(1, 60).to_string(),
        2 | 3 => random.whole(1_000_000, 99_999_999).to_string(),
        4 => random.whole(100_000_000, 999_999_999_999).to_string(),
        _ => format!(
            "{}{}",
            random.pick(&["A", "NO", "X"]),
            random.whole(100, 9_999)
        ),
    }
}
