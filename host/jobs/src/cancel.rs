//! Stopping a job.

use crate::{Error, Job, JobId, JobStore, State};

impl JobStore {
    /// Ends a job that waits, and asks one that runs to stop. What it was then.
    ///
    /// # Errors
    /// [`Error::UnknownJob`], [`Error::Ended`]; the database's error.
    pub async fn cancel(&self, id: JobId) -> Result<Job, Error> {
        let failed = Error::database("cancel a job");
        let done = sqlx::query(
            "update job set
                ended_ms = case when state = 'queued' then $2 else ended_ms end,
                cancel_requested = 1,
                state = case when state = 'queued' then 'cancelled' else state end
             where id = $1 and state in ('queued', 'running')",
        )
        .bind(id.to_string())
        .bind(self.now().as_millisecond())
        .execute(self.database.writer())
        .await
        .map_err(failed)?;
        let job = self.job(id).await?;
        if done.rows_affected() == 0 {
            return Err(Error::Ended {
                id,
                state: job.state,
            });
        }
        if job.state == State::Cancelled {
            self.close_batches(id).await?;
        }
        self.cancels.notify_waiters();
        self.events.notify_waiters();
        Ok(job)
    }
}
