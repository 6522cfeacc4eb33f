//! The server and what its routes share.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use axum::Router;
use refit_core::Clock;
use refit_jobs::JobStore;
use refit_registry::Registry;
use refit_runtime::PluginService;
use refit_sources::DocumentStore;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{Host, Metrics, accept, keys::Keys, limit::Limit, live::Live, routes};

/// What a server works with.
#[derive(Clone)]
pub struct Parts {
    /// Versions and what is live.
    pub registry: Registry,
    /// What runs learn from.
    pub documents: DocumentStore,
    /// The queue.
    pub jobs: JobStore,
    /// Document types.
    pub plugins: PluginService,
    /// The program around it.
    pub host: Arc<dyn Host>,
    /// Counts of the whole process.
    pub metrics: Metrics,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// How a server serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether requests without a key may do nothing; otherwise they are this machine's user's.
    pub needs_keys: bool,
    /// Whether jobs come up by the schedule.
    pub is_scheduled: bool,
    /// The longest body of a request.
    pub max_body_bytes: usize,
    /// The most documents of a batch.
    pub max_batch: usize,
    /// How long a request's head may take, and a kept connection be silent.
    pub header_timeout: Duration,
    /// How long a request's body may take.
    pub body_timeout: Duration,
    /// The most connections at a time.
    pub max_connections: usize,
    /// The most requests a second of one client, by its key or else its address; 0 for no limit.
    /// This machine's user is not limited.
    pub max_requests_per_second: u32,
    /// Origins whose pages may ask: `https://desk.example`.
    pub cors_origins: Vec<String>,
    /// The longest component that may be uploaded.
    pub max_plugin_bytes: usize,
    /// Under which other name imported lines may say how sure the source of their label was.
    pub confidence_member: String,
    /// How long requests may take to end when the server stops.
    pub drain: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            needs_keys: false,
            is_scheduled: false,
            max_body_bytes: 8 << 20,
            max_batch: 1_000,
            header_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(30),
            max_connections: 8_192,
            max_requests_per_second: 1_000,
            cors_origins: Vec::new(),
            max_plugin_bytes: 64 << 20,
            confidence_member: "confidence".to_owned(),
            drain: Duration::from_secs(10),
        }
    }
}

pub(crate) type AppState = Arc<Shared>;

/// What routes share.
pub(crate) struct Shared {
    pub(crate) registry: Registry,
    pub(crate) documents: DocumentStore,
    pub(crate) jobs: JobStore,
    pub(crate) plugins: PluginService,
    pub(crate) host: Arc<dyn Host>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) settings: Settings,
    pub(crate) live: Live,
    pub(crate) keys: Keys,
    pub(crate) limit: Limit,
    pub(crate) metrics: Metrics,
    stopping: AtomicBool,
    /// Ends streams that would never end.
    pub(crate) stop: CancellationToken,
}

impl Shared {
    /// Whether new work is welcome.
    pub(crate) fn is_ready(&self) -> bool {
        !self.stopping.load(Relaxed) && self.live.is_loaded()
    }
}

/// Routes over the parts, ready to serve.
pub struct Server {
    state: AppState,
    router: Router,
}

impl Server {
    /// Loads what is live; a version that cannot score is told in the log and in the status.
    pub async fn open(parts: Parts, settings: Settings) -> Self {
        let Parts {
            registry,
            documents,
            jobs,
            plugins,
            host,
            metrics,
            clock,
        } = parts;
        let state = Arc::new(Shared {
            live: Live::default(),
            keys: Keys::default(),
            limit: Limit::new(settings.max_requests_per_second),
            metrics,
            registry,
            documents,
            jobs,
            plugins,
            host,
            clock,
            settings,
            stopping: AtomicBool::new(false),
            stop: CancellationToken::new(),
        });
        state.keys.refresh(&state.registry).await;
        state.live.refresh(&state).await;
        let router = routes::router(&state);
        Self { state, router }
    }

    /// Serves until it shall stop: then it is no longer ready, takes no connection, and lets
    /// requests end.
    pub async fn serve(self, listener: TcpListener, stop: CancellationToken) {
        let state = Arc::clone(&self.state);
        let address = listener.local_addr().ok();
        tracing::info!(
            address = address.map(|address: SocketAddr| address.to_string()),
            "serving"
        );
        let following = tokio::spawn(follow(Arc::clone(&state), stop.clone()));
        accept::serve(listener, self.router, &state.settings, async {
            stop.cancelled().await;
            state.stopping.store(true, Relaxed);
            state.stop.cancel();
        })
        .await;
        // It stopped with the same token.
        drop(following);
    }
}

/// Keeps what is live up to date: as soon as a job of this process changed it, and within a
/// second where another process did.
async fn follow(state: AppState, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = state.jobs.changed() => {}
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
        state.keys.refresh(&state.registry).await;
        state.live.refresh(&state).await;
        state.limit.forget();
    }
}
