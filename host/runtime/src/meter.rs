//! What a plugin has used, for metrics and for the operator.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use serde::Serialize;

/// What a plugin has used since it was loaded, its trial included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Usage {
    /// Calls into the plugin; a long list is several.
    pub calls: u64,
    /// Calls that ended in a trap, a panic or a limit.
    pub traps: u64,
    /// Fuel of all calls.
    pub fuel: u64,
    /// Documents whose extraction was answered, rejected ones included.
    pub extracted_documents: u64,
    /// Fuel of those extractions.
    pub extract_fuel: u64,
    /// Documents generated.
    pub generated_documents: u64,
    /// Fuel of their generation.
    pub generate_fuel: u64,
    /// The most memory that a call had.
    pub peak_memory_bytes: u64,
}

impl Usage {
    /// The mean fuel of a document's extraction: the same on every machine, so it can be
    /// compared and capped. None before the first document.
    #[must_use]
    pub const fn fuel_per_document(&self) -> Option<u64> {
        self.extract_fuel.checked_div(self.extracted_documents)
    }
}

/// A function of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Describe,
    Generate,
    Extract,
}

impl Function {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Describe => "describe",
            Self::Generate => "generate",
            Self::Extract => "extract",
        }
    }
}

/// Counts; read as [`Usage`].
#[derive(Debug, Default)]
pub(crate) struct Meter {
    calls: AtomicU64,
    traps: AtomicU64,
    fuel: AtomicU64,
    extracted_documents: AtomicU64,
    extract_fuel: AtomicU64,
    generated_documents: AtomicU64,
    generate_fuel: AtomicU64,
    peak_memory_bytes: AtomicU64,
}

impl Meter {
    /// Counts a call that was answered.
    pub(crate) fn answered(&self, function: Function, documents: usize, fuel: u64) {
        let (counted, spent) = match function {
            Function::Describe => return,
            Function::Generate => (&self.generated_documents, &self.generate_fuel),
            Function::Extract => (&self.extracted_documents, &self.extract_fuel),
        };
        counted.fetch_add(documents as u64, Relaxed);
        spent.fetch_add(fuel, Relaxed);
    }

    /// Counts any call.
    pub(crate) fn ended(&self, trapped: bool, fuel: u64, memory: u64) {
        self.calls.fetch_add(1, Relaxed);
        self.traps.fetch_add(u64::from(trapped), Relaxed);
        self.fuel.fetch_add(fuel, Relaxed);
        self.peak_memory_bytes.fetch_max(memory, Relaxed);
    }

    pub(crate) fn usage(&self) -> Usage {
        Usage {
            calls: self.calls.load(Relaxed),
            traps: self.traps.load(Relaxed),
            fuel: self.fuel.load(Relaxed),
            extracted_documents: self.extracted_documents.load(Relaxed),
            extract_fuel: self.extract_fuel.load(Relaxed),
            generated_documents: self.generated_documents.load(Relaxed),
            generate_fuel: self.generate_fuel.load(Relaxed),
            peak_memory_bytes: self.peak_memory_bytes.load(Relaxed),
        }
    }
}
