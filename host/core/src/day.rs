//! Calendar days as plugins see them.

use std::{fmt, str::FromStr};

use jiff::{Span, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::Error;

/// A calendar day, counted from 1970-01-01; written as `2025-01-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

const EPOCH: Date = Date::constant(1970, 1, 1);

impl Day {
    /// The day that lies `days` days after 1970-01-01, if the calendar (years −9999 to 9999)
    /// has it.
    #[must_use]
    pub fn from_days_since_epoch(days: i32) -> Option<Self> {
        date(days).map(|_| Self(days))
    }

    /// The number of days since 1970-01-01, negative before it.
    #[must_use]
    pub const fn days_since_epoch(self) -> i32 {
        self.0
    }

    /// The UTC day of an instant.
    #[must_use]
    pub fn of(instant: Timestamp) -> Self {
        Self::from(TimeZone::UTC.to_datetime(instant).date())
    }
}

/// The date of a day, if the calendar has it. The checked constructor: the plain one panics.
fn date(days: i32) -> Option<Date> {
    let span = Span::new().try_days(days).ok()?;
    EPOCH.checked_add(span).ok()
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        // A civil date is at most ±7.3 million days from the epoch.
        let days = (date - EPOCH).get_days();
        Self(days)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match date(self.0) {
            Some(date) => date.fmt(f),
            None => write!(f, "day {}", self.0),
        }
    }
}

impl FromStr for Day {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        text.parse::<Date>()
            .map(Self::from)
            .map_err(|_| Error::Day(text.to_owned()))
    }
}

impl TryFrom<String> for Day {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_days_from_1970() {
        let day: Day = "1970-01-02".parse().unwrap();
        assert_eq!(day.days_since_epoch(), 1);
        let day: Day = "1969-12-31".parse().unwrap();
        assert_eq!(day.days_since_epoch(), -1);
        let day: Day = "2026-11-24".parse().unwrap();
        assert_eq!(day.days_since_epoch(), 20_781);
        assert_eq!(day.to_string(), "2026-11-24");
    }

    #[test]
    fn refuses_what_is_no_day() {
        assert!("2025-02-30".parse::<Day>().is_err());
        assert!("yesterday".parse::<Day>().is_err());
        assert_eq!(Day::from_days_since_epoch(i32::MAX), None);
    }
}
