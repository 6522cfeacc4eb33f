//! Serial numbers.

use super::{
    issuer::{Issuer, Serials},
    read::Order,
};

/// 1 for a number, 0.5 for something without a digit, such as a word of the form.
pub(super) fn present(order: &Order<'_>) -> f64 {
    match order.serial.as_deref() {
        None => 0.0,
        Some(serial) if serial.bytes().any(|byte| byte.is_ascii_digit()) => 1.0,
        Some(_) => 0.5,
    }
}

/// What a serial number is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// So many digits, and nothing else but spaces and hyphens.
    Digits(usize),
    /// Digits and characters that look like digits, so many together.
    LookAlikes(usize),
    /// Anything else.
    Other,
}

fn form(serial: &str) -> Form {
    let (mut digits, mut look_alikes) = (0, 0);
    for c in serial.chars() {
        match c {
            '0'..='9' => digits += 1,
            'O' | 'o' | 'I' | 'l' | 'S' | 'B' | 'Z' | 'G' => look_alikes += 1,
            ' ' | '-' => {}
            _ => return Form::Other,
        }
    }
    match (digits, look_alikes) {
        (0, _) => Form::Other,
        (_, 0) => Form::Digits(digits),
        // More than two are letters, not slips.
        (_, 1 | 2) => Form::LookAlikes(digits + look_alikes),
        _ => Form::Other,
    }
}

/// 1 for the length that the issuer prints; 0.4 for one digit more or less, as the digit in the
/// box beside MoneyGram's or a lost one makes it, and for a digit read as a letter; 0.5 where
/// there is nothing to hold together; 0.2 where an issuer without a known form has an odd
/// number; else 0.
pub(super) fn format_match(order: &Order<'_>, issuer: &Issuer) -> f64 {
    let Some(serial) = order.serial.as_deref() else {
        return 0.5;
    };
    let form = form(serial);
    let Some(serials) = issuer.serials() else {
        return match form {
            Form::Digits(6..=12) => 0.5,
            Form::LookAlikes(6..=12) => 0.3,
            _ => 0.2,
        };
    };
    match form {
        Form::Digits(length) if serials.has_length(length) => 1.0,
        Form::Digits(length) if serials.has_length(length + 1) => 0.4,
        Form::Digits(length) if length > 0 && serials.has_length(length - 1) => 0.4,
        Form::LookAlikes(length) if serials.has_length(length) => 0.4,
        _ => 0.0,
    }
}

/// 1 where the check digit proves the number; 0.75 where the length is right and the issuer has
/// no check digit; 0.5 where there is nothing to hold it against; 0.25 where the length is right
/// and the check digit, or one character, is not; 0 for another length, and for numbers that a
/// hand makes up (all digits alike, or counted up).
pub(super) fn pattern_valid(order: &Order<'_>, issuer: &Issuer) -> f64 {
    let Some(serial) = order.serial.as_deref() else {
        return 0.5;
    };
    let form = form(serial);
    if matches!(form, Form::Digits(_)) && is_made_up(serial) {
        return 0.0;
    }
    let Some(serials) = issuer.serials() else {
        return if form == Form::Other { 0.0 } else { 0.5 };
    };
    match form {
        Form::Digits(length) if serials.has_length(length) => match serials {
            Serials::Checked if has_check_digit(serial) => 1.0,
            Serials::Checked => 0.25,
            Serials::Plain => 0.75,
        },
        Form::LookAlikes(length) if serials.has_length(length) => 0.25,
        _ => 0.0,
    }
}

/// Whether the last of eleven digits is the sum of the first ten modulo 9, as on postal orders.
fn has_check_digit(serial: &str) -> bool {
    let digits: Vec<u32> = serial.chars().filter_map(|c| c.to_digit(10)).collect();
    match digits.split_last() {
        Some((last, first)) if first.len() == 10 => first.iter().sum::<u32>() % 9 == *last,
        _ => false,
    }
}

/// 00000000000, 12345678901, 98765432109 and the like.
fn is_made_up(serial: &str) -> bool {
    let digits = || serial.chars().filter_map(|c| c.to_digit(10));
    let steps = || digits().zip(digits().skip(1));
    let count = steps().count();
    let same = |step: u32| steps().filter(|(a, b)| (a + step) % 10 == *b).count();
    // Check digits of made-up numbers do not count on.
    count >= 4 && [0, 1, 9].into_iter().any(|step| same(step) + 1 >= count)
}
