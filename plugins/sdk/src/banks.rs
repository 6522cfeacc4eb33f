//! American banks by their names.

use crate::text::{self, is_one_edit_away};

/// Words that say that something is a bank, and not which.
const GENERIC: [&str; 18] = [
    "bank",
    "banks",
    "n",
    "a",
    "na",
    "the",
    "of",
    "and",
    "co",
    "corp",
    "corporation",
    "company",
    "inc",
    "national",
    "association",
    "fsb",
    "ssb",
    "usa",
];

/// Words in the names of institutions that are not on the list.
const INSTITUTION: [&str; 12] = [
    "bank",
    "bancorp",
    "banco",
    "banka",
    "bancshares",
    "credit",
    "cu",
    "fcu",
    "savings",
    "trust",
    "federal",
    "financial",
];

/// The largest banks, thrifts and credit unions of the United States by domestic accounts, and
/// the largest that exist online only: their names without [`GENERIC`] words and spaces.
const KNOWN: [&str; 63] = [
    "chase",
    "jpmorganchase",
    "america",
    "wellsfargo",
    "citi",
    "citibank",
    "us",
    "usbank",
    "pnc",
    "truist",
    "td",
    "capitalone",
    "goldmansachs",
    "marcus",
    "ally",
    "fifththird",
    "huntington",
    "keybank",
    "key",
    "regions",
    "citizens",
    "mt",
    "bmo",
    "santander",
    "firstcitizens",
    "americanexpress",
    "discover",
    "synchrony",
    "charlesschwab",
    "schwab",
    "usaa",
    "navyfederalcreditunion",
    "navyfederal",
    "firsthorizon",
    "comerica",
    "zions",
    "webster",
    "flagstar",
    "valley",
    "synovus",
    "frost",
    "hsbc",
    "eastwest",
    "popular",
    "bancorpsouth",
    "cadence",
    "oldnational",
    "umb",
    "bokfinancial",
    "arvest",
    "atlanticunion",
    "pinnacle",
    "simmons",
    "statefarm",
    "etrade",
    "morganstanley",
    "sofi",
    "chime",
    "varo",
    "pentagonfederalcreditunion",
    "stateemployeescreditunion",
    "becu",
    "schoolsfirst",
];

/// How sure it is that a name is a bank's: 1 for a known bank, 0.7 for one that is known once
/// look-alike characters are taken for one another, 0.6 for an institution that is not on the
/// list, 0.3 for a name that is no institution's, and 0.1 for a known name with a letter wrong.
#[must_use]
pub fn grade(name: &str) -> f64 {
    let core = core(name);
    if KNOWN.contains(&&*core) {
        return 1.0;
    }
    let folded = folded(&core);
    // "e4st" and "us" are one letter from a dozen words.
    let long = folded.len() >= 5;
    for known in KNOWN.iter().filter(|known| known.len() >= 4) {
        if known.len().abs_diff(core.len()) > 1 {
            continue;
        }
        if folded_equal(known, &folded) {
            return 0.7;
        }
        if long && known.len() >= 5 && is_one_edit_away(known, &core) {
            return 0.1;
        }
    }
    if text::words(name).any(|word| INSTITUTION.iter().any(|i| word.eq_ignore_ascii_case(i))) {
        0.6
    } else {
        0.3
    }
}

/// The known bank that a name means, also where look-alike characters were taken for one
/// another: its name in small letters, without spaces and without words like "bank" and "N.A.".
#[must_use]
pub fn known(name: &str) -> Option<&'static str> {
    let core = core(name);
    let folded = folded(&core);
    let is_meant =
        |known: &&&str| **known == core || (known.len() >= 4 && folded_equal(known, &folded));
    KNOWN.iter().find(is_meant).copied()
}

/// The name without generic words and spaces, in small letters.
fn core(name: &str) -> String {
    let mut core = String::with_capacity(name.len());
    for word in text::words(name) {
        if !GENERIC
            .iter()
            .any(|generic| word.eq_ignore_ascii_case(generic))
        {
            core.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        }
    }
    core
}

/// Look-alikes of optical reading as one character each.
fn folded(core: &str) -> String {
    core.replace("rn", "m").chars().map(fold).collect()
}

const fn fold(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | 'l' => 'i',
        '5' => 's',
        '8' => 'b',
        '2' => 'z',
        '6' => 'g',
        c => c,
    }
}

fn folded_equal(known: &str, folded: &str) -> bool {
    if known.contains("rn") {
        return self::folded(known) == folded;
    }
    known.len() == folded.len() && known.chars().map(fold).eq(folded.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banks_are_known_by_any_of_their_spellings() {
        for (name, bank) in [
            ("Chase", Some("chase")),
            ("CHASE BANK", Some("chase")),
            ("JPMorgan Chase Bank, N.A.", Some("jpmorganchase")),
            ("Bank of America.", Some("america")),
            ("We11s Farg0", Some("wellsfargo")),
            ("Chsae", None),
            ("Prairie Home Savings Bank", None),
            ("", None),
        ] {
            assert_eq!(known(name), bank, "{name}");
        }
    }

    #[test]
    fn grades_fall_from_known_banks_to_misspelt_ones() {
        for (name, expected) in [
            ("Wells Fargo Bank, N.A.", 1.0),
            ("Wel1s Fargo", 0.7),
            ("Prairie Home Savings Bank", 0.6),
            ("Your Money", 0.3),
            ("Wells Fagro", 0.1),
        ] {
            assert_eq!(grade(name), expected, "{name}");
        }
    }
}
