//! Gaps between sums that a bad scan explains: a digit taken for another one, a page that is not
//! there. A forger's sum differs from the right one in most of its digits.

use super::{read::Statement, sums::Sums};

/// Whether `printed` is `expected` with one digit taken for one that looks like it.
pub(super) fn explains(printed: f64, expected: f64) -> bool {
    // Cents of larger sums are no whole numbers any more.
    const LARGEST: f64 = 9e13;
    let differ = printed.is_sign_negative() != expected.is_sign_negative();
    if differ || !(printed.abs() < LARGEST && expected.abs() < LARGEST) {
        return false;
    }
    let cents = |sum: f64| (sum.abs() * 100.0).round() as u64;
    let (mut one, mut other) = (cents(printed), cents(expected));
    let mut wrong = 0_u32;
    while one > 0 || other > 0 {
        // A number does not lose or gain a digit by being misread.
        if one == 0 || other == 0 {
            return false;
        }
        let (a, b) = (one % 10, other % 10);
        if a != b {
            wrong += 1;
            if wrong > 1 || !look_alike(a, b) {
                return false;
            }
        }
        one /= 10;
        other /= 10;
    }
    wrong == 1
}

/// Digits that optical reading takes for one another.
const fn look_alike(one: u64, other: u64) -> bool {
    let (low, high) = if one < other {
        (one, other)
    } else {
        (other, one)
    };
    matches!(
        (low, high),
        (0, 6 | 8) | (1, 4 | 7) | (2, 7) | (3, 5 | 8) | (4, 9) | (5, 6) | (6, 8) | (8, 9)
    )
}

/// Whether one misread line explains that all lines together are `gap` too much.
pub(super) fn explains_line(statement: &Statement<'_>, gap: f64) -> bool {
    let mut sums = statement
        .lines
        .iter()
        .filter_map(|line| line.amount.value());
    sums.any(|sum| explains(sum, sum - gap))
}

/// Whether stated totals and balances agree with one another, and lines of both kinds are
/// missing below them: a page was not scanned. A forger who cuts lines out cuts out debits.
pub(super) fn lacks_page(
    statement: &Statement<'_>,
    sums: &Sums,
    is_equal: impl Fn(f64, f64) -> bool,
) -> bool {
    let stated = statement.credits.value().zip(statement.debits.value());
    let balances = statement.opening.value().zip(statement.closing.value());
    let (Some(stated), Some((opening, closing)), Some(lines)) = (stated, balances, sums.by_lines)
    else {
        return false;
    };
    let (credits, debits) = (stated.0 - lines.0, stated.1 - lines.1);
    is_equal(opening + stated.0 - stated.1, closing)
        && credits > 0.0
        && debits > 0.0
        && !is_equal(credits, 0.0)
        && !is_equal(debits, 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_digit_that_looks_like_another_is_a_misreading() {
        for (printed, expected) in [
            (2_119.30, 2_179.30),
            (-12.05, -12.65),
            (3_000.0, 8_000.0),
            (0.04, 0.09),
        ] {
            assert!(explains(printed, expected), "{printed} for {expected}");
            assert!(explains(expected, printed), "{expected} for {printed}");
        }
    }

    #[test]
    fn what_a_forger_writes_is_none() {
        for (printed, expected) in [
            (9_119.30, 2_119.30),
            (2_119.30, 2_179.80),
            (12_119.30, 2_119.30),
            (-500.0, 500.0),
            (700.0, 700.0),
            (f64::NAN, 1.0),
            (1e300, 1e299),
        ] {
            assert!(!explains(printed, expected), "{printed} for {expected}");
        }
    }
}
