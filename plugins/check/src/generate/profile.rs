//! Who draws the check, and the paper before anything happened to it.

use refit_plugin::{Day, Random};

use super::{
    layout::Layout,
    paper::{Back, Hand, Kind, Paper, Signature},
    vocabulary,
};

const SHARES: [(f64, Kind); 6] = [
    (0.50, Kind::Personal),
    (0.27, Kind::Business),
    (0.09, Kind::Payroll),
    (0.05, Kind::Cashiers),
    (0.04, Kind::Government),
    (0.05, Kind::Own),
];

/// An honest check whose words say what its figures say.
pub(super) fn honest_paper(random: &mut Random, as_of: Day) -> Paper {
    let kind = random.weighted(&SHARES);
    of_kind(kind, random, as_of)
}

pub(super) fn of_kind(kind: Kind, random: &mut Random, as_of: Day) -> Paper {
    let received = as_of.plus(-small(random, 0, 20));
    let (bank, routing) = vocabulary::bank(random);
    let hand = Hand::draw(random);
    let (payer, payee, memo) = names(kind, &bank, random);
    let (bank, routing) = match kind {
        Kind::Government => ("United States Treasury".to_owned(), "000000518".to_owned()),
        _ => (bank, routing),
    };
    let days = if random.chance(0.9) {
        (random.log_normal(3.0, 1.0) as i32).min(60)
    } else {
        small(random, 5, 90)
    };
    let mut date = received.plus(-days);
    let is_office = !matches!(kind, Kind::Personal | Kind::Own);
    if is_office && !random.chance(0.05) {
        date = bank_day(date);
    }
    let mut paper = Paper {
        kind,
        bank: Some(bank),
        routing: Some(routing),
        account: Some(random.whole(10_000_000, 999_999_999_999).to_string()),
        number: Some(number(kind, random)),
        date: Some(date),
        is_date_spoilt: false,
        payer: Some(payer),
        address: (kind != Kind::Cashiers || random.chance(0.8))
            .then(|| vocabulary::address(random)),
        payee: Some(hand.text(&payee)),
        figures: None,
        words: None,
        signature: Signature::Found,
        memo: memo.map(|memo| hand.text(&memo)),
        stated_kind: random.chance(0.55).then_some(kind.stated()),
        back: match random.place(10) {
            0..=5 => Back::Unseen,
            6 => Back::Blank,
            7 => Back::Endorsed(None),
            _ => Back::Endorsed(Some(payee)),
        },
        smudges: 0,
        hand,
        received,
        layout: Layout::draw(random),
    };
    let cents = amount(kind, random);
    paper.write_amount(cents);
    paper
}

/// The day itself or the bank day before it.
pub(super) fn bank_day(day: Day) -> Day {
    (0..7)
        .map(|days| day.plus(-days))
        .find(|day| !day.is_weekend() && !day.is_us_bank_holiday())
        .unwrap_or(day)
}

/// A weekend day or a holiday within the week before.
pub(super) fn closed_day(day: Day) -> Day {
    (0..7)
        .map(|days| day.plus(-days))
        .find(|day| day.is_weekend() || day.is_us_bank_holiday())
        .unwrap_or(day)
}

pub(super) fn small(random: &mut Random, low: i64, high: i64) -> i32 {
    i32::try_from(random.whole(low, high)).unwrap_or_default()
}

/// Payer, payee and memo.
fn names(kind: Kind, bank: &str, random: &mut Random) -> (String, String, Option<String>) {
    match kind {
        Kind::Personal => {
            let payer = vocabulary::person(random);
            if random.chance(0.62) {
                let memo = random.chance(0.6).then(|| vocabulary::memo_of_bill(random));
                return (payer, vocabulary::biller(random), memo);
            }
            let memo = random
                .chance(0.6)
                .then(|| vocabulary::memo_to_person(random));
            (payer, vocabulary::person(random), memo)
        }
        Kind::Business => {
            let memo = random
                .chance(0.65)
                .then(|| vocabulary::memo_of_bill(random));
            let payee = if random.chance(0.5) {
                vocabulary::firm(random)
            } else {
                vocabulary::biller(random)
            };
            (vocabulary::firm(random), payee, memo)
        }
        Kind::Payroll => {
            let memo = random.chance(0.6).then(|| "Payroll".to_owned());
            (vocabulary::firm(random), vocabulary::person(random), memo)
        }
        Kind::Cashiers => {
            let payee = if random.chance(0.7) {
                vocabulary::firm(random)
            } else {
                vocabulary::person(random)
            };
            let memo = random.chance(0.5).then(|| "Down payment".to_owned());
            (bank.to_owned(), payee, memo)
        }
        Kind::Government => {
            let memo = random.chance(0.5).then(|| "Tax refund".to_owned());
            let payer = "United States Treasury".to_owned();
            (payer, vocabulary::person(random), memo)
        }
        Kind::Own => {
            let name = vocabulary::person(random);
            let memo = random.chance(0.3).then(|| "Transfer".to_owned());
            (name.clone(), name, memo)
        }
    }
}

/// The amounts of the kind, in hundredths: medians from the payment studies of the Federal
/// Reserve.
fn amount(kind: Kind, random: &mut Random) -> u64 {
    let (median, sigma, round) = match kind {
        Kind::Personal => (116.0, 1.1, 0.3),
        Kind::Business => (357.0, 1.1, 0.1),
        Kind::Payroll => (1_150.0, 0.4, 0.02),
        Kind::Cashiers => (2_500.0, 0.7, 0.15),
        Kind::Government => (900.0, 0.6, 0.2),
        Kind::Own => (350.0, 0.9, 0.4),
    };
    let dollars = random.log_normal(median, sigma).clamp(2.0, 900_000.0);
    if random.chance(round) {
        return round_dollars(dollars) * 100;
    }
    (dollars * 100.0).round() as u64
}

/// To the first two digits, as people choose sums.
pub(super) fn round_dollars(dollars: f64) -> u64 {
    let step = match dollars {
        ..100.0 => 5.0,
        ..1_000.0 => 25.0,
        ..5_000.0 => 100.0,
        _ => 500.0,
    };
    ((dollars / step).round().max(1.0) * step) as u64
}

fn number(kind: Kind, random: &mut Random) -> String {
    match kind {
        Kind::Personal | Kind::Own => {
            let number = if random.chance(0.15) {
                random.whole(101, 180)
            } else {
                random.whole(180, 5_400)
            };
            let width = if random.chance(0.25) { 4 } else { 3 };
            format!("{number:0width$}")
        }
        Kind::Business | Kind::Payroll => {
            let number = random.whole(1_001, 180_000);
            let width = if random.chance(0.4) { 6 } else { 4 };
            format!("{number:0width$}")
        }
        Kind::Cashiers => random.whole(100_000, 9_999_999).to_string(),
        Kind::Government => random.whole(10_000_000, 99_999_999).to_string(),
    }
}

type Blemish = fn(&mut Paper, &mut Random);

/// What makes honest checks look odd: every paper gets these before a forger sees it, so none
/// of them is a sign of either class. How many.
pub(super) fn blemish(paper: &mut Paper, random: &mut Random) -> u32 {
    const BLEMISHES: [(f64, Blemish); 11] = [
        // A car, a deposit on a house.
        (0.02, |paper, random| {
            let dollars = random.log_normal(5_000.0, 0.7);
            paper.write_amount(round_dollars(dollars) * 100);
        }),
        // A slip of the pen: words and figures disagree.
        (0.006, |paper, random| {
            paper.words = Some(
                paper
                    .hand
                    .words(paper.cents() + 100 * random.whole(1, 90) as u64),
            );
        }),
        // Two people filled it in.
        (0.025, |paper, random| {
            let other = paper.hand.other(random);
            paper.payee = paper.payee.as_deref().map(|payee| recased(payee, other));
        }),
        // Forgotten in a drawer.
        (0.006, |paper, random| {
            paper.date = Some(paper.received.plus(-small(random, 120, 420)));
        }),
        // A rent check, dated ahead.
        (0.01, |paper, random| {
            paper.date = Some(paper.received.plus(small(random, 1, 25)));
        }),
        // A new account, ordered serials, a start chosen with the bank.
        (0.015, |paper, random| {
            paper.number = Some(random.whole(1, 99_999).to_string());
        }),
        // A two-party check, endorsed by the other one.
        (0.015, |paper, random| {
            paper.back = Back::Endorsed(Some(vocabulary::person(random)));
        }),
        // Faint pen, a stamp, a signature elsewhere.
        (0.015, |paper, _| paper.signature = Signature::NotFound),
        (0.01, |paper, random| {
            paper.bank = Some(vocabulary::small_bank(random));
        }),
        (0.03, |paper, _| paper.memo = None),
        // Moved house.
        (0.02, |paper, random| {
            if let Some(address) = &mut paper.address {
                address.zip = format!("{:05}", random.whole(501, 99_950));
            }
        }),
    ];
    let mut count = 0;
    for (chance, blemish) in BLEMISHES {
        if random.chance(chance) {
            blemish(paper, random);
            count += 1;
        }
    }
    count
}

/// The text in another hand's letters.
pub(super) fn recased(text: &str, hand: Hand) -> String {
    let mut starts = true;
    let title: String = text
        .chars()
        .map(|c| {
            let cased = if starts {
                c.to_ascii_uppercase()
            } else {
                c.to_ascii_lowercase()
            };
            starts = c == ' ';
            cased
        })
        .collect();
    hand.text(&title)
}
