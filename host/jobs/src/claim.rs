//! Taking a job, and keeping it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sqlx::{Any, Transaction};

use crate::{
    Error, Job, JobStore, Progress,
    job::{COLUMNS, Row},
};

/// A job that a worker has.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The job as it was taken.
    pub job: Job,
    /// What every write must show.
    pub(crate) fence: i64,
}

/// What a heartbeat says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beat {
    /// Go on.
    GoOn,
    /// Somebody wants the job to stop.
    Cancel,
    /// The job is another worker's by now: stop, and change nothing.
    Lost,
}

/// The job is another worker's by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the job was taken by another worker meanwhile")]
pub struct LeaseLost;

impl JobStore {
    /// Takes the next job of one of these kinds, if one is due.
    ///
    /// # Errors
    /// The database's error; nothing is taken then.
    pub async fn claim(
        &self,
        kind: &str,
        owner: &str,
        lease: Duration,
    ) -> Result<Option<Claim>, Error> {
        let now = self.now();
        // Where two take the same row, the second finds it no longer queued, or breaks the index
        // of running jobs: either way it takes nothing.
        let row: Result<Option<Row>, sqlx::Error> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "update job set state = 'running', owner = $1, attempt = attempt + 1,
                fence = fence + 1, lease_until_ms = $2, started_ms = $3, step = null, done = 0,
                total = 0, cancel_requested = 0
             where state = 'queued' and id = (
                select waiting.id from job waiting
                where waiting.state = 'queued' and waiting.kind = $4 and waiting.run_at_ms <= $3
                  and not exists (select 1 from job busy where busy.kind = waiting.kind
                    and busy.subject = waiting.subject and busy.state = 'running')
                  and not exists (select 1 from job_subject paused where paused.kind = waiting.kind
                    and paused.subject = waiting.subject and paused.paused_ms is not null)
                order by waiting.priority desc, waiting.run_at_ms, waiting.id limit 1)
             returning {COLUMNS}"
        )))
        .bind(owner)
        .bind(until(now, lease))
        .bind(now.as_millisecond())
        .bind(kind)
        .fetch_optional(self.database.writer())
        .await;
        match row {
            Ok(row) => row
                .map(|row| {
                    let fence = row.fence;
                    Ok(Claim {
                        job: row.check()?,
                        fence,
                    })
                })
                .transpose(),
            Err(error) if is_unique_violation(&error) => Ok(None),
            Err(error) => Err(Error::database("take up a job")(error)),
        }
    }

    /// Keeps a job for another while, writes down how far it is, and hears whether it shall stop.
    ///
    /// # Errors
    /// The database's error: whether the job is still this worker's is not known then.
    pub async fn beat(
        &self,
        claim: &Claim,
        progress: &Progress,
        lease: Duration,
    ) -> Result<Beat, Error> {
        let cancel: Option<i64> = sqlx::query_scalar(
            "update job set lease_until_ms = $3, step = $4, done = $5, total = $6
             where id = $1 and fence = $2 and state = 'running' returning cancel_requested",
        )
        .bind(claim.job.id.to_string())
        .bind(claim.fence)
        .bind(until(self.now(), lease))
        .bind(progress.step.as_deref())
        .bind(i64::from(progress.done))
        .bind(i64::from(progress.total))
        .fetch_optional(self.database.writer())
        .await
        .map_err(Error::database("keep a job"))?;
        Ok(match cancel {
            None => Beat::Lost,
            Some(0) => Beat::GoOn,
            Some(_) => Beat::Cancel,
        })
    }
}

impl Claim {
    /// In the transaction in which the job changes something: passes if the job is still this
    /// worker's, and remembers that it is settled, so that it is not done again should its process
    /// end now.
    ///
    /// # Errors
    /// [`LeaseLost`], and the driver's error; roll back then.
    pub async fn settle(
        &self,
        transaction: &mut Transaction<'_, Any>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let done = sqlx::query(
            "update job set settled = 1 where id = $1 and fence = $2 and state = 'running'",
        )
        .bind(self.job.id.to_string())
        .bind(self.fence)
        .execute(&mut **transaction)
        .await?;
        match done.rows_affected() {
            1 => Ok(()),
            _ => Err(LeaseLost.into()),
        }
    }
}

fn until(now: Timestamp, lease: Duration) -> i64 {
    let lease = SignedDuration::try_from(lease).unwrap_or(SignedDuration::MAX);
    now.checked_add(lease)
        .unwrap_or(Timestamp::MAX)
        .as_millisecond()
}

pub(crate) fn is_unique_violation(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}
