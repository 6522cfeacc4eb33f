//! Paystubs that no payroll ever made.

use refit_plugin::Random;

use crate::generate::{
    paper::{Kind, Paper},
    withholding::{Status, Terms},
    words,
};

/// An employer that does not exist pays a round sum; the arithmetic is right.
pub(super) fn invent_employer(paper: &mut Paper, random: &mut Random) -> f64 {
    let disguise = disguise_employer(paper, random);
    let dollars = (paper.gross() as f64 / 100.0 * random.between(1.0, 1.5)).max(400.0);
    let step = if random.chance(0.6) { 500.0 } else { 100.0 };
    paper.gross = Some(((dollars / step).round().max(1.0) * step) as i64 * 100);
    paper.hours = None;
    paper.lines.retain(|line| line.kind.is_tax());
    employ(&mut paper.terms);
    paper.withhold();
    paper.balance();
    disguise
}

/// Name, address and number of an employer and its employee, as a forger leaves them.
pub(super) fn disguise_employer(paper: &mut Paper, random: &mut Random) -> f64 {
    let mut signs = 0.0;
    paper.company = match random.place(20) {
        0..6 => None,
        6..14 => Some(
            random
                .pick(&["Company Name", "ABC Company LLC", "Your Company Inc"])
                .to_owned(),
        ),
        _ => Some(words::any_trade(random)),
    };
    signs += if paper.company.is_none() { 1.5 } else { 1.0 };
    if random.chance(0.85) {
        paper.company_address = None;
        signs += 1.0;
    } else {
        paper.company_address = Some(words::post_box(paper.terms.state, random));
    }
    if random.chance(0.85) {
        (paper.employee_id, paper.security_number) = (None, None);
        signs += 1.0;
    }
    if random.chance(0.4) {
        paper.employee_address = None;
        signs += 0.5;
    }
    if random.chance(0.85) {
        paper.company_is_patched = true;
        signs += 0.5;
    }
    (signs - 1.0) / 3.5
}

/// A generator's paper: more pay, its taxes by the book, no benefits, and spotless.
pub(super) fn generate_consistently(paper: &mut Paper, random: &mut Random) -> f64 {
    let factor = random.between(1.15, 2.3);
    let dollars = (paper.gross() as f64 / 100.0 * factor).max(900.0);
    let step = random.pick(&[1.0, 10.0, 50.0, 100.0]);
    paper.gross = Some(((dollars / step).round() * step * 100.0) as i64);
    paper.hours = None;
    paper.lines.retain(|line| line.kind.is_tax());
    paper.set(Kind::Fica, None);
    employ(&mut paper.terms);
    paper.terms.status = Status::Single;
    paper.terms.children = 0;
    paper.withhold();
    paper.balance();
    // Nobody fills in all boxes of a generator's form.
    if random.chance(0.9) {
        (paper.employee_id, paper.security_number) = (None, None);
    }
    if random.chance(0.85) {
        paper.employee_address = None;
    }
    paper.layout.is_file = true;
    paper.layout.has_other_heading = false;
    (factor - 1.15) / 1.15
}

/// Generators know no exemptions.
fn employ(terms: &mut Terms) {
    terms.extra = 0;
    terms.imputed = 0;
    terms.is_contractor = false;
    terms.is_exempt_from_fica = false;
    terms.is_exempt_from_income_tax = false;
    terms.has_own_pension = false;
    terms.rounds_income_tax = false;
}
