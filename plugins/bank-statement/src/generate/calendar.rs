//! Days on which banks post.

use refit_plugin::Day;

/// Whether the clearing works.
pub(super) const fn is_open(day: Day) -> bool {
    !day.is_weekend() && !day.is_us_bank_holiday()
}

/// This day, or the first one after it on which the clearing works.
pub(super) fn posting_day(day: Day) -> Day {
    (0..7)
        .map(|days| day.plus(days))
        .find(|day| is_open(*day))
        .unwrap_or(day)
}

/// This day, or the last one before it on which the clearing works: payroll is paid early.
pub(super) fn paying_day(day: Day) -> Day {
    (0..7)
        .map(|days| day.plus(-days))
        .find(|day| is_open(*day))
        .unwrap_or(day)
}

/// The first day of a day's month.
pub(super) const fn start_of_month(day: Day) -> Day {
    let (_, _, day_of_month) = day.date();
    day.plus(1 - day_of_month as i32)
}

/// The last days of all months that end between two days.
pub(super) fn month_ends(start: Day, end: Day) -> impl Iterator<Item = Day> {
    core::iter::successors(Some(start.end_of_month()), |end| {
        Some(end.plus(1).end_of_month())
    })
    .take_while(move |day| *day <= end)
}
