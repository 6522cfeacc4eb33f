//! How often a client may ask.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use axum::http::StatusCode;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};

use crate::problem::Problem;

/// Who is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Client {
    /// By its key.
    Key(String),
    /// By its address, as long as it has shown no key.
    Address(IpAddr),
}

/// Requests of the last second, by client.
pub(crate) struct Limit(Option<DefaultKeyedRateLimiter<Client>>);

impl Limit {
    /// So many requests a second of each client; 0 is no limit.
    pub(crate) fn new(per_second: u32) -> Self {
        let quota = NonZeroU32::new(per_second).map(Quota::per_second);
        Self(quota.map(RateLimiter::keyed))
    }

    /// Counts a request.
    ///
    /// # Errors
    /// The client asked too often; when it may again.
    pub(crate) fn count(&self, client: &Client) -> Result<(), Problem> {
        let Some(limiter) = &self.0 else {
            return Ok(());
        };
        limiter.check_key(client).map_err(|until| {
            let wait: Duration = until.wait_time_from(limiter.clock().now());
            Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too-many-requests",
                format!(
                    "this client asked more than {} times a second (server.max_requests_per_second)",
                    until.quota().burst_size()
                ),
            )
            // Whole seconds, and one where it is less.
            .after(wait.as_secs() + 1)
        })
    }

    /// Forgets clients that have not asked for a while.
    pub(crate) fn forget(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_client_is_limited_and_another_is_not() {
        let limit = Limit::new(3);
        let (one, other) = (Client::Key("a".to_owned()), Client::Key("b".to_owned()));
        let answers: Vec<bool> = (0..4).map(|_| limit.count(&one).is_ok()).collect();
        assert_eq!(answers, [true, true, true, false]);
        assert!(limit.count(&other).is_ok());
        limit.forget();
        assert!(limit.count(&one).is_err());
        assert!((0..10_000).all(|_| Limit::new(0).count(&one).is_ok()));
    }
}
