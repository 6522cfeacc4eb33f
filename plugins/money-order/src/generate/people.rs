//! Names of purchasers and payees. All made up.

use refit_plugin::Random;

use super::sale::Purpose;

const FIRST_NAMES: [&str; 24] = [
    "Ana", "James", "Maria", "Robert", "Linda", "Wei", "Priya", "Carlos", "Emily", "Kwame",
    "Fatima", "David", "Sarah", "Tomas", "Hannah", "Luis", "Aisha", "Kevin", "Olga", "Daniel",
    "Grace", "Hiro", "Nadia", "Paul",
];

const LAST_NAMES: [&str; 24] = [
    "Ruiz", "Miller", "Garcia", "Johnson", "Chen", "Patel", "Okafor", "Novak", "Brown", "Davis",
    "Nguyen", "Lopez", "Wilson", "Schmidt", "Rossi", "Kim", "Adams", "Baker", "Silva", "Tanaka",
    "Haddad", "Clark", "Moore", "Larsen",
];

const LANDLORDS: [&str; 8] = [
    "Blue Heron Apartments",
    "Parkview Rentals LLC",
    "Oakwood Property Management",
    "Sunrise Villas",
    "Riverside Housing Authority",
    "Granite Homes LLC",
    "Cedar Court Apartments",
    "Lakeside Mobile Home Park",
];

const UTILITIES: [&str; 8] = [
    "City Water Department",
    "Duke Energy",
    "Comcast Cable",
    "Verizon Wireless",
    "Geico Insurance",
    "Pacific Gas",
    "Progressive Auto",
    "Rural Electric Cooperative",
];

const OFFICES: [&str; 7] = [
    "County Clerk of Court",
    "Department of Motor Vehicles",
    "State Child Support Unit",
    "US Department of State",
    "City Treasurer",
    "Passport Services",
    "Municipal Traffic Court",
];

const SELLERS: [&str; 7] = [
    "Harbor Coin and Stamp",
    "Northside Auto Parts",
    "Valley Pet Rescue",
    "Collectors Corner",
    "Redwood Outfitters",
    "Grandmas Quilts",
    "Main Street Pawn",
];

/// A person, one in ten with an initial.
pub(super) fn person(random: &mut Random) -> String {
    let first = random.pick(&FIRST_NAMES);
    let last = random.pick(&LAST_NAMES);
    if random.chance(0.1) {
        let initial = random.pick(&["A", "B", "J", "M", "R"]);
        return format!("{first} {initial} {last}");
    }
    format!("{first} {last}")
}

pub(super) fn payee(purpose: Purpose, random: &mut Random) -> String {
    let names: &[&str] = match purpose {
        Purpose::Rent | Purpose::Deposit if random.chance(0.6) => &LANDLORDS,
        Purpose::Bill => &UTILITIES,
        Purpose::Fee => &OFFICES,
        Purpose::Purchase if random.chance(0.6) => &SELLERS,
        _ => return person(random),
    };
    random.pick(names).to_owned()
}

/// A name with letters that look like digits in places, as an eraser and a second pen leave it.
pub(super) fn patched(name: &str, random: &mut Random) -> String {
    let from = 1 + random.place(name.chars().count().saturating_sub(2));
    let letters = name.chars().enumerate();
    letters
        .map(|(at, c)| match c {
            'o' | 'O' if at >= from => '0',
            'i' | 'l' | 'I' | 'L' if at >= from => '1',
            'e' | 'E' if at >= from => '3',
            'a' | 'A' if at >= from => '4',
            's' | 'S' if at >= from => '5',
            c => c,
        })
        .collect()
}

/// A name whose end was written by someone else.
pub(super) fn half_in_capitals(name: &str) -> String {
    match name.rsplit_once(' ') {
        Some((first, last)) if first.chars().any(char::is_lowercase) => {
            format!("{first} {}", last.to_uppercase())
        }
        // In capitals: the end in small letters.
        Some((first, last)) => format!("{first} {}", capitalised(last)),
        None => name.to_owned(),
    }
}

/// The name in the other style: capitals for small letters, and the other way round.
pub(super) fn in_other_style(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        name.to_uppercase()
    } else {
        let words: Vec<String> = name.split(' ').map(capitalised).collect();
        words.join(" ")
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{first}{}", letters.as_str().to_lowercase())
    })
}
