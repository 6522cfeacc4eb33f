//! What a command works with: the configuration, and the parts it opens.

use std::{path::PathBuf, sync::Arc};

use anyhow::{Context, Result};
use refit_core::{Clock, DocumentType, SystemClock, plugin::DocumentPlugin};
use refit_database::Database;
use refit_jobs::JobStore;
use refit_pipeline::{Blending, Evaluation, LabelScores, Options, Pipeline, Quality};
use refit_registry::{ModelStore, Registry};
use refit_runtime::{Compiler, Plugin, PluginService, PluginState, Runtime};
use refit_sources::{DocumentStore, Filter};

use crate::{
    cli::Cli,
    config::{Config, Environment, Loaded, Places, Sources},
    output::{Coded, Hint},
};

/// The parts, each opened when a command first needs it.
pub(crate) struct App {
    pub(crate) config: Config,
    pub(crate) places: Places,
    /// The plugin folder as configured; [`Places::plugins`] has the one in effect.
    pub(crate) own_plugins: PathBuf,
    pub(crate) clock: Arc<dyn Clock>,
}

/// Documents, versions and jobs over one database.
#[derive(Clone)]
pub(crate) struct Stores {
    pub(crate) documents: DocumentStore,
    pub(crate) registry: Registry,
    pub(crate) jobs: JobStore,
}

impl App {
    /// Reads the configuration and opens nothing.
    pub(crate) fn new(cli: &Cli) -> Result<Self> {
        let Loaded { config, .. } = load_config(cli)?;
        let root = std::path::absolute(&cli.root)
            .with_context(|| format!("the root '{}' is no path", cli.root.display()))?;
        let mut places = config.resolve(&root)?;
        let own_plugins = places.plugins.folder.clone();
        if let Some(folder) = bundled_plugins(&config, &places) {
            places.plugins.folder = folder;
        }
        places.plugins.compiler = compiler();
        Ok(Self {
            config,
            places,
            own_plugins,
            clock: Arc::new(SystemClock),
        })
    }

    /// Opens database and model store, making them where they are missing.
    pub(crate) async fn stores(&self) -> Result<Stores> {
        let database = Database::open(&self.places.database).await?;
        let models = self.places.models.to_string_lossy();
        let models = ModelStore::open(&models, &self.places.models)?;
        let registry = Registry::open(database.clone(), models, Arc::clone(&self.clock)).await?;
        let jobs = JobStore::new(database.clone(), Arc::clone(&self.clock));
        let documents = DocumentStore::new(database, Arc::clone(&self.clock));
        Ok(Stores {
            documents,
            registry,
            jobs,
        })
    }

    /// Opens the plugin runtime for a single file. Nothing is quarantined: a check asks for
    /// failures on purpose.
    pub(crate) fn runtime(&self) -> Result<Runtime> {
        Runtime::open(refit_runtime::Options {
            quarantine_after_traps: 0,
            ..self.places.plugins.clone()
        })
        .map_err(with_hint)
    }

    /// Loads the plugin folder, as the last host or command knew it.
    pub(crate) async fn plugins(&self) -> Result<PluginService> {
        PluginService::open(self.service_runtime()?)
            .await
            .map_err(with_hint)
    }

    /// The same for work on one document type; other types may be missing.
    pub(crate) async fn plugins_for(&self, document_type: &DocumentType) -> Result<PluginService> {
        PluginService::open_for(self.service_runtime()?, document_type)
            .await
            .map_err(with_hint)
    }

    fn service_runtime(&self) -> Result<Runtime> {
        let folder = &self.places.plugins.folder;
        if !folder.is_dir() {
            return Err(
                anyhow::anyhow!("there is no plugin folder '{}'", folder.display()).context(Hint(
                    "make it and put plugins there, or name another as plugins.folder".into(),
                )),
            );
        }
        Runtime::open(self.places.plugins.clone()).map_err(with_hint)
    }

    /// The plugin of a document type, or which types there are and which file was refused.
    pub(crate) async fn plugin(&self, document_type: &DocumentType) -> Result<Arc<Plugin>> {
        let service = self.plugins_for(document_type).await?;
        self.plugin_of(&service, document_type)
    }

    /// The same, among plugins that are loaded.
    pub(crate) fn plugin_of(
        &self,
        service: &PluginService,
        document_type: &DocumentType,
    ) -> Result<Arc<Plugin>> {
        let plugin = self.find(service, document_type)?;
        let features = plugin.descriptor().features.len();
        self.config.check_feature_count(document_type, features)?;
        Ok(plugin)
    }

    fn find(&self, service: &PluginService, document_type: &DocumentType) -> Result<Arc<Plugin>> {
        let plugins = service.plugins();
        if let Some(plugin) = plugins.get(document_type) {
            return Ok(Arc::clone(plugin));
        }
        let folder = self.places.plugins.folder.display();
        let own_file = format!("{document_type}.wasm");
        let statuses = service.statuses();
        let refused = statuses.iter().find(|status| {
            status.state == PluginState::Refused
                && (status.document_type.as_ref() == Some(document_type) || status.file == own_file)
        });
        if let Some(status) = refused {
            let reason = status.reason.clone().unwrap_or_default();
            let error = anyhow::Error::new(Coded {
                message: format!(
                    "the plugin of {document_type} in '{folder}' was refused: {reason}"
                ),
                code: status.code.clone().unwrap_or_default(),
            });
            return Err(match &status.hint {
                Some(hint) => error.context(Hint(hint.clone().into())),
                None => error,
            });
        }
        let is_kept = statuses.iter().any(|status| {
            status.state == PluginState::Superseded
                && status.document_type.as_ref() == Some(document_type)
        });
        if is_kept {
            return Err(anyhow::anyhow!(
                "the plugin of {document_type} is no longer in '{folder}', and its versions wait for it"
            )
            .context(Hint("put a component of this type there; `refit plugin list` has the digests of those that its versions were trained with".into())));
        }
        let known: Vec<&str> = plugins
            .iter()
            .map(|plugin| plugin.descriptor().document_type.as_str())
            .collect();
        let hint = if known.is_empty() {
            "build the plugins with `make plugins`, or put one there".to_owned()
        } else {
            format!("there are: {}", known.join(", "))
        };
        Err(anyhow::anyhow!(
            "unknown document type '{document_type}': no plugin in '{folder}' is for it"
        )
        .context(Hint(hint.into())))
    }

    /// The pipeline over the stores and the components that are kept.
    pub(crate) fn pipeline(&self, stores: &Stores, plugins: &PluginService) -> Pipeline {
        Pipeline::new(
            stores.documents.clone(),
            stores.registry.clone(),
            Arc::clone(&self.clock),
        )
        .with_components(Arc::new(plugins.clone()))
    }

    /// Lets the components go that no version was trained with.
    pub(crate) async fn forget_components(
        &self,
        stores: &Stores,
        plugins: &PluginService,
        document_type: &DocumentType,
    ) {
        match stores.registry.versions(document_type).await {
            Ok(versions) => {
                let used = versions
                    .iter()
                    .map(|version| version.manifest.plugin.digest);
                plugins.keep_only(document_type, &used.collect()).await;
            }
            Err(error) => tracing::warn!(
                document.r#type = %document_type,
                error = &error as &dyn std::error::Error,
                "components that no version uses stay behind"
            ),
        }
    }

    /// The settings of a document type's runs.
    pub(crate) fn options(&self, document_type: &DocumentType) -> Result<Options> {
        let Config {
            global_settings: global,
            data_blending: blending,
            data_quality: quality,
            evaluation,
            ..
        } = &self.config;
        let document = self.config.document_type(document_type);
        Ok(Options {
            filter: Filter {
                min_confidence: quality
                    .require_high_confidence_only
                    .then_some(quality.min_confidence_score),
                limit: quality.max_documents,
            },
            labels: LabelScores {
                approve: document.approve,
                reject: document.reject,
            },
            blending: Blending {
                min_real_for_hybrid: blending.min_real_samples_for_hybrid,
                min_real_for_real_only: blending.min_real_samples_for_real_only,
                synthetic_share: blending.synthetic_weight_hybrid,
                synthetic_documents: blending.synthetic_sample_count,
            },
            quality: Quality {
                min_rows: global.min_samples_for_training,
                min_rows_per_class: global.min_samples_per_class,
                min_fraud_ratio: quality.min_fraud_ratio,
                max_fraud_ratio: quality.max_fraud_ratio,
            },
            parameters: document.parameters.check()?,
            evaluation: Evaluation {
                max_r2_drop: global.rollback_threshold_drop,
                bootstrap_draws: evaluation.bootstrap_draws,
                confidence_level: evaluation.confidence_level,
            },
            keep_versions: global.keep_n_versions,
        })
    }
}

/// A fault of the plugin runtime, with what it says to do.
pub(crate) fn with_hint(error: refit_runtime::Error) -> anyhow::Error {
    let hint = error.hint();
    anyhow::Error::new(error).context(Hint(hint.into()))
}

/// The configuration of a command line.
pub(crate) fn load_config(cli: &Cli) -> Result<Loaded> {
    Ok(Config::load(&Sources {
        root: cli.root.clone(),
        file: cli.config.clone(),
        environment: Environment::of_process(),
    })?)
}

/// This program again, which compiles plugins in a process of its own.
fn compiler() -> Option<Compiler> {
    // The program that runs, also where its file has been replaced since.
    let running = PathBuf::from("/proc/self/exe");
    let program = match running.exists() {
        true => running,
        false => std::env::current_exe().ok()?,
    };
    Some(Compiler {
        program,
        arguments: vec!["compile-plugin".to_owned()],
    })
}

/// The plugins that came with this program, for a root that has no plugin folder of its own:
/// `plugins` beside the binary, or where this repository has it (`target/release/refit`).
fn bundled_plugins(config: &Config, places: &Places) -> Option<PathBuf> {
    let is_default = config.plugins.folder == refit_runtime::Options::default().folder;
    if !is_default || places.plugins.folder.exists() {
        return None;
    }
    let program = std::env::current_exe().ok()?;
    let beside = program.parent()?;
    let candidates = [
        Some(beside),
        beside.parent().and_then(std::path::Path::parent),
    ];
    let mut folders = candidates
        .into_iter()
        .flatten()
        .map(|folder| folder.join("plugins"));
    folders.find(|folder| folder.is_dir())
}

/// Who starts a command, for the audit trail.
pub(crate) fn actor() -> String {
    let user = ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok());
    match user.filter(|user| !user.is_empty()) {
        Some(user) => format!("{user} (command line)"),
        None => "command line".to_owned(),
    }
}
