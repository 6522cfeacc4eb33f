//! Do balances, totals and lines add up?

use refit_plugin::Reading;

use super::{misreading, presence::flag, read::Statement, sums::Sums};

pub(super) fn balance_change(statement: &Statement<'_>) -> f64 {
    match (statement.opening, statement.closing) {
        (Reading::Read(opening), Reading::Read(closing)) => closing - opening,
        _ => f64::NAN,
    }
}

pub(super) fn negative_ending_balance(statement: &Statement<'_>) -> f64 {
    flag(
        statement
            .closing
            .value()
            .is_some_and(|closing| closing < 0.0),
    )
}

/// Grades of single checks, each 1 where two sums are equal, falling to 0 as the gap between
/// them grows to the size of the account's whole turnover.
struct Checks {
    scale: f64,
    /// The gap that rounding can make between two sums over all lines.
    tolerance: f64,
    worst: f64,
    total: f64,
    count: u32,
}

/// What is left of a gap's weight where the paper was read badly rather than edited.
const EXCUSED: f64 = 0.35;

impl Checks {
    fn is_equal(&self, one: f64, other: f64) -> bool {
        (one - other).abs() <= self.tolerance + self.scale * 1e-12
    }

    /// `is_excused` says whether a bad scan explains the gap; it is asked only where there is one.
    fn compare(&mut self, one: f64, other: f64, is_excused: impl FnOnce() -> bool) {
        if self.is_equal(one, other) {
            return self.add(1.0);
        }
        // The root spreads small edits, which are the common ones, over more of the scale.
        let share = ((one - other).abs() / self.scale).min(1.0).sqrt();
        let weight = if is_excused() { EXCUSED } else { 1.0 };
        self.add(1.0 - weight * share);
    }

    fn add(&mut self, grade: f64) {
        self.worst = self.worst.min(grade);
        self.total += grade;
        self.count += 1;
    }

    /// Mostly the worst check; the others tell a single misread number from an edited paper.
    fn grade(&self) -> f64 {
        if self.count == 0 {
            return 0.5;
        }
        0.7 * self.worst + 0.3 * self.total / f64::from(self.count)
    }
}

/// Closing = opening + credits − debits, by the lines and by the stated totals; totals = lines;
/// each line's balance = the one before it ± its sum; first and last of them fit the balances
/// of the statement. A gap that one misread digit or one lost page explains weighs less. 0.5
/// where nothing of it can be checked.
pub(super) fn balance_consistency(statement: &Statement<'_>, sums: &Sums) -> f64 {
    let (opening, closing) = (statement.opening.value(), statement.closing.value());
    let stated = (statement.credits.value(), statement.debits.value());
    let sizes = [opening, closing, stated.0, stated.1, sums.largest];
    let largest = sizes.iter().flatten().fold(0.0_f64, |a, b| a.max(b.abs()));
    let (credits, debits) = sums.by_lines.unwrap_or_default();
    let mut checks = Checks {
        scale: largest.max(credits).max(debits).max(1.0),
        tolerance: sums.tolerance(statement.lines.len()),
        worst: 1.0,
        total: 0.0,
        count: 0,
    };
    let lacks_page = misreading::lacks_page(statement, sums, |a, b| checks.is_equal(a, b));
    if let (Some(opening), Some(closing)) = (opening, closing) {
        let ends_are_misread = |moved: f64| {
            misreading::explains(closing, opening + moved)
                || misreading::explains(opening, closing - moved)
        };
        if let Some((credits, debits)) = sums.by_lines {
            let moved = credits - debits;
            checks.compare(opening + moved, closing, || {
                lacks_page
                    || ends_are_misread(moved)
                    || misreading::explains_line(statement, opening + moved - closing)
            });
        }
        if let (Some(credits), Some(debits)) = stated {
            let moved = credits - debits;
            checks.compare(opening + moved, closing, || {
                ends_are_misread(moved)
                    || misreading::explains(credits, closing - opening + debits)
                    || misreading::explains(debits, opening + credits - closing)
            });
        }
    }
    let by_lines = sums.by_lines;
    if let (Some(stated), Some((credits, _))) = (stated.0, by_lines) {
        checks.compare(stated, credits, || {
            lacks_page
                || misreading::explains(stated, credits)
                || misreading::explains_line(statement, credits - stated)
        });
    }
    if let (Some(stated), Some((_, debits))) = (stated.1, by_lines) {
        checks.compare(stated, debits, || {
            lacks_page
                || misreading::explains(stated, debits)
                || misreading::explains_line(statement, stated - debits)
        });
    }
    check_running_balance(statement, sums.tolerance(1), lacks_page, &mut checks);
    checks.grade()
}

fn check_running_balance(
    statement: &Statement<'_>,
    tolerance: f64,
    lacks_page: bool,
    checks: &mut Checks,
) {
    let mut before: Option<f64> = None;
    let mut first: Option<f64> = None;
    let mut moved = 0.0;
    let (mut pairs, mut breaks) = (0_u32, 0.0);
    for line in &statement.lines {
        let (amount, balance) = (line.amount.value(), line.balance.value());
        match (before, amount, balance) {
            (Some(before), Some(amount), Some(balance)) => {
                pairs += 1;
                moved += amount;
                if (before + amount - balance).abs() > tolerance + checks.scale * 1e-12 {
                    let is_misread = misreading::explains(balance, before + amount)
                        || misreading::explains(before, balance - amount)
                        || misreading::explains(amount, balance - before);
                    breaks += if is_misread { EXCUSED } else { 1.0 };
                }
            }
            (None, Some(amount), Some(balance)) if first.is_none() => {
                first = Some(balance - amount);
                moved += amount;
            }
            _ => {}
        }
        before = balance;
    }
    let ends = (first, statement.opening.value());
    if let (Some(first), Some(opening)) = ends {
        checks.compare(first, opening, || {
            lacks_page || misreading::explains(opening, first)
        });
    }
    let last = statement.lines.last().and_then(|line| line.balance.value());
    if let (Some(last), Some(closing)) = (last, statement.closing.value()) {
        checks.compare(last, closing, || {
            lacks_page || misreading::explains(closing, last)
        });
    }
    if pairs > 0 {
        checks.add(1.0 - 0.6 * (breaks / f64::from(pairs)).sqrt());
        // A misread balance breaks two lines and is over; an edited sum stays in the books.
        if let (Some(first), Some(last), true) = (first, last, is_unbroken(statement)) {
            let gap = first + moved - last;
            checks.compare(first + moved, last, || {
                lacks_page || misreading::explains_line(statement, gap)
            });
        }
    }
}

/// Whether every line has a sum and a balance.
fn is_unbroken(statement: &Statement<'_>) -> bool {
    statement.lines.iter().all(|line| {
        matches!(
            (line.amount, line.balance),
            (Reading::Read(_), Reading::Read(_))
        )
    })
}

/// Standard deviation of the running balance over its average size. The running balance is the
/// printed one, or else follows from the opening balance and the lines.
pub(super) fn balance_volatility(statement: &Statement<'_>) -> f64 {
    let mut running = statement.opening.value();
    let (mut count, mut sum, mut squares, mut sizes) = (0.0, 0.0, 0.0, 0.0);
    for line in &statement.lines {
        let moved = running
            .zip(line.amount.value())
            .map(|(b, amount)| b + amount);
        running = line.balance.value().or(moved).or(running);
        let Some(balance) = running else { continue };
        count += 1.0;
        sum += balance;
        squares += balance * balance;
        sizes += balance.abs();
    }
    if count < 2.0 {
        return f64::NAN;
    }
    let mean = sum / count;
    let variance = (squares / count - mean * mean).max(0.0);
    variance.sqrt() / (sizes / count).max(1.0)
}
