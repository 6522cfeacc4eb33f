//! Names and descriptions. All made up, except banks and merchants that everybody knows.

mod banks;

use refit_plugin::Random;

pub(super) use self::banks::{bank, invented_bank};
use super::paper::Kind;

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
    "Harbor Dental",
    "Acme Tooling",
    "Blue River Logistics",
    "Summit Roofing",
    "Oak Street Bakery",
    "Delta Freight",
    "Northside Clinic",
    "Pinecrest Schools",
    "Metro Transit",
    "Redwood Software",
    "Valley Foods",
    "Lone Star Staffing",
    "Granite Homes",
    "City of Fairview",
];

const MERCHANTS: [&str; 26] = [
    "Walmart",
    "Target",
    "Kroger",
    "Costco",
    "Shell",
    "Chevron",
    "Starbucks",
    "Amazon Mktplace",
    "Uber Trip",
    "CVS Pharmacy",
    "Walgreens",
    "Home Depot",
    "Subway",
    "Chipotle",
    "Trader Joes",
    "Aldi",
    "Netflix",
    "Spotify",
    "Corner Cafe",
    "Main St Diner",
    "Shear Style Salon",
    "Parkside Garage",
    "Dollar General",
    "Wendys",
    "Best Buy",
    "Publix",
];

const UTILITIES: [&str; 12] = [
    "Con Edison",
    "City Water Dept",
    "Comcast Cable",
    "Verizon Wireless",
    "State Farm Insurance",
    "Duke Energy",
    "Pacific Gas",
    "T Mobile",
    "Geico Autopay",
    "Waste Services",
    "Planet Fitness",
    "Student Ln Svc",
];

const PLATFORMS: [&str; 6] = [
    "Square Inc",
    "Stripe",
    "Shopify",
    "Uber Partners",
    "Doordash",
    "Paypal",
];

const LENDERS: [&str; 6] = [
    "Quick Cash Advance",
    "Ford Motor Credit",
    "Upstart",
    "Lending Club",
    "Ally Auto",
    "Payday Express",
];

/// A person, one in ten with an initial, one in twelve with a second holder.
pub(super) fn person(random: &mut Random) -> String {
    let first = random.pick(&FIRST_NAMES);
    let last = random.pick(&LAST_NAMES);
    if random.chance(0.1) {
        let initial = random.pick(&["A", "B", "J", "M", "R"]);
        return format!("{first} {initial} {last}");
    }
    if random.chance(0.08) {
        let second = random.pick(&FIRST_NAMES);
        return format!("{first} {last} and {second} {last}");
    }
    format!("{first} {last}")
}

pub(super) fn firm(random: &mut Random) -> String {
    let ending = random.pick(&["LLC", "Inc", "Co", "Services LLC"]);
    format!("{} {ending}", random.pick(&FIRMS))
}

pub(super) fn employer(random: &mut Random) -> &'static str {
    random.pick(&FIRMS)
}

/// What the line of an American account says.
pub(super) fn description(kind: Kind, employer: &str, random: &mut Random) -> String {
    match kind {
        Kind::Payroll => format!("Direct Dep {employer} Payroll"),
        Kind::Pension => "Ach Credit Ssa Treas 310 Pension".to_owned(),
        Kind::Settlement => format!("Ach Credit {} Settlement", random.pick(&PLATFORMS)),
        Kind::Refund => random
            .pick(&[
                "Ach Credit Irs Treas 310 Tax Ref",
                "Wire In Escrow Proceeds",
                "Ach Credit Insurance Claim",
            ])
            .to_owned(),
        Kind::Deposit => random
            .pick(&["Mobile Check Deposit", "Atm Deposit", "Branch Deposit"])
            .to_owned(),
        Kind::CashDeposit => "Cash Deposit".to_owned(),
        Kind::TransferIn => format!("Zelle From {}", random.pick(&FIRST_NAMES)),
        Kind::TransferOut => {
            let to = random.pick(&["Zelle To", "Online Transfer To", "Venmo To"]);
            format!("{to} {}", random.pick(&FIRST_NAMES))
        }
        Kind::Interest => "Interest Payment".to_owned(),
        Kind::Card => format!(
            "Card Purchase {} {:04}",
            random.pick(&MERCHANTS),
            random.whole(1, 9_999)
        ),
        Kind::CashMachine => format!("Atm Withdrawal {:05}", random.whole(100, 99_999)),
        Kind::Bill => format!("Ach Debit {}", random.pick(&UTILITIES)),
        Kind::Rent => "Ach Debit Parkview Rentals".to_owned(),
        Kind::Insurance => "Ach Debit Mutual Insurance".to_owned(),
        Kind::Loan => format!("Ach Debit {} Loan Pmt", random.pick(&LENDERS)),
        Kind::Gambling => random
            .pick(&["Card Purchase Draftkings", "Card Purchase Lucky Casino"])
            .to_owned(),
        Kind::Check => format!("Check {}", random.whole(101, 4_999)),
        Kind::Fee => "Monthly Service Fee".to_owned(),
        Kind::Overdraft => "Overdraft Fee".to_owned(),
    }
}

/// What the line of a bank's export says: operation and category.
pub(super) const fn operation(kind: Kind) -> (Option<&'static str>, Option<&'static str>) {
    match kind {
        Kind::Payroll | Kind::Settlement | Kind::Refund => (Some("remittance_in"), None),
        Kind::Pension => (Some("remittance_in"), Some("pension")),
        Kind::Deposit | Kind::CashDeposit => (Some("cash_deposit"), None),
        Kind::TransferIn => (Some("transfer_in"), None),
        Kind::Interest => (None, Some("interest")),
        Kind::Card | Kind::Gambling => (Some("card_payment"), None),
        Kind::CashMachine => (Some("cash_withdrawal"), None),
        Kind::Bill | Kind::Loan => (Some("remittance_out"), None),
        Kind::Rent => (Some("remittance_out"), Some("household")),
        Kind::Insurance => (Some("remittance_out"), Some("insurance")),
        Kind::Check => (Some("check"), None),
        Kind::TransferOut => (Some("transfer_out"), None),
        Kind::Fee => (Some("cash_withdrawal"), Some("statement_fee")),
        Kind::Overdraft => (Some("cash_withdrawal"), Some("overdraft_interest")),
    }
}
