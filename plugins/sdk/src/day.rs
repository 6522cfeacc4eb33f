//! Calendar days and their arithmetic.

mod parse;

use core::fmt;

/// A day of the Gregorian calendar, as the number of days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(i32);

impl Day {
    /// The day that is `days` days after 1970-01-01, or before it where negative.
    #[must_use]
    pub const fn from_days_since_epoch(days: i32) -> Self {
        Self(days)
    }

    /// Days since 1970-01-01, negative before it.
    #[must_use]
    pub const fn days_since_epoch(self) -> i32 {
        self.0
    }

    /// The day of a date, if there is such a date: `year` 1–9999, `month` 1–12.
    #[must_use]
    pub const fn from_date(year: i32, month: u32, day: u32) -> Option<Self> {
        if year < 1 || year > 9_999 || month < 1 || month > 12 {
            return None;
        }
        if day < 1 || day > days_in_month(year, month) {
            return None;
        }
        // Years that begin in March put the leap day last (Hinnant, chrono-compatible dates).
        let shifted = if month > 2 { year } else { year - 1 };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let from_march = (month as i32 + 9) % 12;
        let day_of_year = (153 * from_march + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month (1–12) and day (1–31).
    #[must_use]
    pub const fn date(self) -> (i64, u32, u32) {
        let days = self.0 as i64 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * from_march + 2) / 5 + 1) as u32;
        let month = (if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        }) as u32;
        let year = year_of_era + era * 400 + (month <= 2) as i64;
        (year, month, day)
    }

    /// The day `days` days later, or earlier where negative.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days from `earlier` to this day, negative where this day comes first.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i64 {
        self.0 as i64 - earlier.0 as i64
    }

    /// The day of the week: 0 on Monday to 6 on Sunday.
    #[must_use]
    pub const fn weekday(self) -> u32 {
        (self.0 as i64 + 3).rem_euclid(7) as u32
    }

    /// Whether it is a Saturday or a Sunday.
    #[must_use]
    pub const fn is_weekend(self) -> bool {
        self.weekday() >= 5
    }

    /// Whether the banks of the United States are closed for a public holiday. A holiday on a
    /// Sunday is kept on the Monday after it.
    #[must_use]
    pub const fn is_us_bank_holiday(self) -> bool {
        let (_, month, day) = self.date();
        let weekday = self.weekday();
        let fixed = matches!(
            (month, day),
            (1, 1) | (6, 19) | (7, 4) | (11, 11) | (12, 25)
        );
        let kept = weekday == 0
            && matches!(
                (month, day),
                (1, 2) | (6, 20) | (7, 5) | (11, 12) | (12, 26)
            );
        let monday = weekday == 0
            && match month {
                1 | 2 => day >= 15 && day <= 21,
                5 => day >= 25,
                9 => day <= 7,
                10 => day >= 8 && day <= 14,
                _ => false,
            };
        let thanksgiving = weekday == 3 && month == 11 && day >= 22 && day <= 28;
        fixed || kept || monday || thanksgiving
    }

    /// The last day of this day's month.
    #[must_use]
    pub const fn end_of_month(self) -> Self {
        let (year, month, day) = self.date();
        let last = days_in_month((year.rem_euclid(400)) as i32, month);
        self.plus(last as i32 - day as i32)
    }
}

/// `2025-01-31`.
impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_date_and_its_day_are_the_same_thing() {
        for days in (-719_000..2_900_000).step_by(37) {
            let (year, month, day) = Day(days).date();
            let year = i32::try_from(year).unwrap();
            assert_eq!(Day::from_date(year, month, day), Some(Day(days)));
        }
        assert_eq!(Day(0).to_string(), "1970-01-01");
        assert_eq!(Day(-1).to_string(), "1969-12-31");
        assert_eq!(day("2000-02-29").days_since_epoch(), 11_016);
    }

    #[test]
    fn dates_that_no_calendar_has_are_no_days() {
        for (year, month, day) in [
            (2023, 2, 29),
            (1900, 2, 29),
            (2024, 13, 1),
            (2024, 0, 1),
            (2024, 4, 31),
            (0, 1, 1),
            (10_000, 1, 1),
        ] {
            assert_eq!(Day::from_date(year, month, day), None);
        }
    }

    #[test]
    fn the_far_ends_of_the_count_have_dates_too() {
        for days in [i32::MIN, i32::MAX] {
            let (_, month, day) = Day(days).date();
            assert!((1..=12).contains(&month) && (1..=31).contains(&day));
            assert_eq!(Day(days).plus(days), Day(days));
            let _ = Day(days).end_of_month();
        }
        assert_eq!(Day(i32::MAX).days_since(Day(i32::MIN)), i64::from(u32::MAX));
    }

    #[test]
    fn weekdays_count_from_monday() {
        assert_eq!(day("2024-01-01").weekday(), 0);
        assert_eq!(Day(0).weekday(), 3);
        assert!(day("2024-01-06").is_weekend());
        assert!(!day("2024-01-05").is_weekend());
    }

    #[test]
    fn bank_holidays_are_the_federal_ones() {
        for holiday in [
            "2025-01-01",
            "2025-01-20",
            "2025-02-17",
            "2025-05-26",
            "2025-06-19",
            "2025-07-04",
            "2025-09-01",
            "2025-10-13",
            "2025-11-11",
            "2025-11-27",
            "2025-12-25",
            "2023-01-02",
        ] {
            assert!(day(holiday).is_us_bank_holiday(), "{holiday}");
        }
        for open in [
            "2025-01-02",
            "2025-01-13",
            "2025-05-19",
            "2025-11-28",
            "2025-12-24",
        ] {
            assert!(!day(open).is_us_bank_holiday(), "{open}");
        }
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        assert_eq!(day("2024-02-03").end_of_month(), day("2024-02-29"));
        assert_eq!(day("2023-12-31").end_of_month(), day("2023-12-31"));
    }
}
