//! The day of sale and the day of receipt.

use refit_plugin::{Day, Reading};

use super::{issuer::Issuer, read::Order};

/// 0 where the order was sold by the day of receipt, else rising to 1 at two weeks after it: a
/// machine prints the date at the sale, so no honest order is dated ahead.
pub(super) fn future(order: &Order<'_>, received: Day) -> f64 {
    let ahead = order.date.value().map_or(0, |day| day.days_since(received));
    (ahead as f64 / 14.0).clamp(0.0, 1.0)
}

/// Days from the sale to the receipt, negative where it is dated ahead.
pub(super) fn age_days(order: &Order<'_>, received: Day) -> f64 {
    let day = order.date.value();
    day.map_or(f64::NAN, |day| received.days_since(day) as f64)
}

/// 1 for a date, 0.5 where there is none, 0 where something else stands there.
pub(super) const fn format_valid(order: &Order<'_>) -> f64 {
    match order.date {
        Reading::Read(_) => 1.0,
        Reading::Missing => 0.5,
        Reading::Unreadable => 0.0,
    }
}

/// Post offices are closed on Sundays and federal holidays and open for half of many Saturdays;
/// shops sell on all days.
pub(super) fn weekend_holiday(order: &Order<'_>) -> f64 {
    order.date.value().map_or(f64::NAN, |day| {
        if day.weekday() == 6 || day.is_us_bank_holiday() {
            1.0
        } else if day.is_weekend() {
            0.5
        } else {
            0.0
        }
    })
}

/// The amount as a share of the issuer's limit times how odd the date is: 1 dated ahead, 0.5 for
/// orders that are bought and handed in within a day, 0.3 for weekends and holidays, up to 0.3
/// with age.
pub(super) fn amount_correlation(order: &Order<'_>, issuer: &Issuer, received: Day) -> f64 {
    let (Some(sum), Some(day)) = (order.sum(), order.date.value()) else {
        return f64::NAN;
    };
    let share = (sum / issuer.limit().min(1_000.0)).clamp(0.0, 1.0);
    let age = received.days_since(day);
    let closed = 0.3 * weekend_holiday(order);
    let odd = match age {
        ..0 => 1.0,
        0 | 1 => 0.5 + closed,
        _ => (closed + (age as f64 / 1_200.0).min(0.3)).min(1.0),
    };
    share * odd
}
