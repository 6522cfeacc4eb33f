//! The keys of clients, in memory: a request does not wait for the database.

use arc_swap::ArcSwap;
use refit_core::Sha256Digest;
use refit_registry::{ApiKey, Registry};
use subtle::ConstantTimeEq;

use crate::{access::Access, identify::Principal};

/// The keys that count.
#[derive(Default)]
pub(crate) struct Keys(ArcSwap<Vec<Known>>);

struct Known {
    id: String,
    digest: Sha256Digest,
    principal: Principal,
}

impl Keys {
    /// Takes in what was made and revoked since. While the database is away the keys stay.
    pub(crate) async fn refresh(&self, registry: &Registry) {
        match registry.keys().await {
            Ok(keys) => {
                let known = keys.into_iter().filter_map(Known::of);
                self.0.store(known.collect::<Vec<_>>().into());
            }
            Err(error) => {
                tracing::debug!(
                    error = &error as &dyn std::error::Error,
                    "keys are not refreshed"
                );
            }
        }
    }

    /// Whose token it is.
    pub(crate) fn find(&self, token: &str) -> Option<Principal> {
        let (id, secret) = ApiKey::parts(token)?;
        let digest = Sha256Digest::of(secret.as_bytes());
        let keys = self.0.load();
        let known = keys.iter().find(|known| known.id == id)?;
        let is_same: bool = known.digest.as_bytes().ct_eq(digest.as_bytes()).into();
        is_same.then(|| known.principal.clone())
    }
}

impl Known {
    fn of(key: ApiKey) -> Option<Self> {
        if key.revoked_at.is_some() {
            return None;
        }
        Some(Self {
            principal: Principal {
                name: format!("{} (key {})", key.name, key.id),
                access: Access::of_key(&key.role)?,
            },
            id: key.id,
            digest: key.digest,
        })
    }
}
