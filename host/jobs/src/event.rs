//! What happened in a job, for those who follow it.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::{Claim, Error, JobId, JobStore};

/// Something that happened in a job.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JobEvent {
    /// Its number in the job, from 1.
    pub number: u32,
    /// When.
    pub at: Timestamp,
    /// What.
    pub body: Value,
}

impl JobStore {
    /// Writes down what happened, for a job that is still this worker's.
    ///
    /// # Errors
    /// [`Error::LeaseLost`]; the database's error.
    pub async fn note(&self, claim: &Claim, events: &[(Timestamp, Value)]) -> Result<(), Error> {
        let failed = Error::database("write down what happened in a job");
        if events.is_empty() {
            return Ok(());
        }
        let id = claim.job.id.to_string();
        let mut transaction = self.database.begin().await.map_err(failed)?;
        // Holds the row, so that two never number the same.
        let held = sqlx::query(
            "update job set fence = fence where id = $1 and fence = $2 and state = 'running'",
        )
        .bind(&id)
        .bind(claim.fence)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        if held.rows_affected() != 1 {
            return Err(Error::LeaseLost { id: claim.job.id });
        }
        for (at, body) in events {
            sqlx::query(
                "insert into job_event(job, number, at_ms, body) values ($1,
                    (select coalesce(max(number), 0) + 1 from job_event where job = $1), $2, $3)",
            )
            .bind(&id)
            .bind(at.as_millisecond())
            .bind(body.to_string())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)?;
        self.events.notify_waiters();
        Ok(())
    }

    /// What happened in a job after the event with this number (0: from the beginning).
    ///
    /// # Errors
    /// The database's error.
    pub async fn events_after(&self, id: JobId, number: u32) -> Result<Vec<JobEvent>, Error> {
        let rows: Vec<(i64, i64, String)> = sqlx::query_as(
            "select number, at_ms, body from job_event where job = $1 and number > $2
             order by number",
        )
        .bind(id.to_string())
        .bind(i64::from(number))
        .fetch_all(self.database.reader())
        .await
        .map_err(Error::database("read what happened in a job"))?;
        let fault = |column| Error::Row {
            table: "job_event",
            column,
        };
        rows.into_iter()
            .map(|(number, at, body)| {
                Ok(JobEvent {
                    number: u32::try_from(number).map_err(|_| fault("number"))?,
                    at: Timestamp::from_millisecond(at).map_err(|_| fault("at_ms"))?,
                    body: serde_json::from_str(&body).map_err(|_| fault("body"))?,
                })
            })
            .collect()
    }
}
