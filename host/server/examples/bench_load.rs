//! Asks a server the same thing over and over on kept connections, and prints how often and how
//! fast it answered, as one line of JSON.
//!
//! `cargo run --release -p refit-server --example bench_load -- ADDRESS PATH BODY_FILE CONNECTIONS SECONDS`
//!
//! Each connection is a thread that posts the file as JSON, waits for the answer and posts it again.
//! The first second is not counted. It speaks just enough HTTP/1.1 to cost the machine little, for
//! the server runs on the same one: an answer has a content-length. Any status but 200 is an error,
//! and so is an answer that does not come; a server may close a connection after an answer, which
//! is opened again and counted.
#![expect(clippy::print_stdout, reason = "an example's output is what it prints")]

use std::{
    error::Error,
    fs,
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Loads what is loaded on first use.
const WARM_UP: Duration = Duration::from_secs(1);
/// No answer takes so long.
const PATIENCE: Duration = Duration::from_secs(30);
/// After an error, so that a server that is gone is not asked a million times.
const PAUSE: Duration = Duration::from_millis(10);

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [address, path, body, connections, seconds] = arguments.as_slice() else {
        return Err("give ADDRESS PATH BODY_FILE CONNECTIONS SECONDS".into());
    };
    let address: SocketAddr = address.parse()?;
    let request = request(address, path, &fs::read(body)?);
    let connections: usize = connections.parse()?;
    let window = Duration::try_from_secs_f64(seconds.parse()?)?;

    let counted = Instant::now() + WARM_UP;
    let end = counted + window;
    let tallies = thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|_| scope.spawn(|| ask(Connection::new(address, &request), counted, end)))
            .collect();
        let joined = threads.into_iter().map(thread::ScopedJoinHandle::join);
        joined.collect::<thread::Result<Vec<_>>>()
    });
    let total = tallies
        .map_err(|_| "a thread panicked")?
        .into_iter()
        .fold(Tally::default(), Tally::add);
    println!("{}", total.report(connections, window));
    Ok(())
}

/// The bytes that are sent, head and body in one piece.
fn request(address: SocketAddr, path: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: keep-alive\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// What came of the requests of a connection, or of all.
#[derive(Default)]
struct Tally {
    /// How long each counted answer took, in nanoseconds.
    latencies: Vec<u64>,
    /// The last answer's.
    response_bytes: usize,
    reconnects: u64,
    errors: u64,
    /// One of the errors, in words.
    error: Option<String>,
}

impl Tally {
    fn add(mut self, other: Self) -> Self {
        self.latencies.extend(other.latencies);
        self.response_bytes = self.response_bytes.max(other.response_bytes);
        self.reconnects += other.reconnects;
        self.errors += other.errors;
        self.error = self.error.or(other.error);
        self
    }

    fn report(mut self, connections: usize, window: Duration) -> serde_json::Value {
        self.latencies.sort_unstable();
        let requests = self.latencies.len();
        let microseconds = |percent: usize| {
            let place = (requests * percent).div_ceil(100).saturating_sub(1);
            let latency = self.latencies.get(place)?;
            Some((latency / 100) as f64 / 10.0)
        };
        json!({
            "connections": connections,
            "requests": requests,
            "seconds": window.as_secs_f64(),
            "requests_per_second": (requests as f64 / window.as_secs_f64() * 10.0).round() / 10.0,
            "p50_microseconds": microseconds(50),
            "p95_microseconds": microseconds(95),
            "p99_microseconds": microseconds(99),
            "response_bytes": self.response_bytes,
            "reconnects": self.reconnects,
            "errors": self.errors,
            "error": self.error,
        })
    }
}

/// Asks until the end; what was answered before `counted` is not in the latencies, errors always
/// count.
fn ask(mut connection: Connection<'_>, counted: Instant, end: Instant) -> Tally {
    let mut tally = Tally::default();
    loop {
        let asked = Instant::now();
        if asked >= end {
            tally.reconnects = connection.reconnects;
            return tally;
        }
        let answered = connection.ask();
        let now = Instant::now();
        match answered {
            Ok(bytes) => {
                tally.response_bytes = bytes;
                if now >= counted && now < end {
                    let nanoseconds = now.duration_since(asked).as_nanos();
                    tally.latencies.push(nanoseconds as u64);
                }
            }
            Err(error) => {
                tally.errors += 1;
                tally.error.get_or_insert_with(|| error.to_string());
                connection.stream = None;
                thread::sleep(PAUSE);
            }
        }
    }
}

/// A connection that is opened when it is needed.
struct Connection<'a> {
    address: SocketAddr,
    request: &'a [u8],
    stream: Option<TcpStream>,
    is_first: bool,
    reconnects: u64,
    /// What was read of an answer.
    read: Vec<u8>,
}

impl<'a> Connection<'a> {
    fn new(address: SocketAddr, request: &'a [u8]) -> Self {
        Self {
            address,
            request,
            stream: None,
            is_first: true,
            reconnects: 0,
            read: Vec::new(),
        }
    }

    /// Asks once; gives the length of the answer's body.
    fn ask(&mut self) -> Result<usize> {
        if self.stream.is_some() {
            match self.exchange() {
                // It was closed between two answers, as servers may: that is no answer lost.
                Err(error) if self.read.is_empty() && is_closed(error.as_ref()) => {}
                other => return other,
            }
        }
        self.open()?;
        self.exchange()
    }

    fn open(&mut self) -> Result<()> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        self.stream = Some(stream);
        if !self.is_first {
            self.reconnects += 1;
        }
        self.is_first = false;
        Ok(())
    }

    /// Sends the request and reads the answer.
    fn exchange(&mut self) -> Result<usize> {
        self.read.clear();
        let stream = self.stream.as_mut().ok_or("not connected")?;
        stream.write_all(self.request)?;
        let head = loop {
            receive(stream, &mut self.read)?;
            if let Some(head) = Head::find(&self.read)? {
                break head;
            }
        };
        while self.read.len() < head.bytes + head.body_bytes {
            receive(stream, &mut self.read)?;
        }
        if head.closes {
            self.stream = None;
        }
        if head.status == 200 {
            return Ok(head.body_bytes);
        }
        let body = self.read.get(head.bytes..).unwrap_or_default();
        let body = String::from_utf8_lossy(body);
        Err(format!("status {}: {}", head.status, body.trim()).into())
    }
}

/// Reads what has come.
fn receive(stream: &mut TcpStream, read: &mut Vec<u8>) -> Result<()> {
    let mut piece = [0; 16 << 10];
    let length = stream.read(&mut piece)?;
    if length == 0 {
        return Err(Box::new(io::Error::from(io::ErrorKind::UnexpectedEof)));
    }
    read.extend_from_slice(piece.get(..length).unwrap_or_default());
    Ok(())
}

fn is_closed(error: &(dyn Error + 'static)) -> bool {
    let error: Option<&io::Error> = error.downcast_ref();
    error.is_some_and(|error| {
        matches!(
            error.kind(),
            io::ErrorKind::UnexpectedEof
                | io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
        )
    })
}

/// The head of an answer.
struct Head {
    status: u16,
    /// Its own length, with the empty line.
    bytes: usize,
    body_bytes: usize,
    /// Whether the server closes the connection after it.
    closes: bool,
}

impl Head {
    /// The head, when all of it has come.
    fn find(read: &[u8]) -> Result<Option<Self>> {
        let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") else {
            return Ok(None);
        };
        let text = std::str::from_utf8(read.get(..end).unwrap_or_default())?;
        let mut lines = text.split("\r\n");
        let mut words = lines.next().unwrap_or_default().split(' ');
        let version = words.next().unwrap_or_default();
        let status = words.next().ok_or("the answer has no status")?.parse()?;
        let mut body_bytes = None;
        let mut closes = version != "HTTP/1.1";
        for line in lines {
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim();
            if name.eq_ignore_ascii_case("content-length") {
                body_bytes = Some(value.parse()?);
            } else if name.eq_ignore_ascii_case("connection") {
                closes = value.eq_ignore_ascii_case("close");
            }
        }
        Ok(Some(Self {
            status,
            bytes: end + 4,
            body_bytes: body_bytes.ok_or("the answer has no content-length")?,
            closes,
        }))
    }
}
