//! The least that an axum server does for a document: parses the JSON of a request, and answers so
//! many bytes of JSON. The peer of a score over HTTP.
//!
//! `cargo run --release -p refit-server --example bench_bare -- ADDRESS BYTES`
//!
//! Prints `{"address": …}` when it listens, takes posts to `/score`, and serves until it is ended.
#![expect(clippy::print_stdout, reason = "an example's output is what it prints")]

use std::{error::Error, hint::black_box};

use axum::{Json, Router, routing::post, serve::ListenerExt};
use serde_json::{Value, json};
use tokio::{net::TcpListener, runtime::Builder};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [address, bytes] = arguments.as_slice() else {
        return Err("give ADDRESS BYTES".into());
    };
    let bytes: usize = bytes.parse()?;
    let padding = bytes
        .checked_sub(answer(0).to_string().len())
        .ok_or("an answer of so few bytes cannot be made")?;
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(listen(address, padding))
}

async fn listen(address: &str, padding: usize) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(address).await?;
    println!("{}", json!({ "address": listener.local_addr()? }));
    // As Refit does.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let route = post(async move |Json(document): Json<Value>| {
        black_box(&document);
        Json(answer(padding))
    });
    Ok(axum::serve(listener, Router::new().route("/score", route)).await?)
}

/// Made anew for every request, as a score is.
fn answer(padding: usize) -> Value {
    json!({ "answer": "-".repeat(padding) })
}
