//! Places for instances: memory, tables and a stack that are there already.
//!
//! A call into a plugin has a fresh store. Asking the system for its memory and giving it back costs
//! more than reading a document does, above all where several threads do so at once. A call into a
//! plain plugin takes a place here instead, which wasmtime wipes when the call is over: an answer
//! cannot depend on what was asked before. What does not fit, and calls for which no place is free,
//! go the usual way; limits and answers are the same.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wasmtime::{
    Enabled, Engine, InstanceAllocationStrategy, PoolingAllocationConfig,
    component::{Component, Linker},
};

use crate::{Options, bindings::WorldPre, engine, limiter::Limiter};

/// Calls that can have a place at the same time: more than there are processors. A place takes
/// address space, and the memory of the largest call that it had, up to [`KEPT_BYTES`].
const PLACES: u32 = 32;
/// Core instances and tables of a plain component. Those that bring their language along have dozens.
const PARTS: u32 = 4;
/// So much of a memory is wiped in place; beyond, it goes back to the system.
const KEPT_BYTES: usize = 1 << 20;

/// The places, and the engine whose instances they hold.
pub(crate) struct Pool {
    engine: Engine,
    free: Arc<Semaphore>,
}

impl Pool {
    /// None where the system does not give so much address space.
    pub(crate) fn open(options: &Options) -> Option<Self> {
        let mut config = engine::config();
        config.allocation_strategy(InstanceAllocationStrategy::Pooling(places(options)));
        match engine::with(config, &options.cache_folder) {
            Ok(engine) => Some(Self {
                engine,
                free: Arc::new(Semaphore::new(PLACES as usize)),
            }),
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "plugins are called without places that are kept, which takes longer"
                );
                None
            }
        }
    }

    /// A component's code for these places; none where it needs more than one has. It was compiled
    /// before: this finds it in the cache.
    pub(crate) fn code(&self, component: &[u8]) -> Option<Pooled> {
        let component = Component::new(&self.engine, component).ok()?;
        let code = Linker::new(&self.engine).instantiate_pre(&component);
        Some(Pooled {
            code: code.and_then(WorldPre::new).ok()?,
            free: Arc::clone(&self.free),
        })
    }
}

fn places(options: &Options) -> PoolingAllocationConfig {
    let bytes = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
    let mut places = PoolingAllocationConfig::new();
    places
        .total_component_instances(PLACES)
        .total_core_instances(PLACES * PARTS)
        .total_memories(PLACES)
        .total_tables(PLACES * PARTS)
        .total_stacks(PLACES)
        .max_core_instances_per_component(PARTS)
        .max_memories_per_component(1)
        .max_tables_per_component(PARTS)
        .max_tables_per_module(PARTS)
        // The limiter refuses first, and says why.
        .max_memory_size(bytes(options.max_memory_bytes))
        .table_elements(bytes(options.max_table_elements))
        // The pages that a call wrote are found where the system can tell, and no others wiped.
        .pagemap_scan(Enabled::Auto)
        .linear_memory_keep_resident(KEPT_BYTES)
        .table_keep_resident(KEPT_BYTES);
    places
}

/// A component's code, and places for its instances.
#[derive(Clone)]
pub(crate) struct Pooled {
    pub(crate) code: WorldPre<Limiter>,
    free: Arc<Semaphore>,
}

impl Pooled {
    /// A place, if one is free.
    pub(crate) fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.free).try_acquire_owned().ok()
    }
}
