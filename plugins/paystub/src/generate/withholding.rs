//! What a payroll withholds by law, with the tables of 2025.

use super::states::State;

/// How a household files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Status {
    #[default]
    Single,
    Joint,
    Head,
}

/// Brackets of the federal income tax: up to here, this rate. 37 % above the last one.
type Brackets = [(f64, f64); 6];

const SINGLE: Brackets = [
    (11_925.0, 0.10),
    (48_475.0, 0.12),
    (103_350.0, 0.22),
    (197_300.0, 0.24),
    (250_525.0, 0.32),
    (626_350.0, 0.35),
];
const JOINT: Brackets = [
    (23_850.0, 0.10),
    (96_950.0, 0.12),
    (206_700.0, 0.22),
    (394_600.0, 0.24),
    (501_050.0, 0.32),
    (751_600.0, 0.35),
];
const HEAD: Brackets = [
    (17_000.0, 0.10),
    (64_850.0, 0.12),
    (103_350.0, 0.22),
    (197_300.0, 0.24),
    (250_500.0, 0.32),
    (626_350.0, 0.35),
];
const TOP: f64 = 0.37;

/// What a child takes off the year's tax.
const CHILD: f64 = 2_000.0;

/// Pay in a year above which Medicare takes 0.9 % more.
const HIGH_PAY: i64 = 20_000_000;

/// What an employee and an employer agreed on, and what the law says of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Terms {
    /// Pay days in a year.
    pub(super) periods: i64,
    pub(super) status: Status,
    pub(super) children: i64,
    /// More federal tax in each period, as asked for on the W-4.
    pub(super) extra: i64,
    /// Exempt from federal income tax by the W-4: students of little pay.
    pub(super) is_exempt_from_income_tax: bool,
    /// Exempt from Social Security and Medicare: working students, staff of foreign states.
    pub(super) is_exempt_from_fica: bool,
    /// Exempt from Social Security only: many teachers.
    pub(super) has_own_pension: bool,
    /// Paid without any withholding.
    pub(super) is_contractor: bool,
    pub(super) rounds_income_tax: bool,
    /// Benefits in kind that taxes are counted on, such as a car: in cents a period.
    pub(super) imputed: i64,
    pub(super) state: State,
    /// The year of pay.
    pub(super) year: i64,
    /// What was earned in the year before this period.
    pub(super) earned_before: i64,
}

/// Taxes of one period, in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Due {
    pub(super) federal: i64,
    pub(super) state: i64,
    pub(super) social_security: i64,
    pub(super) medicare: i64,
    pub(super) state_insurance: i64,
    pub(super) local: i64,
}

impl Terms {
    /// What is due on a gross pay with benefits under Section 125 and retirement savings.
    pub(super) fn due(&self, gross: i64, health: i64, retirement: i64) -> Due {
        if self.is_contractor {
            return Due::default();
        }
        let insured = (gross - health + self.imputed).max(0);
        let taxable = (insured - retirement).max(0);
        let annual = taxable as f64 / 100.0 * self.periods as f64;
        let (social_security, medicare) = self.fica(insured);
        let state = self.state.rate(annual) * (taxable as f64 - 800_000.0 / self.periods as f64);
        Due {
            federal: self.federal(annual),
            state: self.rounded(state.max(0.0)),
            social_security,
            medicare,
            state_insurance: share(insured, self.state.insurance),
            local: share(gross, self.state.local),
        }
    }

    fn fica(&self, insured: i64) -> (i64, i64) {
        if self.is_exempt_from_fica {
            return (0, 0);
        }
        let left = (wage_base(self.year) - self.earned_before).max(0);
        let security = if self.has_own_pension {
            0
        } else {
            share(insured.min(left), 0.062)
        };
        let high = (self.earned_before + insured - HIGH_PAY).clamp(0, insured);
        (security, share(insured, 0.0145) + share(high, 0.009))
    }

    fn federal(&self, annual: f64) -> i64 {
        if self.is_exempt_from_income_tax {
            return 0;
        }
        let (deduction, brackets) = match self.status {
            Status::Single => (15_000.0, &SINGLE),
            Status::Joint => (30_000.0, &JOINT),
            Status::Head => (22_500.0, &HEAD),
        };
        let tax = progressive(annual - deduction, brackets) - CHILD * self.children as f64;
        self.rounded(tax.max(0.0) * 100.0 / self.periods as f64) + self.extra
    }

    /// Income tax may be rounded to whole dollars.
    fn rounded(&self, cents: f64) -> i64 {
        if self.rounds_income_tax {
            (cents / 100.0).round() as i64 * 100
        } else {
            cents.round() as i64
        }
    }
}

/// The pay of a year on which Social Security is counted, in cents.
const fn wage_base(year: i64) -> i64 {
    match year {
        ..=2_024 => 16_860_000,
        2_025 => 17_610_000,
        _ => 18_450_000,
    }
}

fn share(cents: i64, rate: f64) -> i64 {
    (cents as f64 * rate).round() as i64
}

fn progressive(income: f64, brackets: &Brackets) -> f64 {
    let (mut tax, mut from) = (0.0, 0.0);
    for (until, rate) in brackets {
        tax += (income.min(*until) - from).max(0.0) * rate;
        from = *until;
    }
    tax + (income - from).max(0.0) * TOP
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(status: Status) -> Terms {
        Terms {
            periods: 1,
            status,
            year: 2_025,
            ..Terms::default()
        }
    }

    /// Shares of gross pay by hand, from the brackets and the deduction.
    #[test]
    fn federal_tax_is_that_of_the_tables() {
        for (annual, status, share) in [
            (30_000.0, Status::Single, 5.2),
            (30_000.0, Status::Joint, 0.0),
            (45_000.0, Status::Single, 7.5),
            (62_600.0, Status::Single, 8.7),
            (100_000.0, Status::Joint, 7.9),
            (150_000.0, Status::Single, 16.8),
            (250_000.0, Status::Joint, 15.4),
        ] {
            let tax = terms(status).federal(annual) as f64 / annual;
            assert!((tax - share).abs() < 0.06, "{annual} {status:?}: {tax} %");
        }
    }

    #[test]
    fn social_security_ends_with_the_wage_base() {
        let mut terms = terms(Status::Single);
        assert_eq!(terms.due(100_000, 10_000, 20_000).social_security, 5_580);
        terms.earned_before = 17_600_000;
        assert_eq!(terms.due(100_000, 0, 0).social_security, 620);
        terms.earned_before = 30_000_000;
        let due = terms.due(100_000, 0, 0);
        assert_eq!((due.social_security, due.medicare), (0, 2_350));
    }
}
