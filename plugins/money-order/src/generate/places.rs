//! Towns, addresses, and where orders are sold.

use refit_plugin::Random;

/// City, state, and the first three digits of its ZIP codes.
pub(super) type Town = (&'static str, &'static str, &'static str);

const TOWNS: [Town; 24] = [
    ("Miami", "FL", "331"),
    ("Tampa", "FL", "336"),
    ("Houston", "TX", "770"),
    ("Dallas", "TX", "752"),
    ("Phoenix", "AZ", "850"),
    ("Atlanta", "GA", "303"),
    ("Chicago", "IL", "606"),
    ("Newark", "NJ", "071"),
    ("Brooklyn", "NY", "112"),
    ("Buffalo", "NY", "142"),
    ("Los Angeles", "CA", "900"),
    ("Fresno", "CA", "937"),
    ("Cleveland", "OH", "441"),
    ("Detroit", "MI", "482"),
    ("Charlotte", "NC", "282"),
    ("Philadelphia", "PA", "191"),
    ("Denver", "CO", "802"),
    ("Seattle", "WA", "981"),
    ("Saint Louis", "MO", "631"),
    ("New Orleans", "LA", "701"),
    ("Memphis", "TN", "381"),
    ("Milwaukee", "WI", "532"),
    ("Baltimore", "MD", "212"),
    ("Boston", "MA", "021"),
];

const STREETS: [&str; 16] = [
    "Oak St",
    "Maple Ave",
    "Main St",
    "Cedar Ln",
    "Elm St",
    "Lakeview Dr",
    "Park Ave",
    "Washington Blvd",
    "Sunset Rd",
    "Pine St",
    "Church St",
    "Hillside Ave",
    "River Rd",
    "Second St",
    "Franklin Ave",
    "Mill Rd",
];

/// The purchaser's address. What is empty is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Address {
    pub(super) street: String,
    pub(super) city: String,
    pub(super) state: String,
    pub(super) zip: String,
}

impl Address {
    /// In one line: `12 Oak St, Miami, FL 33101`.
    pub(super) fn line(&self) -> String {
        let state = [&*self.state, &*self.zip].join(" ");
        let parts = [&*self.street, &*self.city, state.trim()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }

    pub(super) fn in_capitals(&mut self) {
        self.street = self.street.to_uppercase();
        self.city = self.city.to_uppercase();
    }
}

pub(super) fn town(random: &mut Random) -> Town {
    random.pick(&TOWNS)
}

/// A town in another part of the country than this ZIP code.
pub(super) fn town_far_from(zip: &str, random: &mut Random) -> Town {
    let first = zip.get(..1).unwrap_or_default();
    let far: Vec<Town> = TOWNS
        .into_iter()
        .filter(|(_, _, prefix)| !prefix.starts_with(first))
        .collect();
    random.pick(&far)
}

pub(super) fn zip((_, _, prefix): Town, random: &mut Random) -> String {
    format!("{prefix}{:02}", random.whole(1, 48))
}

pub(super) fn address(town: Town, random: &mut Random) -> Address {
    let number = random.whole(2, 9_800);
    let street = random.pick(&STREETS);
    let street = if random.chance(0.25) {
        format!("{number} {street} Apt {}", random.whole(1, 48))
    } else if random.chance(0.04) {
        format!("PO Box {number}")
    } else {
        format!("{number} {street}")
    };
    Address {
        street,
        city: town.0.to_owned(),
        state: town.1.to_owned(),
        zip: zip(town, random),
    }
}

/// A post office's number: its ZIP code and one more digit.
pub(super) fn post_office(town: Town, random: &mut Random) -> String {
    format!("{}{}", zip(town, random), random.whole(0, 9))
}

/// Where an agent sells.
pub(super) fn shop(town: Town, random: &mut Random) -> String {
    let (city, state, _) = town;
    if random.chance(0.3) {
        format!("Store {}, {city}, {state}", random.whole(12, 9_400))
    } else {
        format!("{city}, {state}")
    }
}
