//! Signatures on the front and on the back.

use refit_plugin::{Fields, Json, text};

use super::read::Order;

/// What stands where the purchaser signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Signature {
    /// Nothing was found, or it was found to be empty: tables store both as `false`.
    #[default]
    Missing,
    /// The box and its label, which readers take for a signature now and then.
    Box,
    /// Something was written there.
    Signed,
}

/// Words for an empty place.
const EMPTY: [&str; 7] = [
    "missing", "absent", "unsigned", "empty", "blank", "not", "no",
];

/// Words of the form itself.
const LABELS: [&str; 6] = ["field", "box", "line", "label", "here", "area"];

/// The signature under any of its names: a text, yes or no, or an object that has one.
pub(super) fn read(fields: &Fields<'_>, names: &[&str]) -> Signature {
    fields.find(names).map_or(Signature::Missing, of_value)
}

fn of_value(value: &Json<'_>) -> Signature {
    if let Some(is_signed) = value.truth() {
        return if is_signed {
            Signature::Signed
        } else {
            Signature::Missing
        };
    }
    let Some(said) = value.text() else {
        return Signature::Missing;
    };
    let has = |known: &[&str]| {
        let mut words = text::words(&said).take(12);
        words.any(|word| known.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    if has(&EMPTY) {
        Signature::Missing
    } else if has(&LABELS) {
        Signature::Box
    } else if text::words(&said).next().is_some() {
        Signature::Signed
    } else {
        Signature::Missing
    }
}

/// 1 where somebody signed, 0.5 where only the form's own words were found.
pub(super) const fn present(order: &Order<'_>) -> f64 {
    match order.signature {
        Signature::Missing => 0.0,
        Signature::Box => 0.5,
        Signature::Signed => 1.0,
    }
}

/// Missing where the paper's back was not read: an image of the front has no endorsement.
pub(super) const fn endorsement(order: &Order<'_>) -> f64 {
    match order.endorsement {
        None => f64::NAN,
        Some(Signature::Missing) => 0.0,
        Some(Signature::Box) => 0.5,
        Some(Signature::Signed) => 1.0,
    }
}
