//! Lines are put in, cut out, or copied.

use refit_plugin::Random;

use super::super::{
    calendar,
    currency::Currency,
    paper::{Entry, Kind, Paper},
    words,
};

/// Equal salary lines of a round sum, on days that the forger counted and no bank chose.
pub(super) fn insert_payroll(paper: &mut Paper, random: &mut Random) -> f64 {
    let (start, end) = paper.period();
    let days = random.weighted(&[(0.2, 7), (0.5, 14), (0.3, 30)]);
    let dollars = random.between(900.0, 3_800.0) * f64::from(days) / 14.0;
    let scale = paper.money_in() as f64 / 100.0 / paper.currency.per_dollar;
    let months = (end.days_since(start) + 1) as f64 / 30.4;
    // Bold enough to matter on this account.
    let income = scale / months.max(0.5);
    let pay = income * f64::from(days) / 30.4;
    let sum = dollars
        .max(pay * 0.35)
        .min(income * random.between(0.6, 2.0))
        .max(150.0);
    let cents = Currency::round(paper.currency.cents(sum), 2);
    let employer = words::employer(random);
    let text = words::description(Kind::Payroll, employer, random);
    let is_in_other_style = random.chance(0.6);
    let knows_calendar = random.chance(0.25);
    let mut day = start.plus(i32::try_from(random.whole(0, i64::from(days) - 1)).unwrap_or(0));
    let (mut count, mut closed) = (0_u32, 0_u32);
    while day <= end && count < 9 {
        let posted = if knows_calendar {
            calendar::posting_day(day).min(end)
        } else {
            day
        };
        let mut entry = Entry::new(posted, cents, Kind::Payroll, text.clone());
        entry.is_in_other_style = is_in_other_style;
        paper.lines.push(entry);
        count += 1;
        closed += u32::from(!calendar::is_open(posted));
        day = day.plus(days);
    }
    let added = cents * i64::from(count);
    let share = added as f64 / paper.money_in().max(1) as f64;
    if random.chance(0.45) {
        paper.recompute();
        let slips = f64::from(u8::from(closed > 0) + u8::from(is_in_other_style));
        0.05 + 0.35 * share + 0.2 * slips
    } else {
        // The running balance is done again, totals and the balance at the end are forgotten.
        paper.sort();
        paper.run_balance(paper.opening.unwrap_or_default());
        0.5 + 0.5 * share
    }
}

/// Fees for overdrafts, loans and gambling are cut out, and what else looks bad.
pub(super) fn remove_debits(paper: &mut Paper, random: &mut Random) -> f64 {
    let turnover = paper.money_in().max(1);
    let is_bad = |kind| matches!(kind, Kind::Overdraft | Kind::Loan | Kind::Gambling);
    let mut doomed = paper.places(|line| line.cents < 0 && is_bad(line.kind));
    let others = paper.places(|line| line.cents < 0 && !is_bad(line.kind));
    let wanted = (others.len() / 5 + random.place(4)).max(2);
    for _ in doomed.len()..wanted {
        doomed.push(random.pick(&others));
    }
    doomed.sort_unstable();
    doomed.dedup();
    let mut cut = 0;
    for place in doomed.into_iter().rev() {
        if paper.lines.get(place).is_some_and(|line| line.cents < 0) {
            cut -= paper.lines.remove(place).cents;
        }
    }
    let share = cut as f64 / turnover as f64;
    if random.chance(0.15) {
        paper.recompute();
        return share;
    }
    if random.chance(0.4) {
        paper.run_balance(paper.opening.unwrap_or_default());
    }
    0.3 + 1.5 * share
}

/// A page, or a few good lines, appear twice.
pub(super) fn duplicate_lines(paper: &mut Paper, random: &mut Random) -> f64 {
    let length = paper.lines.len();
    let count = (length / 4).clamp(2, 12).min(length);
    let copied = count.min(1 + random.place(count) + count / 2);
    let first = random.place(length - copied + 1);
    let only_credits = random.chance(0.35);
    let page: Vec<Entry> = if only_credits {
        let credits = paper.lines.iter().filter(|line| line.cents > 0);
        credits.take(copied).cloned().collect()
    } else {
        paper
            .lines
            .iter()
            .skip(first)
            .take(copied)
            .cloned()
            .collect()
    };
    let share = page.len() as f64 / length.max(1) as f64;
    let is_in_place = random.chance(0.6);
    let is_recomputed = random.chance(0.4);
    if is_in_place || is_recomputed {
        let at = (first + copied).min(length);
        paper.lines.splice(at..at, page);
    } else {
        paper.lines.extend(page);
    }
    if is_recomputed {
        paper.recompute();
        return 0.1 + 1.5 * share;
    }
    0.3 + 2.0 * share
}
