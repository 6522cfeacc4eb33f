//! The amount in figures and in words.

use refit_plugin::Reading;

use super::{issuer::Issuer, read::Order};

/// The amount, in figures where they can be read, else in words.
pub(super) fn value(order: &Order<'_>) -> f64 {
    order.sum().unwrap_or(f64::NAN)
}

/// The bands that matter in the trade: small change, everyday sums, the post's lower fee up to
/// $500, the middle, what counterfeits have up to the limit of $1,000, and beyond it.
pub(super) fn category(order: &Order<'_>) -> f64 {
    order.sum().map_or(f64::NAN, |sum| match sum {
        ..100.0 => 0.0,
        ..300.0 => 1.0,
        ..=500.0 => 2.0,
        ..750.0 => 3.0,
        ..=1_000.0 => 4.0,
        _ => 5.0,
    })
}

/// 1 for whole hundreds, 0.75 for fifties, 0.5 for tens, 0.25 for whole dollars, 0 with cents.
pub(super) fn roundness(order: &Order<'_>) -> f64 {
    order.sum().map_or(f64::NAN, |sum| {
        let grades = [(100.0, 1.0), (50.0, 0.75), (10.0, 0.5), (1.0, 0.25)];
        let grade = grades
            .iter()
            .find(|(unit, _)| sum > 0.0 && (sum % unit).abs() < 0.005);
        grade.map_or(0.0, |(_, grade)| *grade)
    })
}

/// How far figures and words are apart, relative to the larger; none where one is missing.
fn gap(order: &Order<'_>) -> Option<f64> {
    match (order.figures, order.worded) {
        (Reading::Read(figures), Reading::Read(spoken)) => {
            let words = spoken.amount;
            let larger = figures.abs().max(words.abs());
            let difference = (figures - words).abs();
            // Half a cent is rounding.
            Some(if difference < 0.005 {
                0.0
            } else {
                difference / larger
            })
        }
        _ => None,
    }
}

/// 1 where words and figures are equal, 0.5 where one of them is missing or cannot be read,
/// falling to 0 with the gap: cents apart are 0.8, half and double are 0.
pub(super) fn matching(order: &Order<'_>) -> f64 {
    match gap(order) {
        None => 0.5,
        Some(0.0) => 1.0,
        Some(gap) => (0.8 - 1.6 * gap).max(0.0),
    }
}

/// Half for the figures, half for the words: each 1 where it was read, less where it is missing
/// (most postal orders have no words) and least where it cannot be read. Words count as far as
/// they are clear. Where both were read and do not agree, one of them was not read well.
pub(super) fn parsing_confidence(order: &Order<'_>) -> f64 {
    let figures = match order.figures {
        Reading::Read(_) => 1.0,
        Reading::Unreadable => 0.1,
        Reading::Missing => 0.3,
    };
    let words = match order.worded {
        Reading::Read(spoken) => 0.2 + 0.8 * spoken.clarity,
        Reading::Unreadable => 0.2,
        Reading::Missing => 0.6,
    };
    let agreement = match gap(order) {
        Some(gap) if gap > 0.0 => 0.6,
        _ => 1.0,
    };
    (figures + words) / 2.0 * agreement
}

/// 1 above the issuer's limit; 0.7 above the usual $1,000 where the issuer's is higher; 0.6 from
/// 98 % of the limit on; 0.5 for round sums of $750 to $950, the face of most counterfeits, and
/// 0.35 for others there; 0.25 from $700, to which small orders are raised; 0.6 for nothing or
/// less.
pub(super) fn suspicious(order: &Order<'_>, issuer: &Issuer) -> f64 {
    const USUAL: f64 = 1_000.0;
    let Some(sum) = order.sum() else {
        return 0.0;
    };
    let limit = issuer.limit();
    if sum > limit {
        1.0
    } else if sum > USUAL {
        0.7
    } else if sum <= 0.0 || sum >= limit.min(USUAL) * 0.98 {
        0.6
    } else if (750.0..=950.0).contains(&sum) {
        if roundness(order) >= 0.5 { 0.5 } else { 0.35 }
    } else if sum >= 700.0 {
        0.25
    } else {
        0.0
    }
}
