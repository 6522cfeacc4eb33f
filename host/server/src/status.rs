//! The status of everything: for the route, and for the command that has no server.

use std::collections::BTreeMap;

use jiff::Timestamp;
use refit_core::{DocumentType, Generation, VersionId, plugin::DocumentPlugin};
use refit_jobs::JobStore;
use refit_registry::Registry;
use refit_runtime::{PluginService, PluginStatus};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{job::JobEntry, problem::Problem, version::VersionEntry};

/// The status of schedule, versions and plugins.
#[derive(Debug, Serialize, ToSchema)]
pub struct Status {
    /// Always true.
    pub success: bool,
    /// What comes round.
    pub scheduler: Scheduler,
    /// By document type.
    #[schema(value_type = BTreeMap<String, History>)]
    pub performance_history: BTreeMap<DocumentType, History>,
    /// What became of each file in the plugin folder.
    #[schema(value_type = Vec<Object>)]
    pub plugins: Vec<PluginStatus>,
    /// Jobs that run or wait, newest first.
    pub jobs: Vec<JobEntry>,
    /// Document types that are not retrained for now, and why.
    pub paused: Vec<Paused>,
}

/// The schedule.
#[derive(Debug, Serialize, ToSchema)]
pub struct Scheduler {
    /// Whether runs come up by themselves.
    pub running: bool,
    /// Schedules, each with its next slot.
    pub jobs: Vec<ScheduledJob>,
}

/// Something that comes round.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScheduledJob {
    /// Its stable name.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// When it comes next.
    #[schema(value_type = String, format = DateTime)]
    pub next_run_time: Timestamp,
    /// Its cron expression.
    pub expression: String,
    /// In which time zone, by its IANA name.
    pub time_zone: String,
}

/// A document type that is not retrained until somebody asks for it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Paused {
    /// Which one.
    pub document_type: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Why.
    pub reason: String,
}

/// The versions of a document type.
#[derive(Debug, Serialize, ToSchema)]
pub struct History {
    /// How many there are.
    pub total_versions: usize,
    /// The one that scores.
    #[schema(value_type = Option<String>)]
    pub active_version: Option<VersionId>,
    /// How often another version went live.
    #[schema(value_type = Option<u64>)]
    pub generation: Option<Generation>,
    /// Why the active version does not score, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// Newest first.
    pub versions: Vec<VersionEntry>,
}

impl Status {
    /// Reads the status.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn read(
        registry: &Registry,
        jobs: &JobStore,
        plugins: &PluginService,
        is_scheduled: bool,
    ) -> Result<Self, Unread> {
        let schedules = jobs.schedules().await?;
        let pauses = jobs.pauses().await?;
        let open = jobs.open_jobs().await?;
        let mut performance_history = BTreeMap::new();
        for plugin in plugins.plugins().iter() {
            let document_type = &plugin.descriptor().document_type;
            let history = History::read(registry, document_type).await?;
            performance_history.insert(document_type.clone(), history);
        }
        Ok(Self {
            success: true,
            scheduler: Scheduler {
                running: is_scheduled,
                jobs: schedules
                    .into_iter()
                    .map(|schedule| ScheduledJob {
                        id: schedule.name,
                        name: schedule.title,
                        next_run_time: schedule.next_run_at,
                        expression: schedule.expression,
                        time_zone: schedule.time_zone,
                    })
                    .collect(),
            },
            performance_history,
            plugins: plugins.statuses(),
            jobs: open
                .into_iter()
                .map(|job| JobEntry::of(job, false))
                .collect(),
            paused: pauses
                .into_iter()
                .map(|pause| Paused {
                    document_type: pause.subject,
                    since: pause.since,
                    reason: pause.reason,
                })
                .collect(),
        })
    }
}

impl History {
    /// Reads the versions of a document type.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn read(
        registry: &Registry,
        document_type: &DocumentType,
    ) -> Result<Self, refit_registry::Error> {
        let versions = registry.versions(document_type).await?;
        let active = registry.active(document_type).await?;
        let active_version = active.as_ref().map(|active| active.version.clone());
        let versions: Vec<VersionEntry> = versions
            .into_iter()
            .map(|stored| VersionEntry::of(stored, active_version.as_ref()))
            .collect();
        Ok(Self {
            total_versions: versions.len(),
            active_version,
            generation: active.map(|active| active.generation),
            fault: None,
            versions,
        })
    }
}

/// Why the status could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// Jobs, schedule or pauses.
    #[error(transparent)]
    Jobs(#[from] refit_jobs::Error),
    /// Versions.
    #[error(transparent)]
    Registry(#[from] refit_registry::Error),
}

impl From<Unread> for Problem {
    fn from(error: Unread) -> Self {
        match error {
            Unread::Jobs(error) => error.into(),
            Unread::Registry(error) => error.into(),
        }
    }
}
