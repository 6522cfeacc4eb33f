//! Names of banks.

use refit_plugin::Random;

const KNOWN_BANKS: [&str; 24] = [
    "Chase",
    "CHASE BANK",
    "JPMorgan Chase Bank, N.A.",
    "Bank of America",
    "Bank of America, N.A.",
    "Wells Fargo",
    "Wells Fargo Bank, N.A.",
    "Citibank",
    "U.S. Bank",
    "PNC Bank",
    "Truist",
    "TD Bank",
    "Capital One",
    "Ally Bank",
    "Fifth Third Bank",
    "Huntington National Bank",
    "KeyBank",
    "Regions Bank",
    "Citizens Bank",
    "M&T Bank",
    "USAA",
    "Navy Federal Credit Union",
    "Charles Schwab Bank",
    "SoFi Bank",
];

/// Small banks and credit unions.
const SMALL_BANKS: [&str; 16] = [
    "Prairie Home Savings Bank",
    "Lakeshore Community Credit Union",
    "First State Bank of Ardmore",
    "Hill Country National Bank",
    "Tri-County Credit Union",
    "Farmers & Merchants Bank",
    "Harbor Point FCU",
    "Cedar Valley Bank",
    "Pioneer Teachers Federal Credit Union",
    "Old Mill Savings",
    "Bluegrass Trust Company",
    "Peoples Bank of Maple Grove",
    "Sunrise Bancorp",
    "Granite Peak Credit Union",
    "Bayou Federal Savings",
    "Northfield Bank & Trust",
];

/// A bank: three of four are widely known.
pub(in super::super) fn bank(random: &mut Random) -> String {
    let banks: &[&str] = if random.chance(0.74) {
        &KNOWN_BANKS
    } else {
        &SMALL_BANKS
    };
    random.pick(banks).to_owned()
}

/// A bank that a template invents, or a known one that it spells wrong.
pub(in super::super) fn invented_bank(random: &mut Random) -> String {
    const INVENTED: [&str; 6] = [
        "Banking Services of Commerce",
        "American Global Finance",
        "United Funds Online",
        "First Capital Direct",
        "Premier Digital Banking",
        "Secure Money Online",
    ];
    if random.chance(0.5) {
        return random.pick(&INVENTED).to_owned();
    }
    let mut letters: Vec<char> = random.pick(&KNOWN_BANKS).chars().collect();
    // In the name itself, not in "Bank" or "N.A." behind it.
    let at = 1 + random.place(letters.len().saturating_sub(2).min(5));
    if random.chance(0.5) {
        letters.remove(at);
    } else {
        letters.swap(at, at - 1);
    }
    letters.into_iter().collect()
}
