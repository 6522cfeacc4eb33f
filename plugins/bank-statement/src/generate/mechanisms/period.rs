//! The paper is made to tell of another time, or of a better day.

use refit_plugin::Random;

use super::super::{
    currency::Currency,
    paper::{Date, Entry, Kind, Paper},
    words,
};

/// An old statement gets a new period; its lines, or most of them, keep their days.
pub(super) fn redate(paper: &mut Paper, random: &mut Random) -> f64 {
    let (start, end) = paper.period();
    let length = i32::try_from(end.days_since(start))
        .unwrap_or_default()
        .max(1);
    let months = random.whole(1, 14);
    let moved = i32::try_from(months * 30).unwrap_or_default()
        + i32::try_from(random.whole(-3, 3)).unwrap_or_default();
    // Some rework the lines on the first page only.
    let reworked = if random.chance(0.35) {
        random.between(0.2, 0.7)
    } else {
        0.0
    };
    let old = (paper.lines.len() as f64 * (1.0 - reworked)) as usize;
    let is_first_page = random.chance(0.5);
    let skipped = if is_first_page {
        paper.lines.len() - old
    } else {
        0
    };
    for line in paper.lines.iter_mut().skip(skipped).take(old) {
        line.date = line.date.day.plus(-moved).into();
    }
    let mut boldness = 0.25 + 0.35 * (1.0 - reworked) + 0.2 * (f64::from(moved) / 400.0);
    if random.chance(0.3) {
        let later = i32::try_from(random.whole(3, 60)).unwrap_or_default();
        let ahead = paper.received.plus(later);
        paper.end = Some(ahead.into());
        paper.start = Some(ahead.plus(-length).into());
        paper.issued = paper.issued.map(|_| Date::from(ahead));
        boldness += 0.2;
    } else if random.chance(0.2) {
        // Months were counted in the head.
        let odd = i32::try_from(random.whole(3, 25)).unwrap_or_default();
        paper.start = Some(start.plus(-odd).into());
    }
    boldness
}

/// Money that is borrowed for the day of the statement.
pub(super) fn dress_window(paper: &mut Paper, random: &mut Random) -> f64 {
    let (start, end) = paper.period();
    let days =
        |random: &mut Random, low, high| i32::try_from(random.whole(low, high)).unwrap_or_default();
    let day = end.plus(-days(random, 1, 6)).max(start);
    let share = random.log_normal(1.2, 0.5).clamp(0.6, 4.0);
    let lent = paper.money_in().max(20_000) as f64 * share;
    let dollars = lent / 100.0 / paper.currency.per_dollar;
    let mut cents = paper.currency.cents(dollars);
    if random.chance(0.8) {
        cents = Currency::round(cents, 2);
    }
    let kind = if random.chance(0.5) {
        Kind::TransferIn
    } else {
        Kind::Deposit
    };
    let text = words::description(kind, "", random);
    let mut entry = Entry::new(day, cents, kind, text);
    entry.is_in_other_style = random.chance(0.4);
    paper.lines.push(entry);
    let mut boldness = 0.2 + 0.2 * share;
    if random.chance(0.55) {
        let back = day.plus(days(random, 1, 4)).min(end);
        let text = words::description(Kind::TransferOut, "", random);
        let kept = random.between(0.0, 0.04);
        let sent = paper.currency.cents(dollars * (1.0 - kept));
        paper
            .lines
            .push(Entry::new(back, -sent, Kind::TransferOut, text));
        boldness += 0.2;
    }
    paper.recompute();
    boldness
}
