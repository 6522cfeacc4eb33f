//! Settings of the plugin runtime.

use std::{path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize};

use crate::Compiler;

/// Where plugins lie and what they may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// The folder whose `*.wasm` files are loaded.
    pub folder: PathBuf,
    /// Where compiled code is kept between starts. It is machine code that the host runs, so
    /// the folder is closed to everybody but the host's user.
    pub cache_folder: PathBuf,
    /// Where the host keeps the components that are or were in use, for the models that were
    /// trained with them, and remembers which file has which document type. It is no cache.
    pub kept_folder: PathBuf,
    /// The largest plugin file.
    pub max_file_bytes: u64,
    /// The processor time that a file may take to be compiled.
    pub compile_timeout_seconds: u64,
    /// The most fuel for one call, whatever the number of documents.
    pub fuel_per_call: u64,
    /// Fuel for each document of a call; every 25 kB of text count as one more. A call gets this
    /// for its documents and for 20 more, which pay for the start of the instance, at most
    /// `fuel_per_call`.
    pub fuel_per_document: u64,
    /// The wall time of one call. It catches what fuel does not: a machine that is too slow.
    pub call_timeout_ms: u64,
    /// The most memory that one call may have, all its linear memories together.
    pub max_memory_bytes: u64,
    /// The most elements of all tables of one call.
    pub max_table_elements: u64,
    /// The most that one call may answer with, as the host counts it.
    pub max_answer_bytes: u64,
    /// Documents of one call; a longer list is split into batches that run at the same time.
    pub batch_size: u32,
    /// After so many failed calls in a row (a trap, a limit, an answer against the contract) a
    /// plugin is not called any more; 0 for never.
    pub quarantine_after_traps: u32,
    /// What compiles in a process of its own; without it the host's own process does.
    #[serde(skip)]
    pub compiler: Option<Compiler>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("plugins"),
            cache_folder: PathBuf::from("data/plugin-cache"),
            kept_folder: PathBuf::from("data/plugins"),
            max_file_bytes: 32 << 20,
            compile_timeout_seconds: 60,
            // A document of a few kilobytes takes 0.1 to 1 million: a full batch of the most
            // expensive of them fits 50 times over.
            fuel_per_call: 50_000_000_000,
            fuel_per_document: 50_000_000,
            call_timeout_ms: 30_000,
            max_memory_bytes: 256 << 20,
            max_table_elements: 100_000,
            max_answer_bytes: 128 << 20,
            batch_size: 500,
            quarantine_after_traps: 3,
            compiler: None,
        }
    }
}

/// What the start of an instance may cost, in documents.
const START_IN_DOCUMENTS: u64 = 20;
/// So much text may cost as much as a document: what is answered among others is answered alone.
const BYTES_OF_A_DOCUMENT: u64 = 25_000;

impl Options {
    /// The fuel of a call with so many documents and so much text.
    pub(crate) fn fuel(&self, documents: usize, bytes: usize) -> u64 {
        (documents as u64)
            .saturating_add(bytes as u64 / BYTES_OF_A_DOCUMENT)
            .saturating_add(START_IN_DOCUMENTS)
            .saturating_mul(self.fuel_per_document)
            .min(self.fuel_per_call)
    }

    pub(crate) fn call_timeout(&self) -> Duration {
        Duration::from_millis(self.call_timeout_ms)
    }

    pub(crate) fn compile_timeout(&self) -> Duration {
        Duration::from_secs(self.compile_timeout_seconds)
    }

    /// Never 0, which would make no progress.
    pub(crate) fn batch_size(&self) -> usize {
        (self.batch_size as usize).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_gets_fuel_for_its_documents_up_to_the_cap() {
        let options = Options {
            fuel_per_call: 1_000,
            fuel_per_document: 10,
            ..Options::default()
        };
        assert_eq!(options.fuel(0, 0), 200);
        assert_eq!(options.fuel(30, 0), 500);
        assert_eq!(options.fuel(1, 70_000), 230);
        assert_eq!(options.fuel(500, 0), 1_000);
        assert_eq!(options.fuel(usize::MAX, usize::MAX), 1_000);
    }

    #[test]
    fn an_empty_object_is_the_default_and_an_unknown_key_is_refused() {
        assert_eq!(
            serde_json::from_str::<Options>("{}").unwrap(),
            Options::default()
        );
        assert!(serde_json::from_str::<Options>(r#"{"fuel":1}"#).is_err());
    }
}
