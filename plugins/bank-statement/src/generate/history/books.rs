//! The balance that an account begins with, and what its bank books at the ends of months.

use refit_plugin::Random;

use super::super::{
    calendar,
    currency::Currency,
    habits::Habits,
    paper::{Entry, Kind, Paper},
    words,
};

/// Finds a balance to begin with: enough for the period, except that one account in nine is
/// overdrawn at some time (26.5 % of consumers live in a household with such a fee in a year,
/// CFPB Making Ends Meet 2023). New accounts begin at 0 with a first deposit.
pub(super) fn open(paper: &mut Paper, habits: &Habits, random: &mut Random) {
    let currency = paper.currency;
    let (start, _) = paper.period();
    if random.chance(0.08) {
        let first = Currency::round(currency.cents(random.log_normal(300.0, 0.8)), 1);
        let text = words::description(Kind::Deposit, "", random);
        paper
            .lines
            .insert(0, Entry::new(start, first, Kind::Deposit, text));
        paper.opening = Some(0);
        let mut balance = 0;
        paper.lines.retain(|line| {
            let stays = balance + line.cents >= 0;
            balance += if stays { line.cents } else { 0 };
            stays
        });
        return;
    }
    let mut opening = currency.cents(random.log_normal(habits.income * 0.6, 0.9));
    let (mut balance, mut lowest, mut when) = (opening, opening, start);
    for line in &paper.lines {
        balance += line.cents;
        if balance < lowest {
            (lowest, when) = (balance, line.date.day);
        }
    }
    let is_short = random.chance(0.11) && lowest < opening;
    let floor = if is_short {
        -currency.cents(random.between(15.0, 400.0))
    } else if lowest < 0 {
        currency.cents(random.log_normal(120.0, 0.9))
    } else {
        lowest
    };
    opening += floor - lowest;
    paper.opening = Some(opening);
    let fee_day = when.plus(1);
    if is_short && fee_day <= paper.period().1 {
        let fee = currency.cents(random.pick(&[25.0, 29.0, 34.0, 35.0, 36.0]));
        let text = words::description(Kind::Overdraft, "", random);
        paper
            .lines
            .push(Entry::new(fee_day, -fee, Kind::Overdraft, text));
        paper.sort();
    }
}

/// Interest and fees at the ends of months, on whatever day that is.
pub(super) fn close_months(paper: &mut Paper, habits: &Habits, random: &mut Random) {
    paper.run_balance(paper.opening.unwrap_or_default());
    let (start, end) = paper.period();
    let mut booked = Vec::new();
    for day in calendar::month_ends(start, end) {
        let last = paper.lines.iter().rfind(|line| line.date.day <= day);
        let balance = last.map_or(paper.opening.unwrap_or_default(), |line| line.balance);
        let interest = balance as f64 * habits.interest / 12.0;
        if interest >= 1.0 {
            let cents = paper
                .currency
                .cents(interest / 100.0 / paper.currency.per_dollar);
            booked.push((day, cents, Kind::Interest));
        }
        if habits.fee > 0.0 && (balance as f64) < 150_000.0 * paper.currency.per_dollar {
            booked.push((day, -paper.currency.cents(habits.fee), Kind::Fee));
        }
    }
    for (day, cents, kind) in booked {
        if cents != 0 {
            let text = words::description(kind, "", random);
            paper.lines.push(Entry::new(day, cents, kind, text));
        }
    }
}
