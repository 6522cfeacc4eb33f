//! What is taken off the pay beside taxes.

use refit_plugin::Random;

use super::{
    paper::{Kind, Paper},
    profile::Profile,
};

/// Adds the deductions of an employee whose employer offers benefits.
pub(super) fn enrol(paper: &mut Paper, random: &mut Random) {
    let per_period = |monthly: f64, paper: &Paper| {
        let cents = monthly * 12.0 / paper.terms.periods as f64 * 100.0;
        cents.round() as i64
    };
    // Premiums by the month, as families and single employees pay them.
    let health: [(f64, Kind, f64); 4] = [
        (0.62, Kind::Medical, random.log_normal(190.0, 0.6)),
        (0.45, Kind::Dental, random.log_normal(28.0, 0.4)),
        (0.35, Kind::Vision, random.log_normal(9.0, 0.4)),
        (0.14, Kind::HealthSavings, random.log_normal(160.0, 0.6)),
    ];
    // Nobody with $500 a week pays $100 of it for insurance: employers pay more then.
    let most = paper.gross() / 12;
    for (chance, kind, monthly) in health {
        if random.chance(chance) {
            let cents = per_period(monthly, paper).min(most);
            paper.set(kind, Some(cents));
        }
    }
    if random.chance(0.45) {
        let rate = random.pick(&[0.03, 0.04, 0.05, 0.06, 0.08, 0.1]);
        let cents = (paper.gross() as f64 * rate).round() as i64;
        paper.set(Kind::Retirement, Some(cents));
    }
    after_tax(paper, random);
}

fn after_tax(paper: &mut Paper, random: &mut Random) {
    let gross = paper.gross() as f64;
    if random.chance(0.10) {
        paper.set(Kind::Roth, Some((gross * 0.05).round() as i64));
    }
    if random.chance(0.18) {
        let cents = random.whole(300, 2_400);
        paper.set(Kind::Life, Some(cents));
    }
    if random.chance(if paper.profile == Profile::Hourly {
        0.14
    } else {
        0.03
    }) {
        paper.set(Kind::UnionDues, Some((gross * 0.013).round() as i64));
    }
    if random.chance(0.04) {
        let rate = random.between(0.08, 0.2);
        paper.set(Kind::Garnishment, Some((gross * rate).round() as i64));
    }
    if random.chance(0.05) {
        let cents = random.pick(&[500, 1_000, 2_000]);
        paper.set(Kind::Charity, Some(cents));
    }
}
