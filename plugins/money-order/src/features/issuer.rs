//! Issuers by their names, and what each of them prints.

use refit_plugin::{
    spelling::{self, Closeness},
    text,
};

use super::{address, presence, read::Order, serial, signature::Signature};

/// Words that say that something is an issuer of money orders, and not which.
const GENERIC: [&str; 12] = [
    "the", "of", "inc", "co", "corp", "company", "llc", "na", "money", "order", "orders", "stores",
];

/// A kind of issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The United States Postal Service.
    Post,
    /// Western Union and MoneyGram.
    Transfer,
    /// A shop that sells the paper of one of these two.
    Agent,
    /// A corner shop, whose agreement has half of the limit.
    SmallAgent,
    /// A smaller issuer with serial numbers of its own.
    Regional,
    /// A bank or a credit union.
    Bank,
}

/// Names without [`GENERIC`] words and spaces.
const KNOWN: [(&str, Kind); 38] = [
    ("usps", Kind::Post),
    ("unitedstatespostalservice", Kind::Post),
    ("uspostalservice", Kind::Post),
    ("unitedstatespostal", Kind::Post),
    ("uspostal", Kind::Post),
    ("postalservice", Kind::Post),
    ("postal", Kind::Post),
    ("uspostoffice", Kind::Post),
    ("westernunion", Kind::Transfer),
    ("westernunionfinancialservices", Kind::Transfer),
    ("moneygram", Kind::Transfer),
    ("moneygraminternational", Kind::Transfer),
    ("moneygrampaymentsystems", Kind::Transfer),
    ("travelersexpress", Kind::Transfer),
    ("walmart", Kind::Agent),
    ("walmartmoneycenter", Kind::Agent),
    ("kroger", Kind::Agent),
    ("publix", Kind::Agent),
    ("safeway", Kind::Agent),
    ("albertsons", Kind::Agent),
    ("meijer", Kind::Agent),
    ("gianteagle", Kind::Agent),
    ("heb", Kind::Agent),
    ("wincofoods", Kind::Agent),
    ("ace", Kind::Agent),
    ("acecashexpress", Kind::Agent),
    ("amscot", Kind::Agent),
    ("checkintocash", Kind::Agent),
    ("7eleven", Kind::SmallAgent),
    ("seveneleven", Kind::SmallAgent),
    ("cvs", Kind::SmallAgent),
    ("cvspharmacy", Kind::SmallAgent),
    ("circlek", Kind::SmallAgent),
    ("speedway", Kind::SmallAgent),
    ("fidelityexpress", Kind::Regional),
    ("globalexpress", Kind::Regional),
    ("continentalexpress", Kind::Regional),
    ("northamerican", Kind::Regional),
];

/// Words in the names of banks and credit unions.
const INSTITUTION: [&str; 11] = [
    "bank", "bankers", "bancorp", "banco", "credit", "cu", "fcu", "savings", "trust", "federal",
    "chase",
];

/// Words of public bodies. None of them issues money orders to the public.
const NO_ISSUERS: [&str; 10] = [
    "treasury",
    "federal reserve",
    "department",
    "government",
    "irs",
    "fdic",
    "imf",
    "world bank",
    "united nations",
    "homeland security",
];

/// How well an issuer's name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Known,
    /// Known once characters that look alike are taken for one another.
    Misread,
    /// Not on the list, but a bank or a credit union by its name.
    Institution,
    Unnamed,
    Unlisted,
    /// A known name with a letter wrong.
    Misspelt,
    /// A body that issues no money orders.
    Impossible,
}

/// What serial numbers an issuer prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Serials {
    /// Eleven digits, the last of them a check digit.
    Checked,
    /// Ten or eleven digits without a check digit.
    Plain,
}

impl Serials {
    pub(super) const fn has_length(self, length: usize) -> bool {
        match self {
            Self::Checked => length == 11,
            Self::Plain => length == 10 || length == 11,
        }
    }
}

/// Who issued an order, as far as its name tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Issuer {
    standing: Standing,
    kind: Option<Kind>,
}

impl Issuer {
    pub(super) fn of(order: &Order<'_>) -> Self {
        match order.issuer.as_deref() {
            None => Self {
                standing: Standing::Unnamed,
                kind: None,
            },
            Some(name) => Self::named(name),
        }
    }

    fn named(name: &str) -> Self {
        // Names are short; what is long is no name.
        let core = spelling::core(name.get(..200).unwrap_or(name), &GENERIC);
        let mut near = None;
        for (known, kind) in KNOWN {
            let standing = match spelling::closeness(known, &core) {
                Closeness::Same => return Self::new(Standing::Known, Some(kind)),
                Closeness::LookAlike => Standing::Misread,
                Closeness::OneEdit => Standing::Misspelt,
                Closeness::Other => continue,
            };
            if near.is_none() || standing == Standing::Misread {
                near = Some(Self::new(standing, Some(kind)));
            }
        }
        if let Some(near) = near {
            return near;
        }
        let has = |phrases: &[&str]| phrases.iter().any(|phrase| text::has_words(name, phrase));
        if has(&NO_ISSUERS) {
            return Self::new(Standing::Impossible, None);
        }
        // "Walmart Supercenter 1204": the name and more; the longest known name counts.
        let first = KNOWN
            .iter()
            .filter(|(known, _)| known.len() >= 6 && core.starts_with(known))
            .max_by_key(|(known, _)| known.len());
        match first {
            Some((_, kind)) => Self::new(Standing::Known, Some(*kind)),
            None if has(&INSTITUTION) => Self::new(Standing::Institution, Some(Kind::Bank)),
            None => Self::new(Standing::Unlisted, None),
        }
    }

    const fn new(standing: Standing, kind: Option<Kind>) -> Self {
        Self { standing, kind }
    }

    /// 1 for a known issuer, 0.7 for one that is known once look-alike characters are taken for
    /// one another, 0.6 for a bank or a credit union, 0.5 where no issuer is named, 0.3 for a name
    /// that nobody knows, 0.1 for a known name with a letter wrong, 0 for a body that issues no
    /// money orders.
    pub(super) const fn validity(&self) -> f64 {
        match self.standing {
            Standing::Known => 1.0,
            Standing::Misread => 0.7,
            Standing::Institution => 0.6,
            Standing::Unnamed => 0.5,
            Standing::Unlisted => 0.3,
            Standing::Misspelt => 0.1,
            Standing::Impossible => 0.0,
        }
    }

    /// Postal orders are what most counterfeits pretend to be (102,000 were seized in 2012); a
    /// bank's own order is bought by its customer. 1 where there is no such issuer.
    pub(super) const fn type_risk(&self) -> f64 {
        match (self.standing, self.kind) {
            (Standing::Misspelt | Standing::Impossible, _) => 1.0,
            (_, Some(Kind::Bank)) => 0.2,
            (_, Some(Kind::Transfer)) => 0.3,
            (_, Some(Kind::Agent | Kind::SmallAgent)) => 0.35,
            (_, Some(Kind::Post)) => 0.4,
            (_, Some(Kind::Regional)) => 0.5,
            (Standing::Unnamed, None) => 0.6,
            (_, None) => 0.8,
        }
    }

    /// 1 where the purchaser signs the front; 0 on postal orders, which have no place for it; 0.5
    /// where the issuer does not tell (banks often sign themselves).
    pub(super) const fn wants_signature(&self) -> f64 {
        match self.kind {
            Some(Kind::Transfer | Kind::Agent | Kind::SmallAgent | Kind::Regional) => 1.0,
            Some(Kind::Post) => 0.0,
            Some(Kind::Bank) | None => 0.5,
        }
    }

    /// The form of its serial numbers, where it is known.
    pub(super) const fn serials(&self) -> Option<Serials> {
        match self.kind {
            Some(Kind::Post) => Some(Serials::Checked),
            Some(Kind::Transfer | Kind::Agent | Kind::SmallAgent) => Some(Serials::Plain),
            Some(Kind::Regional | Kind::Bank) | None => None,
        }
    }

    /// The largest sum of one order, in dollars. From $3,000 in cash on a bank takes the buyer's
    /// name for its log, and above $10,000 it reports him: orders above that are not bought.
    pub(super) const fn limit(&self) -> f64 {
        match self.kind {
            Some(Kind::SmallAgent) => 500.0,
            Some(Kind::Bank) => 10_000.0,
            _ => 1_000.0,
        }
    }
}

/// The share of its own rules that the issuer's paper keeps: the limit, the serial number's
/// form, the signature where the purchaser signs, the post office's number where a post office
/// sells it, the purchaser's address where the form has lines for it. 0.5 for an issuer that
/// nobody knows.
pub(super) fn rules_kept(order: &Order<'_>, issuer: &Issuer) -> f64 {
    let Some(kind) = issuer.kind else {
        return 0.5;
    };
    let (mut kept, mut weights) = (0.0, 0.0);
    let mut rule = |weight: f64, is_kept: f64| {
        kept += weight * is_kept;
        weights += weight;
    };
    if let Some(sum) = order.sum() {
        let is_within = sum > 0.0 && sum <= issuer.limit();
        rule(2.0, presence::flag(is_within));
    }
    rule(2.0, serial::format_match(order, issuer));
    if issuer.wants_signature() == 1.0 {
        rule(1.5, presence::flag(order.signature != Signature::Missing));
    }
    if kind == Kind::Post {
        let number = order.location.as_deref();
        rule(1.0, number.map_or(0.3, office_number));
    }
    if kind != Kind::Bank {
        rule(0.5, address::validity(order));
    }
    kept / weights
}

/// 1 for five digits of a ZIP code and one more, or the ZIP code alone; 0.6 for a place by name.
fn office_number(place: &str) -> f64 {
    let digits = place.bytes().filter(u8::is_ascii_digit).count();
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    match (digits, letters) {
        (5 | 6, 0) => 1.0,
        (_, 3..) => 0.6,
        _ => 0.2,
    }
}
