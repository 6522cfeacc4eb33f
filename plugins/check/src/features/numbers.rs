//! Check numbers.

use super::{read::Paper, sort::Sort};

/// The number without the zeros in front; `None` where it has anything but digits.
fn significant(number: &str) -> Option<&str> {
    let number = number.trim_start_matches(['#', ' ']);
    let is_digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_digits.then(|| number.trim_start_matches('0'))
}

/// 1 for three to six digits, less for fewer and for more; a money order has ten or eleven. 0.5
/// where there is none, for none is needed; 0 for nothing but zeros and for letters.
pub(super) fn check_number_valid(paper: &Paper<'_>) -> f64 {
    let Some(number) = paper.number.as_deref() else {
        return 0.5;
    };
    match significant(number).map(str::len) {
        None | Some(0) => 0.0,
        Some(3..=6) => 1.0,
        Some(7 | 8) => 0.9,
        Some(1 | 2) => 0.7,
        Some(9 | 10) => 0.4,
        Some(_) => 0.2,
    }
}

/// Personal checks are numbered from 101 on with three or four digits, those of firms with
/// four to six, a bank's own with more. A low number is a new account, which says little; one
/// far off the range of its kind, or counted up, or of one digit repeated, is invented more
/// often. 0.5 where there is none.
pub(super) fn check_number_pattern(paper: &Paper<'_>, sort: Sort) -> f64 {
    let Some(number) = paper.number.as_deref() else {
        return 0.5;
    };
    let Some(digits) = significant(number) else {
        return 0.0;
    };
    if digits.is_empty() {
        return 0.0;
    }
    if is_invented(digits) {
        return 0.2;
    }
    let usual = match sort {
        Sort::Personal | Sort::Counter => 3..=4,
        Sort::Business | Sort::Payroll => 4..=6,
        Sort::Cashiers | Sort::Certified | Sort::Government => 5..=10,
        Sort::Travelers | Sort::MoneyOrder | Sort::Unknown => 3..=11,
    };
    let length = digits.len();
    let is_new = matches!(sort, Sort::Personal | Sort::Business) && length == 3 && digits < "150";
    let off = match length {
        _ if usual.contains(&length) => 0,
        _ if length < *usual.start() => usual.start() - length,
        _ => length - usual.end(),
    };
    match off {
        0 if is_new => 0.8,
        0 => 1.0,
        1 => 0.6,
        2 => 0.4,
        _ => 0.3,
    }
}

/// 1234, 7777, 9876 and the like, of four digits and more.
fn is_invented(digits: &str) -> bool {
    let steps = || digits.bytes().zip(digits.bytes().skip(1));
    let count = steps().count();
    count >= 3
        && (steps().all(|(a, b)| a == b)
            || steps().all(|(a, b)| b == a + 1)
            || steps().all(|(a, b)| a == b + 1))
}
