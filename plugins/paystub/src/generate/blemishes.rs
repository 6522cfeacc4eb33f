//! What makes honest papers look odd. Every paper gets these before a forger sees it, so none
//! of them is a sign of either class.

use refit_plugin::Random;

use super::{
    paper::{Kind, Paper},
    profile::Profile,
};

type Blemish = fn(&mut Paper, &mut Random);

/// How often, how much doubt a careful reviewer has of it, and what it is.
const BLEMISHES: [(f64, f64, Blemish); 10] = [
    (0.05, 0.5, reimburse),
    (0.007, 4.0, reimburse_unseen),
    (0.03, 1.0, sum_up_benefits),
    (0.01, 2.5, impute),
    (0.008, 4.0, correct_earlier_tax),
    (0.025, 1.5, name_by_logo),
    (0.02, 2.0, leave_out_addresses),
    (0.06, 0.5, pay_round),
    (0.015, 2.0, work_elsewhere),
    (0.006, 4.0, keep_advance),
];

/// Applies blemishes at their rates; how much doubt they leave.
pub(super) fn apply(paper: &mut Paper, random: &mut Random) -> f64 {
    let mut doubt = match paper.profile {
        Profile::Contractor => 4.0,
        Profile::Exempt => 2.0,
        _ => 0.0,
    };
    for (chance, weight, blemish) in BLEMISHES {
        if random.chance(chance) {
            blemish(paper, random);
            doubt += weight;
        }
    }
    doubt
}

/// Expenses come back with the pay. Rarely does that lift it above the gross pay.
fn reimburse(paper: &mut Paper, random: &mut Random) {
    let cents = (random.log_normal(95.0, 0.9) * 100.0).round() as i64;
    paper.set(Kind::Reimbursement, Some(-cents));
    paper.balance();
}

/// The same, from a part of the paper that lists no deductions.
fn reimburse_unseen(paper: &mut Paper, random: &mut Random) {
    let cents = (paper.gross() as f64 * random.between(0.02, 0.35)).round() as i64;
    paper.net = Some(paper.net() + cents);
}

/// All benefits in one line, so that nobody sees what taxes were counted on.
fn sum_up_benefits(paper: &mut Paper, _random: &mut Random) {
    let sum = paper.sum_of(|kind| !kind.is_tax());
    if sum > 0 {
        paper
            .lines
            .retain(|line| line.kind.is_tax() || line.kind == Kind::Reimbursement);
        let credits = paper.sum_of(|kind| !kind.is_tax());
        paper.add(Kind::Benefits, sum - credits);
        paper.balance();
    }
}

/// A car or an insurance of the employer: taxes are counted on it too.
fn impute(paper: &mut Paper, random: &mut Random) {
    paper.terms.imputed = (paper.gross() as f64 * random.between(0.005, 0.06)) as i64;
    paper.withhold();
    paper.balance();
}

/// What was withheld wrongly in an earlier period is put right in this one.
fn correct_earlier_tax(paper: &mut Paper, random: &mut Random) {
    let kind = if random.chance(0.6) {
        Kind::SocialSecurity
    } else {
        Kind::Medicare
    };
    if paper.has(kind) {
        let factor = random.pick(&[0.5, 0.7, 0.85, 1.15, 1.3, 1.5, 2.0]);
        let cents = paper.sum_of(|known| known == kind) as f64 * factor;
        paper.set(kind, Some(cents.round() as i64));
        paper.balance();
    }
}

/// The employer's name is a picture.
fn name_by_logo(paper: &mut Paper, _random: &mut Random) {
    paper.company = None;
}

/// A tiny firm's paper.
fn leave_out_addresses(paper: &mut Paper, random: &mut Random) {
    paper.company_address = None;
    paper.security_number = None;
    if random.chance(0.7) {
        paper.employee_id = None;
    }
    if random.chance(0.5) {
        paper.employee_address = None;
    }
}

/// A pay agreed on in hundreds.
fn pay_round(paper: &mut Paper, _random: &mut Random) {
    paper.hours = None;
    paper.gross = Some((paper.gross() / 10_000).max(1) * 10_000);
    paper.withhold();
    paper.balance();
}

/// The state of the employer's address is not the one that taxes the pay.
fn work_elsewhere(paper: &mut Paper, random: &mut Random) {
    if random.chance(0.7) {
        paper.set(Kind::State, None);
    } else {
        let rate = random.between(0.04, 0.1);
        let cents = (paper.gross() as f64 * rate).round() as i64;
        paper.set(Kind::State, Some(cents));
    }
    paper.sort();
    paper.balance();
}

/// An advance, taken off the pay and printed on another page.
fn keep_advance(paper: &mut Paper, random: &mut Random) {
    let cents = (paper.net() as f64 * random.between(0.05, 0.4)).round() as i64;
    paper.net = Some(paper.net() - cents);
}
