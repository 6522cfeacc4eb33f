//! Measures the built bank statement plugin, or another one: `REFIT_PLUGIN=FILE cargo nextest run -p refit-runtime --run-ignored
//! only --no-capture`.

use std::{path::Path, time::Instant};

use refit_core::{Submission, plugin::DocumentPlugin};
use refit_runtime::Options;

use crate::calls::{day, runtime};

const BANK_STATEMENT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../plugins/bank_statement.wasm"
);
const DOCUMENTS: u32 = 2_000;

#[ignore = "it measures, and needs a plugin"]
#[tokio::test(flavor = "multi_thread")]
async fn a_built_plugin_is_measured() {
    let file = std::env::var("REFIT_PLUGIN").unwrap_or_else(|_| BANK_STATEMENT.to_owned());
    let file = Path::new(&file);
    let (runtime, cache) = runtime(Options::default());

    for what in ["load, cold", "load, cached"] {
        let start = Instant::now();
        runtime.load(file).await.unwrap();
        println!("{what}: {:?}", start.elapsed());
    }
    let plugin = runtime.load(file).await.unwrap();
    println!(
        "{plugin:?}, {} features",
        plugin.descriptor().features.len()
    );
    let after_load = plugin.usage();

    let start = Instant::now();
    let specimens = plugin.generate(1, 0, DOCUMENTS, day()).await.unwrap();
    println!("generate {DOCUMENTS}: {:?}", start.elapsed());
    let submissions: std::sync::Arc<[Submission]> =
        specimens.into_iter().map(|s| s.submission).collect();
    let bytes: usize = submissions.iter().map(|s| s.document.len()).sum();
    println!("mean document: {} bytes", bytes / submissions.len());

    for batch_size in [2_000, 1_000, 500, 100] {
        let options = Options {
            batch_size,
            cache_folder: cache.path().to_owned(),
            ..Options::default()
        };
        let runtime = refit_runtime::Runtime::open(options).unwrap();
        let plugin = runtime.load(file).await.unwrap();
        let start = Instant::now();
        let extraction = plugin.extract(submissions.clone()).await.unwrap();
        println!(
            "extract {DOCUMENTS} in batches of {batch_size}: {:?}",
            start.elapsed()
        );
        assert_eq!(
            extraction.rows().len() + extraction.rejected.len(),
            submissions.len()
        );
    }

    let one = submissions
        .iter()
        .take(1)
        .cloned()
        .collect::<std::sync::Arc<[_]>>();
    let start = Instant::now();
    for _ in 0..1_000 {
        plugin.extract(one.clone()).await.unwrap();
    }
    println!("extract 1: {:?}", start.elapsed() / 1_000);
    plugin.extract(submissions).await.unwrap();
    let usage = plugin.usage();
    println!(
        "fuel per document: extract {:?}, generate {}, describe and goldens {}; peak memory {}",
        usage.fuel_per_document(),
        usage.generate_fuel / usage.generated_documents,
        after_load.fuel,
        usage.peak_memory_bytes,
    );
}
