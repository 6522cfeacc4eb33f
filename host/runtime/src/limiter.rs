//! The limits of one store.

use wasmtime::ResourceLimiter;

use crate::Options;

// A component has one core instance with one memory; those that are linked from libraries
// (Python's, say) have some dozens of instances around one memory.
const INSTANCES: usize = 200;
const TABLES: usize = 50;
const MEMORIES: usize = 10;

/// Why a plugin may not have more; ends the call as a trap does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("more memory than allowed")]
    Memory,
    #[error("more than {limit} table elements")]
    Tables { limit: u64 },
}

/// Counts the memory of a store and refuses what is too much.
#[derive(Debug)]
pub(crate) struct Limiter {
    max_memory: u64,
    max_elements: u64,
    memory: u64,
    elements: u64,
}

impl Limiter {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            max_memory: options.max_memory_bytes,
            max_elements: options.max_table_elements,
            memory: 0,
            elements: 0,
        }
    }

    /// The most memory that the store had. Memories never shrink.
    pub(crate) const fn peak_memory(&self) -> u64 {
        self.memory
    }
}

/// `used` after something has grown from `current` to `desired`.
const fn grown(used: u64, current: usize, desired: usize) -> u64 {
    used.saturating_add((desired as u64).saturating_sub(current as u64))
}

impl ResourceLimiter for Limiter {
    // An error, not `Ok(false)`: a plugin that is told "no" panics somewhere later, and the
    // reason would be lost.
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let memory = grown(self.memory, current, desired);
        if memory > self.max_memory {
            return Err(Refusal::Memory.into());
        }
        self.memory = memory;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let elements = grown(self.elements, current, desired);
        if elements > self.max_elements {
            let limit = self.max_elements;
            return Err(Refusal::Tables { limit }.into());
        }
        self.elements = elements;
        Ok(true)
    }

    fn instances(&self) -> usize {
        INSTANCES
    }

    fn tables(&self) -> usize {
        TABLES
    }

    fn memories(&self) -> usize {
        MEMORIES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_memories_share_one_limit() {
        let mut limiter = Limiter::new(&Options {
            max_memory_bytes: 100,
            ..Options::default()
        });
        assert!(limiter.memory_growing(0, 60, None).is_ok());
        assert!(limiter.memory_growing(0, 30, None).is_ok());
        assert!(limiter.memory_growing(30, 41, None).is_err());
        assert_eq!(limiter.peak_memory(), 90);
    }
}
