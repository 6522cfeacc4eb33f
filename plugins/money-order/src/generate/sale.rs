//! What an order is bought for, and the paper as the purchaser hands it on.

use refit_plugin::{
    Day, Random,
    words::{self, Cents, Letters, Style},
};

use super::{
    layout::Layout,
    makers::Maker,
    paper::{Paper, Signed},
    people,
    places::{self, Town},
};

/// What an order is bought for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Purpose {
    #[default]
    Rent,
    /// Water, power, insurance.
    Bill,
    /// A gift, a loan paid back.
    Family,
    /// A court, a passport, a licence.
    Fee,
    /// Something by mail.
    Purchase,
    /// A security deposit.
    Deposit,
}

impl Purpose {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Rent => "honest_rent",
            Self::Bill => "honest_bill",
            Self::Family => "honest_family",
            Self::Fee => "honest_fee",
            Self::Purchase => "honest_purchase",
            Self::Deposit => "honest_deposit",
        }
    }

    fn draw(random: &mut Random) -> Self {
        random.weighted(&[
            (0.28, Self::Rent),
            (0.22, Self::Bill),
            (0.15, Self::Family),
            (0.12, Self::Fee),
            (0.14, Self::Purchase),
            (0.09, Self::Deposit),
        ])
    }

    /// What is owed, in cents.
    fn cents(self, random: &mut Random) -> i64 {
        let dollars = match self {
            Self::Rent => random.log_normal(560.0, 0.38),
            Self::Bill => random.log_normal(125.0, 0.7),
            Self::Family => random.log_normal(120.0, 0.8),
            Self::Fee => {
                let fees = [25, 30, 45, 60, 85, 130, 165, 190, 220, 335, 410, 520];
                return 100 * random.pick(&fees) + if random.chance(0.2) { 50 } else { 0 };
            }
            Self::Purchase => random.log_normal(80.0, 0.9),
            Self::Deposit => random.log_normal(360.0, 0.45),
        };
        let unit = match self {
            Self::Rent => random.weighted(&[(0.45, 2_500), (0.2, 1_000), (0.2, 100), (0.15, 1)]),
            Self::Family => random.weighted(&[(0.4, 5_000), (0.4, 1_000), (0.2, 500)]),
            Self::Deposit => random.weighted(&[(0.7, 5_000), (0.3, 1_000)]),
            Self::Purchase if random.chance(0.4) => 100,
            _ => 1,
        };
        ((dollars * 100.0 / unit as f64).round() as i64).max(1) * unit
    }
}

/// An honest order that was bought, filled in and handed on by the day `as_of`.
pub(super) fn honest_paper(random: &mut Random, as_of: Day) -> Paper {
    let purpose = Purpose::draw(random);
    let maker = Maker::draw(random);
    let received = as_of.plus(-days(random.whole(0, 60)));
    let town = places::town(random);
    let mut paper = Paper {
        purpose,
        maker,
        issuer: None,
        serial: None,
        second_serial: None,
        cents: Some(sum(purpose, maker, random)),
        has_spoilt_figures: false,
        words: None,
        payee: Some(people::payee(purpose, random)),
        purchaser: Some(people::person(random)),
        address: Some(places::address(town, random)),
        date: Some(received.plus(-age(random)).into()),
        location: None,
        signature: Signed::Nothing,
        stamp: None,
        endorsed: random.chance(0.3).then(|| random.chance(0.88)),
        received,
        layout: Layout::draw(random),
    };
    if random.chance(0.45) {
        write_in_capitals(&mut paper);
    }
    move_to_sale_day(&mut paper, random);
    issue(&mut paper, maker, town, random);
    paper
}

pub(super) fn days(count: i64) -> i32 {
    i32::try_from(count).unwrap_or_default()
}

/// Most orders are handed in within two weeks; postal orders never expire.
fn age(random: &mut Random) -> i32 {
    let age = random.log_normal(6.0, 0.9);
    let in_drawer = if random.chance(0.06) {
        random.log_normal(220.0, 0.8)
    } else {
        0.0
    };
    days((age + in_drawer).min(6_000.0) as i64)
}

/// Post offices rest on Sundays and holidays.
fn move_to_sale_day(paper: &mut Paper, random: &mut Random) {
    let is_open = |day: Day| day.weekday() != 6 && !day.is_us_bank_holiday();
    if paper.maker == Maker::Post
        && let Some(date) = &mut paper.date
        // A few stay open.
        && !random.chance(0.04)
    {
        for _ in 0..3 {
            if !is_open(date.day) {
                date.day = date.day.plus(-1);
            }
        }
    }
}

/// One hand fills in names and address.
fn write_in_capitals(paper: &mut Paper) {
    for name in [&mut paper.payee, &mut paper.purchaser]
        .into_iter()
        .flatten()
    {
        *name = name.to_uppercase();
    }
    if let Some(address) = &mut paper.address {
        address.in_capitals();
    }
}

/// What is owed, or as much of it as one order can carry.
fn sum(purpose: Purpose, maker: Maker, random: &mut Random) -> i64 {
    let owed = purpose.cents(random);
    let owed = if maker == Maker::Bank { owed * 2 } else { owed };
    let limit = maker.limit();
    if owed <= limit {
        owed
    } else if random.chance(0.65) {
        limit
    } else {
        // The last of several orders.
        (owed % limit).max(500)
    }
}

/// Gives the paper what its maker prints on it, as if it had been sold in `town`.
pub(super) fn issue(paper: &mut Paper, maker: Maker, town: Town, random: &mut Random) {
    paper.maker = maker;
    paper.issuer = Some(maker.issuer(random));
    paper.serial = Some(maker.serial(random));
    let has_second = random.chance(if maker == Maker::Post { 0.15 } else { 0.6 });
    paper.second_serial = has_second.then(|| random.whole(100_000, 9_999_999_999).to_string());
    paper.location = Some(if maker == Maker::Post {
        places::post_office(town, random)
    } else {
        places::shop(town, random)
    });
    paper.stamp = Some(if maker == Maker::Post {
        format!("Clerk {:02}", random.whole(1, 24))
    } else {
        format!("Agent {}", random.whole(1_000, 980_000))
    });
    paper.signature = signature(paper, random);
    paper.words = None;
    let words = match maker {
        // Figures twice, and seldom words.
        Maker::Post => 0.35,
        Maker::Bank => 0.9,
        _ => 0.8,
    };
    if random.chance(words) {
        write_words(paper, random);
    }
}

fn signature(paper: &Paper, random: &mut Random) -> Signed {
    let name = paper.purchaser.clone().unwrap_or_default();
    match (paper.maker, random.place(100)) {
        // There is no place for one, but some write one, and some readers find one.
        (Maker::Post, 0..=4) => Signed::Name(name),
        (Maker::Post, 5..=12) => Signed::Label,
        (Maker::Post, 13..=34) => Signed::Flag(false),
        (Maker::Post, _) => Signed::Nothing,
        (Maker::Bank, 0..=24) => Signed::Nothing,
        (_, 0..=59) => Signed::Name(name),
        (_, _) => Signed::Flag(true),
    }
}

/// Prints the amount in words, as the figures say.
pub(super) fn write_words(paper: &mut Paper, random: &mut Random) {
    paper.words = paper.cents.map(|cents| in_words(cents, random));
}

/// An amount in words in one of the trade's styles.
pub(super) fn in_words(cents: i64, random: &mut Random) -> String {
    let style = Style {
        cents: random.weighted(&[
            (0.5, Cents::Fraction),
            (0.1, Cents::No),
            (0.05, Cents::Crosses),
            (0.05, Cents::Only),
            (0.3, Cents::Words),
        ]),
        letters: random.weighted(&[
            (0.5, Letters::Capitals),
            (0.4, Letters::Each),
            (0.1, Letters::First),
        ]),
        and_after_hundred: random.chance(0.1),
        hyphens: random.chance(0.8),
        ampersand: random.chance(0.15),
        dollars: random.chance(0.7),
    };
    words::write(cents.unsigned_abs(), style)
}
