//! What makes honest papers look odd. Every history gets these before a forger sees it, so none
//! of them is a sign of either class.

use refit_plugin::Random;

use super::{
    currency::Currency,
    paper::{Entry, Kind, Paper},
    profile::Profile,
    words,
};

type Blemish = fn(&mut Paper, &mut Random);

/// Applies blemishes at their rates; how many.
pub(super) fn apply(paper: &mut Paper, random: &mut Random) -> u32 {
    let blemishes: [(f64, Blemish); 8] = [
        (0.08, large_credit),
        (0.05, repeated_line),
        (0.03, overdrawn_end),
        (0.05, late_posts),
        (0.07, transfer_through),
        (0.03, anonymous),
        (0.02, whole_sums),
        (0.03, bonus),
    ];
    let mut count = 0;
    for (chance, blemish) in blemishes {
        if random.chance(chance) {
            blemish(paper, random);
            count += 1;
        }
    }
    count += u32::from(paper.profile == Profile::Retail && random.chance(0.5));
    count
}

/// A tax refund, the sale of a car, a gift.
fn large_credit(paper: &mut Paper, random: &mut Random) {
    let Some(place) = any_place(paper, random) else {
        return;
    };
    let size = paper.money_in() as f64 * random.log_normal(0.5, 0.7);
    let mut cents = paper
        .currency
        .cents(size / 100.0 / paper.currency.per_dollar);
    if random.chance(0.2) {
        cents = Currency::round(cents, 2);
    }
    let kind = random.weighted(&[
        (1.0, Some(Kind::Refund)),
        (1.0, Some(Kind::Deposit)),
        (1.0, Some(Kind::TransferIn)),
    ]);
    let kind = kind.unwrap_or(Kind::Refund);
    let text = words::description(kind, "", random);
    if let Some(line) = paper.lines.get(place) {
        let entry = Entry::new(line.date.day, cents, kind, text);
        paper.lines.insert(place, entry);
    }
    paper.recompute();
}

/// Two coffees, two fares.
fn repeated_line(paper: &mut Paper, random: &mut Random) {
    let spent = paper.places(|line| line.cents < 0);
    let place = random.pick(&spent);
    if let Some(line) = paper.lines.get(place).cloned() {
        paper.lines.insert(place, line);
        paper.recompute();
    }
}

fn overdrawn_end(paper: &mut Paper, random: &mut Random) {
    let below = paper.currency.cents(random.log_normal(90.0, 0.8)).max(100);
    let closing = paper.closing.unwrap_or_default();
    paper.opening = paper.opening.map(|opening| opening - closing - below);
    paper.recompute();
}

/// Lines of the last days before the period, posted in it under their own day.
fn late_posts(paper: &mut Paper, random: &mut Random) {
    let (start, _) = paper.period();
    let late = random.place(3) + 1;
    for line in paper.lines.iter_mut().take(late) {
        let days = i32::try_from(random.whole(1, 4)).unwrap_or_default();
        line.date = start.plus(-days).into();
    }
    paper.recompute();
}

/// Money that came in and went on: a shared rent, a car bought for a friend.
fn transfer_through(paper: &mut Paper, random: &mut Random) {
    let Some(place) = any_place(paper, random) else {
        return;
    };
    let Some(day) = paper.lines.get(place).map(|line| line.date.day) else {
        return;
    };
    let (_, end) = paper.period();
    let size = paper.money_in() as f64 * random.between(0.1, 0.6);
    let cents = paper
        .currency
        .cents(size / 100.0 / paper.currency.per_dollar);
    let out = day.plus(i32::try_from(random.whole(1, 6)).unwrap_or_default());
    let text = words::description(Kind::TransferIn, "", random);
    paper
        .lines
        .push(Entry::new(day, cents, Kind::TransferIn, text));
    if out <= end {
        let share = random.between(0.75, 1.0);
        let text = words::description(Kind::TransferOut, "", random);
        let sent = paper
            .currency
            .cents(share * size / 100.0 / paper.currency.per_dollar);
        paper
            .lines
            .push(Entry::new(out, -sent, Kind::TransferOut, text));
    }
    paper.recompute();
}

/// A page without the letterhead.
fn anonymous(paper: &mut Paper, _random: &mut Random) {
    (paper.bank, paper.holder, paper.account_type) = (None, None, None);
}

/// An account that is used for cash and transfers in whole units.
fn whole_sums(paper: &mut Paper, random: &mut Random) {
    let share = random.between(0.4, 0.95);
    for line in &mut paper.lines {
        let keeps = matches!(line.kind, Kind::Interest | Kind::Fee | Kind::Overdraft);
        if !keeps && random.chance(share) {
            let digits = if random.chance(0.35) { 2 } else { 3 };
            line.cents = Currency::round(line.cents.abs(), digits) * line.cents.signum();
        }
    }
    paper.recompute();
}

/// One pay is far larger than the others: a bonus, overtime, pay for two periods.
fn bonus(paper: &mut Paper, random: &mut Random) {
    let pays = paper.places(|line| matches!(line.kind, Kind::Payroll | Kind::Pension));
    let factor = random.between(1.4, 4.0);
    let place = random.pick(&pays);
    let paid = paper.lines.get_mut(place).filter(|_| !pays.is_empty());
    if let Some(line) = paid {
        line.cents = (line.cents as f64 * factor) as i64;
    }
    paper.recompute();
}

fn any_place(paper: &Paper, random: &mut Random) -> Option<usize> {
    (!paper.lines.is_empty()).then(|| random.place(paper.lines.len()))
}
