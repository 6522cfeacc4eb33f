//! Forgers of the sums: they raise what the reader looks at, and leave the taxes.

use refit_plugin::Random;

use crate::generate::paper::{Kind, Paper};

fn times(cents: i64, factor: f64) -> i64 {
    (cents as f64 * factor).round() as i64
}

/// Gross and net pay are raised by one factor; taxes stay those of the true pay.
pub(super) fn inflate_gross(paper: &mut Paper, random: &mut Random) -> f64 {
    let factor = random.between(1.2, 2.0);
    let old = paper.gross();
    paper.gross = Some(times(old, factor));
    paper.net = Some(times(paper.net(), factor));
    // Some calculate the net pay anew.
    if random.chance(0.3) {
        paper.balance();
    }
    paper.hours = None;
    (factor - 1.2) / 0.8
}

/// The net pay is raised until it fits a deposit.
pub(super) fn raise_net(paper: &mut Paper, random: &mut Random) -> f64 {
    let share = random.between(0.25, 0.95);
    let room = (paper.gross() - paper.net()).max(paper.gross() / 12);
    let raised = paper.net() + times(room, share);
    paper.net = Some(raised.min(times(paper.gross(), 0.995)));
    (share - 0.25) / 0.7
}

/// Gross and net pay change places, or the net pay is simply raised too far.
pub(super) fn pay_above_gross(paper: &mut Paper, random: &mut Random) -> f64 {
    let (gross, net) = (paper.gross(), paper.net());
    if random.chance(0.45) && net < gross {
        (paper.gross, paper.net) = (Some(net), Some(gross));
    } else {
        paper.net = Some(times(gross, random.between(1.02, 1.6)));
    }
    let over = paper.net() as f64 / paper.gross().max(1) as f64;
    (over - 1.0) / 0.5
}

/// An income of another world, with the taxes of the old one.
pub(super) fn multiply_income(paper: &mut Paper, random: &mut Random) -> f64 {
    let factor = random.between(3.0, 10.0);
    paper.gross = Some(times(paper.gross(), factor));
    paper.set(Kind::Reimbursement, None);
    paper.balance();
    paper.hours = None;
    (factor - 3.0) / 7.0
}
