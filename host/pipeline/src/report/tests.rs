use refit_core::{Effect, Feature, FeatureKind, RiskScore, Sha256Digest};

use super::*;
use crate::rows::RowInfo;

const QUALITY: Quality = Quality {
    min_rows: 10,
    min_rows_per_class: 4,
    min_fraud_ratio: 0.1,
    max_fraud_ratio: 0.6,
};

fn schema() -> FeatureSchema {
    let feature = |name: &str| Feature {
        name: name.to_owned(),
        title: name.to_owned(),
        kind: FeatureKind::Ratio,
        lowest: 0.0,
        highest: 100.0,
        effect: Effect::Either,
        may_be_missing: false,
    };
    FeatureSchema::try_new(vec![feature("first"), feature("second")]).unwrap()
}

fn rows(origin: Origin, rows: impl IntoIterator<Item = ([f64; 2], f64)>) -> Rows {
    let mut all = Rows::new(2);
    for (number, (row, target)) in rows.into_iter().enumerate() {
        let target = RiskScore::try_new(target).unwrap();
        let digest = Sha256Digest::of(&number.to_le_bytes());
        all.push(
            &row,
            RowInfo {
                origin,
                target,
                fold: 1,
                digest,
            },
        );
    }
    all
}

/// `frauds` of `count` rows are fraud; no column tells anything.
fn plain(origin: Origin, count: usize, frauds: usize) -> Rows {
    rows(
        origin,
        (0..count).map(|row| {
            let target = if row < frauds { 85.0 } else { 15.0 };
            ([(row * 7 % 5) as f64, (row * 3 % 11) as f64], target)
        }),
    )
}

fn codes(rows: &Rows, source: DataSource) -> Vec<(Level, &'static str)> {
    let data = rows.dataset().unwrap();
    let findings = judge(rows, &data, &schema(), source, &QUALITY);
    findings
        .into_iter()
        .map(|finding| (finding.level, finding.code))
        .collect()
}

const REAL: Origin = Origin::Real(LabelSource::Outcome);

#[test]
fn too_few_and_too_lopsided_rows_are_errors_with_their_counts() {
    let rows = plain(REAL, 30, 2);
    let findings = judge(
        &rows,
        &rows.dataset().unwrap(),
        &schema(),
        DataSource::Real,
        &QUALITY,
    );
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.level == Level::Error)
        .collect();
    assert_eq!(
        errors[0].message,
        "2 real REJECT documents, 4 are needed (global_settings.min_samples_per_class)"
    );
    assert!(
        errors[1]
            .message
            .contains("is 0.067, and must lie between 0.1 and 0.6")
    );
    assert_eq!(errors.len(), 2);
}

#[test]
fn synthetic_fraud_does_not_make_up_for_real_fraud() {
    let mut mixed = plain(REAL, 40, 3);
    mixed.append(plain(Origin::Synthetic, 40, 20));
    assert!(codes(&mixed, DataSource::Hybrid).contains(&(Level::Error, "too_few_fraud_rows")));
    let synthetic = plain(Origin::Synthetic, 40, 20);
    assert!(
        codes(&synthetic, DataSource::Synthetic)
            .iter()
            .all(|(level, _)| *level != Level::Error)
    );
}

#[test]
fn columns_that_say_nothing_or_too_much_are_told() {
    let telling = rows(
        REAL,
        (0..40).map(|row| {
            let fraud = row % 4 == 0;
            (
                [
                    if fraud {
                        90.0
                    } else {
                        10.0 + f64::from(row) / 10.0
                    },
                    5.0,
                ],
                if fraud { 85.0 } else { 15.0 },
            )
        }),
    );
    let codes = codes(&telling, DataSource::Real);
    assert!(
        codes.contains(&(Level::Warning, "label_given_away")),
        "{codes:?}"
    );
    assert!(
        codes.contains(&(Level::Warning, "constant_columns")),
        "{codes:?}"
    );
}

#[test]
fn values_beyond_the_declared_bounds_are_an_error() {
    let beyond = rows(
        REAL,
        (0..40).map(|row| {
            (
                [f64::from(row) * 3.0, f64::from(row % 7)],
                if row % 4 == 0 { 85.0 } else { 15.0 },
            )
        }),
    );
    assert!(codes(&beyond, DataSource::Real).contains(&(Level::Error, "out_of_range")));
}

#[test]
fn copies_and_labels_made_by_models_are_told() {
    let mut twice = plain(Origin::Real(LabelSource::Model), 55, 20);
    twice.append(plain(REAL, 1, 1));
    let codes = codes(&twice, DataSource::Real);
    assert!(
        codes.contains(&(Level::Warning, "duplicate_rows")),
        "{codes:?}"
    );
    assert!(
        codes.contains(&(Level::Warning, "model_made_labels")),
        "{codes:?}"
    );
}
