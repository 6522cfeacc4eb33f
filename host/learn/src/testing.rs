//! Data for tests.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{Dataset, Matrix};

pub(crate) const WIDTH: usize = 6;

/// Rows of a constant, a count, a flag, two measures and a column that is always missing; one
/// value in twenty is missing. The score depends on flag and measures.
pub(crate) fn dataset(rows: usize, seed: u64) -> Dataset {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut draw = || f64::from(random.next_u32()) / f64::from(u32::MAX);
    let mut values = Vec::new();
    let mut targets = Vec::new();
    for _ in 0..rows {
        let row = [
            4.5,
            (draw() * 6.0).floor(),
            draw().round(),
            draw() * 1e4,
            draw() - 0.5,
            f64::NAN,
        ];
        let [_, count, flag, amount, shift, _] = row;
        let score = 20.0 + 40.0 * flag + 30.0 * (amount / 1e3).sin() + 20.0 * shift + count;
        targets.push((score + 10.0 * draw()).clamp(0.0, 100.0));
        values.extend(row.map(|value| if draw() < 0.05 { f64::NAN } else { value }));
    }
    // The constant stays one.
    for value in values.iter_mut().step_by(WIDTH) {
        *value = 4.5;
    }
    Dataset::try_new(Matrix::try_new(values, WIDTH).unwrap(), targets).unwrap()
}
