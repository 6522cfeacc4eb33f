//! Balances and deposits are raised.

use refit_plugin::Random;

use super::super::{
    currency::Currency,
    paper::{Entry, Kind, Paper},
};

/// The balance at the end is raised, often the one at the beginning too; the lines stay.
pub(super) fn edit_balance(paper: &mut Paper, random: &mut Random) -> f64 {
    let closing = paper.closing.unwrap_or_default();
    let size = closing.abs().max(paper.money_in()).max(10_000) as f64;
    let share = random.log_normal(0.7, 0.8).clamp(0.2, 6.0);
    let mut raised = closing + (size * share) as i64;
    // A digit in front leaves the cents; a wish is a round sum.
    if random.chance(0.25) {
        raised = Currency::round(raised.max(100), 2);
    }
    if random.chance(0.3) {
        let part = random.between(0.3, 1.6);
        paper.opening = paper
            .opening
            .map(|opening| opening + ((raised - closing) as f64 * part) as i64);
    }
    paper.closing = Some(raised);
    if random.chance(0.4)
        && let Some(last) = paper.lines.last_mut()
    {
        last.balance = raised;
    }
    0.2 + 0.4 * share
}

/// One to three deposits are raised; totals and balances stay.
pub(super) fn inflate_deposit(paper: &mut Paper, random: &mut Random) -> f64 {
    let before = paper.money_in().max(1);
    raise_deposits(paper, random, (2.0, 10.0));
    let raised = paper.money_in() - before;
    if random.chance(0.35) {
        // The most visible sum follows the deposits, the lines' balances do not.
        paper.closing = paper.closing.map(|closing| closing + raised);
    }
    0.15 + 0.35 * (raised as f64 / before as f64)
}

/// Deposits are raised and the arithmetic is done again.
pub(super) fn inflate_and_recompute(paper: &mut Paper, random: &mut Random) -> f64 {
    let before = paper.money_in().max(1);
    raise_deposits(paper, random, (2.0, 8.0));
    paper.recompute();
    let raised = paper.money_in() - before;
    0.1 + 0.3 * (raised as f64 / before as f64)
}

fn raise_deposits(paper: &mut Paper, random: &mut Random, (low, high): (f64, f64)) {
    let money_in = paper.money_in();
    let count = random.place(3) + 1;
    // Who raises a deposit takes one that is worth it.
    let lines = paper.lines.len().max(1);
    let least = money_in / i64::try_from(lines * 3).unwrap_or(1).max(1);
    let mut credits = paper.places(|line| line.cents > least);
    let is_pay = |line: &Entry| matches!(line.kind, Kind::Payroll | Kind::Pension);
    let pays = paper.places(|line| line.cents > least && is_pay(line));
    // Mostly it is income that has to look larger.
    if pays.len() > 1 && random.chance(0.7) {
        credits = pays;
    }
    for _ in 0..count {
        let place = random.pick(&credits);
        let factor = random.between(low, high);
        let is_round = random.chance(0.5);
        if let Some(line) = paper.lines.get_mut(place).filter(|line| line.cents > 0) {
            let raised = (line.cents as f64 * factor) as i64;
            line.cents = if is_round {
                Currency::round(raised, 2)
            } else {
                raised
            };
            line.is_in_other_style |= random.chance(0.6);
        }
        // Not the same one twice: the largest sums would run away.
        if credits.len() < 2 {
            break;
        }
    }
}
