//! Who holds the account, and the paper before anything happened to it.

use refit_plugin::{Day, Random};

use super::{
    calendar,
    currency::{Currency, DOLLAR},
    history,
    layout::{Layout, Shape},
    paper::Paper,
    retail, words,
};

/// The kinds of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Profile {
    /// A household's main account: payroll, rent, bills, cards, cash.
    #[default]
    Checking,
    Savings,
    Business,
    /// A student or a worker of platforms: small irregular sums.
    Gig,
    /// Several months of a checking account in one paper.
    Export,
    /// A bank's own export of a retail account elsewhere: no bank, no holder, cash, whole
    /// sums, few lines a month.
    Retail,
}

const SHARES: [(f64, Profile); 6] = [
    (0.39, Profile::Checking),
    (0.08, Profile::Savings),
    (0.11, Profile::Business),
    (0.14, Profile::Gig),
    (0.11, Profile::Export),
    (0.17, Profile::Retail),
];

impl Profile {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Checking => "honest_checking",
            Self::Savings => "honest_savings",
            Self::Business => "honest_business",
            Self::Gig => "honest_gig",
            Self::Export => "honest_export",
            Self::Retail => "honest_retail",
        }
    }
}

/// An honest paper whose sums are right to the cent.
pub(super) fn honest_paper(random: &mut Random, as_of: Day) -> Paper {
    let profile = random.weighted(&SHARES);
    of_profile(profile, random, as_of)
}

pub(super) fn of_profile(profile: Profile, random: &mut Random, as_of: Day) -> Paper {
    let received = as_of.plus(-small(random, 0, 20));
    let end = period_end(profile, random, received);
    let start = period_start(profile, random, end);
    let layout = Layout::draw(profile, random);
    let currency = match profile {
        Profile::Retail => Currency::abroad(random),
        _ if random.chance(0.02) => Currency::abroad(random),
        _ => DOLLAR,
    };
    let mut paper = Paper {
        profile,
        bank: None,
        holder: None,
        number: None,
        account_type: None,
        currency,
        shows_currency: random.chance(if profile == Profile::Retail { 0.9 } else { 0.7 }),
        opening: Some(0),
        closing: None,
        credits: None,
        debits: None,
        start: Some(start.into()),
        end: Some(end.into()),
        issued: Some(end.plus(small(random, 0, 3)).min(received).into()),
        lines: Vec::new(),
        received,
        layout,
    };
    name_account(&mut paper, random);
    match profile {
        Profile::Retail => retail::fill(&mut paper, random),
        _ => history::fill(&mut paper, random),
    }
    paper
}

fn small(random: &mut Random, low: i64, high: i64) -> i32 {
    i32::try_from(random.whole(low, high)).unwrap_or_default()
}

/// Most papers are the latest ones; some lay in a drawer for years.
fn period_end(profile: Profile, random: &mut Random, received: Day) -> Day {
    let recent = received.plus(-small(random, 1, 45));
    let some_years = received.plus(-small(random, 60, 1_800));
    let long_ago = received.plus(-small(random, 1_800, 14_000));
    let weights = match profile {
        Profile::Retail => [0.35, 0.25, 0.40],
        _ => [0.86, 0.11, 0.03],
    };
    let [now, then, once] = weights;
    let day = random.weighted(&[(now, recent), (then, some_years), (once, long_ago)]);
    let to_month_end = match profile {
        Profile::Retail => 0.93,
        _ => 0.6,
    };
    if random.chance(to_month_end) {
        calendar::start_of_month(day).plus(-1)
    } else {
        day
    }
}

fn period_start(profile: Profile, random: &mut Random, end: Day) -> Day {
    match profile {
        Profile::Retail => end.plus(-small(random, 60, 445)),
        Profile::Export => end.plus(-small(random, 60, 400)),
        // A quarter where no electronic transfers are made, else a month.
        Profile::Savings if random.chance(0.3) => end.plus(-small(random, 88, 92)),
        _ if end == end.end_of_month() => calendar::start_of_month(end),
        _ => end.plus(-small(random, 27, 32)),
    }
}

fn name_account(paper: &mut Paper, random: &mut Random) {
    let digits = |random: &mut Random, count: i64| -> String {
        (0..count)
            .map(|place| random.whole(i64::from(place == 0), 9).to_string())
            .collect()
    };
    if paper.profile == Profile::Retail {
        // An export names the account, not the bank: it goes to one who knows it.
        if random.chance(0.08) {
            paper.bank = Some(words::bank(random));
        }
        if random.chance(0.10) {
            paper.holder = Some(words::person(random));
        }
        let prefix = random.pick(&["acct-", "A", "", "", "acc_", "ACC-"]);
        let least = if prefix.is_empty() { 6 } else { 4 };
        let length = random.whole(least, 9);
        let serial = digits(random, length);
        paper.number = Some(format!("{prefix}{serial}"));
        return;
    }
    paper.bank = Some(words::bank(random));
    paper.holder = Some(match paper.profile {
        Profile::Business => words::firm(random),
        _ => words::person(random),
    });
    let length = random.weighted(&[
        (0.30, 10),
        (0.25, 12),
        (0.20, 9),
        (0.10, 11),
        (0.10, 8),
        (0.05, 14),
    ]);
    let number = digits(random, length);
    paper.number = Some(if random.chance(0.3) {
        let visible = number
            .get(number.len().saturating_sub(4)..)
            .unwrap_or_default();
        let mask = random.pick(&["****", "XXXX-XXXX-", "xxxxxx", "...."]);
        format!("{mask}{visible}")
    } else {
        number
    });
    let kind: &[&str] = match paper.profile {
        Profile::Savings => &["Savings", "High Yield Savings", "Money Market"],
        Profile::Business => &["Business Checking", "Business"],
        _ => &[
            "Checking",
            "Everyday Checking",
            "Total Checking",
            "checking",
        ],
    };
    paper.account_type = Some(random.pick(kind).to_owned());
    if paper.layout.shape == Shape::Ledger && random.chance(0.4) {
        (paper.bank, paper.holder, paper.account_type) = (None, None, None);
    }
}
