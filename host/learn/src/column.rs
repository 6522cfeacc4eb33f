//! What one feature alone says about the class, and columns that say nothing.

use rayon::prelude::*;

use crate::{Dataset, Ranking, ranking::class_of};

/// A look at one column of a dataset.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnDiagnosis {
    /// The column, from 0.
    pub column: usize,
    /// Rows in which it is missing.
    pub missing: usize,
    /// The lowest value, where there is one.
    pub lowest: Option<f64>,
    /// The highest value, where there is one.
    pub highest: Option<f64>,
    /// ROC-AUC of the value alone against the class, over the rows that have one: 1 if every
    /// fraud lies above every legitimate row, 0 if below.
    pub roc_auc: Option<f64>,
    /// ROC-AUC of "it is missing" alone against the class.
    pub missing_roc_auc: Option<f64>,
}

impl ColumnDiagnosis {
    /// Whether it tells no two rows apart: one value everywhere, or missing everywhere.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        match (self.lowest, self.highest) {
            (Some(lowest), Some(highest)) => lowest == highest && self.missing == 0,
            _ => true,
        }
    }

    /// How well the column alone separates the classes, whatever the direction: 0.5 not at all,
    /// 1 perfectly. The better of value and missingness.
    #[must_use]
    pub fn separation(&self) -> Option<f64> {
        let both = [self.roc_auc, self.missing_roc_auc];
        let either_way = both.into_iter().flatten().map(|auc| auc.max(1.0 - auc));
        either_way.max_by(f64::total_cmp)
    }
}

/// Looks at every column, in order.
#[must_use]
pub fn diagnose_columns(data: &Dataset) -> Vec<ColumnDiagnosis> {
    (0..data.features().width())
        .into_par_iter()
        .map(|column| diagnose(data, column))
        .collect()
}

fn diagnose(data: &Dataset, column: usize) -> ColumnDiagnosis {
    let classes = data.targets().iter().map(|&target| class_of(target));
    let mut present = Vec::with_capacity(data.len());
    let mut missingness = Vec::with_capacity(data.len());
    let mut missing = 0;
    let mut bounds: Option<(f64, f64)> = None;
    for (value, class) in data.features().column(column).zip(classes) {
        let is_missing = value.is_nan();
        if is_missing {
            missing += 1;
        } else {
            let (low, high) = bounds.unwrap_or((value, value));
            bounds = Some((low.min(value), high.max(value)));
        }
        if let Some(class) = class {
            missingness.push((f64::from(u8::from(is_missing)), class));
            if !is_missing {
                present.push((value, class));
            }
        }
    }
    ColumnDiagnosis {
        column,
        missing,
        lowest: bounds.map(|(low, _)| low),
        highest: bounds.map(|(_, high)| high),
        roc_auc: Ranking::of(present).roc_auc(),
        missing_roc_auc: Ranking::of(missingness).roc_auc(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Matrix;

    const NAN: f64 = f64::NAN;

    fn diagnosed(rows: &[[f64; 2]], targets: &[f64]) -> Vec<ColumnDiagnosis> {
        let matrix = Matrix::try_new(rows.concat(), 2).unwrap();
        diagnose_columns(&Dataset::try_new(matrix, targets.to_vec()).unwrap())
    }

    #[test]
    fn a_feature_that_gives_the_label_away_stands_out() {
        let columns = diagnosed(
            &[[5.0, 1.0], [4.0, 2.0], [9.0, 2.0], [8.0, 1.0], [0.0, 9.0]],
            &[10.0, 20.0, 80.0, 90.0, 50.0],
        );
        assert_eq!(columns[0].roc_auc, Some(1.0));
        assert_eq!(columns[0].separation(), Some(1.0));
        assert_eq!(columns[1].separation(), Some(0.5));
        assert_eq!(
            (columns[0].lowest, columns[0].highest),
            (Some(0.0), Some(9.0))
        );
    }

    #[test]
    fn missingness_can_give_the_label_away() {
        let columns = diagnosed(
            &[[NAN, 1.0], [NAN, NAN], [3.0, 1.0], [3.0, 1.0]],
            &[80.0, 90.0, 10.0, 10.0],
        );
        assert_eq!(columns[0].roc_auc, None);
        assert_eq!(columns[0].separation(), Some(1.0));
        assert!(!columns[0].is_constant());
        assert_eq!(columns[1].missing, 1);
    }

    #[test]
    fn one_value_everywhere_is_constant() {
        let columns = diagnosed(&[[1.0, NAN], [1.0, NAN]], &[10.0, 90.0]);
        assert!(columns.iter().all(ColumnDiagnosis::is_constant));
        assert_eq!(columns[1].separation(), Some(0.5));
    }
}
