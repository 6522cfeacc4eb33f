//! Sums and days as the layout spells them.

use refit_plugin::{Day, Json};

use super::super::{
    layout::{Days, Sums},
    paper::{Date, Paper},
};

/// The nearest double of a sum in hundredths.
pub(super) fn number(cents: i64) -> Json<'static> {
    Json::from(cents as f64 / 100.0)
}

pub(super) fn sum(paper: &Paper, cents: Option<i64>) -> Json<'static> {
    let Some(cents) = cents else {
        return Json::Null;
    };
    match paper.layout.sums {
        Sums::Numbers => number(cents),
        Sums::Texts => Json::from(printed(paper, cents)),
        Sums::Objects => {
            let mut entries = vec![("value", number(cents))];
            if paper.shows_currency {
                entries.push(("currency", Json::from(paper.currency.code)));
            }
            Json::object(entries)
        }
    }
}

/// `-$1,234.56`, or `-1,234.56` where the currency is another or not shown.
fn printed(paper: &Paper, cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let dollar = if paper.shows_currency && paper.currency.code == "USD" {
        "$"
    } else {
        ""
    };
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

pub(super) fn date(paper: &Paper, date: Option<Date>) -> Json<'static> {
    let Some(date) = date else {
        return Json::Null;
    };
    let text = spelt(date.day, paper.layout.days);
    if date.is_spoilt {
        // No date in any spelling.
        return Json::from(text.replace('1', "l").replace('0', "O").replace('2', "Z"));
    }
    Json::from(text)
}

fn spelt(day: Day, spelling: Days) -> String {
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
    match spelling {
        Days::Iso => day.to_string(),
        Days::Slashes => format!("{month:02}/{day_of_month:02}/{year:04}"),
        Days::Words => {
            let place = usize::try_from(month).unwrap_or_default().saturating_sub(1);
            let name = MONTHS.get(place).copied().unwrap_or_default();
            format!("{name} {day_of_month}, {year:04}")
        }
    }
}
