//! Standard scaling and the medians that stand in for missing values.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    ArtifactFault, ArtifactKind, Error, Matrix,
    artifact::{self, Payload},
};

/// Mean, scale and median of every feature over the training rows, missing values left out.
///
/// The scale is the population standard deviation, and 1 for a constant column, as in
/// scikit-learn's `StandardScaler`. A column that is missing in every training row has mean 0,
/// scale 1 and median 0: a value that turns up in it later is passed on as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Scaler(Columns);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Columns {
    columns: Vec<Column>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Column {
    mean: f64,
    scale: f64,
    median: f64,
}

impl Column {
    fn fit(mut values: Vec<f64>) -> Self {
        let count = values.len();
        if count == 0 {
            return Self {
                mean: 0.0,
                scale: 1.0,
                median: 0.0,
            };
        }
        let n = count as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f64>()
            / n;
        // scikit-learn's `_is_constant_feature`: no more spread than rounding explains.
        let rounding = n * f64::EPSILON * variance + (n * mean * f64::EPSILON).powi(2);
        let scale = if variance <= rounding && variance.is_finite() {
            1.0
        } else {
            variance.sqrt()
        };
        Self {
            mean,
            scale,
            median: median(&mut values),
        }
    }

    /// What makes it unusable; `index` is its number, for the fault.
    fn fault(self, index: usize) -> Option<ArtifactFault> {
        let numbers = [self.mean, self.scale, self.median];
        if !numbers.into_iter().all(f64::is_finite) {
            Some(ArtifactFault::NotFinite)
        } else if self.scale <= 0.0 {
            Some(ArtifactFault::Scale(index))
        } else {
            None
        }
    }

    fn scaled(self, value: f64) -> f64 {
        (value - self.mean) / self.scale
    }

    fn filled(self, value: f64) -> f32 {
        let value = if value.is_nan() { self.median } else { value };
        // Infinity would make a threshold that no artifact may have.
        (self.scaled(value) as f32).clamp(f32::MIN, f32::MAX)
    }
}

/// The middle value, or the mean of the two middle ones; 0 for no values.
fn median(values: &mut [f64]) -> f64 {
    let middle = values.len() / 2;
    let even = values.len().is_multiple_of(2);
    if values.is_empty() {
        return 0.0;
    }
    let (below, &mut upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    match below.iter().copied().max_by(f64::total_cmp) {
        Some(lower) if even => lower + (upper - lower) / 2.0,
        _ => upper,
    }
}

impl Scaler {
    /// Learns from training rows.
    ///
    /// # Errors
    /// [`Error::NoRows`]; [`Error::TooLarge`] for a feature whose variance overflows (values beyond
    /// 1e150).
    pub fn fit(rows: &Matrix) -> Result<Self, Error> {
        if rows.is_empty() {
            return Err(Error::NoRows);
        }
        let columns = (0..rows.width())
            .into_par_iter()
            .map(|column| {
                let present = rows.column(column).filter(|value| !value.is_nan());
                let fitted = Column::fit(present.collect());
                if fitted.fault(column).is_some() {
                    return Err(Error::TooLarge { column });
                }
                Ok(fitted)
            })
            .collect::<Result<_, _>>()?;
        Ok(Self(Columns { columns }))
    }

    /// The number of features.
    #[must_use]
    pub fn width(&self) -> usize {
        self.0.columns.len()
    }

    /// The training medians, one a feature.
    pub fn medians(&self) -> impl ExactSizeIterator<Item = f64> + '_ {
        self.0.columns.iter().map(|column| column.median)
    }

    /// Appends a row for the boosted trees: scaled, missing values missing.
    pub(crate) fn scale_row(&self, row: &[f64], scaled: &mut Vec<f64>) {
        scaled.extend(
            row.iter()
                .zip(&self.0.columns)
                .map(|(&value, column)| column.scaled(value)),
        );
    }

    /// Appends a row for the forest: scaled, missing values at their medians, and rounded to 32
    /// bits, as in scikit-learn: the forest is grown on such numbers in two thirds of the time.
    pub(crate) fn fill_row(&self, row: &[f64], filled: &mut Vec<f64>) {
        filled.extend(
            row.iter()
                .zip(&self.0.columns)
                .map(|(&value, column)| f64::from(column.filled(value))),
        );
    }

    /// All rows, column-major, as [`scale_row`](Self::scale_row) makes them and as
    /// [`fill_row`](Self::fill_row) does.
    pub(crate) fn training_columns(&self, rows: &Matrix) -> (Vec<f64>, Vec<f32>) {
        let mut scaled = Vec::with_capacity(rows.values().len());
        let mut filled = Vec::with_capacity(rows.values().len());
        for (index, column) in self.0.columns.iter().enumerate() {
            scaled.extend(rows.column(index).map(|value| column.scaled(value)));
            filled.extend(rows.column(index).map(|value| column.filled(value)));
        }
        (scaled, filled)
    }

    /// The artifact: magic, format version, postcard.
    ///
    /// # Errors
    /// [`Error::Artifact`] for an artifact of more than 256 MiB, which would not be read.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        artifact::encode(&self.0)
    }

    /// Reads an artifact. Safe on any bytes.
    ///
    /// # Errors
    /// [`Error::Artifact`] with what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        artifact::decode(bytes).map(Self)
    }
}

impl Payload for Columns {
    const KIND: ArtifactKind = ArtifactKind::FeatureScaler;
    const MAGIC: [u8; 8] = *b"REFITfsc";

    fn fault(&self) -> Option<ArtifactFault> {
        if self.columns.is_empty() || self.columns.len() > usize::from(u16::MAX) {
            return Some(ArtifactFault::NoFeatures);
        }
        let mut columns = self.columns.iter().enumerate();
        columns.find_map(|(index, column)| column.fault(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(values: &[f64], width: usize) -> Vec<Column> {
        let rows = Matrix::try_new(values.to_vec(), width).unwrap();
        Scaler::fit(&rows).unwrap().0.columns
    }

    #[test]
    fn is_scikit_learns_standard_scaler() {
        // numpy 2.4.6 and scikit-learn 1.9.1:
        // StandardScaler().fit([[1],[2],[4],[9],[nan]]).{mean_, scale_}, numpy.nanmedian
        let [column] = fitted(&[1.0, 2.0, 4.0, 9.0, f64::NAN], 1)[..] else {
            panic!("one column");
        };
        assert_eq!((column.mean, column.median), (4.0, 3.0));
        assert!((column.scale - 3.082_207_001_484_488).abs() < 1e-15);
    }

    #[test]
    fn constant_and_empty_columns_have_scale_one() {
        let nan = f64::NAN;
        let columns = fitted(&[0.1, nan, 0.1, nan, 0.1, nan], 2);
        let found: Vec<_> = columns.iter().map(|c| (c.scale, c.median)).collect();
        assert_eq!(found, [(1.0, 0.1), (1.0, 0.0)]);
    }

    #[test]
    fn the_median_is_that_of_the_sorted_list() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(&mut [7.0]), 7.0);
        assert_eq!(median(&mut []), 0.0);
    }

    #[test]
    fn values_beyond_measure_are_an_error() {
        let rows = Matrix::try_new(vec![1e300, -1e300], 1).unwrap();
        assert_eq!(Scaler::fit(&rows), Err(Error::TooLarge { column: 0 }));
    }
}
