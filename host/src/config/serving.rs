//! The sections of the server and of its jobs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How jobs are worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Jobs {
    /// How many document types are retrained at the same time. A run uses all processors anyway.
    #[schemars(range(min = 1, max = 64))]
    pub(crate) at_once: usize,
    /// How often a run is tried that ends with its process or fails for a reason that may pass.
    #[schemars(range(min = 1, max = 100))]
    pub(crate) max_attempts: u32,
    /// A slot of the schedule that was missed is made up once, while it is not older than this.
    #[schemars(range(min = 0, max = 8_784))]
    pub(crate) catch_up_hours: u32,
    /// Whether a document type without any version is trained when the server starts.
    pub(crate) train_missing_at_start: bool,
    /// The seed of runs that jobs make: the same documents, plugin and seed give the same bytes.
    pub(crate) seed: u64,
}

impl Default for Jobs {
    fn default() -> Self {
        Self {
            at_once: 1,
            max_attempts: 3,
            catch_up_hours: 48,
            train_missing_at_start: true,
            seed: 42,
        }
    }
}

/// How the server listens, and what it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Server {
    /// The address and port to listen on.
    pub(crate) listen: String,
    /// The longest body of a request, in bytes.
    #[schemars(range(min = 1_024, max = 1_073_741_824))]
    pub(crate) max_body_bytes: usize,
    /// The most documents of a batch.
    #[schemars(range(min = 1, max = 100_000))]
    pub(crate) max_batch: usize,
    /// How long a request's head may take, and how long a kept connection may be silent.
    #[schemars(range(min = 1, max = 3_600))]
    pub(crate) header_timeout_seconds: u64,
    /// How long a request's body may take.
    #[schemars(range(min = 1, max = 3_600))]
    pub(crate) body_timeout_seconds: u64,
    /// The most connections at the same time.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub(crate) max_connections: usize,
    /// The most requests a second of one client, which is known by its key, or else by its address;
    /// 0 is no limit. Who needs no key is not limited.
    pub(crate) max_requests_per_second: u32,
    /// Whether every client needs a key, on this machine too: say yes where a proxy hands on what
    /// comes from other machines.
    pub(crate) require_keys: bool,
    /// Origins whose pages may ask from a browser, such as `https://desk.example`; the dashboard
    /// needs none.
    pub(crate) cors_origins: Vec<String>,
}

impl Default for Server {
    fn default() -> Self {
        let settings = refit_server::Settings::default();
        Self {
            listen: "127.0.0.1:5001".to_owned(),
            max_body_bytes: settings.max_body_bytes,
            max_batch: settings.max_batch,
            header_timeout_seconds: settings.header_timeout.as_secs(),
            body_timeout_seconds: settings.body_timeout.as_secs(),
            max_connections: settings.max_connections,
            max_requests_per_second: settings.max_requests_per_second,
            require_keys: settings.needs_keys,
            cors_origins: settings.cors_origins,
        }
    }
}
