//! Days from text.

use super::Day;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Two-digit years from here on belong to the last century.
const PIVOT: i32 = 70;

impl Day {
    /// Reads a date: `2025-01-31` (a time of day behind it is ignored), `01/31/2025`,
    /// `01-31-2025`, `31.01.2025`, two-digit years (`70` to `99` are 1970 to 1999),
    /// `January 31, 2025`, `Jan 31, 2025`, `31 Jan 2025`.
    ///
    /// The month comes before the day, except where only the other reading is a date, and
    /// except between full stops.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        iso(text.as_bytes())
            .or_else(|| separated(text))
            .or_else(|| worded(text))
    }
}

fn iso(bytes: &[u8]) -> Option<Day> {
    let [a, b, c, d, b'-' | b'/', e, f, b'-' | b'/', g, h, rest @ ..] = bytes else {
        return None;
    };
    if !matches!(rest, [] | [b'T' | b' ', ..]) {
        return None;
    }
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| i32::from(byte - b'0'));
    let year = digit(a)? * 1_000 + digit(b)? * 100 + digit(c)? * 10 + digit(d)?;
    let month = digit(e)? * 10 + digit(f)?;
    let day = digit(g)? * 10 + digit(h)?;
    Day::from_date(year, month.unsigned_abs(), day.unsigned_abs())
}

fn separated(text: &str) -> Option<Day> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '/' | '-' | '.') {
        return None;
    }
    let mut parts = text.splitn(3, separator);
    let first = number(parts.next()?)?;
    let second = number(parts.next()?)?;
    let year = year(parts.next()?.split([' ', 'T']).next()?)?;
    let month_first = Day::from_date(year, first, second);
    let day_first = Day::from_date(year, second, first);
    if separator == '.' {
        day_first.or(month_first)
    } else {
        month_first.or(day_first)
    }
}

fn worded(text: &str) -> Option<Day> {
    let mut words = text
        .split([' ', ',', '.', '-'])
        .filter(|word| !word.is_empty());
    let (first, second, third) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let year = year(third)?;
    match month(first) {
        Some(month) => Day::from_date(year, month, ordinal(second)?),
        None => Day::from_date(year, month(second)?, ordinal(first)?),
    }
}

fn number(text: &str) -> Option<u32> {
    let fits =
        !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// A day of the month, with or without its ending: `1`, `1st`.
fn ordinal(text: &str) -> Option<u32> {
    let text = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .unwrap_or(text);
    number(text)
}

fn year(text: &str) -> Option<i32> {
    let year = i32::try_from(number(text)?).ok()?;
    match text.len() {
        4 => Some(year),
        2 if year < PIVOT => Some(2_000 + year),
        2 => Some(1_900 + year),
        _ => None,
    }
}

/// A month's name or its first three or more letters.
fn month(text: &str) -> Option<u32> {
    if text.len() < 3 || !text.is_ascii() {
        return None;
    }
    let place = MONTHS.iter().position(|name| {
        name.get(..text.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(text))
    })?;
    u32::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_spellings_that_papers_have() {
        for text in [
            "2025-03-05",
            "2025-03-05T10:00:00Z",
            "2025-03-05 10:00",
            "2025/03/05",
            "03/05/2025",
            "3/5/2025",
            "03-05-2025",
            "03/05/25",
            "03-05-25",
            "5.3.2025",
            "05.03.25",
            "March 5, 2025",
            "march 05, 2025",
            "Mar 5, 2025",
            "Mar. 5, 2025",
            "5 March 2025",
            "5 Mar 2025",
            "05-Mar-2025",
            "March 5th, 2025",
            " 2025-03-05 ",
        ] {
            assert_eq!(Day::parse(text), Day::from_date(2025, 3, 5), "{text}");
        }
    }

    #[test]
    fn takes_the_day_first_only_where_the_month_slot_is_above_12() {
        assert_eq!(Day::parse("13/05/2025"), Day::from_date(2025, 5, 13));
        assert_eq!(Day::parse("31-12-2025"), Day::from_date(2025, 12, 31));
        assert_eq!(Day::parse("12/05/2025"), Day::from_date(2025, 12, 5));
    }

    #[test]
    fn two_digit_years_turn_over_at_70() {
        assert_eq!(Day::parse("01/02/69"), Day::from_date(2069, 1, 2));
        assert_eq!(Day::parse("01/02/93"), Day::from_date(1993, 1, 2));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            " ",
            "soon",
            "2025",
            "2025-13-01",
            "2025-02-30",
            "32/13/2025",
            "0000-00-00",
            "1/2/3",
            "Smarch 5, 2025",
            "2025-3-",
            "//",
            "99999999999/1/2025",
            "05 05 05 05",
            "2O25-03-05",
            "－1/2/2025",
            "mär 5, 2025",
            "2025-03-05x",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
