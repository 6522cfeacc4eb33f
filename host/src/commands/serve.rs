//! `refit serve` and `refit worker`.

pub(super) mod lock;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Context, Result};
use refit_core::Clock;
use refit_database::Location;
use refit_jobs::{Orphans, Scheduler, Worker};
use refit_runtime::PluginService;
use refit_server::{Metrics, Parts, Server, Settings};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::lock::Lock;
use super::{Status, key};
use crate::{
    app::{App, Stores},
    cli::{self, Cli},
    limits,
    plugins::folder,
    retraining::Retraining,
    schedule::{Types, schedules},
    shutdown,
};

/// Serves, works, or both, until it is told to stop. Without a command to serve it only works.
pub(super) async fn run(cli: &Cli, command: Option<&cli::Serve>) -> Result<Status> {
    limits::raise_open_files();
    let mut app = App::new(cli)?;
    let copied = folder::settle(&mut app)?;
    if !copied.is_empty() {
        tracing::info!(
            plugins = copied.join(", "),
            folder = %app.places.plugins.folder.display(),
            "plugins that came with the program were copied into this root's own folder"
        );
    }
    let app = Arc::new(app);
    let stop = shutdown::on_signal().context("signals cannot be listened to")?;
    let works = command.is_none_or(|command| !command.no_worker);
    let schedules = schedules(&app)?;
    let listener = match command {
        Some(command) => Some(listen(&app, command).await?),
        None => None,
    };
    let _lock = match works {
        true => Lock::take(&app.places.database)?,
        false => None,
    };
    let plugins = app.plugins().await?;
    let stores = app.stores().await?;
    let needs_keys = |listener: &TcpListener| {
        let address = listener.local_addr();
        let is_reached = address.is_ok_and(|address| !address.ip().is_loopback());
        is_reached || app.config.server.require_keys
    };
    let needs_keys = listener.as_ref().is_some_and(needs_keys);
    if needs_keys {
        key::demand_one(&stores.registry).await?;
    }
    let types = Arc::new(Types::new(Arc::clone(&app), plugins.clone()));
    let metrics = Metrics::default();
    let tasks = TaskTracker::new();
    tasks.spawn(watch_plugins(plugins.clone(), stop.clone()));
    let is_scheduled = works && !schedules.is_empty();
    if works {
        let catch_up = Duration::from_secs(u64::from(app.config.jobs.catch_up_hours) * 3_600);
        let scheduler = Scheduler::open(stores.jobs.clone(), schedules, catch_up).await?;
        for schedule in stores.jobs.schedules().await? {
            tracing::info!(
                schedule.name,
                schedule.expression,
                schedule.time_zone,
                next = %schedule.next_run_at,
                "scheduler started: {}",
                schedule.title
            );
        }
        if app.config.jobs.train_missing_at_start {
            train_missing(&types, &stores).await?;
        }
        let plan = Arc::clone(&types);
        let stopping = stop.clone();
        tasks.spawn(async move { scheduler.run(plan.as_ref(), stopping).await });
        tasks.spawn(worker(&app, &stores, &plugins, &metrics).run(stop.clone()));
    }
    if let Some(listener) = listener {
        let parts = Parts {
            registry: stores.registry,
            documents: stores.documents,
            jobs: stores.jobs,
            plugins,
            host: types,
            metrics,
            clock: Arc::clone(&app.clock) as Arc<dyn Clock>,
        };
        let server = Server::open(parts, settings(&app, needs_keys, is_scheduled)).await;
        server.serve(listener, stop.clone()).await;
    }
    stop.cancelled().await;
    tasks.close();
    tasks.wait().await;
    tracing::info!("stopped");
    Ok(Status::Done)
}

async fn listen(app: &App, command: &cli::Serve) -> Result<TcpListener> {
    let configured = || {
        let listen = &app.config.server.listen;
        listen.parse().context("server.listen")
    };
    let address: SocketAddr = command.listen.map_or_else(configured, Ok)?;
    TcpListener::bind(address)
        .await
        .with_context(|| format!("the server cannot listen on {address}"))
}

fn settings(app: &App, needs_keys: bool, is_scheduled: bool) -> Settings {
    let server = &app.config.server;
    Settings {
        needs_keys,
        is_scheduled,
        max_body_bytes: server.max_body_bytes,
        max_batch: server.max_batch,
        header_timeout: Duration::from_secs(server.header_timeout_seconds),
        body_timeout: Duration::from_secs(server.body_timeout_seconds),
        max_connections: server.max_connections,
        max_requests_per_second: server.max_requests_per_second,
        cors_origins: server.cors_origins.clone(),
        max_plugin_bytes: usize::try_from(app.places.plugins.max_file_bytes).unwrap_or(usize::MAX),
        confidence_member: app.config.data_quality.confidence_score_field.clone(),
        ..Settings::default()
    }
}

async fn watch_plugins(plugins: PluginService, stop: CancellationToken) {
    plugins
        .run(PluginService::INTERVAL, stop.cancelled_owned())
        .await;
}

fn worker(app: &Arc<App>, stores: &Stores, plugins: &PluginService, metrics: &Metrics) -> Worker {
    // One process works on a SQLite file: its lock says so.
    let orphans = match app.places.database {
        Location::Sqlite(_) => Orphans::All,
        Location::Postgres(_) => Orphans::Expired,
    };
    let owner = format!("process {} since {}", std::process::id(), app.clock.now());
    Worker::new(
        stores.jobs.clone(),
        Arc::new(Retraining::new(
            Arc::clone(app),
            stores.clone(),
            plugins.clone(),
            metrics.clone(),
        )),
        owner,
        app.config.jobs.at_once,
        orphans,
    )
}

/// A newcomer's first start ends with models.
async fn train_missing(types: &Types, stores: &Stores) -> Result<()> {
    let planned = types.without_version(&stores.registry).await?;
    if planned.triggers.is_empty() {
        return Ok(());
    }
    tracing::info!(
        jobs = planned.triggers.len(),
        "document types without any version are trained"
    );
    stores
        .jobs
        .trigger_all("First training", &planned.triggers, &planned.skipped)
        .await?;
    Ok(())
}
