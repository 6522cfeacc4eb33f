//! Keys of clients.

use refit_core::Sha256Digest;
use refit_registry::ApiKey;

use crate::place::places;

#[tokio::test]
async fn a_key_is_shown_once_kept_as_a_digest_and_revocable() {
    for place in places().await {
        let registry = place.open().await;
        let made = registry.create_key("ci", "operator", "anna").await.unwrap();
        let (id, secret) = ApiKey::parts(&made.token).unwrap();
        assert_eq!(id, made.key.id);
        assert_eq!(Sha256Digest::of(secret.as_bytes()), made.key.digest);
        let other = registry.create_key("ci", "viewer", "anna").await.unwrap();
        assert_ne!(other.token, made.token);
        let keys = registry.keys().await.unwrap();
        assert_eq!(keys.len(), 2);
        assert!(keys.contains(&made.key));
        assert!(!serde_json::to_string(&keys).unwrap().contains(secret));
        assert!(registry.revoke_key(id, "anna").await.unwrap());
        assert!(!registry.revoke_key(id, "anna").await.unwrap());
        assert!(!registry.revoke_key("none", "anna").await.unwrap());
        let keys = registry.keys().await.unwrap();
        let revoked = keys.iter().find(|key| key.id == id).unwrap();
        assert_eq!(revoked.revoked_at, Some(made.key.created_at));
        place.close().await;
    }
}

#[test]
fn what_is_no_token_has_no_parts() {
    for text in [
        "",
        "refit",
        "refit_",
        "refit__x",
        "refit_x_",
        "other_a_b",
        "refit a b",
    ] {
        assert_eq!(ApiKey::parts(text), None, "{text}");
    }
    assert_eq!(ApiKey::parts("refit_a_b_c"), Some(("a", "b_c")));
}
