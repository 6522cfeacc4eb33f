//! A server that many clients score with, while everything else happens to it.
#![cfg(unix)]

use std::{
    collections::BTreeSet,
    io::Write,
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use refit_database::{Database, Location};
use serde_json::{Value, json};

use crate::{
    command::{Root, canary_statement, component},
    server::{Server, may_open},
};

/// Clients that score the same document until they are told to stop.
struct Clients {
    stop: Arc<AtomicBool>,
    answered: Arc<AtomicUsize>,
    threads: Vec<JoinHandle<Vec<String>>>,
}

impl Clients {
    fn start(server: &Server, count: usize, path: &str, body: &str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let answered = Arc::new(AtomicUsize::new(0));
        let url = format!("http://{}{path}", server.address());
        let threads = (0..count).map(|_| {
            let (stop, answered) = (Arc::clone(&stop), Arc::clone(&answered));
            let (url, body) = (url.clone(), body.to_owned());
            std::thread::spawn(move || score(&url, &body, &stop, &answered))
        });
        Self {
            threads: threads.collect(),
            stop,
            answered,
        }
    }

    /// Waits until so many more were answered.
    fn wait_for(&self, more: usize) {
        let until = self.answered.load(Relaxed) + more;
        let since = Instant::now();
        while self.answered.load(Relaxed) < until {
            assert!(since.elapsed() < Duration::from_secs(60), "nobody scores");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// How many were answered; none may have failed.
    fn end(self) -> usize {
        self.stop.store(true, Relaxed);
        for thread in self.threads {
            let faults = thread.join().unwrap();
            assert!(faults.is_empty(), "{faults:?}");
        }
        self.answered.load(Relaxed)
    }
}

/// Scores until it shall stop; what was wrong.
fn score(url: &str, body: &str, stop: &AtomicBool, answered: &AtomicUsize) -> Vec<String> {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .build();
    let agent: ureq::Agent = config.into();
    let mut faults = Vec::new();
    let mut generation = 0;
    while !stop.load(Relaxed) && faults.len() < 3 {
        let answer = agent.post(url).send(body).and_then(|mut response| {
            let text = response.body_mut().read_to_string()?;
            Ok((response.status().as_u16(), text))
        });
        match answer {
            Ok((200, text)) => {
                let score: Value = serde_json::from_str(&text).unwrap();
                let now = score["generation"].as_u64().unwrap();
                if now < generation {
                    faults.push(format!("generation {now} after {generation}"));
                }
                generation = now;
                answered.fetch_add(1, Relaxed);
            }
            Ok((status, text)) => faults.push(format!("{status}: {text}")),
            Err(error) => faults.push(error.to_string()),
        }
    }
    faults
}

const BANK: &str = "/api/bank-statements";

#[test]
fn sixty_activations_fail_no_request_and_no_generation_goes_back() {
    let root = Root::with_a_version();
    let (code, second) = root.json(&["retrain", "bank_statement", "--seed", "7"]);
    assert!(code == 0 || code == 3, "{second:#}");
    let (_, versions) = root.json(&["versions", "bank_statement"]);
    let ids = [0, 1].map(|place| versions["versions"][place]["version_id"].clone());
    let server = Server::start(&root);
    let before = server.get(&format!("{BANK}/versions")).json();
    let clients = Clients::start(&server, 64, &format!("{BANK}/score"), &canary_statement());
    clients.wait_for(64);
    let mut active = before["active_version"].clone();
    for _ in 0..60 {
        let other = ids.iter().find(|id| **id != active).unwrap();
        let path = format!("{BANK}/versions/{}/activate", other.as_str().unwrap());
        let activated = server.post(&path, r#"{"reason":"sixty times"}"#);
        assert_eq!(activated.status, 200, "{activated:?}");
        active = other.clone();
        clients.wait_for(10);
    }
    let answered = clients.end();
    let after = server.get(&format!("{BANK}/versions")).json();
    let generation = |history: &Value| history["generation"].as_u64().unwrap();
    assert_eq!(generation(&after), generation(&before) + 60);
    assert!(answered > 600, "{answered}");
    println!("{answered} scores during 60 activations");
}

#[test]
fn a_plugin_is_replaced_under_load_by_a_newer_and_by_a_broken_one() {
    let root = Root::without_plugins();
    root.write("plugins/parcel.wasm", component("parcel.wasm"));
    let (code, _) = root.json(&["retrain", "parcel"]);
    assert_eq!(code, 0);
    let server = Server::start(&root);
    let document = json!({"weight": 150, "declared": 90}).to_string();
    let clients = Clients::start(&server, 16, "/api/parcels/score", &document);
    clients.wait_for(16);
    let has = |state: &'static str, version: Option<&'static str>| {
        let is_so = move |reply: &crate::server::Reply| {
            let plugins = reply.json()["plugins"].clone();
            let mut plugins = plugins.as_array().unwrap().iter();
            plugins.any(|plugin| {
                plugin["state"] == state
                    && version.is_none_or(|version| plugin["version"] == version)
            })
        };
        server.until("/api/plugins", is_so);
    };
    // Not in one piece, as a plain copy does it.
    let newer = component("parcel_more.wasm");
    let (begin, rest) = newer.split_at(newer.len() / 2);
    root.write("plugins/parcel.wasm", begin);
    clients.wait_for(100);
    let mut file = std::fs::OpenOptions::new()
        .append(true)
        .open(root.path().join("plugins/parcel.wasm"))
        .unwrap();
    file.write_all(rest).unwrap();
    drop(file);
    has("ready", Some("2.0.0"));
    clients.wait_for(200);
    let accepted = server.post("/api/parcels/retrain-model", "").json();
    let job = server.end_of(accepted["job_id"].as_str().unwrap());
    assert_eq!(job["verdict"], "activated", "{job:#}");
    root.write("plugins/parcel.wasm", &newer[..newer.len() / 3]);
    has("refused", None);
    clients.wait_for(200);
    let answered = clients.end();
    println!("{answered} scores while the plugin was replaced twice");
}

/// How long the database is locked; reliability.md's minute with `REFIT_TEST_LOCK_SECONDS=60`. It is
/// longer than a statement waits, so that statements fail.
fn lock_seconds() -> u64 {
    let given = std::env::var("REFIT_TEST_LOCK_SECONDS");
    given.map_or(12, |seconds| seconds.parse().unwrap())
}

#[test]
fn a_locked_database_stops_no_score_and_jobs_move_soon_after() {
    let root = Root::with_a_version().with("REFIT_JOBS__TRAIN_MISSING_AT_START", "false");
    let server = Server::start(&root);
    let clients = Clients::start(&server, 4, &format!("{BANK}/score"), &canary_statement());
    clients.wait_for(4);
    let accepted = server.post(&format!("{BANK}/retrain-model"), "").json();
    let id = accepted["job_id"].as_str().unwrap().to_owned();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let location = Location::parse("sqlite://data/refit.db", root.path()).unwrap();
    let locked = runtime.block_on(async {
        let database = Database::open(&location).await.unwrap();
        let transaction = database.begin().await.unwrap();
        (database, transaction)
    });
    let since = Instant::now();
    let refused = server.post(&format!("{BANK}/retrain-model"), "");
    assert_eq!(refused.status, 503, "{refused:?}");
    assert_eq!(refused.json()["code"], "database-unavailable");
    while since.elapsed() < Duration::from_secs(lock_seconds()) {
        clients.wait_for(10);
    }
    let path = format!("/api/retraining/jobs/{id}");
    let state = |job: &Value| [job["attempt"].clone(), job["steps_done"].clone()];
    let before = state(&server.get(&path).json());
    runtime.block_on(async {
        locked.1.rollback().await.unwrap();
        locked.0.close().await;
    });
    let unlocked = Instant::now();
    server.until(&path, |reply| {
        let job = reply.json();
        job["status"] == "done" || job["status"] == "running" && state(&job) != before
    });
    let took = unlocked.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert_eq!(server.end_of(&id)["status"], "done");
    let answered = clients.end();
    println!(
        "{answered} scores while the database was locked for {} s; the job moved {took:?} after",
        lock_seconds()
    );
}

#[test]
fn two_thousand_silent_connections_hold_up_neither_requests_nor_the_stop() {
    if !may_open(4_000) {
        println!("skipped: the system does not let a process have so many connections");
        return;
    }
    let root = Root::with_a_version().with("REFIT_SERVER__HEADER_TIMEOUT_SECONDS", "120");
    let server = Server::start(&root);
    let clients = Clients::start(&server, 4, &format!("{BANK}/score"), &canary_statement());
    let half_a_body =
        format!("POST {BANK}/score HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{{");
    let connections: Vec<TcpStream> = (0..2_000)
        .map(|number| {
            let mut stream = TcpStream::connect(server.address()).unwrap();
            match number % 3 {
                0 => {}
                1 => stream.write_all(b"GET /api/health HT").unwrap(),
                _ => stream.write_all(half_a_body.as_bytes()).unwrap(),
            }
            stream
        })
        .collect();
    clients.wait_for(1_000);
    let answered = clients.end();
    let (code, took) = server.stop();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(30), "{took:?}");
    println!(
        "{answered} scores beside {} connections; stopped in {took:?}",
        connections.len()
    );
}

#[test]
fn five_hundred_parallel_triggers_make_two_jobs_and_the_next_a_new_one() {
    let root = Root::with_a_version()
        .with("REFIT_DATA_BLENDING__SYNTHETIC_SAMPLE_COUNT", "20000")
        .with("REFIT_JOBS__TRAIN_MISSING_AT_START", "false");
    let server = Server::start(&root);
    let path = format!("{BANK}/retrain-model");
    let id_of = |reply: crate::server::Reply| {
        assert_eq!(reply.status, 202, "{reply:?}");
        reply.json()["job_id"].as_str().unwrap().to_owned()
    };
    let ids: BTreeSet<String> = std::thread::scope(|scope| {
        let triggers: Vec<_> = (0..20)
            .map(|_| {
                scope.spawn(|| {
                    let triggers = (0..25).map(|_| id_of(server.post(&path, "")));
                    triggers.collect::<Vec<_>>()
                })
            })
            .collect();
        let joined = triggers.into_iter();
        joined.flat_map(|trigger| trigger.join().unwrap()).collect()
    });
    // One runs, for longer than five hundred triggers take, and one waits.
    assert_eq!(ids.len(), 2, "{ids:?}");
    for id in &ids {
        let stopped = server.delete(&format!("/api/retraining/jobs/{id}"));
        assert_eq!(stopped.status, 202, "{stopped:?}");
        assert_eq!(server.end_of(id)["status"], "cancelled");
    }
    let next = id_of(server.post(&path, ""));
    assert!(!ids.contains(&next));
}
