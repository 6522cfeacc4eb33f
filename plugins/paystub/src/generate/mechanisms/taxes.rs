//! Forgers of the taxes: the sums add up, and no payroll withholds like that.

use refit_plugin::Random;

use crate::generate::paper::{Kind, Paper};

/// No tax is withheld: the four lines are taken off or are 0, and so is what depends on them.
pub(super) fn withhold_nothing(paper: &mut Paper, random: &mut Random) -> f64 {
    // Nobody forges the pay of a few hours.
    let least = 6_000_000 / paper.terms.periods.max(1);
    if paper.gross() < least {
        paper.gross = Some((least as f64 * random.between(0.6, 1.2)) as i64);
        paper.hours = None;
    }
    let prints_zeros = random.chance(0.4);
    let kinds: Vec<Kind> = paper.lines.iter().map(|line| line.kind).collect();
    // Some keep a small one, so that the paper does not look bare.
    let keeps = random.chance(0.25).then_some(Kind::State);
    for kind in kinds {
        if kind.is_tax() && Some(kind) != keeps {
            paper.set(kind, prints_zeros.then_some(0));
        }
    }
    // Benefits are forgotten too where the forger knows only gross and net.
    let is_bare = random.chance(0.35);
    if is_bare {
        paper.lines.retain(|line| line.kind.is_tax());
    }
    paper.balance();
    let boldness = match (is_bare, keeps) {
        (true, None) => 0.75,
        (false, None) => 0.45,
        _ => 0.15,
    };
    boldness + random.between(-0.15, 0.25)
}

/// Social Security or Medicare is off its rate, or one of them is missing.
pub(super) fn miss_rate(paper: &mut Paper, random: &mut Random) -> f64 {
    if paper.has(Kind::Fica) || !paper.has(Kind::Medicare) {
        paper.terms.is_exempt_from_fica = false;
        paper.terms.is_contractor = false;
        paper.set(Kind::Fica, None);
        paper.withhold();
    }
    let way = random.place(3);
    let gone = if random.chance(0.12) {
        Kind::SocialSecurity
    } else {
        Kind::Medicare
    };
    let severity = if way == 0 {
        paper.set(gone, None);
        0.5 + random.between(-0.2, 0.2)
    } else {
        let off = random.between(0.25, 0.8);
        let sign = if random.chance(0.8) { -1.0 } else { 1.0 };
        for kind in [Kind::SocialSecurity, Kind::Medicare] {
            if way == 1 || kind == gone {
                let cents = paper.sum_of(|known| known == kind) as f64 * (1.0 + sign * off);
                paper.set(kind, Some(cents.round() as i64));
            }
        }
        (off - 0.25) / 0.55
    };
    paper.balance();
    severity
}

/// The tax of a state is missing where it is due, or far above what it takes.
pub(super) fn mistake_state(paper: &mut Paper, random: &mut Random) -> f64 {
    let gross = paper.gross() as f64;
    if paper.sum_of(|kind| kind == Kind::State) > 0 && random.chance(0.1) {
        paper.set(Kind::State, None);
        paper.set(Kind::StateInsurance, None);
        paper.balance();
        return random.between(0.0, 0.5);
    }
    let rate = random.between(0.105, 0.15);
    paper.set(Kind::State, Some((gross * rate).round() as i64));
    paper.sort();
    paper.balance();
    (rate - 0.105) / 0.045
}
