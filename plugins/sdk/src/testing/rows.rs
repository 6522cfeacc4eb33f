//! Feature rows, one by one.

use super::{Plugin, samples::BATCH};
use crate::{Extraction, Feature, Rejection, Submission};

/// What became of one document.
pub(super) type Row = Result<Vec<f64>, Rejection>;

/// Whether two rows have the same values; NaN is equal to NaN.
pub(super) fn same_values(one: &[f64], other: &[f64]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same_value(*a, *b))
}

/// Whether two values are the same; NaN is equal to NaN.
pub(super) fn same_value(one: f64, other: f64) -> bool {
    one == other || (one.is_nan() && other.is_nan())
}

/// Whether the same became of two documents.
pub(super) fn same_row(one: &Row, other: &Row) -> bool {
    match (one, other) {
        (Ok(one), Ok(other)) => same_values(one, other),
        (Err(one), Err(other)) => one == other,
        _ => false,
    }
}

/// The first value of a row that its feature does not allow.
pub(super) fn misfit(row: &[f64], features: &[Feature]) -> Option<String> {
    let (feature, value) = features
        .iter()
        .zip(row)
        .find(|(feature, value)| !feature.allows(**value))?;
    let bounds = format!("{} to {}", feature.lowest, feature.highest);
    Some(format!("feature {} is {value}, not {bounds}", feature.name))
}

/// Extracts documents in batches.
pub(super) fn extract(
    plugin: &dyn Plugin,
    submissions: &[Submission],
    width: usize,
) -> Result<Vec<Row>, String> {
    let mut rows = Vec::with_capacity(submissions.len());
    for batch in submissions.chunks(BATCH as usize) {
        let extraction = plugin
            .extract(batch)
            .map_err(|fault| format!("extract fails: {fault}"))?;
        rows.extend(split(extraction, batch.len(), width)?);
    }
    Ok(rows)
}

/// An extraction of `count` documents as rows of `width` values.
fn split(extraction: Extraction, count: usize, width: usize) -> Result<Vec<Row>, String> {
    let accepted = count.saturating_sub(extraction.rejected.len());
    if extraction.values.len() != accepted.saturating_mul(width) {
        return Err(format!(
            "extract gives {} values for {accepted} rows of {width} features",
            extraction.values.len()
        ));
    }
    let mut values = extraction.values.chunks(width.max(1));
    let mut rejected = extraction.rejected.into_iter().peekable();
    let mut rows = Vec::with_capacity(count);
    for place in 0..count {
        let is_rejected = |next: &crate::Rejected| usize::try_from(next.index) == Ok(place);
        rows.push(match rejected.next_if(is_rejected) {
            Some(rejected) => Err(rejected.reason),
            None => Ok(values.next().unwrap_or_default().to_vec()),
        });
    }
    match rejected.next() {
        None => Ok(rows),
        Some(rejected) => Err(format!(
            "extract rejects document {} of {count} twice, out of order, or beyond the end",
            rejected.index
        )),
    }
}
