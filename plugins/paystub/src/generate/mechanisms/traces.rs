//! Forgers that leave the sums alone.

use refit_plugin::{Random, misreading::misread};

use crate::generate::{
    paper::{Date, Paper},
    words,
};

/// What would give the paper away is cut off: dates, the employer, the taxes.
pub(super) fn crop(paper: &mut Paper, random: &mut Random) -> f64 {
    let dates: [&mut Option<Date>; 3] = [&mut paper.paid, &mut paper.end, &mut paper.start];
    for date in dates {
        *date = None;
    }
    let mut cut = 1.0;
    if random.chance(0.7) {
        (paper.company, paper.company_address) = (None, None);
        cut += 1.0;
    }
    if random.chance(0.45) {
        paper.lines.retain(|line| !line.kind.is_tax());
        cut += 1.0;
    }
    if random.chance(0.4) {
        (paper.employee_id, paper.security_number) = (None, None);
        cut += 0.5;
    }
    (cut - 1.0) / 2.5
}

/// Numbers and addresses that somebody could ask about.
pub(super) fn cut_off(paper: &mut Paper, random: &mut Random) {
    if random.chance(0.85) {
        (paper.employee_id, paper.security_number) = (None, None);
    }
    if random.chance(0.8) {
        paper.company_address = None;
    }
    if random.chance(0.7) {
        paper.employee_address = None;
    }
}

/// Another name on someone else's paper, in another style, over a number that was wiped out.
pub(super) fn swap_identity(paper: &mut Paper, random: &mut Random) -> f64 {
    let mut signs = 0.0;
    let mut name = words::person(random);
    if random.chance(0.9) {
        paper.employee_is_patched = true;
        signs += 1.0;
    }
    if random.chance(0.5) {
        misread(&mut name, 0.5, random);
        signs += 0.5;
    }
    if random.chance(0.3) {
        name = random.pick(&["John Doe", "Employee Name"]).to_owned();
        signs += 0.5;
    }
    paper.employee = Some(name);
    if random.chance(0.8) {
        (paper.employee_id, paper.security_number) = (None, None);
        signs += 1.0;
    }
    if random.chance(0.5) {
        paper.employee_address = None;
        signs += 0.5;
    } else if let Some(address) = &mut paper.employee_address {
        misread(address, 0.08, random);
    }
    signs / 3.5
}
