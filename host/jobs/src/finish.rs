//! How the work on a job ends.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;

use crate::{Claim, Error, JobStore, State, claim::is_unique_violation};

/// What the work on a job came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A result.
    Done(Value),
    /// None, and trying again would not help.
    Failed {
        /// Why, without a value from a document.
        error: String,
        /// What there is to be known of it.
        result: Option<Value>,
    },
    /// None, for a reason that may pass.
    TryAgain {
        /// Why, without a value from a document.
        error: String,
    },
    /// It was stopped.
    Cancelled(Option<Value>),
    /// It is given back as if it had not been taken up: this worker stops.
    HandedBack,
}

/// The wait before the second attempt; each further one is twice as long.
const FIRST_BACKOFF: Duration = Duration::from_secs(5);

impl JobStore {
    /// Ends the work on a job, or gives it back to be tried again. The state that it has now.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] where it is another worker's by now; the database's error.
    pub async fn finish(&self, claim: &Claim, outcome: Outcome) -> Result<State, Error> {
        let ended = match outcome {
            Outcome::Done(result) => self.end(claim, State::Done, Some(result), None).await?,
            Outcome::Failed { error, result } => {
                self.end(claim, State::Failed, result, Some(error)).await?
            }
            Outcome::Cancelled(result) => self.end(claim, State::Cancelled, result, None).await?,
            Outcome::TryAgain { error } if claim.job.attempt >= claim.job.max_attempts => {
                self.end(claim, State::Dead, None, Some(error)).await?
            }
            Outcome::TryAgain { error } => {
                self.give_back(claim, 0, backoff(claim.job.attempt), Some(error))
                    .await?
            }
            Outcome::HandedBack => self.give_back(claim, 1, Duration::ZERO, None).await?,
        };
        if ended.has_ended() {
            self.close_batches(claim.job.id).await?;
        }
        self.events.notify_waiters();
        // The next of the subject may be waiting for this one.
        self.work.notify_one();
        Ok(ended)
    }

    async fn end(
        &self,
        claim: &Claim,
        state: State,
        result: Option<Value>,
        error: Option<String>,
    ) -> Result<State, Error> {
        let failed = Error::database("end a job");
        let mut transaction = self.database.begin().await.map_err(failed)?;
        let done = sqlx::query(
            "update job set state = $3, ended_ms = $4, result = $5, error = $6, owner = null,
                lease_until_ms = null, step = null
             where id = $1 and fence = $2 and state = 'running'",
        )
        .bind(claim.job.id.to_string())
        .bind(claim.fence)
        .bind(state.as_str())
        .bind(self.now().as_millisecond())
        .bind(result.map(|result| result.to_string()))
        .bind(error)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        if done.rows_affected() != 1 {
            return Err(Error::LeaseLost { id: claim.job.id });
        }
        // Whatever it came to: its process lived.
        sqlx::query("update job_subject set crashes = 0 where kind = $1 and subject = $2")
            .bind(&claim.job.kind)
            .bind(&claim.job.subject)
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        transaction.commit().await.map_err(failed)?;
        Ok(state)
    }

    /// Back to those that wait, unless somebody cancelled it or one of the subject waits already. `unburnt` attempts do not
    /// count.
    async fn give_back(
        &self,
        claim: &Claim,
        unburnt: u32,
        wait: Duration,
        error: Option<String>,
    ) -> Result<State, Error> {
        let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
        let now = self.now();
        let run_at = now.checked_add(wait).unwrap_or(now);
        // Should another trigger come in between, the index refuses two that wait; then this one
        // is superseded.
        for _ in 0..3 {
            let state: Result<Option<String>, sqlx::Error> = sqlx::query_scalar(
                "update job set owner = null, lease_until_ms = null, step = null, run_at_ms = $4,
                    attempt = attempt - $3, error = $5,
                    ended_ms = case when cancel_requested = 1
                        or exists (select 1 from job twin where twin.kind = job.kind
                        and twin.subject = job.subject and twin.state = 'queued')
                        then $6 else null end,
                    state = case when cancel_requested = 1 then 'cancelled'
                        when exists (select 1 from job twin where twin.kind = job.kind
                        and twin.subject = job.subject and twin.state = 'queued')
                        then 'superseded' else 'queued' end
                 where id = $1 and fence = $2 and state = 'running' returning state",
            )
            .bind(claim.job.id.to_string())
            .bind(claim.fence)
            .bind(i64::from(unburnt))
            .bind(run_at.as_millisecond())
            .bind(error.as_deref())
            .bind(now.as_millisecond())
            .fetch_optional(self.database.writer())
            .await;
            match state {
                Ok(Some(state)) => {
                    return State::parse(&state).ok_or(Error::Row {
                        table: "job",
                        column: "state",
                    });
                }
                Ok(None) => return Err(Error::LeaseLost { id: claim.job.id }),
                Err(error) if is_unique_violation(&error) => {}
                Err(error) => return Err(Error::database("give back a job")(error)),
            }
        }
        Err(Error::LeaseLost { id: claim.job.id })
    }
}

/// The wait after the attempt with this number.
fn backoff(attempt: u32) -> Duration {
    FIRST_BACKOFF.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1).min(10)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_twice_as_long() {
        let waits = [1, 2, 3, 100].map(|attempt| backoff(attempt).as_secs());
        assert_eq!(waits, [5, 10, 20, 5_120]);
    }
}
