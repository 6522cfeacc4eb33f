//! Issuers: their names, serial numbers and limits.

use refit_plugin::Random;

/// Who prints the paper, or who sells it under his own name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Maker {
    /// The United States Postal Service.
    #[default]
    Post,
    WesternUnion,
    MoneyGram,
    /// A grocer or a cheque casher.
    Agent,
    /// A corner shop, with half of the limit.
    SmallAgent,
    Regional,
    /// A bank or a credit union.
    Bank,
}

const POST: [&str; 7] = [
    "USPS",
    "USPS",
    "United States Postal Service",
    "UNITED STATES POSTAL SERVICE",
    "U.S. Postal Service",
    "Postal Money Order",
    "USPS Money Order",
];
const WESTERN_UNION: [&str; 4] = [
    "Western Union",
    "WESTERN UNION",
    "Western Union Financial Services, Inc.",
    "Western Union Money Order",
];
const MONEYGRAM: [&str; 4] = [
    "MoneyGram",
    "MONEYGRAM",
    "MoneyGram Payment Systems, Inc.",
    "MoneyGram Money Order",
];
const AGENTS: [&str; 9] = [
    "Walmart",
    "ACE Cash Express",
    "Kroger",
    "Publix",
    "Safeway",
    "Amscot",
    "Albertsons",
    "Meijer",
    // Not known to everybody.
    "El Rancho Supermercado",
];
const SMALL_AGENTS: [&str; 4] = ["7-Eleven", "CVS Pharmacy", "CVS", "Circle K"];
const REGIONAL: [&str; 5] = [
    "Fidelity Express",
    "Global Express Money Orders, Inc.",
    "Continental Express",
    "North American Money Order",
    // Not known to everybody.
    "Tri-State Payment Services",
];
const BANKS: [&str; 8] = [
    "Navy Federal Credit Union",
    "Chase Bank",
    "Prairie Home Savings Bank",
    "First State Bank of Ardmore",
    "Harbor Point FCU",
    "Tri-County Credit Union",
    "Cedar Valley Bank",
    "Bluegrass Trust Company",
];

impl Maker {
    pub(super) fn draw(random: &mut Random) -> Self {
        random.weighted(&[
            (0.42, Self::Post),
            (0.20, Self::WesternUnion),
            (0.18, Self::MoneyGram),
            (0.07, Self::Agent),
            (0.04, Self::SmallAgent),
            (0.03, Self::Regional),
            (0.06, Self::Bank),
        ])
    }

    pub(super) fn issuer(self, random: &mut Random) -> String {
        let names: &[&str] = match self {
            Self::Post => &POST,
            Self::WesternUnion => &WESTERN_UNION,
            Self::MoneyGram => &MONEYGRAM,
            Self::Agent => &AGENTS,
            Self::SmallAgent => &SMALL_AGENTS,
            Self::Regional => &REGIONAL,
            Self::Bank => &BANKS,
        };
        random.pick(names).to_owned()
    }

    pub(super) fn serial(self, random: &mut Random) -> String {
        match self {
            Self::Post => postal_serial(random),
            Self::WesternUnion => digits(if random.chance(0.85) { 11 } else { 10 }, random),
            Self::MoneyGram | Self::Agent | Self::SmallAgent => {
                digits(if random.chance(0.5) { 11 } else { 10 }, random)
            }
            Self::Regional => digits(random.whole(8, 11), random),
            Self::Bank => digits(random.whole(6, 10), random),
        }
    }

    /// The largest sum of one order, in cents.
    pub(super) const fn limit(self) -> i64 {
        match self {
            Self::SmallAgent => 50_000,
            Self::Bank => 1_000_000,
            _ => 100_000,
        }
    }

    /// Whether the purchaser signs the front.
    pub(super) const fn is_signed(self) -> bool {
        !matches!(self, Self::Post | Self::Bank)
    }
}

/// So many digits, the first of them not 0.
pub(super) fn digits(count: i64, random: &mut Random) -> String {
    (0..count)
        .map(|place| {
            let digit = random.whole(i64::from(place == 0), 9);
            char::from_digit(u32::try_from(digit).unwrap_or_default(), 10).unwrap_or('0')
        })
        .collect()
}

/// Ten digits and the rest of their sum divided by nine.
pub(super) fn postal_serial(random: &mut Random) -> String {
    let first = format!("{}{}", random.whole(1, 2), digits(9, random));
    let sum: u32 = first.chars().filter_map(|c| c.to_digit(10)).sum();
    format!("{first}{}", sum % 9)
}

/// An issuer that a counterfeiter invents, and how easily it is seen through.
pub(super) fn invented_issuer(random: &mut Random) -> (String, f64) {
    const IMPOSSIBLE: [&str; 6] = [
        "US Treasury",
        "United States Treasury Money Order",
        "Federal Reserve Money Order",
        "US Government Money Order",
        "Department of the Treasury",
        "IMF Settlement Order",
    ];
    const UNKNOWN: [&str; 7] = [
        "National Money Order",
        "American Money Order Corporation",
        "International Money Order Service",
        "Universal Payment Order",
        "Premier Cash Orders",
        "US Money Order Center",
        "Global Secure Orders",
    ];
    match random.place(10) {
        0..=4 => (random.pick(&IMPOSSIBLE).to_owned(), 0.6),
        5..=7 => (random.pick(&UNKNOWN).to_owned(), 0.3),
        _ => (misspelt(random), 0.45),
    }
}

/// A known issuer with a letter wrong.
fn misspelt(random: &mut Random) -> String {
    let known = [
        "Western Union",
        "MoneyGram",
        "United States Postal Service",
        "Postal Service",
    ];
    let mut letters: Vec<char> = random.pick(&known).chars().collect();
    // Not beside a space: names are compared without spaces.
    let places: Vec<usize> = (1..letters.len())
        .filter(|at| {
            let pair = letters.get(at - 1..=*at);
            pair.is_some_and(|pair| pair.iter().all(|c| c.is_alphabetic()))
        })
        .collect();
    let at = random.pick(&places);
    if random.chance(0.5) {
        letters.remove(at);
    } else {
        letters.swap(at, at.saturating_sub(1));
    }
    letters.into_iter().collect()
}
