//! Who may do what, as the OpenAPI document says it.

use std::collections::BTreeSet;

use refit_server::{Access, Settings};

use crate::desk::Desk;

const ROLES: [Access; 4] = [
    Access::Viewer,
    Access::Scorer,
    Access::Operator,
    Access::Admin,
];

/// Method, path and role of every route of the document.
fn routes() -> Vec<(String, String, Access)> {
    let document = refit_server::openapi();
    let paths = document["paths"].as_object().unwrap();
    let mut routes = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            let role = operation["x-role"].as_str().unwrap();
            let needed = Access::of_key(role).unwrap_or(Access::Anyone);
            assert!(
                needed != Access::Anyone || role == "anyone",
                "{path}: {role}"
            );
            let filled = path
                .replace("{plural}", "paystubs")
                .replace("{version}", "20250101_000000")
                .replace("{type}", "paystub")
                .replace("{key}", "0123456789ab")
                .replace("{id}", "0194a5d2-0000-7000-8000-000000000000");
            routes.push((method.to_uppercase(), filled, needed));
        }
    }
    routes
}

fn reached() -> Settings {
    Settings {
        needs_keys: true,
        max_requests_per_second: 0,
        ..Settings::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_open_to_exactly_the_roles_that_it_names() {
    let desk = Desk::open(reached()).await;
    let mut tokens = Vec::new();
    for role in ROLES {
        let made = desk
            .registry
            .create_key("test", role.as_str(), "test")
            .await;
        tokens.push((role, made.unwrap().token));
    }
    // Keys are taken in within a second.
    for (_, token) in &tokens {
        while desk.ask("GET", "/api/health", Some(token)).await.0 == 401 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
    let routes = routes();
    assert!(routes.len() >= 26, "{}", routes.len());
    for (method, path, needed) in &routes {
        let (status, _) = desk.ask(method, path, None).await;
        assert_eq!(
            status == 401,
            *needed != Access::Anyone,
            "{method} {path}: {status}"
        );
        for (role, token) in &tokens {
            let (status, body) = desk.ask(method, path, Some(token)).await;
            assert_eq!(
                status == 403,
                !role.includes(*needed),
                "{method} {path} as {role}: {body}"
            );
            assert!(
                status != 401 && status < 500,
                "{method} {path} as {role}: {status}"
            );
        }
    }
    let needed: BTreeSet<_> = routes
        .iter()
        .map(|(_, _, needed)| needed.as_str())
        .collect();
    assert_eq!(needed.len(), 5, "{needed:?}");
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_wrong_or_revoked_opens_nothing() {
    let desk = Desk::open(reached()).await;
    let made = desk
        .registry
        .create_key("test", "admin", "test")
        .await
        .unwrap();
    let path = "/api/retraining/jobs";
    while desk.ask("GET", path, Some(&made.token)).await.0 != 200 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let mut wrong = made.token.clone();
    wrong.pop();
    for token in [wrong.as_str(), "refit_x_y", "nonsense", ""] {
        let (status, body) = desk.ask("GET", path, Some(token)).await;
        assert_eq!(status, 401, "{token}");
        assert!(body.contains("key-unknown"), "{body}");
        // Also where no key is needed: a wrong key is a slip that should be told.
        assert_eq!(desk.ask("GET", "/api/health", Some(token)).await.0, 401);
    }
    desk.registry
        .revoke_key(&made.key.id, "test")
        .await
        .unwrap();
    let since = std::time::Instant::now();
    while desk.ask("GET", path, Some(&made.token)).await.0 != 401 {
        assert!(since.elapsed() < std::time::Duration::from_secs(5));
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    desk.close().await;
}
