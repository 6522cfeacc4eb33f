//! A server that runs, and a client of it.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, ChildStderr, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::command::Root;

/// Values that stand in the documents of these tests and must not be seen anywhere else. What
/// servers log, at the level of all details, and what they answer is searched for them.
pub(crate) const CANARIES: [&str; 4] = [
    "Zyxwia Quandary-Okonkwo",
    "998877665544332",
    "17 Canarybird Crescent",
    "quandary-case",
];

/// No text of a server has a value from a document.
pub(crate) fn assert_no_canary(text: &str, whose: &str) {
    for canary in CANARIES {
        assert!(!text.contains(canary), "{canary} in {whose}: {text}");
    }
}

/// As many connections as the system allows, for tests that need more than usual; whether so many
/// are.
pub(crate) fn may_open(files: u64) -> bool {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).unwrap();
    limit.maximum.is_none_or(|maximum| maximum >= files)
}

/// How long anything may take that must come.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server; it is killed when the test ends.
pub(crate) struct Server {
    child: Child,
    address: String,
    /// What it logged so far, one JSON object a line.
    log: Arc<Mutex<Vec<String>>>,
    agent: ureq::Agent,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Server {
    /// Starts `refit serve` on a port of its own and waits until it serves.
    pub(crate) fn start(root: &Root) -> Self {
        let mut command = root.command(&["serve", "--listen", "127.0.0.1:0"]);
        Self::started(&mut command)
    }

    pub(crate) fn started(command: &mut Command) -> Self {
        let mut child = command
            .env("REFIT_LOG", "trace")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::default();
        let address = follow(child.stderr.take().unwrap(), &log);
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .build();
        Self {
            child,
            address,
            log,
            agent: config.into(),
        }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        let url = format!("http://{}{path}", self.address);
        reply(self.agent.get(url).call())
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Reply {
        let url = format!("http://{}{path}", self.address);
        reply(self.agent.post(url).send(body))
    }

    /// The same for bytes.
    pub(crate) fn upload(&self, path: &str, body: &[u8]) -> Reply {
        let url = format!("http://{}{path}", self.address);
        reply(self.agent.post(url).send(body))
    }

    /// Any request, with headers.
    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Reply {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.to_owned()).unwrap();
        let request = self.agent.configure_request(request);
        let request = request.allow_non_standard_methods(true).build();
        reply(self.agent.run(request))
    }

    pub(crate) fn delete(&self, path: &str) -> Reply {
        let url = format!("http://{}{path}", self.address);
        reply(self.agent.delete(url).call())
    }

    /// Asks until the answer is as it must become.
    pub(crate) fn until(&self, path: &str, is_so: impl Fn(&Reply) -> bool) -> Reply {
        let since = Instant::now();
        loop {
            let reply = self.get(path);
            if is_so(&reply) {
                return reply;
            }
            assert!(since.elapsed() < PATIENCE, "{path} stays {reply:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The job at its end.
    pub(crate) fn end_of(&self, id: &str) -> Value {
        let path = format!("/api/retraining/jobs/{id}");
        let is_over = |reply: &Reply| {
            let status = reply.json()["status"].clone();
            status != "queued" && status != "running"
        };
        self.until(&path, is_over).json()
    }

    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().join("\n")
    }

    /// Waits until the log has these words.
    pub(crate) fn until_logged(&self, words: &str) {
        let since = Instant::now();
        while !self.log().contains(words) {
            assert!(
                since.elapsed() < PATIENCE,
                "{words} is missing in\n{}",
                self.log()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, as a service manager does; its exit code and how long it took.
    pub(crate) fn stop(mut self) -> (Option<i32>, Duration) {
        let since = Instant::now();
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(status.success());
        let status = self.child.wait().unwrap();
        (status.code(), since.elapsed())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !std::thread::panicking() {
            for line in self.log.lock().unwrap().iter() {
                assert_no_canary(line, "the log");
            }
        }
    }
}

/// Reads the log in the background; the address, as soon as it is there.
fn follow(stderr: ChildStderr, log: &Arc<Mutex<Vec<String>>>) -> String {
    let (sender, receiver) = std::sync::mpsc::channel();
    let log = Arc::clone(log);
    let kept = Arc::clone(&log);
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            let event: Value = serde_json::from_str(&line).unwrap_or_default();
            if event["fields"]["message"] == "serving" {
                let address = event["fields"]["address"].as_str().unwrap().to_owned();
                let _ = sender.send(address);
            }
            log.lock().unwrap().push(line);
        }
    });
    receiver
        .recv_timeout(PATIENCE)
        .unwrap_or_else(|_| panic!("it does not serve: {:?}", kept.lock().unwrap()))
}

fn reply(result: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Reply {
    let mut response = result.unwrap();
    let content_type = response.headers().get("content-type");
    let content_type = content_type.map(|value| value.to_str().unwrap().to_owned());
    let mut text = String::new();
    response
        .body_mut()
        .as_reader()
        .read_to_string(&mut text)
        .unwrap();
    assert_no_canary(&text, "an answer");
    Reply {
        status: response.status().as_u16(),
        content_type: content_type.unwrap_or_default(),
        text,
    }
}
