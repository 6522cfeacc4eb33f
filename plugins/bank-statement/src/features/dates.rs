//! Days: of the period, of the lines, and the day of receipt.

use refit_plugin::{Day, Reading};

use super::read::Statement;

/// Late posts lie so many days outside the period on honest papers.
const GRACE: i64 = 4;

/// 0 where no day lies after the day of receipt, else rising to 1 at two weeks after it.
pub(super) fn future_period(statement: &Statement<'_>, received: Day) -> f64 {
    let days = [statement.start, statement.end, statement.issued];
    let lines = statement.lines.iter().map(|line| line.day);
    let latest = days
        .into_iter()
        .chain(lines)
        .filter_map(Reading::value)
        .max();
    let ahead = latest.map_or(0, |day| day.days_since(received));
    (ahead as f64 / 14.0).clamp(0.0, 1.0)
}

/// Days from the end of the period (or the last line, or the day of issue) to the receipt.
pub(super) fn period_age_days(statement: &Statement<'_>, received: Day) -> f64 {
    let last_line = || statement.lines.iter().filter_map(|l| l.day.value()).max();
    let end = statement.end.value().or_else(last_line);
    end.or(statement.issued.value())
        .map_or(f64::NAN, |end| received.days_since(end) as f64)
}

pub(super) fn period_length_days(statement: &Statement<'_>) -> f64 {
    match (statement.start, statement.end) {
        (Reading::Read(start), Reading::Read(end)) => end.days_since(start) as f64 + 1.0,
        _ => f64::NAN,
    }
}

/// The share of the dates on the paper that are dates; 0.5 where there is none.
pub(super) fn date_format_valid(statement: &Statement<'_>) -> f64 {
    let days = [statement.start, statement.end, statement.issued];
    let (mut given, mut read) = (0_u32, 0_u32);
    for day in days
        .into_iter()
        .chain(statement.lines.iter().map(|l| l.day))
    {
        given += u32::from(day.is_present());
        read += u32::from(matches!(day, Reading::Read(_)));
    }
    if given == 0 {
        return 0.5;
    }
    f64::from(read) / f64::from(given)
}

/// The share of dated lines that lie within the period (four days of grace for late posts, at
/// most of their weight) and not before the line above them.
pub(super) fn transaction_date_consistency(statement: &Statement<'_>) -> f64 {
    let (mut dated, mut consistent) = (0_u32, 0.0);
    let mut before: Option<Day> = None;
    for day in statement.lines.iter().filter_map(|line| line.day.value()) {
        dated += 1;
        let early = statement
            .start
            .value()
            .map_or(0, |start| start.days_since(day));
        let late = statement.end.value().map_or(0, |end| day.days_since(end));
        let outside = early.max(late);
        let in_order = before.is_none_or(|before| before <= day);
        consistent += match outside {
            _ if !in_order => 0.0,
            ..=0 => 1.0,
            1..=GRACE => 0.85,
            _ => 0.0,
        };
        before = Some(day);
    }
    if dated == 0 {
        return f64::NAN;
    }
    consistent / f64::from(dated)
}

/// Of the lines that a bank's clearing has to move, the share on days when it rests: the average
/// of the shares of lines and of money, for a forger adds few lines, and large ones. The
/// holidays are those of the Federal Reserve Banks; another currency has other holidays, so
/// there only weekends count.
pub(super) fn unusual_timing(statement: &Statement<'_>) -> f64 {
    let in_dollars = statement
        .currency
        .as_deref()
        .is_none_or(|currency| matches!(currency, "USD" | "$" | "US$"));
    let (mut cleared, mut closed) = (0_u32, 0_u32);
    let (mut money, mut closed_money) = (0.0, 0.0);
    for line in &statement.lines {
        let Reading::Read(day) = line.day else {
            continue;
        };
        if !line.is_cleared() {
            continue;
        }
        let size = line.amount.value().map_or(0.0, f64::abs);
        cleared += 1;
        money += size;
        if day.is_weekend() || (in_dollars && day.is_us_bank_holiday()) {
            closed += 1;
            closed_money += size;
        }
    }
    if cleared == 0 {
        return f64::NAN;
    }
    let of_lines = f64::from(closed) / f64::from(cleared);
    let of_money = if money > 0.0 {
        closed_money / money
    } else {
        of_lines
    };
    f64::midpoint(of_lines, of_money)
}
