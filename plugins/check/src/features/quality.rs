//! The quality of fields and of texts.

use refit_plugin::{Day, Reading, text::Legibility};

use super::{address, dates, names, numbers, presence::is_masked, read::Paper, routing};

/// The average over the given fields of how well each looks.
pub(super) fn field_quality(paper: &Paper<'_>, received: Day) -> f64 {
    let mut quality = Average::default();
    if let Some(bank) = paper.bank.as_deref() {
        quality.add((routing::bank_validity(bank) * 1.5).min(1.0));
    }
    if paper.routing.is_some() {
        quality.add(routing::routing_validity(paper));
    }
    if let Some(account) = paper.account.as_deref() {
        quality.add(account_form(account));
    }
    if paper.number.is_some() {
        quality.add(numbers::check_number_valid(paper));
    }
    for name in [&paper.payer, &paper.payee].into_iter().flatten() {
        quality.add(names::form(name));
    }
    if paper.payer_address.is_some() {
        quality.add(address::address_valid(paper));
    }
    if paper.date.is_present() {
        quality.add(dates::date_format_valid(paper, received));
    }
    match paper.figures {
        Reading::Read(_) => quality.add(1.0),
        Reading::Unreadable => quality.add(0.0),
        Reading::Missing => {}
    }
    if paper.in_words.is_some() {
        quality.add(paper.spoken.map_or(0.0, |spoken| spoken.clarity));
    }
    quality.value().unwrap_or(0.5)
}

/// 1 for 6 to 17 digits, 0.8 for a masked number that shows its last ones, 0.2 for a number of
/// another length, 0 for letters between digits.
fn account_form(number: &str) -> f64 {
    if is_masked(number) {
        return 0.8;
    }
    let compact = || {
        number
            .chars()
            .filter(|c| !matches!(c, ' ' | '-' | '⑈' | '.'))
    };
    match compact().count() {
        _ if !compact().all(|c| c.is_ascii_digit()) => 0.0,
        6..=17 => 1.0,
        _ => 0.2,
    }
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

    fn value(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / f64::from(self.count))
    }
}

/// How few words of the paper look patched or misread. 0.75 where there is nothing to read.
pub(super) fn text_quality(paper: &Paper<'_>) -> f64 {
    let mut legibility = Legibility::default();
    let texts = [
        &paper.bank,
        &paper.payer,
        &paper.payer_address,
        &paper.payee,
        &paper.in_words,
        &paper.memo,
        &paper.raw,
    ];
    for text in texts.into_iter().flatten() {
        legibility.add(text);
    }
    // From one word in five on, a text is as bad as it gets.
    legibility
        .misread_share()
        .map_or(0.75, |misread| 1.0 - (5.0 * misread).min(1.0))
}
