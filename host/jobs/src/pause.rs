//! Subjects whose work is not taken up for now.

use jiff::Timestamp;
use serde::Serialize;

use crate::{Error, JobStore};

/// After so many crashes in a row a subject is paused.
pub(crate) const CRASHES: i64 = 3;

/// A subject whose jobs are not taken up until somebody asks for one by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pause {
    /// What would be done.
    pub kind: String,
    /// With what.
    pub subject: String,
    /// Since when it is not.
    pub since: Timestamp,
    /// Why.
    pub reason: String,
}

impl JobStore {
    /// The subjects that are paused.
    ///
    /// # Errors
    /// The database's error.
    pub async fn pauses(&self) -> Result<Vec<Pause>, Error> {
        let rows: Vec<(String, String, i64, Option<String>)> = sqlx::query_as(
            "select kind, subject, paused_ms, reason from job_subject
             where paused_ms is not null order by kind, subject",
        )
        .fetch_all(self.database.reader())
        .await
        .map_err(Error::database("list what is paused"))?;
        rows.into_iter()
            .map(|(kind, subject, since, reason)| {
                let since = Timestamp::from_millisecond(since).map_err(|_| Error::Row {
                    table: "job_subject",
                    column: "paused_ms",
                })?;
                Ok(Pause {
                    kind,
                    subject,
                    since,
                    reason: reason.unwrap_or_default(),
                })
            })
            .collect()
    }
}
