//! Compilation in a process of its own: a file that makes the compiler run for ever, fill the
//! memory or crash ends that process, and nothing else.
//!
//! The child fills the cache of compiled code, and the host then takes the code from there: so
//! nothing that the child says is trusted as code.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use refit_core::Sha256Digest;
use wasmtime::{Engine, component::Component};

use crate::{Error, Options, engine, text};

/// Address space of a compilation. A component of 20 MB, which brings an interpreter along,
/// takes less than half of it.
const MEMORY_BYTES: u64 = 4 << 30;

/// Functions that are nested deeply want a deep stack, in every thread that compiles.
const STACK_BYTES: &str = "67108864";

/// How much longer than its processor time a compilation may take: the machine may be busy.
const WALL_FACTOR: u32 = 5;

/// The program that compiles, and what it is told before the cache folder and the seconds: it
/// calls [`compile_standard_input`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compiler {
    /// The program.
    pub program: PathBuf,
    /// Its first arguments.
    pub arguments: Vec<String>,
}

/// What the child process does: limits itself, compiles the component on standard input and
/// leaves the code in the cache.
///
/// # Errors
/// Why it cannot be compiled, for the host that started the process.
pub fn compile_standard_input(cache_folder: &Path, seconds: u64) -> Result<(), String> {
    limit(seconds).map_err(|error| format!("the limits cannot be set: {error}"))?;
    let mut component = Vec::new();
    io::stdin()
        .read_to_end(&mut component)
        .map_err(|error| error.to_string())?;
    let engine = engine::open_for_compiling(cache_folder).map_err(|error| error.to_string())?;
    Component::new(&engine, component)
        .map(drop)
        .map_err(|error| error.root_cause().to_string())
}

#[cfg(unix)]
fn limit(seconds: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let at_most = |most| Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    setrlimit(Resource::As, at_most(MEMORY_BYTES))?;
    setrlimit(Resource::Core, at_most(0))?;
    setrlimit(
        Resource::Cpu,
        Rlimit {
            current: Some(seconds),
            // The first limit can be told from other ends by its signal, the second one ends all.
            maximum: Some(seconds.saturating_add(1)),
        },
    )?;
    Ok(())
}

#[cfg(not(unix))]
fn limit(_seconds: u64) -> io::Result<()> {
    Ok(())
}

/// Has a component compiled by a child process, unless that was done before.
pub(crate) fn fill_cache(
    engine: &Engine,
    options: &Options,
    file: &Path,
    component: &[u8],
) -> Result<(), Error> {
    let Some(compiler) = &options.compiler else {
        return Ok(());
    };
    let done = marker(engine, &options.cache_folder, component);
    if done.exists() {
        return Ok(());
    }
    let failed = |reason: String| Error::Compile {
        file: file.to_owned(),
        reason,
    };
    let mut child = start(compiler, options)
        .map_err(|error| failed(format!("the compiler cannot be started: {error}")))?;
    if let Some(mut input) = child.stdin.take() {
        // A child that ended early says why below.
        let _ = input.write_all(component);
    }
    let Some(status) = wait(&mut child, options.compile_timeout() * WALL_FACTOR)
        .map_err(|error| failed(error.to_string()))?
    else {
        return Err(timed_out(file, options));
    };
    if status.success() {
        // Without the mark the next start compiles again: no more than time is lost.
        let _ = fs::create_dir_all(done.parent().unwrap_or(&done));
        let _ = fs::write(&done, []);
        return Ok(());
    }
    if is_out_of_time(status) {
        return Err(timed_out(file, options));
    }
    let mut reason = String::new();
    if let Some(mut told) = child.stdout.take() {
        let _ = told.read_to_string(&mut reason);
    }
    Err(failed(match reason.trim() {
        "" => format!(
            "the compiler did not survive it ({status}); it may use {} MB of memory",
            MEMORY_BYTES >> 20
        ),
        reason => text::printable(reason, text::MAX_CHARS),
    }))
}

fn start(compiler: &Compiler, options: &Options) -> io::Result<Child> {
    Command::new(&compiler.program)
        .args(&compiler.arguments)
        .arg(&options.cache_folder)
        .arg(options.compile_timeout_seconds.to_string())
        .env_clear()
        .env("RUST_MIN_STACK", STACK_BYTES)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// The end of the child; none where it had to be ended.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let deadline = Instant::now() + limit;
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        // This thread does nothing else.
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn is_out_of_time(_status: ExitStatus) -> bool {
    false
}

fn timed_out(file: &Path, options: &Options) -> Error {
    Error::CompileTimedOut {
        file: file.to_owned(),
        limit_seconds: options.compile_timeout_seconds,
    }
}

/// Where it is noted that a component was compiled by this engine.
fn marker(engine: &Engine, cache_folder: &Path, component: &[u8]) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    engine.precompile_compatibility_hash().hash(&mut hasher);
    let digest = Sha256Digest::of(component);
    cache_folder
        .join("compiled")
        .join(format!("{digest}-{:016x}", hasher.finish()))
}
