use super::*;
use crate::{Scaler, testing};

fn scaled(rows: usize) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let data = testing::dataset(rows, 4);
    let scaler = Scaler::fit(data.features()).unwrap();
    let (columns, _) = scaler.training_columns(data.features());
    let mut row_major = Vec::new();
    for row in data.features().rows() {
        scaler.scale_row(row, &mut row_major);
    }
    (columns, row_major, data.targets().to_vec())
}

#[test]
fn answers_what_forust_answers_bit_for_bit() {
    let (columns, rows, targets) = scaled(500);
    assert!(rows.iter().any(|value| value.is_nan()));
    let mut theirs = forust_booster(&BoostingParameters::default(), 1);
    let matrix = ForustMatrix::new(&columns, 500, testing::WIDTH);
    theirs.fit_unweighted(&matrix, &targets, None).unwrap();
    let ours = extract(&theirs, testing::WIDTH as u16).unwrap();
    let mut answers = vec![0.0; 500];
    ours.predict(&rows, &mut answers);
    assert_eq!(answers, theirs.predict(&matrix, false));
}

#[test]
fn contributions_are_forusts_average_contributions() {
    use forust_ml::gradientbooster::ContributionsMethod;
    let (columns, rows, targets) = scaled(200);
    let mut theirs = forust_booster(&BoostingParameters::default(), 1);
    let matrix = ForustMatrix::new(&columns, 200, testing::WIDTH);
    theirs.fit_unweighted(&matrix, &targets, None).unwrap();
    let ours = extract(&theirs, testing::WIDTH as u16).unwrap();
    let expected = theirs.predict_contributions(&matrix, ContributionsMethod::Average, false);
    let lines = expected.chunks(testing::WIDTH + 1);
    for (row, expected) in rows.chunks(testing::WIDTH).zip(lines) {
        let mut found = vec![0.0; testing::WIDTH];
        let (bias, _) = ours.explain(row, 1.0, &mut found);
        found.push(bias);
        for (found, expected) in found.iter().zip(expected) {
            // Theirs divides by the parent's own cover, an f32, ours by that of both children.
            assert!((found - expected).abs() < 1e-3, "{found} is not {expected}");
        }
    }
}

#[test]
fn small_data_gets_fewer_bins() {
    assert_eq!(bins(256, 100), 96);
    assert_eq!(bins(256, 1_600), 100);
    assert_eq!(bins(256, 40_000), 256);
    assert_eq!(bins(32, 100), 32);
}
