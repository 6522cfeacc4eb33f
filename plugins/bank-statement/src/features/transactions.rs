//! What the lines look like together.

use refit_plugin::Reading;

use super::{
    line::Line,
    read::Statement,
    sums::{CENT, Sums},
};

/// A line is large from this many times the statement's median line on. Honest statements have
/// their largest line at 2 to 29 times the median (5 to 95 %, Berka's statements, PKDD'99), so
/// it is the number of such lines that tells, in any currency.
const LARGE: f64 = 10.0;

/// Money that leaves again within so many days did not stay.
const SOON: i64 = 10;

pub(super) fn large_transaction_count(statement: &Statement<'_>, sums: &Sums) -> f64 {
    let from = sums.median.unwrap_or_default() * LARGE;
    let is_large = |line: &&Line<'_>| line.amount.value().is_some_and(|sum| sum.abs() > from);
    statement.lines.iter().filter(is_large).count() as f64
}

/// A sum is round if it has no cents and at most two digits that are not closing zeros: 40,
/// 500, 2,500 and 24,000 are, 1,450 and 24,368 are not. That is as rare in one currency as in
/// another. Sums of one and two digits are not counted as round: they have no room for more.
/// The average of two shares: of the lines, and of the money that came in. Invented income is
/// a few round lines; cash and transfers are many, of little money.
pub(super) fn round_number_transactions(statement: &Statement<'_>) -> f64 {
    let (mut sums, mut round) = (0_u32, 0_u32);
    let (mut money_in, mut round_in) = (0.0, 0.0);
    for line in &statement.lines {
        if let Reading::Read(amount) = line.amount {
            let is_round = is_round(amount);
            sums += 1;
            round += u32::from(is_round);
            money_in += amount.max(0.0);
            round_in += if is_round { amount.max(0.0) } else { 0.0 };
        }
    }
    if sums == 0 {
        return 0.0;
    }
    let of_lines = f64::from(round) / f64::from(sums);
    let of_money = if money_in > 0.0 {
        round_in / money_in
    } else {
        of_lines
    };
    f64::midpoint(of_lines, of_money)
}

fn is_round(amount: f64) -> bool {
    let size = amount.abs();
    if !(100.0..=1e15).contains(&size) || (size - size.round()).abs() > CENT {
        return false;
    }
    let mut digits = size.round() as u64;
    while digits >= 100 {
        if !digits.is_multiple_of(10) {
            return false;
        }
        digits /= 10;
    }
    true
}

/// The share of lines that have day, sum and text of another line. A single one is usual (two
/// coffees, two fares) and counts for less.
pub(super) fn duplicate_transactions(statement: &Statement<'_>) -> f64 {
    let mut keys: Vec<(i32, i64, &str, &str)> = Vec::with_capacity(statement.lines.len());
    for line in &statement.lines {
        if let (Reading::Read(day), Reading::Read(amount)) = (line.day, line.amount) {
            keys.push((
                day.days_since_epoch(),
                // Sums have at most 15 digits before the point, so cents fit.
                (amount * 100.0).round() as i64,
                line.text.unwrap_or_default(),
                line.category.unwrap_or_default(),
            ));
        }
    }
    if keys.is_empty() {
        return 0.0;
    }
    keys.sort_unstable();
    let repeated = keys
        .array_windows()
        .filter(|[one, other]| one == other)
        .count();
    let weight = if repeated == 1 { 0.35 } else { 1.0 };
    weight * repeated as f64 / keys.len() as f64
}

/// Money in over money out by the lines, which is not always what the stated totals say.
pub(super) fn credit_debit_ratio(sums: &Sums) -> f64 {
    let stated = sums.total_credits.zip(sums.total_debits);
    match sums.by_lines.or(stated) {
        Some((credits, debits)) if credits > 0.0 || debits > 0.0 => credits / debits.max(CENT),
        _ => f64::NAN,
    }
}

/// Window dressing: how much of the money in is one sum that a sum of nearly the same size
/// follows out within ten days, or arrives in the last tenth of the period (that at half its
/// weight, for pay days come at the end of months too). Or a regular payment that is once far
/// larger than at other times.
pub(super) fn suspicious_transaction_pattern(statement: &Statement<'_>, sums: &Sums) -> f64 {
    let Some((credits, _)) = sums.by_lines.filter(|(credits, _)| *credits > 0.0) else {
        return 0.0;
    };
    let dated = |line: &Line<'_>| line.day.value().zip(line.amount.value());
    let mut largest = None;
    for (place, line) in statement.lines.iter().enumerate() {
        if let Some((day, amount)) = dated(line)
            && largest.is_none_or(|(_, _, most)| amount > most)
        {
            largest = Some((place, day, amount));
        }
    }
    let Some((place, day, amount)) = largest.filter(|(_, _, amount)| *amount > 0.0) else {
        return 0.0;
    };
    let left_again = statement.lines.iter().skip(place + 1).any(|line| {
        dated(line).is_some_and(|(later, sum)| {
            let share = -sum / amount;
            (0..=SOON).contains(&later.days_since(day)) && (0.7..=1.05).contains(&share)
        })
    });
    let passed = if left_again { amount / credits } else { 0.0 };
    let late = 0.5 * late_share(statement, credits);
    passed.max(late).max(irregular_pay(statement)).min(1.0)
}

/// A bonus is half a pay or so.
const BONUS: f64 = 1.6;

/// How far the largest payment of one payer exceeds that payer's median payment: 0 up to a
/// usual bonus, rising to 1. Only pay and the like is regular enough to tell.
fn irregular_pay(statement: &Statement<'_>) -> f64 {
    let mut pays: Vec<(&str, f64)> = Vec::new();
    for line in &statement.lines {
        if let (Reading::Read(amount), Some(text)) = (line.amount, line.text)
            && amount > 0.0
            && line.is_pay()
        {
            pays.push((text, amount));
        }
    }
    pays.sort_unstable_by(|one, other| one.0.cmp(other.0).then(one.1.total_cmp(&other.1)));
    let ratios = pays.chunk_by(|one, other| one.0 == other.0).map(|alike| {
        let median = alike.get((alike.len() - 1) / 2).map_or(1.0, |pay| pay.1);
        alike.last().map_or(1.0, |pay| pay.1) / median.max(CENT)
    });
    let most = ratios.fold(1.0, f64::max);
    (1.0 - BONUS / most).max(0.0)
}

/// The share of the money in that came in the last tenth of the time.
fn late_share(statement: &Statement<'_>, credits: f64) -> f64 {
    let mut days = statement.lines.iter().filter_map(|line| line.day.value());
    let (first, last) = (days.next(), days.next_back());
    let first = statement.start.value().or(first);
    let last = statement.end.value().or(last);
    let Some((first, last)) = first.zip(last).filter(|(first, last)| first < last) else {
        return 0.0;
    };
    let length = last.days_since(first);
    let late = statement.lines.iter().filter(|line| {
        line.day
            .value()
            .is_some_and(|day| last.days_since(day) * 10 <= length)
    });
    let sum: f64 = late
        .filter_map(|line| line.amount.value())
        .filter(|amount| *amount > 0.0)
        .sum();
    sum / credits
}
