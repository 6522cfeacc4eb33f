//! Banks by their names.

use refit_plugin::text;

use super::read::Statement;

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

/// 1 for a known bank, 0.7 for one that is known once look-alike characters are taken for one
/// another, 0.6 for an institution that is not on the list, 0.5 where no bank is named, 0.3
/// for a name that is no institution's, and 0.1 for a known name with a letter wrong.
pub(super) fn bank_validity(statement: &Statement<'_>) -> f64 {
    statement.bank.as_deref().map_or(0.5, grade)
}

fn grade(name: &str) -> f64 {
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
        if long && known.len() >= 5 && is_one_edit_away(known.as_bytes(), core.as_bytes()) {
            return 0.1;
        }
    }
    if text::words(name).any(|word| INSTITUTION.iter().any(|i| word.eq_ignore_ascii_case(i))) {
        0.6
    } else {
        0.3
    }
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

/// Whether one letter was changed, left out or added, or two neighbours were swapped.
fn is_one_edit_away(one: &[u8], other: &[u8]) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = |bytes: &[u8], from: usize| bytes.get(from..).unwrap_or_default().to_vec();
    if short.len() < long.len() {
        return rest(short, same) == rest(long, same + 1);
    }
    if rest(short, same + 1) == rest(long, same + 1) {
        return true;
    }
    let swapped = short.get(same).is_some()
        && short.get(same) == long.get(same + 1)
        && short.get(same + 1) == long.get(same);
    swapped && rest(short, same + 2) == rest(long, same + 2)
}
