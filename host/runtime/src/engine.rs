//! The engine: one for all plugins of a host.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use wasmtime::{Cache, CacheConfig, Config, Engine};

use crate::Error;

/// Opens the engine with its cache of compiled code.
pub(crate) fn open(cache_folder: &Path) -> Result<Engine, Error> {
    with(config(), cache_folder)
}

/// The engine of a process that compiles one component and nothing else: on all cores. Its code is
/// the same as [`open`]'s, and so is its cache.
pub(crate) fn open_for_compiling(cache_folder: &Path) -> Result<Engine, Error> {
    let mut config = config();
    config.parallel_compilation(true);
    with(config, cache_folder)
}

/// An engine with these settings and the cache.
pub(crate) fn with(mut config: Config, cache_folder: &Path) -> Result<Engine, Error> {
    let folder = private_folder(cache_folder).map_err(|source| Error::CacheFolder {
        path: cache_folder.to_owned(),
        source,
    })?;
    let mut cache = CacheConfig::new();
    cache.with_directory(folder);
    let failed = |error: wasmtime::Error| Error::Engine {
        reason: error.root_cause().to_string(),
    };
    config.cache(Some(Cache::new(cache).map_err(failed)?));
    Engine::new(&config).map_err(failed)
}

/// The settings that code depends on: the same for every engine, so that all share the cache.
pub(crate) fn config() -> Config {
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        .consume_fuel(true)
        // The same bytes in, the same numbers out, down to the NaN.
        .cranelift_nan_canonicalization(true)
        // The panic text is read from a trapped store's memory.
        .coredump_on_trap(true)
        // A thread of its own for each file, not the pool that models are trained on: training
        // would hold up a compilation, and a compile bomb would hold up both training and the
        // compilation of good plugins.
        .parallel_compilation(false)
        // What no plugin needs is not there to be attacked. Threads, garbage collection and
        // async components are not even compiled in.
        .concurrency_support(false)
        .wasm_memory64(false)
        .wasm_relaxed_simd(false)
        .shared_memory(false);
    config
}

/// Creates the folder for this user alone. One that exists is not changed, but must not be open
/// to others: who can write there can run code in the host.
fn private_folder(path: &Path) -> io::Result<PathBuf> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let metadata = fs::symlink_metadata(path)?;
    if !metadata.is_dir() {
        return Err(io::Error::other("it is a link or a file, not a folder"));
    }
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o022 != 0 {
        return Err(io::Error::other(
            "others may write to it (chmod 700 closes it)",
        ));
    }
    fs::canonicalize(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn the_cache_is_closed_to_others_and_an_open_one_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join("a/b");
        open(&cache).unwrap();
        let mode = fs::metadata(&cache).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        open(&cache).unwrap();
        fs::set_permissions(&cache, fs::Permissions::from_mode(0o770)).unwrap();
        assert_eq!(open(&cache).unwrap_err().code(), "plugin-cache-unusable");
    }

    #[test]
    fn a_file_in_the_place_of_the_cache_is_an_error_that_names_it() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = open(file.path()).unwrap_err();
        assert_eq!(error.code(), "plugin-cache-unusable");
        assert!(
            error
                .to_string()
                .contains(&file.path().display().to_string())
        );
    }
}
