//! A server on a port of its own, over an empty root.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use refit_core::{DocumentType, SystemClock};
use refit_database::{Database, Location};
use refit_jobs::{JobStore, Planned, Trigger};
use refit_registry::{ModelStore, Registry};
use refit_runtime::{Options, PluginService, Runtime};
use refit_server::{BoxedError, Host, Installed, Metrics, NotInstalled, Parts, Server, Settings};
use refit_sources::DocumentStore;
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

/// A server that runs until it is stopped.
pub(crate) struct Desk {
    _folder: TempDir,
    pub(crate) registry: Registry,
    pub(crate) address: String,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

/// Has nothing to retrain.
struct Nothing;

#[async_trait]
impl Host for Nothing {
    fn kind(&self) -> &'static str {
        "retrain"
    }

    fn retraining(&self, document_type: &DocumentType, cause: &str) -> Trigger {
        Trigger {
            kind: "retrain".to_owned(),
            subject: document_type.to_string(),
            cause: cause.to_owned(),
            arguments: serde_json::json!({}),
            priority: 0,
            run_at: None,
            max_attempts: 3,
            ends_pause: true,
        }
    }

    async fn retraining_of_all(&self, _: &str) -> Planned {
        Planned::default()
    }

    async fn install(&self, _: Bytes) -> Result<Installed, NotInstalled> {
        Err(NotInstalled::Broken(vec!["loads: no component".to_owned()]))
    }

    async fn remove(&self, _: &DocumentType) -> Result<Vec<String>, BoxedError> {
        Ok(Vec::new())
    }
}

impl Desk {
    pub(crate) async fn open(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("plugins")).unwrap();
        let location = Location::parse("sqlite://refit.db", folder.path()).unwrap();
        let database = Database::open(&location).await.unwrap();
        let models = ModelStore::open("models", folder.path()).unwrap();
        let clock = Arc::new(SystemClock);
        let registry = Registry::open(database.clone(), models, clock.clone())
            .await
            .unwrap();
        let options = Options {
            folder: folder.path().join("plugins"),
            cache_folder: folder.path().join("cache"),
            kept_folder: folder.path().join("kept"),
            ..Options::default()
        };
        let plugins = PluginService::open(Runtime::open(options).unwrap())
            .await
            .unwrap();
        let parts = Parts {
            registry: registry.clone(),
            jobs: JobStore::new(database.clone(), clock.clone()),
            documents: DocumentStore::new(database, clock.clone()),
            plugins,
            host: Arc::new(Nothing),
            metrics: Metrics::default(),
            clock,
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let server = Server::open(parts, settings).await;
        let stop = CancellationToken::new();
        let task = tokio::spawn(server.serve(listener, stop.clone()));
        Self {
            _folder: folder,
            registry,
            address,
            stop,
            task,
        }
    }

    /// The status and the body of an answer.
    pub(crate) async fn ask(&self, method: &str, path: &str, key: Option<&str>) -> (u16, String) {
        let answer = self.ask_with(method, path, key, &[]).await;
        (answer.status().as_u16(), answer.into_body())
    }

    /// The same with headers, and with those of the answer.
    pub(crate) async fn ask_with(
        &self,
        method: &str,
        path: &str,
        key: Option<&str>,
        headers: &[(&str, &str)],
    ) -> ureq::http::Response<String> {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.address));
        if let Some(key) = key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(()).unwrap();
        tokio::task::spawn_blocking(move || {
            let config = ureq::Agent::config_builder()
                .http_status_as_error(false)
                .allow_non_standard_methods(true)
                .timeout_global(Some(Duration::from_secs(20)))
                .build();
            let agent: ureq::Agent = config.into();
            let (head, mut body) = agent.run(request).unwrap().into_parts();
            ureq::http::Response::from_parts(head, body.read_to_string().unwrap())
        })
        .await
        .unwrap()
    }

    pub(crate) async fn close(self) {
        self.stop.cancel();
        tokio::time::timeout(Duration::from_secs(20), self.task)
            .await
            .unwrap()
            .unwrap();
    }
}
