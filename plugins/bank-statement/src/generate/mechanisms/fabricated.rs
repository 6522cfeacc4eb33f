//! The whole statement is made up.

use refit_plugin::Random;

use super::super::{
    currency::Currency,
    paper::{Entry, Kind, Paper},
    words,
};

/// A bought template: a bank that does not exist or is spelt wrong, a number that is none, round
/// sums.
pub(super) fn fill_template(paper: &mut Paper, random: &mut Random) -> f64 {
    let mut boldness = 0.05;
    let (has_bank, has_name) = (random.chance(0.85), random.chance(0.35));
    // Who fills in a template has to fill in something.
    let has_number = !(has_bank && has_name) || random.chance(0.7);
    if has_bank {
        paper.bank = Some(words::invented_bank(random));
        boldness += 0.25;
    }
    if has_number {
        paper.number = Some(invented_number(random));
        boldness += 0.2;
    }
    if has_name {
        let holder = ["John Doe", "Account Holder", "Jane Doe"];
        paper.holder = Some(random.pick(&holder).to_owned());
        boldness += 0.15;
    }
    let rounded = random.between(0.45, 0.95);
    let retyped = random.between(0.05, 0.35);
    for line in &mut paper.lines {
        line.is_in_other_style |= random.chance(retyped);
        if random.chance(rounded) {
            line.cents = Currency::round(line.cents.abs(), 2) * line.cents.signum();
        }
    }
    paper.lines.retain(|line| {
        let is_detail = matches!(line.kind, Kind::Interest | Kind::Fee | Kind::Overdraft);
        !is_detail
    });
    paper.opening = paper.opening.map(|sum| Currency::round(sum.max(100), 2));
    paper.recompute();
    if random.chance(0.35) {
        // The template has its own balances.
        let closing = paper.closing.unwrap_or_default();
        let share = random.between(0.1, 1.5);
        paper.closing = Some(closing + (paper.money_in() as f64 * share) as i64);
        boldness += 0.2;
    }
    boldness + 0.2 * rounded
}

fn invented_number(random: &mut Random) -> String {
    match random.place(3) {
        0 => random
            .pick(&["123456789", "1234567890", "000000000", "987654321"])
            .to_owned(),
        1 => random.whole(100, 99_999).to_string(),
        _ => format!(
            "{}{}",
            random.whole(1_000_000_000, 9_999_999_999),
            random.whole(10_000_000_000, 99_999_999_999)
        ),
    }
}

/// A generator of statements: its sums agree and its text is spotless, but its account has few
/// lines, even sums, and none of the small change of life.
pub(super) fn generate_consistently(paper: &mut Paper, random: &mut Random) -> f64 {
    let (start, end) = paper.period();
    let length = end.days_since(start).max(1);
    let money_in = paper.money_in().max(30_000) as f64;
    let even = random.between(0.4, 1.0);
    let employer = words::employer(random);
    let months = (length / 30).max(1);
    let pays = months * random.whole(1, 2);
    let pay = Currency::round(
        (money_in * random.between(1.0, 1.8) / pays as f64) as i64,
        2,
    );
    let mut lines = Vec::new();
    for place in 0..pays {
        let days = i32::try_from(length * (2 * place + 1) / (2 * pays)).unwrap_or_default();
        let text = words::description(Kind::Payroll, employer, random);
        lines.push(Entry::new(start.plus(days), pay, Kind::Payroll, text));
    }
    let spent = pay as f64 * pays as f64 * random.between(0.3, 0.7);
    let count = months * random.whole(3, 7);
    let is_card = random.chance(0.5);
    for _ in 0..count {
        let kind = match random.place(4) {
            0 => Kind::Bill,
            1 => Kind::TransferOut,
            _ if is_card => Kind::Card,
            _ => Kind::CashMachine,
        };
        let mut cents = (spent / count as f64 * random.between(0.4, 1.6)) as i64;
        if random.chance(even) {
            cents = Currency::round(cents, 2);
        }
        let days = i32::try_from(random.whole(0, length)).unwrap_or_default();
        let text = words::description(kind, employer, random);
        lines.push(Entry::new(start.plus(days), -cents.max(100), kind, text));
    }
    paper.lines = lines;
    paper.layout.mixes_styles = false;
    paper.opening = paper.opening.map(|sum| Currency::round(sum.max(100), 2));
    paper.recompute();
    0.2 + 0.7 * even
}
