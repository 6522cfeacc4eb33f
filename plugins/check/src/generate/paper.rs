//! A check on its way from the drawer's desk to the document.

use refit_plugin::{
    Day, Random,
    words::{self, Cents, Letters, Style},
};

use super::layout::Layout;

/// The kinds of checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    #[default]
    Personal,
    Business,
    Payroll,
    Cashiers,
    Government,
    /// From one account of a person to another.
    Own,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Personal => "honest_personal",
            Self::Business => "honest_business",
            Self::Payroll => "honest_payroll",
            Self::Cashiers => "honest_cashiers",
            Self::Government => "honest_government",
            Self::Own => "honest_own_account",
        }
    }

    /// What an extraction calls it.
    pub(super) const fn stated(self) -> &'static str {
        match self {
            Self::Personal | Self::Own => "personal",
            Self::Business => "business",
            Self::Payroll => "payroll",
            Self::Cashiers => "cashiers_check",
            Self::Government => "treasury",
        }
    }
}

/// How the blanks of a check are filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hand {
    pub(super) style: Style,
}

impl Hand {
    pub(super) fn draw(random: &mut Random) -> Self {
        Self {
            style: Style {
                cents: random.weighted(&[
                    (0.6, Cents::Fraction),
                    (0.15, Cents::No),
                    (0.12, Cents::Crosses),
                    (0.08, Cents::Only),
                    (0.05, Cents::Words),
                ]),
                letters: random.weighted(&[
                    (0.4, Letters::Each),
                    (0.25, Letters::First),
                    (0.35, Letters::Capitals),
                ]),
                and_after_hundred: random.chance(0.2),
                hyphens: random.chance(0.7),
                ampersand: random.chance(0.15),
                dollars: random.chance(0.5),
            },
        }
    }

    /// A name or a memo in this hand's letters.
    pub(super) fn text(self, text: &str) -> String {
        if self.style.letters == Letters::Capitals {
            text.to_uppercase()
        } else {
            text.to_owned()
        }
    }

    pub(super) fn words(self, cents: u64) -> String {
        words::write(cents, self.style)
    }

    /// Somebody else's, with the other kind of letters.
    pub(super) fn other(self, random: &mut Random) -> Self {
        let mut hand = Self::draw(random);
        hand.style.letters = if self.style.letters == Letters::Capitals {
            Letters::Each
        } else {
            Letters::Capitals
        };
        hand
    }
}

/// What was found where the signature should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signature {
    Found,
    NotFound,
    /// Nothing was said of it.
    Unread,
    /// The label of the line was taken for one.
    Label,
}

/// The back of the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Back {
    /// It was not scanned.
    Unseen,
    Blank,
    Endorsed(Option<String>),
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) street: String,
    pub(super) city: String,
    pub(super) state: String,
    pub(super) zip: String,
}

/// The check. What is `None` is not on the paper.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) kind: Kind,
    pub(super) bank: Option<String>,
    pub(super) routing: Option<String>,
    pub(super) account: Option<String>,
    pub(super) number: Option<String>,
    pub(super) date: Option<Day>,
    /// Whether the date will be written so that nobody can read it.
    pub(super) is_date_spoilt: bool,
    pub(super) payer: Option<String>,
    pub(super) address: Option<Address>,
    pub(super) payee: Option<String>,
    pub(super) figures: Option<u64>,
    pub(super) words: Option<String>,
    pub(super) signature: Signature,
    pub(super) memo: Option<String>,
    pub(super) stated_kind: Option<&'static str>,
    pub(super) back: Back,
    /// Illegible words on the face.
    pub(super) smudges: u32,
    pub(super) hand: Hand,
    pub(super) received: Day,
    pub(super) layout: Layout,
}

impl Paper {
    /// The amount that the drawer, or who came after, wrote.
    pub(super) fn cents(&self) -> u64 {
        self.figures.unwrap_or_default()
    }

    /// Pays somebody else, in the letters `written`, who also endorses where the back was seen.
    pub(super) fn pay_to(&mut self, name: String, written: String) {
        self.payee = Some(written);
        if let Back::Endorsed(Some(endorser)) = &mut self.back {
            *endorser = name;
        }
    }

    /// Writes the amount in figures and in words.
    pub(super) fn write_amount(&mut self, cents: u64) {
        self.figures = Some(cents);
        self.words = Some(self.hand.words(cents));
    }
}
