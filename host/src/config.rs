//! The configuration: `config/retraining_config.json`, with the environment over it.
//!
//! The types say which keys there are, what they mean and what they default to; the JSON Schema
//! is made from them, and a file is checked against that schema. So a key that is documented is
//! one that is checked, and every other key is refused. The names of tables are checked and
//! kept for `refit config show`; no command acts on them yet.

mod consistency;
mod document_types;
mod environment;
mod error;
mod fault;
mod foreign;
mod json;
mod load;
mod schema;
mod sections;
mod serving;
mod structure;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use refit_core::DocumentType;
use refit_database::Location;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use document_types::{LabelMapping, ModelType, TypeConfig, TypeEntry};
pub(crate) use environment::Environment;
pub(crate) use error::Error;
pub(crate) use fault::{Fault, Faults};
pub(crate) use load::{Loaded, Sources};
pub(crate) use schema::schema;
pub(crate) use sections::{
    DataBlending, DataQuality, Evaluation, GlobalSettings, Storage, Weekday,
};
pub(crate) use serving::{Jobs, Server};

/// The configuration of Refit's retraining: when it runs, which data it takes, how it trains,
/// and when a new version goes live. Every key may be left out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "Configuration of Refit")]
pub(crate) struct Config {
    /// The schedule, the versions that are kept, and the least that a run must have.
    pub(crate) global_settings: GlobalSettings,
    /// How real and synthetic documents are mixed.
    pub(crate) data_blending: DataBlending,
    /// Which documents a run learns from.
    pub(crate) data_quality: DataQuality,
    /// Settings of single document types, by the type's name. A type without an entry has the
    /// defaults.
    #[schemars(
        with = "BTreeMap<String, TypeEntry>",
        extend("propertyNames" = {
            "pattern": "^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
            "maxLength": 64
        })
    )]
    pub(crate) document_types: BTreeMap<DocumentType, TypeEntry>,
    /// How a new version is compared with the active one.
    pub(crate) evaluation: Evaluation,
    /// Where documents, versions and models are kept.
    pub(crate) storage: Storage,
    /// Where plugins lie and what they may use.
    #[schemars(with = "foreign::PluginKeys")]
    pub(crate) plugins: refit_runtime::Options,
    /// How the server listens, and what it takes.
    pub(crate) server: Server,
    /// How jobs are worked on.
    pub(crate) jobs: Jobs,
}

/// The places that a configuration names, with relative ones under the root.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Places {
    /// The database.
    pub(crate) database: Location,
    /// The folder of models.
    pub(crate) models: PathBuf,
    /// The settings of the plugin runtime.
    pub(crate) plugins: refit_runtime::Options,
}

impl Config {
    /// The settings of a document type; the defaults where it has no entry.
    pub(crate) fn document_type(&self, document_type: &DocumentType) -> TypeConfig {
        self.document_types
            .get(document_type)
            .map_or_else(|| TypeEntry::default().view(), TypeEntry::view)
    }

    /// Compares the number of features that is configured, if one is, with the plugin's.
    ///
    /// # Errors
    /// The fault names the key and both numbers.
    pub(crate) fn check_feature_count(
        &self,
        document_type: &DocumentType,
        actual: usize,
    ) -> Result<(), Fault> {
        match self.document_type(document_type).feature_count {
            Some(configured) if configured != actual => Err(Fault::new(
                format!("document_types.{document_type}.feature_count"),
                format!("expected {actual}, which is what the plugin has, found {configured}"),
            )),
            _ => Ok(()),
        }
    }

    /// The places, with relative paths under `root`.
    ///
    /// # Errors
    /// The database's address is none; never so in a configuration that was loaded.
    pub(crate) fn resolve(&self, root: &Path) -> Result<Places, refit_database::Error> {
        Ok(Places {
            database: Location::parse(&self.storage.database, root)?,
            models: root.join(&self.storage.models),
            plugins: refit_runtime::Options {
                folder: root.join(&self.plugins.folder),
                cache_folder: root.join(&self.plugins.cache_folder),
                kept_folder: root.join(&self.plugins.kept_folder),
                ..self.plugins.clone()
            },
        })
    }

    /// The configuration to show to people: as JSON, and without the database's password.
    pub(crate) fn to_shown(&self) -> Value {
        let mut shown = self.clone();
        shown.storage.database = self.storage.shown_database();
        // Maps with text as keys, text, numbers and truth values: JSON has them all.
        serde_json::to_value(shown).unwrap_or_default()
    }
}
