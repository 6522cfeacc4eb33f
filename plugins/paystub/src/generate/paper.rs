//! A paystub on its way from the payroll to the document.

use refit_plugin::Day;

use super::{labels::Style, layout::Layout, profile::Profile, withholding::Terms};

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

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Federal,
    State,
    SocialSecurity,
    Medicare,
    /// Social Security and Medicare in one line.
    Fica,
    /// A state's insurance, such as California's for disability.
    StateInsurance,
    Local,
    Medical,
    Dental,
    Vision,
    HealthSavings,
    Retirement,
    Roth,
    Life,
    UnionDues,
    Garnishment,
    Charity,
    /// All benefits in one line.
    Benefits,
    Reimbursement,
}

impl Kind {
    /// Whether it is paid to a government by everyone who earns enough.
    pub(super) const fn is_tax(self) -> bool {
        self.is_main_tax() || matches!(self, Self::StateInsurance | Self::Local)
    }

    pub(super) const fn is_main_tax(self) -> bool {
        matches!(
            self,
            Self::Federal | Self::State | Self::SocialSecurity | Self::Medicare | Self::Fica
        )
    }

    /// Whether Social Security and Medicare are counted without it (Section 125).
    pub(super) const fn is_health(self) -> bool {
        matches!(
            self,
            Self::Medical | Self::Dental | Self::Vision | Self::HealthSavings
        )
    }
}

/// A line of taxes or deductions. Sums are in cents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) kind: Kind,
    pub(super) label: String,
    /// What is taken off; below 0 where it is given back.
    pub(super) cents: i64,
    /// Whether the sum will be written so that nobody can read it.
    pub(super) is_spoilt: bool,
}

/// The paystub. What is `None` is not on the paper.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) profile: Profile,
    pub(super) terms: Terms,
    pub(super) style: Style,
    pub(super) company: Option<String>,
    pub(super) company_address: Option<String>,
    pub(super) employee: Option<String>,
    pub(super) employee_address: Option<String>,
    pub(super) employee_id: Option<String>,
    /// The social security number; most papers show its end.
    pub(super) security_number: Option<String>,
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    pub(super) paid: Option<Date>,
    pub(super) gross: Option<i64>,
    pub(super) net: Option<i64>,
    pub(super) gross_is_spoilt: bool,
    pub(super) net_is_spoilt: bool,
    /// Hours and the pay of one, in cents.
    pub(super) hours: Option<(f64, i64)>,
    pub(super) lines: Vec<Line>,
    /// Whether a name was put in later, in another style than the paper's.
    pub(super) company_is_patched: bool,
    pub(super) employee_is_patched: bool,
    pub(super) received: Day,
    pub(super) layout: Layout,
}

impl Paper {
    pub(super) fn gross(&self) -> i64 {
        self.gross.unwrap_or_default()
    }

    pub(super) fn net(&self) -> i64 {
        self.net.unwrap_or_default()
    }

    /// The lines of a kind, if any, in cents.
    pub(super) fn sum_of(&self, wanted: impl Fn(Kind) -> bool) -> i64 {
        let lines = self.lines.iter().filter(|line| wanted(line.kind));
        lines.map(|line| line.cents).sum()
    }

    pub(super) fn has(&self, kind: Kind) -> bool {
        self.lines.iter().any(|line| line.kind == kind)
    }

    /// Makes the net pay follow from gross pay and lines.
    pub(super) fn balance(&mut self) {
        self.net = Some(self.gross() - self.sum_of(|_| true));
    }

    /// Puts the sum of a kind on the paper, or takes the line off where it is nothing.
    pub(super) fn set(&mut self, kind: Kind, cents: Option<i64>) {
        let place = self.lines.iter().position(|line| line.kind == kind);
        match (place, cents) {
            (Some(place), Some(cents)) => {
                if let Some(line) = self.lines.get_mut(place) {
                    line.cents = cents;
                }
            }
            (Some(place), None) => {
                self.lines.remove(place);
            }
            (None, Some(cents)) => {
                let label = self.style.label(kind, self.terms.state);
                self.lines.push(Line {
                    kind,
                    label,
                    cents,
                    is_spoilt: false,
                });
            }
            (None, None) => {}
        }
    }

    /// Adds a line of a kind that may stand there twice.
    pub(super) fn add(&mut self, kind: Kind, cents: i64) {
        let label = self.style.label(kind, self.terms.state);
        self.lines.push(Line {
            kind,
            label,
            cents,
            is_spoilt: false,
        });
    }

    /// Withholds the taxes that gross pay and benefits ask for.
    pub(super) fn withhold(&mut self) {
        let health = self.sum_of(Kind::is_health);
        let retirement = self.sum_of(|kind| kind == Kind::Retirement);
        let due = self.terms.due(self.gross(), health, retirement);
        let is_combined = self.has(Kind::Fica);
        let (security, medicare) = (due.social_security, due.medicare);
        if is_combined {
            self.set(Kind::Fica, Some(security + medicare));
        } else {
            self.set(Kind::SocialSecurity, (security > 0).then_some(security));
            self.set(Kind::Medicare, (medicare > 0).then_some(medicare));
        }
        // A payroll prints income taxes of 0 or leaves them out.
        let shown = |cents: i64| (cents > 0 || self.layout.prints_zeros).then_some(cents);
        let (federal, state) = (shown(due.federal), shown(due.state));
        self.set(Kind::Federal, federal.filter(|_| !self.terms.is_contractor));
        let taxes_wages = self.terms.state.taxes_wages() && !self.terms.is_contractor;
        self.set(Kind::State, state.filter(|_| taxes_wages));
        let insurance = (due.state_insurance > 0).then_some(due.state_insurance);
        self.set(Kind::StateInsurance, insurance);
        self.set(Kind::Local, (due.local > 0).then_some(due.local));
        self.sort();
    }

    /// Taxes come first, in the order of their kinds, as payrolls print them.
    pub(super) fn sort(&mut self) {
        self.lines.sort_by_key(|line| line.kind as u8);
    }
}
