//! The quality of fields and of texts.

use refit_plugin::{Reading, text::Legibility};

use super::{banks, names, read::Statement, read::is_code};

/// The average over the given fields of how well each looks: bank, holder and number by their
/// forms, type and currency by theirs, sums, days and lines by whether they can be read. Bank,
/// holder and number say whose paper it is, and count threefold.
pub(super) fn field_quality(statement: &Statement<'_>) -> f64 {
    let mut quality = Average::default();
    if statement.bank.is_some() {
        let is_bank = banks::bank_validity(statement) >= 0.5;
        quality.add_identity(if is_bank { 1.0 } else { 0.0 });
    }
    if statement.holder.is_some() {
        quality.add_identity(names::name_format_valid(statement));
    }
    if statement.number.is_some() {
        quality.add_identity(names::account_number_format_valid(statement));
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

    fn add_identity(&mut self, value: f64) {
        self.sum += 3.0 * value;
        self.count += 3;
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

/// How few words look patched or misread, and whether descriptions that begin alike are in one
/// style: text that was put in later is often in another one, while a bank that prints its own
/// lines in another style does so with all of them. 0.75 where there is nothing to read.
pub(super) fn text_quality(statement: &Statement<'_>) -> f64 {
    let mut legibility = Legibility::default();
    let mut styles = Vec::with_capacity(statement.lines.len());
    for name in [&statement.bank, &statement.holder].into_iter().flatten() {
        legibility.add(name);
    }
    for line in &statement.lines {
        for text in [line.text, line.category].into_iter().flatten() {
            legibility.add(text);
        }
        if let Some(text) = line.text
            && let Some(is_upper) = is_upper(text)
        {
            styles.push((beginning(text), is_upper));
        }
    }
    let Some(misread) = legibility.misread_share() else {
        return 0.75;
    };
    // From one word in four on, a text is as bad as it gets.
    let legible = 1.0 - (4.0 * misread).min(1.0);
    let in_one_style = 1.0 - (2.0 * odd_share(styles).sqrt()).min(1.0);
    (0.5 * legible + 0.5 * in_one_style).clamp(0.0, 1.0)
}

/// The first letters of a text, in small ones.
fn beginning(text: &str) -> [u8; 8] {
    let mut letters = [0; 8];
    let word = text.bytes().take_while(u8::is_ascii_alphanumeric);
    for (letter, byte) in letters.iter_mut().zip(word) {
        *letter = byte.to_ascii_lowercase();
    }
    letters
}

/// The share of texts that are in another style than most of those that begin alike.
fn odd_share(mut styles: Vec<([u8; 8], bool)>) -> f64 {
    if styles.is_empty() {
        return 0.0;
    }
    styles.sort_unstable();
    let odd: usize = styles
        .chunk_by(|one, other| one.0 == other.0)
        .map(|alike| {
            let upper = alike.iter().filter(|(_, is_upper)| *is_upper).count();
            upper.min(alike.len() - upper)
        })
        .sum();
    odd as f64 / styles.len() as f64
}

/// Whether a text is in capitals; nothing where it has no letters.
fn is_upper(text: &str) -> Option<bool> {
    let mut letters = text.bytes().filter(u8::is_ascii_alphabetic).peekable();
    letters.peek()?;
    Some(!letters.any(|letter| letter.is_ascii_lowercase()))
}
