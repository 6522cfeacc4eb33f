//! Addresses, and where the order was sold.

use refit_plugin::text;

use super::{places, read::Order};

/// What was found of an address.
#[derive(Debug, Clone, Copy, Default)]
struct Parts<'t> {
    has_street: bool,
    /// The first digits that ZIP codes of the named state have.
    zip_starts: Option<&'static str>,
    zip: Option<&'t str>,
    misread: u32,
    words: u32,
}

impl<'t> Parts<'t> {
    fn of(text: &'t str) -> Self {
        let mut parts = Self::default();
        let mut after_number = false;
        for word in text::words(text) {
            parts.words = parts.words.saturating_add(1);
            parts.misread += u32::from(text::looks_misread(word));
            let digits = word.bytes().filter(u8::is_ascii_digit).count();
            let is_number = digits > 0 && digits == word.len();
            parts.has_street |= after_number && word.chars().count() > 1 && !is_number;
            if is_number && digits == 5 && parts.words > 1 {
                parts.zip = Some(word);
            }
            if let Some(starts) = places::zip_starts(word) {
                parts.zip_starts = Some(starts);
            }
            // "PO Box 12" is where some people live.
            parts.has_street |= word.eq_ignore_ascii_case("box");
            after_number = digits > 0;
        }
        parts
    }

    /// Whether the state, where one is named, has such a ZIP code.
    fn agree(&self) -> bool {
        match (self.zip, self.zip_starts) {
            (Some(zip), Some(starts)) => zip.starts_with(|first| starts.contains(first)),
            _ => true,
        }
    }

    /// The first digits of ZIP codes in the region of the place.
    fn region(self) -> Option<&'t str> {
        self.zip.and_then(|zip| zip.get(..1)).or(self.zip_starts)
    }
}

/// 1 for street, state and ZIP code that fit one another and the place of sale; 0.5 where no
/// address is given; less for every part that lacks, for a ZIP code of another state, for
/// another part of the country than the place of sale, and for misread words.
pub(super) fn validity(order: &Order<'_>) -> f64 {
    let Some(address) = order.address.as_deref() else {
        return 0.5;
    };
    let parts = Parts::of(address);
    if parts.words == 0 {
        return 0.0;
    }
    let mut grade: f64 = 0.1;
    grade += if parts.has_street { 0.3 } else { 0.0 };
    grade += if parts.zip_starts.is_some() { 0.3 } else { 0.0 };
    grade += if parts.zip.is_some() { 0.3 } else { 0.0 };
    if !parts.agree() {
        grade -= 0.4;
    }
    let sold_elsewhere = match (parts.region(), order.location.as_deref()) {
        (Some(region), Some(place)) => is_elsewhere(region, place),
        _ => false,
    };
    if sold_elsewhere {
        grade -= 0.3;
    }
    grade -= 0.1 * f64::from(parts.misread.min(4));
    grade.clamp(0.0, 1.0)
}

/// Whether a place of sale, a post office's number or a place by name, is in another part of the
/// country. Where it does not tell, it is not.
fn is_elsewhere(region: &str, place: &str) -> bool {
    let digits = place.bytes().filter(u8::is_ascii_digit).count();
    let is_office = (5..=6).contains(&digits) && digits == place.trim().len();
    let sold = if is_office {
        place.trim().get(..1)
    } else {
        Parts::of(place).region()
    };
    sold.is_some_and(|sold| !sold.chars().any(|digit| region.contains(digit)))
}
