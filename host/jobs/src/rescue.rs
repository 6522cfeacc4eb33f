//! Taking back the jobs of processes that ended.

use sqlx::{Any, Transaction};

use crate::{Error, JobId, JobStore, State, pause::CRASHES};

/// Which running jobs are nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orphans {
    /// All: no other process works on this database.
    All,
    /// Those whose lease has ended.
    Expired,
}

/// A job that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescued {
    /// Which.
    pub id: JobId,
    /// What it is now.
    pub state: State,
    /// Whether its subject is paused for it.
    pub paused: bool,
}

#[derive(sqlx::FromRow)]
struct Orphan {
    id: String,
    kind: String,
    subject: String,
    attempt: i64,
    max_attempts: i64,
    fence: i64,
    settled: i64,
    cancel_requested: i64,
}

impl JobStore {
    /// Takes back what dead processes left: what is settled is done, what was tried often enough
    /// is dead, what has a twin that waits is superseded, and the rest waits again. A subject
    /// whose work ended with its process three times in a row is paused.
    ///
    /// # Errors
    /// The database's error; nothing is taken back then.
    pub async fn rescue(&self, orphans: Orphans) -> Result<Vec<Rescued>, Error> {
        let failed = Error::database("take back jobs");
        let now = self.now().as_millisecond();
        let before = match orphans {
            Orphans::All => i64::MAX,
            Orphans::Expired => now,
        };
        let mut transaction = self.database.begin().await.map_err(failed)?;
        let found: Vec<Orphan> = sqlx::query_as(
            "select id, kind, subject, attempt, max_attempts, fence, settled,
                cancel_requested from job
             where state = 'running' and lease_until_ms < $1 order by id",
        )
        .bind(before)
        .fetch_all(&mut *transaction)
        .await
        .map_err(failed)?;
        let mut rescued = Vec::with_capacity(found.len());
        for orphan in &found {
            rescued.extend(take_back(&mut transaction, orphan, now).await?);
        }
        transaction.commit().await.map_err(failed)?;
        for job in &rescued {
            tracing::warn!(job.id = %job.id, job.state = %job.state, "a job of a process that ended was taken back");
            if job.state.has_ended() {
                self.close_batches(job.id).await?;
            }
        }
        if !rescued.is_empty() {
            self.work.notify_one();
            self.events.notify_waiters();
        }
        Ok(rescued)
    }
}

async fn take_back(
    transaction: &mut Transaction<'_, Any>,
    orphan: &Orphan,
    now: i64,
) -> Result<Option<Rescued>, Error> {
    let failed = Error::database("take back jobs");
    let is_settled = orphan.settled != 0;
    let crashes = match is_settled {
        true => 0,
        false => count_crash(transaction, orphan).await.map_err(failed)?,
    };
    let paused = crashes >= CRASHES;
    let error = format!(
        "the process that worked on it ended in attempt {}",
        orphan.attempt
    );
    let state = match () {
        () if is_settled => Some(State::Done),
        () if orphan.cancel_requested != 0 => Some(State::Cancelled),
        () if paused || orphan.attempt >= orphan.max_attempts => Some(State::Dead),
        () => None,
    };
    let state: Option<String> = sqlx::query_scalar(
        "update job set owner = null, lease_until_ms = null, step = null, error = $3, run_at_ms = $4,
            ended_ms = case when $5 <> '' or exists (select 1 from job twin
                where twin.kind = job.kind and twin.subject = job.subject and twin.state = 'queued')
                then $4 else null end,
            state = case when $5 <> '' then $5 when exists (select 1 from job twin
                where twin.kind = job.kind and twin.subject = job.subject and twin.state = 'queued')
                then 'superseded' else 'queued' end
         where id = $1 and fence = $2 and state = 'running' returning state",
    )
    .bind(&orphan.id)
    .bind(orphan.fence)
    .bind((!is_settled).then_some(error))
    .bind(now)
    .bind(state.map_or("", State::as_str))
    .fetch_optional(&mut **transaction)
    .await
    .map_err(failed)?;
    let Some(state) = state else {
        // Its worker lived after all, and ended it meanwhile.
        return Ok(None);
    };
    if paused {
        pause(transaction, orphan, crashes, now)
            .await
            .map_err(failed)?;
    }
    let fault = |column| Error::Row {
        table: "job",
        column,
    };
    Ok(Some(Rescued {
        id: orphan.id.parse().map_err(|_| fault("id"))?,
        state: State::parse(&state).ok_or_else(|| fault("state"))?,
        paused,
    }))
}

async fn count_crash(
    transaction: &mut Transaction<'_, Any>,
    orphan: &Orphan,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "insert into job_subject(kind, subject, crashes) values ($1, $2, 1)
         on conflict(kind, subject) do update set crashes = job_subject.crashes + 1
         returning crashes",
    )
    .bind(&orphan.kind)
    .bind(&orphan.subject)
    .fetch_one(&mut **transaction)
    .await
}

async fn pause(
    transaction: &mut Transaction<'_, Any>,
    orphan: &Orphan,
    crashes: i64,
    now: i64,
) -> Result<(), sqlx::Error> {
    let reason = format!(
        "{crashes} times in a row the process ended while it worked on {} of {}; asking for it by hand ends the pause",
        orphan.kind, orphan.subject
    );
    tracing::error!(
        job.kind = orphan.kind,
        job.subject = orphan.subject,
        reason,
        "paused"
    );
    sqlx::query(
        "update job_subject set paused_ms = $3, reason = $4 where kind = $1 and subject = $2",
    )
    .bind(&orphan.kind)
    .bind(&orphan.subject)
    .bind(now)
    .bind(reason)
    .execute(&mut **transaction)
    .await
    .map(|_| ())
}
