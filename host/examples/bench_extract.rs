//! Extracts the same bank statements through the component and through the same code compiled
//! natively, in turn, and prints how long both took, as one line of JSON.
//!
//! `cargo run --release -p refit --example bench_extract -- plugins/bank_statement.wasm [DOCUMENTS [RUNS [FILE]]]`
//!
//! Both sides get one batch on one thread, and then batches on all cores. It fails where the two
//! sides do not give the same numbers. With FILE the rows are written there for `bench/retrain.py`:
//! f64, little-endian, row-major, the risk score last in each row; they are the rows that
//! `refit retrain bank_statement` trains on.
#![expect(clippy::print_stdout, reason = "an example's output is what it prints")]

use std::{
    error::Error, fs, num::NonZero, path::Path, sync::Arc, thread, thread::available_parallelism,
    time::Instant,
};

use bank_statement::BankStatement;
use refit_core::{Submission, plugin::DocumentPlugin};
use refit_plugin as sdk;
use refit_runtime::{Options, Plugin, Runtime};
use serde_json::json;
use tokio::runtime::{Builder, Runtime as Tokio};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("name the component")?;
    let documents: u32 = arguments.next().map_or(Ok(2_000), |text| text.parse())?;
    let runs: usize = arguments.next().map_or(Ok(7), |text| text.parse())?;

    let rows_file = arguments.next();

    let Documents {
        native,
        submissions,
        risk_scores,
    } = made_up(documents)?;
    let cache = tempfile::tempdir()?;
    let options = |batch_size| Options {
        cache_folder: cache.path().join("plugin-cache"),
        batch_size,
        ..Options::default()
    };
    // A single batch runs on the thread that waits for it.
    let one_thread = Builder::new_current_thread().enable_all().build()?;
    let alone = load(&one_thread, options(documents), Path::new(&file))?;
    let all_threads = Builder::new_multi_thread().enable_all().build()?;
    let default = options(Options::default().batch_size);
    let batch_size = default.batch_size as usize;
    let many = load(&all_threads, default, Path::new(&file))?;
    let threads = available_parallelism().map_or(1, NonZero::get);

    let before = alone.usage();
    let mut seconds: [Vec<f64>; 4] = Default::default();
    // The first round warms up and is not counted.
    for round in 0..=runs {
        let (native_one, native_values) = timed(|| extract(&native))?;
        let (component_one, values) = timed(|| through(&alone, &one_thread, &submissions))?;
        if !same(&native_values, &values) {
            return Err("the component gives other numbers than the native code: it was built from other sources".into());
        }
        let (native_all, _) = timed(|| extract_on(threads, batch_size, &native))?;
        let (component_all, values) = timed(|| through(&many, &all_threads, &submissions))?;
        if !same(&native_values, &values) {
            return Err("batches give other numbers than one list".into());
        }
        if let Some(file) = rows_file.as_ref().filter(|_| round == 0) {
            write_rows(file, &native_values, &risk_scores)?;
        }
        if round > 0 {
            let took = [native_one, component_one, native_all, component_all];
            for (all, one) in seconds.iter_mut().zip(took) {
                all.push(one);
            }
        }
    }
    let after = alone.usage();
    let fuel = after.extract_fuel - before.extract_fuel;
    let extracted = after.extracted_documents - before.extracted_documents;
    let bytes: usize = native.iter().map(|one| one.document.len()).sum();
    let [native_one, component_one, native_all, component_all] = seconds;
    println!(
        "{}",
        json!({
            "documents": documents,
            "mean_document_bytes": bytes.checked_div(native.len()),
            "runs": runs,
            "threads": threads,
            "native_one_thread_seconds": native_one,
            "component_one_thread_seconds": component_one,
            "native_all_threads_seconds": native_all,
            "component_all_threads_seconds": component_all,
            "fuel_per_document": fuel.checked_div(extracted),
            "peak_memory_bytes": after.peak_memory_bytes,
            "component_bytes": fs::metadata(&file)?.len(),
        })
    );
    Ok(())
}

/// The same documents for both sides, with their risk scores.
struct Documents {
    native: Vec<sdk::Submission>,
    submissions: Arc<[Submission]>,
    risk_scores: Vec<f64>,
}

fn made_up(documents: u32) -> Result<Documents> {
    let as_of = sdk::Day::from_date(2026, 1, 1).ok_or("no such day")?;
    let specimens = sdk::generate::<BankStatement>(42, 0, documents, as_of)
        .map_err(|error| format!("no documents: {error:?}"))?;
    let (native, risk_scores): (Vec<_>, Vec<_>) = specimens
        .into_iter()
        .map(|one| (one.submission, one.risk_score))
        .unzip();
    let submissions = native.iter().map(|one| {
        let received = refit_core::Day::from_days_since_epoch(one.received.days_since_epoch());
        Ok(Submission {
            document: one.document.clone(),
            received: received.ok_or("a day that no calendar has")?,
        })
    });
    let submissions = submissions.collect::<Result<Vec<_>>>()?;
    Ok(Documents {
        native,
        submissions: submissions.into(),
        risk_scores,
    })
}

/// Writes every row with its risk score.
fn write_rows(file: &str, values: &[f64], risk_scores: &[f64]) -> Result<()> {
    let width = <BankStatement as sdk::DocumentType>::FEATURES.len();
    if values.len() != risk_scores.len() * width {
        return Err("a document was rejected, so rows and scores do not match".into());
    }
    let rows = values.chunks(width).zip(risk_scores);
    let numbers = rows.flat_map(|(row, score)| row.iter().chain([score]));
    let bytes: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
    Ok(fs::write(file, bytes)?)
}

fn load(tokio: &Tokio, options: Options, file: &Path) -> Result<Arc<Plugin>> {
    Ok(tokio.block_on(Runtime::open(options)?.load(file))?)
}

/// Rows through the component, one after another.
fn through(plugin: &Plugin, tokio: &Tokio, submissions: &Arc<[Submission]>) -> Result<Vec<f64>> {
    let extraction = tokio.block_on(plugin.extract(Arc::clone(submissions)))?;
    Ok(extraction.values)
}

/// Rows through the native code.
fn extract(submissions: &[sdk::Submission]) -> Result<Vec<f64>> {
    let extraction = sdk::extract::<BankStatement>(submissions);
    let extraction = extraction.map_err(|error| format!("no rows: {error:?}"))?;
    Ok(extraction.values)
}

/// The same in batches on several threads.
fn extract_on(threads: usize, batch: usize, submissions: &[sdk::Submission]) -> Result<Vec<f64>> {
    let batches: Vec<_> = submissions.chunks(batch.max(1)).collect();
    let share = batches.len().div_ceil(threads).max(1);
    let rows = thread::scope(|scope| {
        let workers: Vec<_> = batches
            .chunks(share)
            .map(|share| {
                scope.spawn(move || {
                    let rows = share.iter().map(|batch| extract(batch));
                    let rows: Result<Vec<_>> = rows.collect();
                    rows.map(|rows| rows.concat())
                        .map_err(|error| error.to_string())
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| "a thread panicked".to_owned())?)
            .collect::<std::result::Result<Vec<_>, _>>()
    })?;
    Ok(rows.concat())
}

fn timed(work: impl FnOnce() -> Result<Vec<f64>>) -> Result<(f64, Vec<f64>)> {
    let start = Instant::now();
    let values = work()?;
    Ok((start.elapsed().as_secs_f64(), values))
}

/// The same bits; NaN is equal to NaN, whose bits the sandbox chooses.
fn same(some: &[f64], others: &[f64]) -> bool {
    let equal = |(a, b): (&f64, &f64)| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
    some.len() == others.len() && some.iter().zip(others).all(equal)
}
