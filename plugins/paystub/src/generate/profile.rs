//! Who is paid, and the paper before anything happened to it.

use refit_plugin::{Day, Random};

use super::{
    benefits, calendar,
    labels::STYLES,
    layout::Layout,
    paper::{Kind, Paper},
    states::STATES,
    withholding::{Status, Terms},
    words,
};

/// The kinds of pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Profile {
    #[default]
    Salaried,
    Hourly,
    /// Little pay, mostly without benefits.
    PartTime,
    /// Pay above the year's wage base.
    Executive,
    /// A month with a bonus, a commission or a severance.
    Bonus,
    /// A working student, a teacher with a pension of the state, staff of a foreign state.
    Exempt,
    /// Paid without withholding; the statement looks like a paystub.
    Contractor,
}

pub(super) const SHARES: [(f64, Profile); 7] = [
    (0.443, Profile::Salaried),
    (0.33, Profile::Hourly),
    (0.13, Profile::PartTime),
    (0.03, Profile::Executive),
    (0.04, Profile::Bonus),
    (0.023, Profile::Exempt),
    (0.004, Profile::Contractor),
];

impl Profile {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Salaried => "honest_salaried",
            Self::Hourly => "honest_hourly",
            Self::PartTime => "honest_part_time",
            Self::Executive => "honest_executive",
            Self::Bonus => "honest_bonus",
            Self::Exempt => "honest_exempt",
            Self::Contractor => "honest_contractor",
        }
    }
}

/// An honest paper whose sums are right to the cent.
pub(super) fn honest_paper(random: &mut Random, as_of: Day) -> Paper {
    let profile = random.weighted(&SHARES);
    of_profile(profile, random, as_of)
}

pub(super) fn of_profile(profile: Profile, random: &mut Random, as_of: Day) -> Paper {
    let received = as_of.plus(-small(random, 0, 20));
    // Shares of private businesses, about 2023.
    let periods = match profile {
        Profile::Executive => random.weighted(&[(0.3, 26), (0.45, 24), (0.25, 12)]),
        _ => random.weighted(&[(0.27, 52), (0.43, 26), (0.20, 24), (0.10, 12)]),
    };
    let (start, end, paid) = days(periods, random, received);
    let layout = Layout::draw(random);
    let terms = terms(profile, periods, random, paid);
    let security_number = random.chance(0.5).then(|| {
        let last = random.whole(1, 9_999);
        format!("XXX-XX-{last:04}")
    });
    let mut paper = Paper {
        profile,
        terms,
        style: random.weighted(&STYLES),
        company: Some(words::firm(random)),
        company_address: Some(words::address(terms.state, random)),
        employee: Some(words::person(random)),
        employee_address: Some(words::address(terms.state, random)),
        employee_id: Some(random.whole(100, 99_999).to_string()),
        security_number,
        start: Some(start.into()),
        end: Some(end.into()),
        paid: Some(paid.into()),
        gross: None,
        net: None,
        gross_is_spoilt: false,
        net_is_spoilt: false,
        hours: None,
        lines: Vec::new(),
        company_is_patched: false,
        employee_is_patched: false,
        received,
        layout,
    };
    if random.chance(0.08) {
        paper.company_address = Some(words::post_box(terms.state, random));
    }
    if terms.is_contractor {
        // No employee, no number of one.
        (paper.employee_id, paper.security_number) = (None, None);
    }
    earn(&mut paper, random);
    fill(&mut paper, random);
    paper
}

fn small(random: &mut Random, low: i64, high: i64) -> i32 {
    i32::try_from(random.whole(low, high)).unwrap_or_default()
}

/// First and last day of the period, and the day of pay: 0 to 12 days after the end, on a day
/// when banks are open.
fn days(periods: i64, random: &mut Random, received: Day) -> (Day, Day, Day) {
    let age = random.weighted(&[(0.82, (0, 40)), (0.13, (40, 200)), (0.05, (200, 1_200))]);
    let (low, high) = age;
    let paid = calendar::paying_day(received.plus(-small(random, low, high)));
    let end = paid.plus(-small(random, 0, 12));
    let length = match periods {
        52 => 7,
        26 => 14,
        24 => 15,
        _ => 30,
    };
    (end.plus(1 - length), end, paid)
}

fn terms(profile: Profile, periods: i64, random: &mut Random, paid: Day) -> Terms {
    let status = random.weighted(&[
        (0.50, Status::Single),
        (0.38, Status::Joint),
        (0.12, Status::Head),
    ]);
    let children = if status == Status::Single {
        0
    } else {
        random.weighted(&[(0.5, 0), (0.25, 1), (0.2, 2), (0.05, 3)])
    };
    let (year, _, _) = paid.date();
    let mut terms = Terms {
        periods,
        status,
        children,
        extra: if random.chance(0.07) { 2_500 } else { 0 },
        is_exempt_from_income_tax: random.chance(0.01),
        rounds_income_tax: random.chance(0.12),
        state: random.weighted(&STATES),
        year,
        ..Terms::default()
    };
    match profile {
        Profile::Exempt => match random.place(4) {
            0 | 1 => {
                terms.is_exempt_from_fica = true;
                terms.is_exempt_from_income_tax = random.chance(0.5);
            }
            2 => terms.has_own_pension = true,
            _ => {
                terms.is_exempt_from_fica = true;
                terms.is_exempt_from_income_tax = true;
                terms.state = Terms::default().state;
            }
        },
        Profile::Contractor => terms.is_contractor = true,
        _ => {}
    }
    terms
}

/// Draws the gross pay.
fn earn(paper: &mut Paper, random: &mut Random) {
    let periods = paper.terms.periods;
    let annual = match paper.profile {
        // The median full-time week was $1,204 in 2025.
        Profile::Salaried | Profile::Bonus => random.log_normal(66_000.0, 0.42),
        Profile::Hourly => random.log_normal(45_000.0, 0.33),
        Profile::PartTime => random.log_normal(17_000.0, 0.45),
        Profile::Executive => random.log_normal(230_000.0, 0.4),
        Profile::Exempt if paper.terms.has_own_pension => random.log_normal(52_000.0, 0.3),
        Profile::Exempt => random.log_normal(13_000.0, 0.5),
        Profile::Contractor => random.log_normal(48_000.0, 0.6),
    };
    let is_by_hour = match paper.profile {
        Profile::Hourly | Profile::PartTime => true,
        Profile::Exempt => random.chance(0.6),
        _ => false,
    };
    let gross = if is_by_hour {
        let full = 2_080.0 / periods as f64;
        let usual = if paper.profile == Profile::PartTime {
            0.55
        } else {
            1.0
        };
        let hours = (full * usual * random.between(0.8, 1.15) * 4.0).round() / 4.0;
        let rate = ((annual / (2_080.0 * usual)) * 20.0).round().max(146.0) as i64 * 5;
        paper.hours = Some((hours, rate));
        let overtime = (hours - full).max(0.0) * 0.5;
        ((hours + overtime) * rate as f64).round() as i64
    } else {
        // Salaries are agreed in steps of $500 a year.
        let salary = (annual / 500.0).round() * 500.0;
        (salary * 100.0 / periods as f64).round() as i64
    };
    let gross = match paper.profile {
        Profile::Bonus => (gross as f64 * random.between(1.5, 4.5)).round() as i64,
        // Invoices are often round.
        Profile::Contractor if random.chance(0.5) => (gross / 5_000).max(1) * 5_000,
        _ => gross,
    };
    paper.gross = Some(gross);
    let (_, month, day) = paper.paid.map_or(paper.received, |date| date.day).date();
    let year_share = (f64::from(month - 1) * 30.4 + f64::from(day)) / 365.0;
    let earlier = (year_share * periods as f64).floor();
    let usual = if paper.profile == Profile::Bonus {
        0.4
    } else {
        1.0
    };
    paper.terms.earned_before = (earlier * gross as f64 * usual) as i64;
}

/// Fills in deductions, taxes and net pay.
fn fill(paper: &mut Paper, random: &mut Random) {
    let enrols = match paper.profile {
        Profile::Salaried | Profile::Executive | Profile::Bonus => 0.95,
        Profile::Hourly => 0.88,
        Profile::PartTime => 0.15,
        Profile::Exempt => 0.25,
        Profile::Contractor => 0.0,
    };
    if random.chance(enrols) {
        benefits::enrol(paper, random);
    }
    let has_both = matches!(
        paper.profile,
        Profile::Salaried | Profile::Hourly | Profile::PartTime
    );
    if random.chance(0.04) && has_both {
        paper.set(Kind::Fica, Some(0));
    }
    paper.withhold();
    paper.balance();
}
