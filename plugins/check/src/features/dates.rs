//! The date, and the day of receipt.

use refit_plugin::{Day, Reading};

use super::{read::Paper, sort::Sort};

/// 0 where the date does not lie after the day of receipt, else rising to 1 at a month after
/// it. Post-dating is lawful.
pub(super) fn future_date(paper: &Paper<'_>, received: Day) -> f64 {
    let ahead = paper
        .date
        .value()
        .map_or(0, |date| date.days_since(received));
    if ahead <= 0 {
        return 0.0;
    }
    (0.4 + ahead as f64 / 50.0).min(1.0)
}

pub(super) fn date_age_days(paper: &Paper<'_>, received: Day) -> f64 {
    let date = paper.date.value();
    date.map_or(f64::NAN, |date| received.days_since(date) as f64)
}

/// 1 for a date within ten years, 0.5 where there is none (an undated check is valid), 0.3
/// for one of another time, 0 for what is no date.
pub(super) fn date_format_valid(paper: &Paper<'_>, received: Day) -> f64 {
    match paper.date {
        Reading::Missing => 0.5,
        Reading::Unreadable => 0.0,
        Reading::Read(date) if date.days_since(received).abs() > 3_653 => 0.3,
        Reading::Read(_) => 1.0,
    }
}

/// On a weekend or a holiday of the Federal Reserve: 1 for a payer who works on bank days, 0.6
/// for others, who date their checks on any day. A cashier's check of a Saturday is honest too:
/// some branches are open.
pub(super) fn weekend_holiday(paper: &Paper<'_>, sort: Sort) -> f64 {
    let Reading::Read(date) = paper.date else {
        return 0.0;
    };
    let is_saturday = date.weekday() == 5;
    match date.is_weekend() || date.is_us_bank_holiday() {
        false => 0.0,
        true if !sort.is_office() => 0.6,
        true if is_saturday => 0.8,
        true => 1.0,
    }
}
