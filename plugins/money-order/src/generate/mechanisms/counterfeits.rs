//! The whole paper is false.

use refit_plugin::Random;

use super::super::{
    makers::{self, Maker},
    paper::{Paper, Signed},
    people,
    places::{self, Town},
    sale,
};

/// A postal order from a printer: most have a face of $750 to $950, a serial number that was
/// drawn at random or copied from a genuine order, and no post office's number, or one of another
/// part of the country.
pub(super) fn copy_postal_order(paper: &mut Paper, random: &mut Random) -> f64 {
    let town = places::town(random);
    sale::issue(paper, Maker::Post, town, random);
    let mut boldness = 0.05;
    let (cents, is_round) = counterfeit_face(random);
    paper.cents = Some(cents);
    boldness += if is_round { 0.15 } else { 0.0 };
    if paper.words.is_some() {
        sale::write_words(paper, random);
    }
    match random.place(100) {
        // Copied, or right by luck.
        0..=9 => {}
        10..=74 => {
            paper.serial = Some(makers::digits(11, random));
            boldness += 0.3;
        }
        75..=91 => {
            let length = random.pick(&[9, 10, 12]);
            paper.serial = Some(makers::digits(length, random));
            boldness += 0.4;
        }
        _ => {
            let numbers = ["12345678901", "00000000000", "11111111111", "98765432101"];
            paper.serial = Some(random.pick(&numbers).to_owned());
            boldness += 0.45;
        }
    }
    match random.place(100) {
        0..=54 => {
            paper.location = None;
            boldness += 0.2;
        }
        55..=74 => {
            paper.location = Some(
                random
                    .pick(&["USPS", "000000", "Post Office", "12"])
                    .to_owned(),
            );
            boldness += 0.25;
        }
        // The printer's own, far from the purchaser.
        _ => boldness += 0.1,
    }
    if random.chance(0.4) {
        // There is no place for one on a genuine order.
        paper.signature = Signed::Name(people::person(random));
        boldness += 0.1;
    }
    if random.chance(0.35) {
        paper.address = None;
        boldness += 0.1;
    }
    boldness
}

/// A sum that counterfeiters like, in cents, and whether it is round.
fn counterfeit_face(random: &mut Random) -> (i64, bool) {
    let dollars = random.whole(750, 950);
    match random.place(100) {
        0..=39 => (dollars / 50 * 5_000, true),
        40..=64 => (dollars / 10 * 1_000, true),
        65..=84 => (dollars * 100, false),
        _ => (random.whole(70_000, 100_000), false),
    }
}

/// An order for more than its issuer ever prints on one.
pub(super) fn exceed_limit(paper: &mut Paper, random: &mut Random) -> f64 {
    if paper.maker == Maker::Bank {
        let maker = random.pick(&[Maker::Post, Maker::WesternUnion, Maker::MoneyGram]);
        sale::issue(paper, maker, places::town(random), random);
    }
    let times = random.log_normal(1.9, 0.55).clamp(1.05, 9.0);
    let limit = paper.maker.limit();
    let unit = random.pick(&[10_000, 5_000, 1_000, 100]);
    let cents = (limit as f64 * times) as i64 / unit * unit;
    paper.cents = Some(cents.max(limit + 1_000));
    if paper.words.is_some() {
        sale::write_words(paper, random);
    }
    (times - 1.0) / 4.0
}

/// An issuer that does not exist, or does not issue money orders, or is spelt wrong.
pub(super) fn invent_issuer(paper: &mut Paper, random: &mut Random) -> f64 {
    let (name, mut boldness) = makers::invented_issuer(random);
    paper.issuer = Some(name);
    let length = random.whole(7, 14);
    let mut serial = makers::digits(length, random);
    if random.chance(0.3) {
        serial.insert_str(0, random.pick(&["MO", "NMO-", "US", "A"]));
        boldness += 0.15;
    }
    paper.serial = Some(serial);
    if random.chance(0.5) {
        let dollars = random.log_normal(800.0, 0.5);
        paper.cents = Some((dollars / 50.0).round().max(1.0) as i64 * 5_000);
        if paper.words.is_some() {
            sale::write_words(paper, random);
        }
    }
    if random.chance(0.5) {
        paper.location = None;
        boldness += 0.1;
    }
    boldness
}

/// A number that the issuer's machines do not print.
pub(super) fn print_wrong_serial(paper: &mut Paper, random: &mut Random) -> f64 {
    if matches!(paper.maker, Maker::Bank | Maker::Regional) {
        let maker = random.pick(&[Maker::Post, Maker::WesternUnion, Maker::MoneyGram]);
        sale::issue(paper, maker, places::town(random), random);
    }
    let (serial, boldness) = match random.place(10) {
        0..=1 => (makers::digits(12, random), 0.2),
        2..=5 => {
            let length = random.pick(&[7, 8, 8, 9]);
            (makers::digits(length, random), 0.55)
        }
        6 | 7 => {
            let length = random.pick(&[13, 14]);
            (makers::digits(length, random), 0.6)
        }
        _ => {
            let letters = random.pick(&["WU", "MO", "AX", "PMO", "Q"]);
            (format!("{letters}{}", makers::digits(8, random)), 0.85)
        }
    };
    paper.serial = Some(serial);
    boldness
}

/// A Western Union or MoneyGram order from a printer: nobody signed as purchaser, no address.
pub(super) fn copy_agents_order(paper: &mut Paper, random: &mut Random) -> f64 {
    let maker = random.pick(&[Maker::WesternUnion, Maker::MoneyGram]);
    let town: Town = places::town(random);
    sale::issue(paper, maker, town, random);
    let mut boldness = 0.0;
    if random.chance(0.6) {
        let length = random.pick(&[8, 9, 12, 13]);
        paper.serial = Some(makers::digits(length, random));
        boldness += 0.35;
    }
    let (has_signature, has_address) = (random.chance(0.2), random.chance(0.35));
    if !has_signature {
        paper.signature = if random.chance(0.5) {
            Signed::Nothing
        } else {
            Signed::Flag(false)
        };
        boldness += 0.3;
    }
    if !has_address {
        paper.address = None;
        boldness += 0.15;
    }
    let (cents, is_round) = counterfeit_face(random);
    paper.cents = Some(cents);
    boldness += if is_round { 0.15 } else { 0.0 };
    if paper.words.is_some() {
        sale::write_words(paper, random);
    }
    boldness
}
