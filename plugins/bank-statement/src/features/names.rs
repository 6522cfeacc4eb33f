//! Forms of account numbers and of names.

use refit_plugin::text;

use super::{presence::is_masked, read::Statement};

/// 1 for 8 to 12 digits (American banks; Chase has 9 or 12, Wells Fargo 10 or 11, Bank of
/// America 12), 0.9 for 6 to 17 or an IBAN, 0.8 for a masked number that shows its last digits,
/// 0.5 for another kind of identifier and where there is none, 0.2 for a number of another
/// length, 0.1 for one that is no bank's (all digits alike, or counted up), 0 for letters
/// between digits.
pub(super) fn account_number_format_valid(statement: &Statement<'_>) -> f64 {
    statement.number.as_deref().map_or(0.5, grade_number)
}

fn grade_number(number: &str) -> f64 {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    if is_masked(number) {
        return if (2..=6).contains(&digits) { 0.8 } else { 0.3 };
    }
    let compact = || {
        number
            .chars()
            .filter(|c| !matches!(c, ' ' | '-' | '/' | '.'))
    };
    let letters = compact().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return match digits {
            _ if is_invented(number) => 0.1,
            8..=12 => 1.0,
            6..=17 => 0.9,
            _ => 0.2,
        };
    }
    let leading_letters = compact().take_while(|c| c.is_alphabetic()).count();
    let starts_with_letters = leading_letters > 0;
    let iban = leading_letters == 2 && (15..=34).contains(&compact().count());
    if iban {
        return 0.9;
    }
    // "acct-0042" is an identifier of an export, "12O4567" is a misread number.
    if starts_with_letters && leading_letters == letters {
        0.5
    } else {
        0.0
    }
}

/// 000000000, 123456789, 987654321 and the like.
fn is_invented(number: &str) -> bool {
    let digits = || number.bytes().filter(u8::is_ascii_digit);
    let steps = || digits().zip(digits().skip(1));
    let count = steps().count();
    let alike = steps().filter(|(a, b)| a == b).count();
    let up = steps()
        .filter(|(a, b)| *b == if *a == b'9' { b'0' } else { a + 1 })
        .count();
    let down = steps().filter(|(a, b)| b + 1 == *a).count();
    count >= 4 && (alike == count || up == count || down == count)
}

/// 1 for two to five words of letters, 0.8 for one word or a firm's longer name, 0.5 where no
/// holder is named, 0.2 where words look patched or misread, 0 for a template's own words.
pub(super) fn name_format_valid(statement: &Statement<'_>) -> f64 {
    statement.holder.as_deref().map_or(0.5, grade_name)
}

fn grade_name(name: &str) -> f64 {
    const PLACEHOLDERS: [&str; 8] = [
        "john doe",
        "jane doe",
        "your name",
        "account holder",
        "customer name",
        "name here",
        "first last",
        "john smith sample",
    ];
    if PLACEHOLDERS
        .iter()
        .any(|words| text::has_words(name, words))
    {
        return 0.0;
    }
    let (mut words, mut odd, mut upper, mut mixed) = (0_u32, 0_u32, 0_u32, 0_u32);
    for word in text::words(name) {
        words += 1;
        let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
        odd += u32::from(text::looks_misread(word) || has_digit);
        let small = word.chars().any(char::is_lowercase);
        // Initials and "LLC" are capitals in every style, "de" and "and" are small in every one.
        upper += u32::from(!small && word.chars().count() > 3);
        mixed += u32::from(small && word.starts_with(char::is_uppercase));
    }
    match words {
        0 => 0.0,
        _ if odd > 0 => 0.2,
        // Half of the name was typed by someone else.
        _ if upper > 0 && mixed > 0 => 0.4,
        2..=5 => 1.0,
        _ => 0.8,
    }
}
