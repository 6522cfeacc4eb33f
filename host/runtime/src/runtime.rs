//! Loads plugins.

use std::{path::Path, sync::Arc};

use refit_core::{Sha256Digest, Submission, plugin::DocumentPlugin};
use wasmtime::Engine;

use crate::{
    Error, Options, Plugin, Plugins, compile::compile, descriptor, engine, file, pool::Pool,
    quarantine::Quarantines, sandbox::Sandbox, scan::Scan, world::World,
};

/// The engine with its limits; a cheap clone.
#[derive(Clone)]
pub struct Runtime {
    engine: Engine,
    /// None where the system does not give so much address space.
    pool: Option<Arc<Pool>>,
    world: Arc<World>,
    options: Arc<Options>,
    quarantines: Arc<Quarantines>,
}

impl std::fmt::Debug for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runtime")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl Runtime {
    /// Opens the engine and its cache of compiled code; creates the cache's folder.
    ///
    /// # Errors
    /// The cache's folder cannot be used, or the engine does not start.
    pub fn open(options: Options) -> Result<Self, Error> {
        Ok(Self {
            engine: engine::open(&options.cache_folder)?,
            pool: Pool::open(&options).map(Arc::new),
            world: Arc::new(World::embedded()?),
            options: Arc::new(options),
            quarantines: Arc::default(),
        })
    }

    /// The settings it was opened with.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Loads one file, wherever it lies: all checks, a trial run, the golden documents.
    ///
    /// # Errors
    /// The first check that the file does not pass.
    pub async fn load(&self, path: &Path) -> Result<Arc<Plugin>, Error> {
        let bytes = self.read(path).await?;
        self.load_bytes(path, bytes).await
    }

    /// The bytes of a file, if it may be a plugin's.
    pub(crate) async fn read(&self, path: &Path) -> Result<Vec<u8>, Error> {
        let (name, limit) = (path.to_owned(), self.options.max_file_bytes);
        tokio::task::spawn_blocking(move || file::read(&name, limit))
            .await
            .map_err(|error| Error::Read {
                file: path.to_owned(),
                source: error.into(),
            })?
    }

    /// Loads a plugin from the bytes of its file; `path` is what errors call it.
    ///
    /// # Errors
    /// The first check that the bytes do not pass.
    pub async fn load_bytes(&self, path: &Path, bytes: Vec<u8>) -> Result<Arc<Plugin>, Error> {
        let digest = Sha256Digest::of(&bytes);
        let code = compile(
            &self.engine,
            self.pool.as_ref(),
            &self.world,
            &self.options,
            path,
            bytes,
        )
        .await?;
        let trial = |source| Error::Trial {
            file: path.to_owned(),
            source,
        };
        let name = path.file_stem().unwrap_or(path.as_os_str());
        let name = name.to_string_lossy().into_owned();
        let mut sandbox = Sandbox::new(name, code, Arc::clone(&self.options));
        let [raw, again] = sandbox.describe().await.map_err(trial)?;
        // As text, because NaN is not equal to NaN and must be here.
        if format!("{raw:?}") != format!("{again:?}") {
            return Err(Error::Unstable {
                file: path.to_owned(),
            });
        }
        let descriptor = descriptor::check(raw).map_err(|fault| Error::Descriptor {
            file: path.to_owned(),
            fault,
        })?;
        sandbox.rename(descriptor.document_type.as_str().to_owned());
        let quarantine = self
            .quarantines
            .of(digest, self.options.quarantine_after_traps);
        let plugin = Plugin::new(path.to_owned(), digest, descriptor, sandbox, quarantine);
        check_goldens(path, &plugin).await?;
        Ok(Arc::new(plugin))
    }

    /// Loads every `*.wasm` file of the folder of plugins once, all at the same time. A file that
    /// is refused is told in [`Plugins::statuses`] and does not disturb the others; of files that
    /// claim the same type or plural all are refused. [`PluginService`](crate::PluginService)
    /// knows which was there first.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub async fn load_folder(&self) -> Result<Plugins, Error> {
        let looked = Scan::default().look(self, None).await?;
        looked.plugins.log_changes(&Plugins::default());
        Ok(looked.plugins)
    }
}

/// Recomputes the golden documents' features.
async fn check_goldens(path: &Path, plugin: &Plugin) -> Result<(), Error> {
    let goldens = &plugin.descriptor().goldens;
    let submissions: Arc<[Submission]> = goldens
        .iter()
        .map(|golden| golden.submission.clone())
        .collect();
    let extraction = plugin
        .extract_all(submissions)
        .await
        .map_err(|source| Error::Trial {
            file: path.to_owned(),
            source,
        })?;
    let differs = |golden, fault| Error::Golden {
        file: path.to_owned(),
        golden,
        fault,
    };
    if let Some(rejection) = extraction.rejected.first() {
        let fault = format!("it rejects the document, because {}", rejection.reason);
        return Err(differs(rejection.index, fault));
    }
    let features = plugin.descriptor().features.features();
    for (number, (golden, row)) in goldens.iter().zip(extraction.rows()).enumerate() {
        for ((feature, expected), value) in features.iter().zip(&golden.features).zip(row) {
            if expected != value && !(expected.is_nan() && value.is_nan()) {
                // These values are the plugin's own, not a customer's.
                let fault = format!(
                    "feature '{}' is {value} instead of {expected}",
                    feature.name
                );
                return Err(differs(number, fault));
            }
        }
    }
    Ok(())
}
