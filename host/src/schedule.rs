//! What comes round: the weekly retraining, and document types with a rhythm of their own.

use std::sync::Arc;

use anyhow::{Context, Result};
use async_trait::async_trait;
use bytes::Bytes;
use refit_core::{DocumentType, plugin::DocumentPlugin};
use refit_jobs::{Plan, Planned, Schedule, Trigger};
use refit_runtime::PluginService;
use refit_server::{BoxedError, Host, Installed, NotInstalled};

use crate::{
    app::App,
    config::{GlobalSettings, Weekday},
    plugins::install::{self, Outcome},
    retraining,
};

/// The name of the schedule of all types that have none of their own.
const ALL: &str = "weekly_retraining";

/// Document types as configuration and plugins have them.
pub(crate) struct Types {
    app: Arc<App>,
    plugins: PluginService,
    /// Components come and go one at a time.
    installing: tokio::sync::Mutex<()>,
}

impl Types {
    pub(crate) fn new(app: Arc<App>, plugins: PluginService) -> Self {
        Self {
            app,
            plugins,
            installing: tokio::sync::Mutex::default(),
        }
    }

    /// The jobs of the types that are wanted, and those of them that are disabled.
    fn planned(
        &self,
        cause: &str,
        by_hand: bool,
        wanted: impl Fn(&DocumentType) -> bool,
    ) -> Planned {
        let mut planned = Planned::default();
        for plugin in self.plugins.plugins().iter() {
            let document_type = &plugin.descriptor().document_type;
            if !wanted(document_type) {
                continue;
            }
            match self.app.config.document_type(document_type).enabled {
                true => planned.triggers.push(retraining::trigger(
                    &self.app,
                    document_type,
                    cause,
                    by_hand,
                )),
                false => planned.skipped.push((
                    document_type.to_string(),
                    "is disabled in the configuration".to_owned(),
                )),
            }
        }
        planned
    }

    /// The jobs of enabled types that have no version at all.
    pub(crate) async fn without_version(
        &self,
        registry: &refit_registry::Registry,
    ) -> Result<Planned> {
        let mut missing = Vec::new();
        for plugin in self.plugins.plugins().iter() {
            let document_type = &plugin.descriptor().document_type;
            if registry.versions(document_type).await?.is_empty() {
                missing.push(document_type.clone());
            }
        }
        Ok(self.planned("first start", false, |document_type| {
            missing.contains(document_type)
        }))
    }

    fn has_own_schedule(&self, document_type: &DocumentType) -> bool {
        let configured = self.app.config.document_type(document_type);
        configured.schedule_cron.is_some()
    }
}

#[async_trait]
impl Plan for Types {
    async fn planned(&self, schedule: &str) -> Planned {
        self.planned("schedule", false, |document_type| match schedule {
            ALL => !self.has_own_schedule(document_type),
            name => name == own_name(document_type),
        })
    }
}

#[async_trait]
impl Host for Types {
    fn kind(&self) -> &'static str {
        retraining::KIND
    }

    fn retraining(&self, document_type: &DocumentType, cause: &str) -> Trigger {
        retraining::trigger(&self.app, document_type, cause, true)
    }

    async fn retraining_of_all(&self, cause: &str) -> Planned {
        self.planned(cause, true, |_| true)
    }

    async fn install(&self, component: Bytes) -> Result<Installed, NotInstalled> {
        let _alone = self.installing.lock().await;
        let uploaded = install::upload(&self.app, self.plugins.statuses(), &component).await;
        match uploaded.map_err(|error| NotInstalled::Failed(error.into()))? {
            Outcome::Installed(installed) => Ok(Installed {
                document_type: installed.document_type,
                version: installed.version,
                digest: installed.digest,
                replaced: installed.replaced,
            }),
            Outcome::Broken(checked) => Err(NotInstalled::Broken(checked.broken())),
            Outcome::Claimed(claims) => Err(NotInstalled::Claimed(claims)),
        }
    }

    async fn remove(&self, document_type: &DocumentType) -> Result<Vec<String>, BoxedError> {
        let _alone = self.installing.lock().await;
        let folder = self.app.places.plugins.folder.clone();
        let (statuses, document_type) = (self.plugins.statuses(), document_type.clone());
        let removing = tokio::task::spawn_blocking(move || {
            install::remove(&folder, &statuses, &document_type)
        });
        Ok(removing.await??)
    }
}

/// The schedules of the configuration; none where the schedule is off.
pub(crate) fn schedules(app: &App) -> Result<Vec<Schedule>> {
    let settings = &app.config.global_settings;
    if !settings.scheduled_retraining_enabled {
        return Ok(Vec::new());
    }
    let zone = &settings.schedule_time_zone;
    let expression = settings
        .schedule_cron
        .clone()
        .unwrap_or_else(|| weekly(settings));
    let (title, key) = match settings.schedule_cron {
        Some(_) => ("Scheduled retraining", "global_settings.schedule_cron"),
        None => ("Weekly retraining", "global_settings.schedule_time_zone"),
    };
    let mut schedules = vec![Schedule::new(ALL, title, &expression, zone).context(key)?];
    for (document_type, entry) in &app.config.document_types {
        let Some(expression) = &entry.schedule_cron else {
            continue;
        };
        let title = format!("Scheduled retraining of {document_type}");
        let name = own_name(document_type);
        let schedule = Schedule::new(&name, &title, expression, zone)
            .with_context(|| format!("document_types.{document_type}.schedule_cron"))?;
        schedules.push(schedule);
    }
    Ok(schedules)
}

fn own_name(document_type: &DocumentType) -> String {
    format!("retraining_of_{document_type}")
}

/// The weekly slot as a cron expression.
fn weekly(settings: &GlobalSettings) -> String {
    let day = match settings.schedule_day_of_week {
        Weekday::Sun => 0,
        Weekday::Mon => 1,
        Weekday::Tue => 2,
        Weekday::Wed => 3,
        Weekday::Thu => 4,
        Weekday::Fri => 5,
        Weekday::Sat => 6,
    };
    format!(
        "{} {} * * {day}",
        settings.schedule_minute, settings.schedule_hour
    )
}
