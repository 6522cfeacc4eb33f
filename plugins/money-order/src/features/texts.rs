//! The quality of fields and of texts.

use refit_plugin::{
    Reading,
    text::{self, Legibility},
};

use super::{
    address,
    issuer::Issuer,
    names::{self, Style},
    presence,
    read::Order,
    serial,
};

/// The average over the given fields of how well each looks: issuer, serial number, names and
/// address by their forms, amounts and date by whether they can be read, others by their words.
pub(super) fn field_quality(order: &Order<'_>, issuer: &Issuer) -> f64 {
    let mut quality = Average::default();
    if order.issuer.is_some() {
        quality.add(presence::flag(issuer.validity() >= 0.5));
    }
    if order.serial.is_some() {
        quality.add(serial::format_match(order, issuer));
    }
    if let Some(second) = order.second_serial.as_deref() {
        let is_number = second
            .chars()
            .all(|c| c.is_ascii_digit() || c == '-' || c == ' ');
        quality.add(presence::flag(is_number));
    }
    quality.add_reading(&order.figures);
    quality.add_reading(&order.worded);
    for name in [&order.payee, &order.purchaser].into_iter().flatten() {
        quality.add(names::grade(name));
    }
    if order.address.is_some() {
        quality.add(address::validity(order));
    }
    quality.add_reading(&order.date);
    for text in [&order.location, &order.stamp].into_iter().flatten() {
        let is_legible =
            text::words(text).next().is_some() && !text::words(text).any(text::looks_misread);
        quality.add(presence::flag(is_legible));
    }
    quality.value().unwrap_or(0.5)
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

/// How few words look patched or misread, and whether what one hand filled in (payee, purchaser,
/// address) is in one style. 0.75 where there is nothing to read.
pub(super) fn quality(order: &Order<'_>) -> f64 {
    let mut legibility = Legibility::default();
    let by_hand = [&order.payee, &order.purchaser, &order.address];
    let printed = [&order.issuer, &order.words, &order.location, &order.stamp];
    for text in by_hand.into_iter().chain(printed).flatten() {
        legibility.add(text);
    }
    let Some(misread) = legibility.misread_share() else {
        return 0.75;
    };
    // From one word in five on, a text is as bad as it gets.
    let legible = 1.0 - (5.0 * misread).min(1.0);
    let styles = by_hand.into_iter().flatten().map(|text| names::style(text));
    let (mut upper, mut mixed, mut odd) = (0_u32, 0_u32, 0.0);
    for style in styles {
        match style {
            Style::Upper => upper += 1,
            Style::Mixed => mixed += 1,
            Style::Both => odd += 0.5,
            Style::Unclear => {}
        }
    }
    odd += f64::from(upper.min(mixed));
    (0.75 * legible + 0.25 * (1.0 - f64::min(odd, 1.0))).clamp(0.0, 1.0)
}
