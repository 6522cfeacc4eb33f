//! What a line of a paystub is, by its label. Labels are compared by whole words: "Medical" is
//! not Medicare, and "POST TAX" is no tax of a state although it ends in "ST TAX".

mod states;

use refit_plugin::text;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Federal,
    State,
    SocialSecurity,
    Medicare,
    /// Social Security and Medicare in one.
    Fica,
    /// Local taxes, and contributions to a state's insurances.
    OtherTax,
    /// Benefits that are paid before Social Security and Medicare are counted (Section 125).
    Health,
    OtherDeduction,
    /// Money back, such as expenses: it raises the net pay.
    Credit,
    /// A total, what the employer pays, or where the net pay went.
    Ignored,
}

impl Kind {
    pub(crate) const fn is_tax(self) -> bool {
        matches!(
            self,
            Self::Federal
                | Self::State
                | Self::SocialSecurity
                | Self::Medicare
                | Self::Fica
                | Self::OtherTax
        )
    }
}

/// The list that a line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Taxes,
    /// On many papers taxes and benefits stand in one list.
    Deductions,
}

/// Labels are short; what comes later is no label.
const MOST_WORDS: usize = 12;

/// What the line with this label is.
pub(crate) fn kind(label: &str, list: List) -> Kind {
    let words: Vec<String> = text::words(label)
        .take(MOST_WORDS)
        .map(str::to_ascii_lowercase)
        .collect();
    Label { words, list }.kind()
}

struct Label {
    words: Vec<String>,
    list: List,
}

const TAX: &[&str] = &[
    "tax",
    "taxes",
    "withholding",
    "withholdng",
    "withhold",
    "withheld",
    "wh",
    "wthld",
    "income",
];
const NO_DEDUCTION: &[&str] = &[
    "ytd", "total", "totals", "subtotal", "gross", "employer", "er", "match", "deposit", "checking",
];
const MONEY_BACK: &[&str] = &[
    "reimbursement",
    "reimbursements",
    "reimb",
    "reimbursed",
    "refund",
    "expense",
    "expenses",
    "mileage",
];
/// Words of lines that are no tax, although "federal", "state" or "tax" may stand there too.
const OWED_TO_OTHERS: &[&str] = &[
    "levy",
    "garnishment",
    "garn",
    "lien",
    "support",
    "loan",
    "credit",
    "union",
    "dues",
    "bond",
];
const HEALTH: &[&str] = &[
    "medical",
    "med",
    "dental",
    "dntl",
    "vision",
    "health",
    "hlth",
    "hsa",
    "fsa",
    "cafeteria",
    "flex",
    "hmo",
    "ppo",
];
const INSURANCE_TAXES: &[&str] = &[
    "sdi",
    "casdi",
    "vpdi",
    "sui",
    "suta",
    "futa",
    "fli",
    "pfl",
    "pfml",
    "unemployment",
    "lst",
    "eit",
    "opt",
];
const LOCAL: &[&str] = &[
    "local",
    "city",
    "county",
    "municipal",
    "school",
    "borough",
    "township",
    "nyc",
    "metro",
    "transit",
    "occupational",
];

impl Label {
    fn kind(&self) -> Kind {
        if self.has(NO_DEDUCTION) {
            return Kind::Ignored;
        }
        // "Medical Reimbursement" is an account that the employee pays into.
        if self.has(MONEY_BACK) && !self.has(HEALTH) {
            return Kind::Credit;
        }
        let is_medicare = self.is_medicare();
        match (self.is_social_security(), is_medicare) {
            (true, true) => return Kind::Fica,
            (true, false) => return Kind::SocialSecurity,
            (false, true) => return Kind::Medicare,
            (false, false) if self.has(&["fica"]) => return Kind::Fica,
            (false, false) => {}
        }
        if self.has(OWED_TO_OTHERS) {
            return Kind::OtherDeduction;
        }
        let is_taxed = self.list == List::Taxes || self.speaks_of_tax();
        if self.is_insurance_tax() || (is_taxed && self.has(LOCAL)) {
            return Kind::OtherTax;
        }
        if self.is_federal(is_taxed) {
            return Kind::Federal;
        }
        if self.is_state(is_taxed) {
            return Kind::State;
        }
        if self.speaks_of_tax() && !self.has(HEALTH) && self.is_income_tax() {
            return Kind::Federal;
        }
        if self.has(HEALTH) {
            return if self.is_after_tax() {
                Kind::OtherDeduction
            } else {
                Kind::Health
            };
        }
        if is_taxed {
            Kind::OtherTax
        } else {
            Kind::OtherDeduction
        }
    }

    fn has(&self, names: &[&str]) -> bool {
        self.words.iter().any(|word| is_one_of(word, names))
    }

    fn has_pair(&self, first: &str, second: &[&str]) -> bool {
        let mut pairs = self.words.iter().zip(self.words.iter().skip(1));
        pairs.any(|(one, two)| is_one_of(one, &[first]) && is_one_of(two, second))
    }

    /// "Pre-tax" and "post tax" say when something is taken, not that it is a tax.
    fn speaks_of_tax(&self) -> bool {
        const WHEN: &[&str] = &["pre", "post", "before", "after", "non"];
        let mut previous = "";
        for word in &self.words {
            let is_tax = is_one_of(word, TAX) || (previous == "w" && word == "h");
            if is_tax && !is_one_of(previous, WHEN) {
                return true;
            }
            previous = word;
        }
        false
    }

    fn is_after_tax(&self) -> bool {
        self.has(&["post", "posttax", "after", "aftertax", "roth"])
    }

    fn is_social_security(&self) -> bool {
        self.has(&["oasdi", "ss", "socialsecurity", "socsec", "sosec"])
            || self.has_pair("social", &["security", "sec"])
            || self.has_pair("soc", &["security", "sec"])
    }

    /// "MED" alone is Medicare; with a word of insurance it is a benefit.
    fn is_medicare(&self) -> bool {
        const BENEFIT: &[&str] = &[
            "ins",
            "insurance",
            "plan",
            "premium",
            "prem",
            "pre",
            "pretax",
            "post",
            "fsa",
            "hsa",
            "flex",
            "dental",
            "vision",
            "hmo",
            "ppo",
            "exp",
            "care",
        ];
        self.has(&["medicare", "mcare"]) || (self.has(&["med"]) && !self.has(BENEFIT))
    }

    fn is_insurance_tax(&self) -> bool {
        let of_state = self.has(&["state"]) || self.names_a_state();
        self.has(INSURANCE_TAXES) || (of_state && self.has(&["disability", "dis", "ui", "family"]))
    }

    fn is_federal(&self, is_taxed: bool) -> bool {
        const BESIDE: &[&str] = &["fed", "federal", "us", "ee", "single", "married", "s", "m"];
        let is_alone = || self.words.iter().all(|word| is_one_of(word, BESIDE));
        self.has(&["fit", "fitw", "fwt", "fedwh"])
            || (self.has(&["fed", "federal", "irs"]) && (is_taxed || is_alone()))
    }

    fn is_state(&self, is_taxed: bool) -> bool {
        if self.has(&["sit", "sitw", "swt"]) {
            return true;
        }
        let is_alone = self.words.len() == 1 && self.has(&["state"]);
        is_alone || (is_taxed && (self.has(&["state", "st"]) || self.names_a_state()))
    }

    fn names_a_state(&self) -> bool {
        self.has(&states::CODES) || self.has(&states::NAMES)
    }

    /// Withholding of nobody in particular is the federal one.
    fn is_income_tax(&self) -> bool {
        self.has_pair("income", &["tax"]) || self.has(&["withholding", "withholdng", "withheld"])
    }
}

/// Whether a word is one of these, also where optical reading took a letter for a digit that
/// looks like it: "Soc1al", "0ASDI". What has no letter at all is a number, and no word.
fn is_one_of(word: &str, names: &[&str]) -> bool {
    let is_word = word.bytes().any(|byte| byte.is_ascii_lowercase());
    let folded = || word.bytes().map(fold);
    is_word
        && names
            .iter()
            .any(|name| name.len() == word.len() && name.bytes().map(fold).eq(folded()))
}

const fn fold(byte: u8) -> u8 {
    match byte {
        b'0' => b'o',
        b'1' | b'l' => b'i',
        b'5' => b's',
        b'8' => b'b',
        b'2' => b'z',
        b'6' => b'g',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_the_trade_are_known() {
        use Kind::*;
        for (label, wanted) in [
            ("Federal Income Tax", Federal),
            ("FIT", Federal),
            ("Fed Withholding", Federal),
            ("Fed Withholdng", Federal),
            ("FWT", Federal),
            ("Federal W/H", Federal),
            ("federal_tax", Federal),
            ("Federal", Federal),
            ("Withholding Tax", Federal),
            ("Social Security", SocialSecurity),
            ("SS", SocialSecurity),
            ("OASDI", SocialSecurity),
            ("FICA-SS", SocialSecurity),
            ("Fed OASDI/EE", SocialSecurity),
            ("Soc Sec Tax", SocialSecurity),
            ("Medicare", Medicare),
            ("MED", Medicare),
            ("FICA-MED", Medicare),
            ("FICA-Medicare", Medicare),
            ("Fed MED/EE", Medicare),
            ("Medicare Surtax", Medicare),
            ("FICA", Fica),
            ("Social Security/Medicare", Fica),
            ("CA Withholding", State),
            ("SIT", State),
            ("NY State Income Tax", State),
            ("State Tax - OR", State),
            ("Ohio Withholding", State),
            ("ST TAX", State),
            ("CA SDI", OtherTax),
            ("CASDI", OtherTax),
            ("NJ SUI", OtherTax),
            ("NY PFL", OtherTax),
            ("State Disability", OtherTax),
            ("City Tax", OtherTax),
            ("PA LST", OtherTax),
            ("School District Tax", OtherTax),
            ("Medical", Health),
            ("Pre Tax Dental", Health),
            ("Med Ins", Health),
            ("Vision", Health),
            ("HSA", Health),
            ("401(k)", OtherDeduction),
            ("POST TAX Life", OtherDeduction),
            ("Post Tax Medical", OtherDeduction),
            ("Federal Credit Union", OtherDeduction),
            ("State Tax Levy", OtherDeduction),
            ("Local 212 Dues", OtherDeduction),
            ("Short Term Disability", OtherDeduction),
            ("Child Support CA", OtherDeduction),
            ("Roth 401k", OtherDeduction),
            ("Expense Reimbursement", Credit),
            ("Medical Reimb FSA", Health),
            ("Total Taxes", Ignored),
            ("Employer Medicare", Ignored),
            ("Direct Deposit", Ignored),
            ("Soc1a1 5ecurity", SocialSecurity),
            ("0ASDI", SocialSecurity),
            ("Federa1 1nc0me Tax", Federal),
            ("55", OtherDeduction),
            ("", OtherDeduction),
        ] {
            assert_eq!(kind(label, List::Deductions), wanted, "{label}");
        }
    }

    #[test]
    fn in_a_list_of_taxes_a_short_label_is_a_tax() {
        for (label, wanted) in [
            ("CA", Kind::State),
            ("Ohio", Kind::State),
            ("State", Kind::State),
            ("Fed", Kind::Federal),
            ("City", Kind::OtherTax),
            ("Philadelphia", Kind::OtherTax),
        ] {
            assert_eq!(kind(label, List::Taxes), wanted, "{label}");
        }
    }
}
