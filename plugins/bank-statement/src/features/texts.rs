//! The quality of fields and of texts.

use refit_plugin::{Reading, text::Legibility};

use super::{banks, names, read::Statement, read::is_code};

/// The average over the given fields of how well each looks: bank, holder and number by their
/// forms, type and currency by theirs, sums, days and lines by whether they can be read.
pub(super) fn field_quality(statement: &Statement<'_>) -> f64 {
    let mut quality = Average::default();
    if statement.bank.is_some() {
        quality.add(if banks::bank_validity(statement) < 0.5 {
            0.0
        } else {
            1.0
        });
    }
    if statement.holder.is_some() {
        quality.add(names::name_format_valid(statement));
    }
    if statement.number.is_some() {
        quality.add(names::account_number_format_valid(statement));
    }
    if let Some(kind) = &statement.account_type {
        quality.add(if legible(kind) { 1.0 } else { 0.0 });
    }
    if let Some(currency) = &statement.currency {
        let is_sign = currency.chars().count() == 1;
        quality.add(if is_sign || is_code(currency) {
            1.0
        } else {
            0.0
        });
    }
    for sum in [
        statement.opening,
        statement.closing,
        statement.credits,
        statement.debits,
    ] {
        quality.add_reading(&sum);
    }
    for day in [statement.start, statement.end, statement.issued] {
        quality.add_reading(&day);
    }
    if !statement.lines.is_empty() || statement.unread_lines > 0 {
        let whole = statement.lines.iter().filter(|line| {
            matches!(
                (line.day, line.amount),
                (Reading::Read(_), Reading::Read(_))
            )
        });
        let all = statement.lines.len() as f64 + f64::from(statement.unread_lines);
        quality.add(whole.count() as f64 / all);
    }
    quality.value().unwrap_or(0.5)
}

fn legible(words: &str) -> bool {
    let mut legibility = Legibility::default();
    legibility.add(words);
    legibility.words > 0 && legibility.misread == 0
}

#[derive(Default)]
struct Average {
    sum: f64,
    count: u32,
}

impl Average {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    fn add_reading<T>(&mut self, field: &Reading<T>) {
        match field {
            Reading::Read(_) => self.add(1.0),
            Reading::Unreadable => self.add(0.0),
            Reading::Missing => {}
        }
    }

    fn value(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / f64::from(self.count))
    }
}

/// How few words look patched or misread, and whether all descriptions are in one style: text
/// that was put in later is often in another one. 0.75 where there is nothing to read.
pub(super) fn text_quality(statement: &Statement<'_>) -> f64 {
    let mut legibility = Legibility::default();
    let (mut upper, mut lower) = (0_u32, 0_u32);
    for name in [&statement.bank, &statement.holder].into_iter().flatten() {
        legibility.add(name);
    }
    for line in &statement.lines {
        for text in [line.text, line.category].into_iter().flatten() {
            legibility.add(text);
        }
        if let Some(text) = line.text {
            match is_upper(text) {
                Some(true) => upper += 1,
                Some(false) => lower += 1,
                None => {}
            }
        }
    }
    let Some(misread) = legibility.misread_share() else {
        return 0.75;
    };
    // From one word in six on, a text is as bad as it gets.
    let legible = 1.0 - (6.0 * misread).min(1.0);
    let styled = upper + lower;
    let mixture = if styled == 0 {
        0.0
    } else {
        f64::from(upper.min(lower)) / f64::from(styled)
    };
    (0.75 * legible + 0.25 * (1.0 - (4.0 * mixture).min(1.0))).clamp(0.0, 1.0)
}

/// Whether a text is in capitals; nothing where it has no letters.
fn is_upper(text: &str) -> Option<bool> {
    let mut letters = text.bytes().filter(u8::is_ascii_alphabetic).peekable();
    letters.peek()?;
    Some(!letters.any(|letter| letter.is_ascii_lowercase()))
}
