//! Names and texts. All made up, except banks and companies that everybody knows.

use refit_plugin::Random;

use super::paper::Address;

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

const FIRMS: [&str; 14] = [
    "Harbor Dental LLC",
    "Acme Tooling Inc",
    "Blue River Logistics",
    "Summit Roofing LLC",
    "Oak Street Bakery Inc",
    "Delta Freight Company",
    "Northside Clinic",
    "Redwood Software Inc",
    "Valley Foods Co",
    "Lone Star Services LLC",
    "Granite Homes Inc",
    "Meadow Plumbing Services",
    "Coastal Motors",
    "Parkview Rentals",
];

/// Who sends bills.
const BILLERS: [&str; 10] = [
    "City Water Department",
    "Midland Electric",
    "Mutual Insurance Company",
    "Fairview Gas Service",
    "Lakeside Properties LLC",
    "Northside Clinic",
    "State University",
    "County Treasury",
    "First Street Church",
    "Pinecrest Schools",
];

/// Known banks with some of their routing numbers.
pub(super) const KNOWN_BANKS: [(&str, &[&str]); 16] = [
    (
        "Chase",
        &["021000021", "322271627", "071000013", "111000614"],
    ),
    ("CHASE BANK", &["021000021", "267084131", "044000037"]),
    ("JPMorgan Chase Bank, N.A.", &["021000021", "122100024"]),
    (
        "Bank of America",
        &["026009593", "111000025", "121000358", "063100277"],
    ),
    ("Bank of America, N.A.", &["026009593", "053000196"]),
    (
        "Wells Fargo Bank, N.A.",
        &["121000248", "121042882", "111900659"],
    ),
    ("Citibank", &["021000089", "321171184"]),
    ("PNC Bank", &["043000096", "031000053"]),
    ("U.S. Bank", &["091000022", "122105155", "042000013"]),
    ("TD Bank", &["031201360", "011103093"]),
    ("Truist", &["061000104", "053101121"]),
    ("Regions Bank", &["062000019", "062005690"]),
    ("KeyBank", &["041001039", "021300077"]),
    ("Fifth Third Bank", &["042000314", "071923909"]),
    ("M&T Bank", &["022000046", "031302955"]),
    ("Navy Federal Credit Union", &["256074974"]),
];

/// Small banks and credit unions.
const SMALL_BANKS: [&str; 12] = [
    "Prairie Home Savings Bank",
    "Lakeshore Community Credit Union",
    "First State Bank of Ardmore",
    "Hill Country National Bank",
    "Farmers & Merchants Bank",
    "Harbor Point FCU",
    "Cedar Valley Bank",
    "Old Mill Savings",
    "Bluegrass Trust Company",
    "Peoples Bank of Maple Grove",
    "Granite Peak Credit Union",
    "Northfield Bank & Trust",
];

const PLACES: [(&str, &str, u32); 16] = [
    ("Austin", "TX", 787),
    ("Dallas", "TX", 752),
    ("Tampa", "FL", 336),
    ("Miami", "FL", 331),
    ("Denver", "CO", 802),
    ("Phoenix", "AZ", 850),
    ("Columbus", "OH", 432),
    ("Albany", "NY", 122),
    ("Brooklyn", "NY", 112),
    ("Fresno", "CA", 937),
    ("San Diego", "CA", 921),
    ("Seattle", "WA", 981),
    ("Atlanta", "GA", 303),
    ("Raleigh", "NC", 276),
    ("Chicago", "IL", 606),
    ("Newark", "NJ", 71),
];

pub(super) fn person(random: &mut Random) -> String {
    let first = random.pick(&FIRST_NAMES);
    let last = random.pick(&LAST_NAMES);
    if random.chance(0.12) {
        let initial = random.pick(&["A", "B", "J", "M", "R"]);
        return format!("{first} {initial} {last}");
    }
    format!("{first} {last}")
}

pub(super) fn firm(random: &mut Random) -> String {
    random.pick(&FIRMS).to_owned()
}

pub(super) fn biller(random: &mut Random) -> String {
    random.pick(&BILLERS).to_owned()
}

/// A bank and one of its routing numbers: three of four are widely known.
pub(super) fn bank(random: &mut Random) -> (String, String) {
    if random.chance(0.75) {
        let place = random.place(KNOWN_BANKS.len());
        if let Some((name, numbers)) = KNOWN_BANKS.get(place) {
            let number = if random.chance(0.85) {
                random.pick(numbers).to_owned()
            } else {
                routing_number(random)
            };
            return ((*name).to_owned(), number);
        }
    }
    (random.pick(&SMALL_BANKS).to_owned(), routing_number(random))
}

/// A number with the prefix of a bank or a thrift and a right check digit.
pub(super) fn routing_number(random: &mut Random) -> String {
    let prefix = if random.chance(0.7) {
        random.whole(1, 12)
    } else {
        random.whole(21, 32)
    };
    let eight = prefix * 1_000_000 + random.whole(0, 999_999);
    let mut sum = 0;
    let mut left = eight;
    // From the eighth digit to the first.
    for weight in [7, 3, 1, 7, 3, 1, 7, 3] {
        sum += weight * (left % 10);
        left /= 10;
    }
    format!("{eight:08}{}", (10 - sum % 10) % 10)
}

/// A bank that a template invents, or a known one that it spells wrong.
pub(super) fn invented_bank(random: &mut Random) -> String {
    const INVENTED: [&str; 6] = [
        "American Global Finance",
        "United Online Payments",
        "First Capital Direct",
        "Premier Digital Reserve",
        "Your Money Center",
        "Continental Clearing House",
    ];
    if random.chance(0.5) {
        return random.pick(&INVENTED).to_owned();
    }
    let misspelt = [
        "Chsae Bank",
        "Wells Fargoo Bank",
        "Citybank",
        "Bank of Amercia",
        "Regoins Bank",
        "Truisst",
    ];
    random.pick(&misspelt).to_owned()
}

pub(super) fn address(random: &mut Random) -> Address {
    let place = random.place(PLACES.len());
    let (city, state, zip) = PLACES.get(place).copied().unwrap_or(("Austin", "TX", 787));
    let street = random.pick(&[
        "Oak Street",
        "Main St",
        "Elm Ave",
        "Lake Road",
        "5th Ave",
        "Hill Dr",
    ]);
    let street = if random.chance(0.06) {
        format!("PO Box {}", random.whole(10, 9_999))
    } else {
        format!("{} {street}", random.whole(1, 9_999))
    };
    Address {
        street,
        city: city.to_owned(),
        state: state.to_owned(),
        zip: format!("{zip:03}{:02}", random.whole(1, 99)),
    }
}

pub(super) fn memo_of_bill(random: &mut Random) -> String {
    match random.place(6) {
        0 => format!("Acct {}", random.whole(10_000, 99_999_999)),
        1 => format!("Invoice {}", random.whole(100, 99_999)),
        2 => "Electric bill".to_owned(),
        3 => "Water bill".to_owned(),
        4 => format!("Policy {}", random.whole(100_000, 999_999)),
        _ => "Tuition".to_owned(),
    }
}

pub(super) fn memo_to_person(random: &mut Random) -> String {
    let memo = random.pick(&[
        "Rent",
        "Birthday gift",
        "Wedding",
        "Loan",
        "Babysitting",
        "Yard work",
        "Thanks",
        "Car",
    ]);
    memo.to_owned()
}

pub(super) fn small_bank(random: &mut Random) -> String {
    random.pick(&SMALL_BANKS).to_owned()
}
