//! A money order on its way from the sale to the document.

use refit_plugin::Day;

use super::{layout::Layout, makers::Maker, places::Address, sale::Purpose};

/// A date as it will be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) day: Day,
    /// Whether it will be written so that nobody can read it.
    pub(super) is_spoilt: bool,
}

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        Self {
            day,
            is_spoilt: false,
        }
    }
}

/// What a reader finds where the purchaser signs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Signed {
    #[default]
    Nothing,
    /// A reader that says yes or no.
    Flag(bool),
    /// The form's own words.
    Label,
    Name(String),
}

/// The money order. What is `None` is not on the paper, or was not read.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) purpose: Purpose,
    pub(super) maker: Maker,
    pub(super) issuer: Option<String>,
    pub(super) serial: Option<String>,
    pub(super) second_serial: Option<String>,
    pub(super) cents: Option<i64>,
    /// Whether the figures will be written so that nobody can read them.
    pub(super) has_spoilt_figures: bool,
    pub(super) words: Option<String>,
    pub(super) payee: Option<String>,
    pub(super) purchaser: Option<String>,
    pub(super) address: Option<Address>,
    pub(super) date: Option<Date>,
    pub(super) location: Option<String>,
    pub(super) signature: Signed,
    pub(super) stamp: Option<String>,
    /// Whether the payee endorsed the back; none where nobody looked at it.
    pub(super) endorsed: Option<bool>,
    pub(super) received: Day,
    pub(super) layout: Layout,
}
