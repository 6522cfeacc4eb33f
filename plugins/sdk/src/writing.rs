//! How extractors write sums and days, for generators that write as they do.

use crate::{Day, Json};

/// How sums are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sums {
    /// `1234.56`
    #[default]
    Numbers,
    /// `"$1,234.56"`
    Texts,
    /// `{"value": 1234.56, "currency": "USD"}`
    Objects,
}

impl Sums {
    /// A sum of so many hundredths. Its currency is written where it is known: in a text as `$`,
    /// if it is the dollar.
    #[must_use]
    pub fn written(self, cents: i64, currency: Option<&str>) -> Json<'_> {
        match self {
            Self::Numbers => number(cents),
            Self::Texts => Json::from(printed(cents, currency)),
            Self::Objects => {
                let currency = currency.map(|code| ("currency", Json::from(code)));
                Json::object([("value", number(cents))].into_iter().chain(currency))
            }
        }
    }
}

/// A sum of so many hundredths as the number that is nearest to it.
#[must_use]
pub fn number(cents: i64) -> Json<'static> {
    Json::from(cents as f64 / 100.0)
}

/// A sum of so many hundredths as it is printed: `-$1,234.56`, or `-1,234.56` in another currency
/// than `USD`.
#[must_use]
pub fn printed(cents: i64, currency: Option<&str>) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let dollar = if currency == Some("USD") { "$" } else { "" };
    let size = cents.unsigned_abs();
    let digits = (size / 100).to_string();
    let mut grouped = String::with_capacity(digits.len() + 4);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{dollar}{grouped}.{:02}", size % 100)
}

/// How days are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Days {
    /// `2025-01-31`
    #[default]
    Iso,
    /// `01/31/2025`
    Slashes,
    /// `January 31, 2025`
    Words,
}

impl Days {
    /// The day in this spelling.
    #[must_use]
    pub fn written(self, day: Day) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let (year, month, day_of_month) = day.date();
        match self {
            Self::Iso => day.to_string(),
            Self::Slashes => format!("{month:02}/{day_of_month:02}/{year:04}"),
            Self::Words => {
                let place = usize::try_from(month).unwrap_or_default().saturating_sub(1);
                let name = MONTHS.get(place).copied().unwrap_or_default();
                format!("{name} {day_of_month}, {year:04}")
            }
        }
    }

    /// The day as a reader gives it back that took digits for letters: no date in any spelling.
    #[must_use]
    pub fn misread(self, day: Day) -> String {
        let text = self.written(day);
        text.replace('1', "l").replace('0', "O").replace('2', "Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money;

    #[test]
    fn sums_are_written_in_three_ways() {
        let of = |sums: Sums, cents, currency| sums.written(cents, currency).to_string();
        assert_eq!(of(Sums::Numbers, -123_456, Some("USD")), "-1234.56");
        assert_eq!(of(Sums::Texts, -123_456, Some("USD")), r#""-$1,234.56""#);
        assert_eq!(of(Sums::Texts, 123_456_789, None), r#""1,234,567.89""#);
        assert_eq!(of(Sums::Texts, 5, Some("EUR")), r#""0.05""#);
        assert_eq!(
            of(Sums::Objects, 700, Some("EUR")),
            r#"{"value":7,"currency":"EUR"}"#
        );
        assert_eq!(of(Sums::Objects, 700, None), r#"{"value":7}"#);
    }

    #[test]
    fn what_is_printed_is_read_again() {
        for cents in [0, 1, 99, 100, 99_999, 100_000, 123_456_789, -5, -100_000] {
            let read = money::parse(&printed(cents, Some("USD")));
            assert_eq!(read, Some(cents as f64 / 100.0), "{cents}");
        }
    }

    #[test]
    fn days_are_read_again_unless_they_were_misread() {
        let day = Day::from_date(2025, 1, 31).unwrap();
        for (days, text) in [
            (Days::Iso, "2025-01-31"),
            (Days::Slashes, "01/31/2025"),
            (Days::Words, "January 31, 2025"),
        ] {
            assert_eq!(days.written(day), text);
            assert_eq!(Day::parse(text), Some(day));
            assert_eq!(Day::parse(&days.misread(day)), None);
        }
    }
}
