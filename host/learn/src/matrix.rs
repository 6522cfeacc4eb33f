//! Feature rows, and feature rows with targets.

use crate::Error;

/// The most features a row can have: trees store a feature's number in 16 bits.
const MAX_WIDTH: usize = u16::MAX as usize;

/// Feature rows, row-major: `rows × width`. NaN is a missing value; nothing is infinite.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    values: Vec<f64>,
    width: usize,
}

impl Matrix {
    /// Takes row-major values.
    ///
    /// # Errors
    /// [`Error::Width`] for a width of 0 or above 65,535, [`Error::Shape`] for values that do not
    /// fill whole rows, [`Error::InfiniteFeature`] for an infinite value. No rows are allowed.
    pub fn try_new(values: Vec<f64>, width: usize) -> Result<Self, Error> {
        if width == 0 || width > MAX_WIDTH {
            return Err(Error::Width(width));
        }
        if !values.len().is_multiple_of(width) {
            return Err(Error::Shape {
                values: values.len(),
                width,
            });
        }
        if let Some(place) = values.iter().position(|value| value.is_infinite()) {
            return Err(Error::InfiniteFeature {
                row: place / width,
                column: place % width,
            });
        }
        Ok(Self { values, width })
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len() / self.width
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The number of features in a row.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// All values, row-major.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.values.chunks_exact(self.width)
    }

    /// One row.
    #[must_use]
    pub fn row(&self, row: usize) -> Option<&[f64]> {
        let start = row.checked_mul(self.width)?;
        self.values.get(start..start.checked_add(self.width)?)
    }

    /// One column, from top to bottom; nothing for a column that is not there.
    pub fn column(&self, column: usize) -> impl Iterator<Item = f64> + '_ {
        let skip = if column < self.width {
            column
        } else {
            self.values.len()
        };
        self.values.iter().skip(skip).step_by(self.width).copied()
    }

    /// The rows at these places, in the order of the list; a place may occur twice.
    ///
    /// # Errors
    /// [`Error::NoSuchRow`].
    pub fn select(&self, rows: &[usize]) -> Result<Self, Error> {
        let mut values = Vec::with_capacity(rows.len() * self.width);
        for &row in rows {
            values.extend_from_slice(self.row(row).ok_or(Error::NoSuchRow {
                row,
                rows: self.len(),
            })?);
        }
        Ok(Self {
            values,
            width: self.width,
        })
    }
}

/// Feature rows with their targets: risk scores from 0 to 100.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    features: Matrix,
    targets: Vec<f64>,
}

impl Dataset {
    /// Takes rows and one target for each.
    ///
    /// # Errors
    /// [`Error::Length`] for another number of targets than rows, [`Error::Target`] for a target
    /// outside 0–100 or NaN.
    pub fn try_new(features: Matrix, targets: Vec<f64>) -> Result<Self, Error> {
        if features.len() != targets.len() {
            return Err(Error::Length {
                what: "targets",
                expected: features.len(),
                found: targets.len(),
            });
        }
        match targets
            .iter()
            .position(|target| !(0.0..=100.0).contains(target))
        {
            Some(row) => Err(Error::Target { row }),
            None => Ok(Self { features, targets }),
        }
    }

    /// The rows.
    #[must_use]
    pub const fn features(&self) -> &Matrix {
        &self.features
    }

    /// The targets, one a row.
    #[must_use]
    pub fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// The rows at these places with their targets, in the order of the list.
    ///
    /// # Errors
    /// [`Error::NoSuchRow`].
    pub fn select(&self, rows: &[usize]) -> Result<Self, Error> {
        Ok(Self {
            features: self.features.select(rows)?,
            targets: rows
                .iter()
                .filter_map(|&row| self.targets.get(row).copied())
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_shapes_and_infinities() {
        assert_eq!(
            Matrix::try_new(vec![1.0; 5], 2),
            Err(Error::Shape {
                values: 5,
                width: 2
            })
        );
        assert_eq!(Matrix::try_new(vec![], 0), Err(Error::Width(0)));
        assert_eq!(
            Matrix::try_new(vec![1.0, f64::NAN, f64::NEG_INFINITY, 0.0], 2),
            Err(Error::InfiniteFeature { row: 1, column: 0 })
        );
    }

    #[test]
    fn rows_and_columns_are_those_of_the_list() {
        let matrix = Matrix::try_new(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 2).unwrap();
        assert_eq!(matrix.row(1), Some([3.0, 4.0].as_slice()));
        assert_eq!(matrix.row(3), None);
        assert_eq!(matrix.column(1).collect::<Vec<_>>(), [2.0, 4.0, 6.0]);
        assert_eq!(matrix.column(2).count(), 0);
        let picked = matrix.select(&[2, 0, 2]).unwrap();
        assert_eq!(picked.values(), [5.0, 6.0, 1.0, 2.0, 5.0, 6.0]);
        assert_eq!(
            matrix.select(&[3]),
            Err(Error::NoSuchRow { row: 3, rows: 3 })
        );
    }

    #[test]
    fn a_target_off_the_scale_is_refused() {
        let rows = || Matrix::try_new(vec![1.0, 2.0], 1).unwrap();
        for bad in [-1.0, 100.5, f64::NAN] {
            let dataset = Dataset::try_new(rows(), vec![0.0, bad]);
            assert_eq!(dataset, Err(Error::Target { row: 1 }));
        }
        assert!(Dataset::try_new(rows(), vec![0.0, 100.0]).is_ok());
        assert!(Dataset::try_new(rows(), vec![0.0]).is_err());
    }
}
