//! Asking for work.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::{Any, Transaction};

use crate::{Error, JobId, JobStore};

/// A wish for work.
#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub subject: String,
    /// Who asks, and why.
    pub cause: String,
    /// What is asked for. A trigger that joins a job keeps that job's.
    pub arguments: Value,
    /// The higher, the sooner.
    pub priority: i32,
    /// Not before; none: now.
    pub run_at: Option<Timestamp>,
    /// How often it may be taken up.
    pub max_attempts: u32,
    /// Whether it ends a pause: somebody asks for it by hand.
    pub ends_pause: bool,
}

/// What a trigger came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Triggered {
    /// The job that will do it.
    pub id: JobId,
    /// Whether it waited already.
    pub joined: bool,
}

impl JobStore {
    /// Asks for work: a new job, or the one of the subject that waits already.
    ///
    /// # Errors
    /// The database's error; nothing is asked for then.
    pub async fn trigger(&self, trigger: &Trigger) -> Result<Triggered, Error> {
        let failed = Error::database("take a job");
        let mut transaction = self.database.begin().await.map_err(failed)?;
        let triggered = self.trigger_in(&mut transaction, trigger).await?;
        transaction.commit().await.map_err(failed)?;
        self.work.notify_one();
        Ok(triggered)
    }

    /// The same in an open transaction. Wakes nobody.
    pub(crate) async fn trigger_in(
        &self,
        transaction: &mut Transaction<'_, Any>,
        trigger: &Trigger,
    ) -> Result<Triggered, Error> {
        let failed = Error::database("take a job");
        let now = self.now();
        let id = JobId::new(now);
        let taken: String = sqlx::query_scalar(
            "insert into job(id, kind, subject, state, cause, arguments, triggers, priority, run_at_ms,
                attempt, max_attempts, fence, cancel_requested, settled, done, total, created_ms)
             values ($1, $2, $3, 'queued', $4, $5, 1, $6, $7, 0, $8, 0, 0, 0, 0, 0, $9)
             on conflict(kind, subject) where state = 'queued' do update set
                triggers = job.triggers + 1,
                priority = case when excluded.priority > job.priority
                    then excluded.priority else job.priority end,
                run_at_ms = case when excluded.run_at_ms < job.run_at_ms
                    then excluded.run_at_ms else job.run_at_ms end
             returning id",
        )
        .bind(id.to_string())
        .bind(&trigger.kind)
        .bind(&trigger.subject)
        .bind(&trigger.cause)
        .bind(trigger.arguments.to_string())
        .bind(i64::from(trigger.priority))
        .bind(trigger.run_at.unwrap_or(now).as_millisecond())
        .bind(i64::from(trigger.max_attempts))
        .bind(now.as_millisecond())
        .fetch_one(&mut **transaction)
        .await
        .map_err(failed)?;
        if trigger.ends_pause {
            sqlx::query(
                "update job_subject set paused_ms = null, reason = null, crashes = 0
                 where kind = $1 and subject = $2 and paused_ms is not null",
            )
            .bind(&trigger.kind)
            .bind(&trigger.subject)
            .execute(&mut **transaction)
            .await
            .map_err(failed)?;
        }
        let taken: JobId = taken.parse().map_err(|_| Error::Row {
            table: "job",
            column: "id",
        })?;
        Ok(Triggered {
            id: taken,
            joined: taken != id,
        })
    }
}
