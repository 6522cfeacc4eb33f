//! Laws of feature rows.

use super::{
    Finding, hostile,
    report::CounterExamples,
    rows::{self, Row, same_row, same_value},
    samples::Samples,
};
use crate::{Feature, Submission};

/// What became of every synthetic document, with the document's name.
pub(super) fn synthetic(samples: &Samples<'_>) -> Result<Vec<(String, Row)>, String> {
    let width = samples.descriptor()?.features.len();
    let (names, submissions): (Vec<String>, Vec<Submission>) = samples
        .specimens()?
        .map(|(name, specimen)| (name, specimen.submission.clone()))
        .unzip();
    let rows = rows::extract(samples.plugin, &submissions, width)?;
    Ok(names.into_iter().zip(rows).collect())
}

pub(super) fn synthetic_are_read(samples: &Samples<'_>) -> Finding {
    let rows = synthetic(samples)?;
    let mut rejected = CounterExamples::default();
    for (document, row) in &rows {
        if let Err(reason) = row {
            rejected.add(format!("{document}: {reason:?}"));
        }
    }
    rejected.or(format!("{} documents", rows.len()))
}

pub(super) fn values_fit_schema(samples: &Samples<'_>) -> Finding {
    let features = &samples.descriptor()?.features;
    let rows = synthetic(samples)?;
    let mut misfits = CounterExamples::default();
    for (document, row) in &rows {
        if let Some(misfit) = row
            .as_ref()
            .ok()
            .and_then(|row| rows::misfit(row, features))
        {
            misfits.add(format!("{document}: {misfit}"));
        }
    }
    for fault in often_moved(samples, features)? {
        misfits.add(fault);
    }
    misfits.or(format!("{} rows", rows.len()))
}

/// One row in so many may have a value that is beyond its feature's bounds and is moved to them.
const MOVED_ONE_IN: usize = 20;

/// Features whose bounds do not fit what they are: a percentage for a share, say.
fn often_moved(samples: &Samples<'_>, features: &[Feature]) -> Result<Vec<String>, String> {
    let mut count = 0;
    let mut moved = vec![0; features.len()];
    for (_, specimen) in samples.specimens()? {
        let Some(Ok(row)) = samples.plugin.unmoved_row(&specimen.submission) else {
            continue;
        };
        count += 1;
        for ((feature, value), moved) in features.iter().zip(row).zip(&mut moved) {
            *moved += usize::from(!value.is_nan() && !feature.allows(value));
        }
    }
    let often = features.iter().zip(moved);
    Ok(often
        .filter(|(_, moved)| moved * MOVED_ONE_IN > count)
        .map(|(feature, moved)| {
            format!(
                "{} is beyond its bounds, {} to {}, in {moved} of {count} rows, and was moved to them",
                feature.name, feature.lowest, feature.highest
            )
        })
        .collect())
}

pub(super) fn every_feature_varies(samples: &Samples<'_>) -> Finding {
    let features = &samples.descriptor()?.features;
    let rows = synthetic(samples)?;
    let rows: Vec<&Vec<f64>> = rows
        .iter()
        .filter_map(|(_, row)| row.as_ref().ok())
        .collect();
    let mut constant = CounterExamples::default();
    for (place, feature) in features.iter().enumerate() {
        let mut values = rows.iter().filter_map(|row| row.get(place));
        match values.next() {
            None => constant.add(format!("{}: there are no rows", feature.name)),
            Some(first) if values.all(|value| same_value(*value, *first)) => {
                constant.add(format!("{} is always {first}", feature.name));
            }
            Some(_) => {}
        }
    }
    constant.or(format!(
        "{} features over {} rows",
        features.len(),
        rows.len()
    ))
}

/// Documents of each kind that are tried in a batch and one by one.
const TRIED: usize = 60;

pub(super) fn batch_equals_rows(samples: &Samples<'_>) -> Finding {
    let width = samples.descriptor()?.features.len();
    let [synthetic, _] = samples.sequences()?;
    let bad = hostile::undocuments();
    // Good and bad documents by turns: neither may leave anything behind for the next.
    let batch: Vec<Submission> = synthetic
        .iter()
        .map(|specimen| specimen.submission.clone())
        .zip(bad.iter().cycle())
        .take(TRIED)
        .flat_map(|(good, bad)| [good, bad.submission.clone()])
        .collect();
    let reversed: Vec<Submission> = batch.iter().rev().cloned().collect();
    let together = rows::extract(samples.plugin, &batch, width)?;
    let backwards = rows::extract(samples.plugin, &reversed, width)?;
    let mut differences = CounterExamples::default();
    for (place, (submission, row)) in batch.iter().zip(&together).enumerate() {
        let alone = rows::extract(samples.plugin, std::slice::from_ref(submission), width)?;
        if !alone.first().is_some_and(|alone| same_row(alone, row)) {
            differences.add(format!("document {place}: another row when it is alone"));
        }
        let in_reverse = backwards.iter().rev().nth(place);
        if !in_reverse.is_some_and(|reversed| same_row(reversed, row)) {
            differences.add(format!("document {place}: another row in another order"));
        }
    }
    differences.or(format!("{} documents", batch.len()))
}
