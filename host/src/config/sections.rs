//! The sections of the file, but for those of document types and plugins.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use refit_database::Location;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The schedule, the versions that are kept, and the least that a run must have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct GlobalSettings {
    /// Whether all enabled document types are retrained by the schedule. The variable
    /// `ENABLE_AUTOMATED_RETRAINING` sets it too.
    pub(crate) scheduled_retraining_enabled: bool,
    /// The day of the weekly run.
    pub(crate) schedule_day_of_week: Weekday,
    /// The hour of the weekly run.
    #[schemars(range(min = 0, max = 23))]
    pub(crate) schedule_hour: u8,
    /// The minute of the weekly run.
    #[schemars(range(min = 0, max = 59))]
    pub(crate) schedule_minute: u8,
    /// The time zone of the schedule, by its IANA name: `Europe/Berlin`, say.
    #[schemars(length(min = 1))]
    pub(crate) schedule_time_zone: String,
    /// Another rhythm than once a week: a cron expression of five fields (minute, hour, day of the
    /// month, month, day of the week), in place of day, hour and minute.
    pub(crate) schedule_cron: Option<String>,
    /// How many of the newest versions of a document type are kept; the active one and the one
    /// before it always are.
    #[schemars(range(min = 1))]
    pub(crate) keep_n_versions: usize,
    /// A new version whose R² is lower than the active one's by more than this is not activated.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) rollback_threshold_drop: f64,
    /// The fewest rows to train on.
    #[schemars(range(min = 1))]
    pub(crate) min_samples_for_training: usize,
    /// The fewest rows of each class, legitimate and fraud.
    #[schemars(range(min = 1))]
    pub(crate) min_samples_per_class: usize,
}

/// A day of the week, as cron names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Default for GlobalSettings {
    fn default() -> Self {
        Self {
            scheduled_retraining_enabled: true,
            schedule_day_of_week: Weekday::Sun,
            schedule_hour: 2,
            schedule_minute: 0,
            schedule_time_zone: "UTC".to_owned(),
            schedule_cron: None,
            keep_n_versions: 5,
            rollback_threshold_drop: 0.15,
            min_samples_for_training: 50,
            min_samples_per_class: 20,
        }
    }
}

/// How real and synthetic documents are mixed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DataBlending {
    /// From so many real documents on they are mixed with synthetic ones; below, a run learns
    /// from synthetic ones only.
    #[schemars(range(min = 1))]
    pub(crate) min_real_samples_for_hybrid: usize,
    /// From so many real documents on no synthetic ones are used. At least
    /// `min_real_samples_for_hybrid`.
    #[schemars(range(min = 1))]
    pub(crate) min_real_samples_for_real_only: usize,
    /// The share of synthetic documents in a mixture. With `real_weight_hybrid` it adds up to 1.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) synthetic_weight_hybrid: f64,
    /// The share of real documents in a mixture, above 0.
    #[schemars(range(max = 1), extend("exclusiveMinimum" = 0))]
    pub(crate) real_weight_hybrid: f64,
    /// How many synthetic documents a run without real ones learns from; a mixture has at most
    /// so many.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub(crate) synthetic_sample_count: u32,
}

impl Default for DataBlending {
    fn default() -> Self {
        Self {
            min_real_samples_for_hybrid: 100,
            min_real_samples_for_real_only: 500,
            synthetic_weight_hybrid: 0.4,
            real_weight_hybrid: 0.6,
            synthetic_sample_count: 2_000,
        }
    }
}

/// Which documents a run learns from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DataQuality {
    /// How sure the source of a label must have been.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) min_confidence_score: f64,
    /// Whether `min_confidence_score` applies; if not, every labelled document is used.
    pub(crate) require_high_confidence_only: bool,
    /// The member that says how sure the source of a label was, in a line of an import that has
    /// no `confidence`, or in its document.
    #[schemars(length(min = 1))]
    pub(crate) confidence_score_field: String,
    /// The lowest share of fraud among the rows.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) min_fraud_ratio: f64,
    /// The highest share of fraud among the rows. At least `min_fraud_ratio`.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) max_fraud_ratio: f64,
    /// How many documents, the newest, a run learns from at most.
    #[schemars(range(min = 1))]
    pub(crate) max_documents: usize,
}

impl Default for DataQuality {
    fn default() -> Self {
        Self {
            min_confidence_score: 0.8,
            require_high_confidence_only: true,
            confidence_score_field: "model_confidence".to_owned(),
            min_fraud_ratio: 0.1,
            max_fraud_ratio: 0.6,
            max_documents: 10_000,
        }
    }
}

/// How a new version is compared with the active one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Evaluation {
    /// The rule that decides.
    pub(crate) policy: Policy,
    /// Draws of the paired bootstrap.
    #[schemars(range(min = 100, max = 1_000_000))]
    pub(crate) bootstrap_draws: u32,
    /// The share of intervals that cover the truth.
    #[schemars(range(min = 0.5), extend("exclusiveMaximum" = 1))]
    pub(crate) confidence_level: f64,
}

/// The rule that decides whether a new version goes live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Policy {
    /// Activate, unless R² fell by more than `global_settings.rollback_threshold_drop` on the
    /// same rows.
    Threshold,
}

impl Default for Evaluation {
    fn default() -> Self {
        Self {
            policy: Policy::Threshold,
            bootstrap_draws: 2_000,
            confidence_level: 0.95,
        }
    }
}

/// Where documents, versions and models are kept. Relative paths start at the root.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Storage {
    /// The database of documents and versions: `sqlite://PATH` or
    /// `postgres://USER:PASSWORD@HOST/NAME`.
    pub(crate) database: String,
    /// The folder of models.
    #[schemars(length(min = 1))]
    pub(crate) models: PathBuf,
}

impl Default for Storage {
    fn default() -> Self {
        Self {
            database: "sqlite://data/refit.db".to_owned(),
            models: PathBuf::from("models"),
        }
    }
}

impl Storage {
    /// The database's address without its password.
    pub(crate) fn shown_database(&self) -> String {
        Location::parse(&self.database, Path::new("")).map_or_else(
            |_| "(no address)".to_owned(),
            |location| location.to_string(),
        )
    }
}

/// The address may hold a password, which is no matter for a log.
impl fmt::Debug for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Storage")
            .field("database", &self.shown_database())
            .field("models", &self.models)
            .finish()
    }
}
