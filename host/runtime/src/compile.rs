//! Compiles a plugin away from the async threads, with a limit on the time.

use std::{path::Path, sync::Arc, thread, time::Duration};

use tokio::{sync::oneshot, time::timeout};
use wasmtime::{
    Engine,
    component::{Component, Linker},
};

use crate::{
    Error, Options,
    bindings::WorldPre,
    compiler, component,
    limiter::Limiter,
    pool::{Pool, Pooled},
    text,
    world::World,
};

/// A stack that overflows ends the process; what parses and compiles nested types gets a large
/// one. Only the part that is used costs memory.
const STACK_BYTES: usize = 64 << 20;

/// A plugin's code, and the same for places that are kept, where it fits into one.
pub(crate) struct Code {
    pub(crate) own: WorldPre<Limiter>,
    pub(crate) pooled: Option<Pooled>,
}

/// Checks and compiles a file's bytes.
///
/// A thread of its own rather than one of tokio's: what does not end in time is left alone, and
/// may neither hold up a shutdown nor use up the blocking threads.
pub(crate) async fn compile(
    engine: &Engine,
    pool: Option<&Arc<Pool>>,
    world: &Arc<World>,
    options: &Options,
    file: &Path,
    bytes: Vec<u8>,
) -> Result<Code, Error> {
    let (done, result) = oneshot::channel();
    let (engine, world, path) = (engine.clone(), Arc::clone(world), file.to_owned());
    let (limits, pool) = (options.clone(), pool.cloned());
    let failed = |reason: &str| Error::Compile {
        file: file.to_owned(),
        reason: reason.to_owned(),
    };
    thread::Builder::new()
        .name("refit-compile".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || {
            // Nobody may be waiting any more.
            let _ = done.send(prepare(
                &engine,
                pool.as_deref(),
                &world,
                &limits,
                &path,
                &bytes,
            ));
        })
        .map_err(|error| failed(&error.to_string()))?;
    // A process of its own has its own limits, and is waited for.
    let limit = match options.compiler {
        Some(_) => Duration::MAX,
        None => options.compile_timeout(),
    };
    match timeout(limit, result).await {
        Ok(Ok(code)) => code,
        // The sender was dropped without an answer: the thread panicked.
        Ok(Err(_)) => Err(failed("the compiler stopped unexpectedly")),
        Err(_) => Err(Error::CompileTimedOut {
            file: file.to_owned(),
            limit_seconds: options.compile_timeout_seconds,
        }),
    }
}

fn prepare(
    engine: &Engine,
    pool: Option<&Pool>,
    world: &World,
    options: &Options,
    file: &Path,
    bytes: &[u8],
) -> Result<Code, Error> {
    let bytes = component::from_bytes(file, bytes)?;
    world.check(file, &bytes)?;
    compiler::fill_cache(engine, options, file, &bytes)?;
    let reason =
        |error: &wasmtime::Error| text::printable(&error.root_cause().to_string(), text::MAX_CHARS);
    let component = Component::new(engine, &bytes).map_err(|error| Error::Compile {
        file: file.to_owned(),
        reason: reason(&error),
    })?;
    // An empty linker: there is nothing that a plugin could import.
    let own = Linker::new(engine)
        .instantiate_pre(&component)
        .and_then(WorldPre::new)
        .map_err(|error| Error::WorldMismatch {
            file: file.to_owned(),
            reason: reason(&error),
        })?;
    Ok(Code {
        own,
        pooled: pool.and_then(|pool| pool.code(&bytes)),
    })
}
