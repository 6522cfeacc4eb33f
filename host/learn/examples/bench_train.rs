//! Trains on a made-up data set and prints how long it took, as one line of JSON.
//!
//! `cargo run --release -p refit-learn --example bench_train -- [ROWS [RUNS [FILE]]]`
//!
//! The data: 35 features of several kinds, a score that depends on nine of them, not linearly, and
//! one value in fifty missing. With FILE the rows are written there for `bench/train.py`: f64,
//! little-endian, row-major, the target last in each row of 36; the last 20 % are the holdout.
#![expect(clippy::print_stdout, reason = "an example's output is what it prints")]

use std::{error::Error, fs, time::Instant};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use refit_learn::{Dataset, Ensemble, Matrix, Parameters, r2};

const WIDTH: usize = 35;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let rows: usize = arguments.next().map_or(Ok(2_000), |text| text.parse())?;
    let runs: usize = arguments.next().map_or(Ok(5), |text| text.parse())?;
    let (values, targets) = made_up(rows, 7);
    if let Some(file) = arguments.next() {
        let rows = values.chunks(WIDTH).zip(&targets);
        let numbers = rows.flat_map(|(row, target)| row.iter().chain([target]));
        fs::write(
            file,
            numbers.flat_map(|n| n.to_le_bytes()).collect::<Vec<_>>(),
        )?;
    }
    let data = Dataset::try_new(Matrix::try_new(values, WIDTH)?, targets)?;
    let training_rows = rows * 4 / 5;
    let training = data.select(&(0..training_rows).collect::<Vec<_>>())?;
    let holdout = data.select(&(training_rows..rows).collect::<Vec<_>>())?;

    let parameters = Parameters::default().check()?;
    let mut seconds = Vec::new();
    let mut trained = None;
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        trained = Some(Ensemble::train(&training, &parameters, 42)?);
        seconds.push(start.elapsed().as_secs_f64());
    }
    let ensemble = trained.ok_or("nothing was trained")?;
    seconds.sort_unstable_by(f64::total_cmp);
    let median = seconds.get(seconds.len() / 2).copied().unwrap_or_default();

    let start = Instant::now();
    let scores = ensemble.score(holdout.features())?;
    let scoring = start.elapsed().as_secs_f64();
    println!(
        r#"{{"rows": {rows}, "features": {WIDTH}, "runs": {runs}, "fit_seconds": {median:.4}, "score_seconds": {scoring:.5}, "r2": {:.5}, "random_forest_r2": {:.5}, "xgboost_r2": {:.5}, "artifact_bytes": {}}}"#,
        r2(&scores.ensemble, holdout.targets())?,
        r2(&scores.random_forest, holdout.targets())?,
        r2(&scores.xgboost, holdout.targets())?,
        ensemble.random_forest().to_bytes()?.len() + ensemble.xgboost().to_bytes()?.len(),
    );
    Ok(())
}

/// A uniform number from 0 to 1.
fn uniform(random: &mut ChaCha8Rng) -> f64 {
    (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Row-major values and their targets.
fn made_up(rows: usize, seed: u64) -> (Vec<f64>, Vec<f64>) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut values = Vec::with_capacity(rows * WIDTH);
    let mut targets = Vec::with_capacity(rows);
    for _ in 0..rows {
        let row: Vec<f64> = (0..WIDTH)
            .map(|feature| {
                let draw = uniform(&mut random);
                match feature % 5 {
                    0 => (draw * 12.0).floor(),
                    1 => f64::from(u8::from(draw < 0.3)),
                    2 => (draw * 4.0).exp(),
                    3 => draw,
                    _ => draw * 200.0 - 100.0,
                }
            })
            .collect();
        let noise: f64 = (0..4).map(|_| uniform(&mut random) - 0.5).sum();
        targets.push(score(&row, noise));
        values.extend(row.into_iter().map(|value| {
            if uniform(&mut random) < 0.02 {
                f64::NAN
            } else {
                value
            }
        }));
    }
    (values, targets)
}

/// A score from 0 to 100 that nine features decide.
fn score(row: &[f64], noise: f64) -> f64 {
    let at = |feature: usize| row.get(feature).copied().unwrap_or_default();
    let altered = if at(1) > 0.5 && at(3) > 0.4 {
        25.0
    } else {
        0.0
    };
    let waves = 12.0 * (at(3) * at(8) * 9.0).sin();
    let amounts = 6.0 * (at(2) / at(7)).ln();
    let counts = if at(0) > 8.0 { 10.0 } else { at(5) };
    let balance = (at(4) / 40.0) * (at(9) / 40.0);
    (40.0 + altered + waves + amounts + counts + balance + 8.0 * noise).clamp(0.0, 100.0)
}
