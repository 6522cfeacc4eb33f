//! Pages of browsers: the dashboard, and pages of other origins; and clients that ask too often.

use refit_server::Settings;

use crate::desk::Desk;

const ORIGIN: &str = "https://desk.example";

#[tokio::test(flavor = "multi_thread")]
async fn only_pages_of_named_origins_may_ask() {
    let path = "/api/retraining/run-all";
    let preflight = [
        ("origin", ORIGIN),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "authorization"),
    ];
    let closed = Desk::open(Settings::default()).await;
    let answer = closed.ask_with("OPTIONS", path, None, &preflight).await;
    assert!(
        answer
            .headers()
            .get("access-control-allow-origin")
            .is_none()
    );
    let answer = closed.ask_with("POST", path, None, &preflight[..1]).await;
    assert_eq!(answer.status(), 403);
    closed.close().await;

    let open = Desk::open(Settings {
        cors_origins: vec![ORIGIN.to_owned()],
        ..Settings::default()
    })
    .await;
    let answer = open.ask_with("OPTIONS", path, None, &preflight).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["access-control-allow-origin"], ORIGIN);
    let answer = open.ask_with("POST", path, None, &preflight[..1]).await;
    assert_eq!(answer.status(), 202);
    assert_eq!(answer.headers()["access-control-allow-origin"], ORIGIN);
    let other = [("origin", "https://evil.example")];
    let answer = open.ask_with("POST", path, None, &other).await;
    assert_eq!(answer.status(), 403);
    assert!(
        answer
            .headers()
            .get("access-control-allow-origin")
            .is_none()
    );
    open.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_asks_too_often_is_told_when_it_may_again() {
    let desk = Desk::open(Settings {
        needs_keys: true,
        max_requests_per_second: 5,
        ..Settings::default()
    })
    .await;
    let mut answers = Vec::new();
    for _ in 0..6 {
        answers.push(
            desk.ask_with("GET", "/api/health", Some("nonsense"), &[])
                .await,
        );
    }
    let limited = answers.iter().find(|answer| answer.status() == 429);
    let limited = limited.unwrap_or_else(|| panic!("{answers:?}"));
    assert_eq!(limited.headers()["retry-after"], "1");
    assert!(limited.body().contains("too-many-requests"), "{limited:?}");
    assert_eq!(
        answers
            .iter()
            .filter(|answer| answer.status() == 401)
            .count(),
        5
    );
    desk.close().await;
    // This machine's user is not limited.
    let desk = Desk::open(Settings {
        max_requests_per_second: 5,
        ..Settings::default()
    })
    .await;
    for _ in 0..50 {
        assert_eq!(desk.ask("GET", "/api/health", None).await.0, 200);
    }
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_is_served_and_may_load_from_here_alone() {
    let desk = Desk::open(Settings::default()).await;
    let page = desk.ask_with("GET", "/", None, &[]).await;
    assert_eq!(page.status(), 200);
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'self';"), "{policy}");
    for path in [
        "/dashboard/nothing.js",
        "/dashboard/..%2fCargo.toml",
        "/dashboard/%2e%2e%2fsrc%2flib.rs",
    ] {
        assert_eq!(desk.ask("GET", path, None).await.0, 404, "{path}");
    }
    desk.close().await;
}
