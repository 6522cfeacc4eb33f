//! What is there, and what is missing.

use refit_plugin::Reading;

use super::{issuer::Issuer, read::Order, signature::Signature};

/// 1 for yes, 0 for no.
pub(super) const fn flag(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

/// 1 where a field was read, 0.5 where something stands there that cannot be read.
pub(super) const fn given<T>(field: &Reading<T>) -> f64 {
    match field {
        Reading::Read(_) => 1.0,
        Reading::Unreadable => 0.5,
        Reading::Missing => 0.0,
    }
}

/// Issuer, serial number, amount, payee, purchaser and date, and the signature where the issuer
/// wants one.
pub(super) fn critical_missing_count(order: &Order<'_>, issuer: &Issuer) -> f64 {
    let is_unsigned = order.signature == Signature::Missing && issuer.wants_signature() == 1.0;
    count_missing(&[
        order.issuer.is_some(),
        order.serial.is_some(),
        order.figures.is_present() || order.words.is_some(),
        order.payee.is_some(),
        order.purchaser.is_some(),
        order.date.is_present(),
        !is_unsigned,
    ])
}

/// All fields that a money order can have on its front.
pub(super) fn missing_fields_count(order: &Order<'_>) -> f64 {
    count_missing(&[
        order.issuer.is_some(),
        order.serial.is_some(),
        order.second_serial.is_some(),
        order.figures.is_present(),
        order.words.is_some(),
        order.payee.is_some(),
        order.purchaser.is_some(),
        order.address.is_some(),
        order.date.is_present(),
        order.location.is_some(),
        order.signature != Signature::Missing,
        order.stamp.is_some(),
    ])
}

fn count_missing(there: &[bool]) -> f64 {
    there.iter().filter(|is_there| !**is_there).count() as f64
}
