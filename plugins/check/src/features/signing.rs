//! Signatures in front and on the back.

use super::{
    presence::flag,
    read::{Mark, Paper},
    sort::Sort,
};

/// 1 for a signature, 0 for none, 0.5 where nothing is said of it or only the line's label was
/// found.
pub(super) const fn signature_detected(paper: &Paper<'_>) -> f64 {
    match paper.signature {
        Mark::Present => 1.0,
        Mark::Unsaid | Mark::Doubtful => 0.5,
        Mark::Absent => 0.0,
    }
}

/// 1 where a check is signed, or is of a kind that machines sign in print; the less the larger
/// an unsigned check is.
pub(super) fn signature_requirement(paper: &Paper<'_>, sort: Sort) -> f64 {
    let is_printed = matches!(sort, Sort::Government | Sort::Payroll | Sort::Cashiers);
    let by_size = (2_000.0 / paper.amount.max(200.0)).min(1.0);
    match paper.signature {
        Mark::Present => 1.0,
        Mark::Unsaid | Mark::Doubtful if is_printed => 0.8,
        Mark::Absent if is_printed => 0.4,
        Mark::Unsaid | Mark::Doubtful => 0.5 + 0.15 * by_size,
        Mark::Absent => 0.25 * by_size,
    }
}

/// Whether the back is endorsed; NaN where the back was not seen.
pub(super) const fn endorsement_present(paper: &Paper<'_>) -> f64 {
    match paper.endorsement {
        Mark::Unsaid => f64::NAN,
        Mark::Absent => flag(false),
        Mark::Doubtful | Mark::Present => flag(true),
    }
}
