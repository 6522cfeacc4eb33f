//! Days on which banks move pay.

use refit_plugin::Day;

/// This day, or the last one before it on which banks are open: payroll is paid early.
pub(super) fn paying_day(day: Day) -> Day {
    (0..7)
        .map(|days| day.plus(-days))
        .find(|day| !day.is_weekend() && !day.is_us_bank_holiday())
        .unwrap_or(day)
}
