//! Names of payee and purchaser.

use refit_plugin::text;

use super::read::Order;

/// How the letters of a name are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// In capitals.
    Upper,
    /// With small letters.
    Mixed,
    /// Some words in capitals and some not.
    Both,
    /// Too few letters to tell.
    Unclear,
}

pub(super) fn style(name: &str) -> Style {
    let (mut has_upper, mut has_mixed) = (false, false);
    for word in text::words(name) {
        let has_small = word.chars().any(char::is_lowercase);
        // Initials, states and "LLC" are capitals in every style, "of" is small in every one.
        has_upper |= !has_small && word.chars().filter(|c| c.is_alphabetic()).count() > 3;
        has_mixed |= has_small && word.starts_with(char::is_uppercase);
    }
    match (has_upper, has_mixed) {
        (true, false) => Style::Upper,
        (false, true) => Style::Mixed,
        (true, true) => Style::Both,
        (false, false) => Style::Unclear,
    }
}

/// 1 for a name, 0.7 for a single word, 0.4 where half of it was written by someone else, 0.2
/// where words look patched or misread, 0 for a form's own words.
pub(super) fn grade(name: &str) -> f64 {
    const PLACEHOLDERS: [&str; 6] = [
        "john doe",
        "jane doe",
        "your name",
        "payee name",
        "purchaser name",
        "name here",
    ];
    let is_placeholder = |words: &&str| text::has_words(name, words);
    if PLACEHOLDERS.iter().any(is_placeholder) {
        return 0.0;
    }
    let (mut words, mut odd) = (0_u32, 0_u32);
    for word in text::words(name) {
        words += 1;
        odd += u32::from(text::looks_misread(word));
    }
    match words {
        0 => 0.0,
        _ if odd > 0 => 0.2,
        _ if style(name) == Style::Both => 0.4,
        1 => 0.7,
        _ => 1.0,
    }
}

/// The average grade of the two names; less where one is in capitals and the other is not,
/// though one hand fills in both, and where somebody pays himself. 0.5 where neither is there.
pub(super) fn consistency(order: &Order<'_>) -> f64 {
    let (payee, purchaser) = (order.payee.as_deref(), order.purchaser.as_deref());
    let (Some(payee), Some(purchaser)) = (payee, purchaser) else {
        // One name alone is consistent with nothing: a step towards neutral.
        return payee
            .or(purchaser)
            .map_or(0.5, |name| 0.2 + 0.6 * grade(name));
    };
    let mut consistency = (grade(payee) + grade(purchaser)) / 2.0;
    let styles = (style(payee), style(purchaser));
    if matches!(
        styles,
        (Style::Upper, Style::Mixed) | (Style::Mixed, Style::Upper)
    ) {
        consistency *= 0.6;
    }
    if payee.eq_ignore_ascii_case(purchaser) {
        consistency *= 0.7;
    }
    consistency
}
