//! Clients that say nothing, or half of something, hold up nobody.

use std::{io::Write, net::TcpStream, time::Duration};

use refit_server::Settings;

use crate::desk::Desk;

#[tokio::test(flavor = "multi_thread")]
async fn silent_and_half_open_connections_hold_up_neither_requests_nor_the_stop() {
    let desk = Desk::open(Settings {
        drain: Duration::from_secs(1),
        ..Settings::default()
    })
    .await;
    let connections: Vec<TcpStream> = (0..300)
        .map(|number| {
            let mut stream = TcpStream::connect(&desk.address).unwrap();
            match number % 3 {
                0 => {}
                1 => stream.write_all(b"GET /api/health HT").unwrap(),
                _ => stream
                    .write_all(b"POST /api/paystubs/score HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{")
                    .unwrap(),
            }
            stream
        })
        .collect();
    for _ in 0..50 {
        assert_eq!(desk.ask("GET", "/api/health", None).await.0, 200);
    }
    let since = std::time::Instant::now();
    desk.close().await;
    assert!(since.elapsed() < Duration::from_secs(5));
    drop(connections);
}
