//! Names, firms and addresses.

use refit_plugin::Random;

use super::states::State;

const FIRST_NAMES: [&str; 24] = [
    "Ana", "Marcus", "Priya", "Daniel", "Mei", "Jamal", "Olivia", "Tyler", "Sofia", "Andre",
    "Grace", "Victor", "Hannah", "Luis", "Fatima", "Owen", "Keisha", "Peter", "Nora", "Samir",
    "Dana", "Ivan", "Rosa", "Eric",
];
const LAST_NAMES: [&str; 24] = [
    "Ruiz", "Coleman", "Patel", "Nguyen", "Olsen", "Baker", "Silva", "Turner", "Haddad", "Kim",
    "Novak", "Brooks", "Garcia", "Schmidt", "Ward", "Okafor", "Lopez", "Reed", "Fischer", "Morris",
    "Chen", "Doyle", "Hughes", "Vargas",
];
const FIRMS: [&str; 30] = [
    "Harbor Dental",
    "Blue Heron Foods",
    "Summit Freight",
    "Cedar Valley Schools",
    "Apex Roofing",
    "Lakeside Hospital",
    "Pioneer Electric",
    "Ridgeway Motors",
    "Union County",
    "Granite Supply",
    "Bright Path Learning",
    "Northgate Hotels",
    "Copper Canyon Mining",
    "Maple Street Bakery",
    "Sunrise Home Care",
    "Delta Plastics",
    "Riverbend Logistics",
    "Oakmont Insurance",
    "Silver Lake Software",
    "Metro Transit Works",
    "Prairie Seed",
    "Keystone Steel",
    "Evergreen Landscaping",
    "Atlas Security",
    "Cornerstone Bank",
    "Beacon Pharmacy",
    "Redwood Data",
    "Coastal Seafood",
    "Falcon Aerospace",
    "Willow Creek Farms",
];
/// Names that fit any trade, as invented firms have them; real ones have them too.
const ANY_TRADE: [&str; 10] = [
    "Global Solutions",
    "Premier Services",
    "National Consulting",
    "United Enterprises",
    "Universal Group",
    "Elite Management",
    "Prime Holdings",
    "American Staffing",
    "First Choice Services",
    "Capital Ventures",
];
const STREETS: [&str; 12] = [
    "Main St",
    "Oak Ave",
    "Lincoln Rd",
    "Maple Dr",
    "Second St",
    "Park Blvd",
    "Washington Ave",
    "Mill Ln",
    "Cedar Ct",
    "River Rd",
    "Sunset Dr",
    "Church St",
];

pub(super) fn person(random: &mut Random) -> String {
    let first = random.pick(&FIRST_NAMES);
    let last = random.pick(&LAST_NAMES);
    if random.chance(0.15) {
        let initial = random.pick(&["A", "B", "J", "M", "R"]);
        return format!("{first} {initial} {last}");
    }
    format!("{first} {last}")
}

/// An employer; a few have a name that fits any trade.
pub(super) fn firm(random: &mut Random) -> String {
    if random.chance(0.06) {
        return any_trade(random);
    }
    ending(random.pick(&FIRMS), random)
}

pub(super) fn any_trade(random: &mut Random) -> String {
    ending(random.pick(&ANY_TRADE), random)
}

fn ending(name: &str, random: &mut Random) -> String {
    match random.pick(&["LLC", "Inc", "Co", "Corp", ""]) {
        "" => name.to_owned(),
        ending => format!("{name} {ending}"),
    }
}

pub(super) fn address(state: State, random: &mut Random) -> String {
    let number = random.whole(11, 9_899);
    let street = random.pick(&STREETS);
    let rest = random.whole(1, 99);
    format!(
        "{number} {street}, {}, {} {}{rest:02}",
        state.city, state.code, state.zip
    )
}

/// A box at the post office: tiny firms have one, and so have invented ones.
pub(super) fn post_box(state: State, random: &mut Random) -> String {
    let number = random.whole(11, 9_899);
    format!(
        "PO Box {number}, {}, {} {}01",
        state.city, state.code, state.zip
    )
}
