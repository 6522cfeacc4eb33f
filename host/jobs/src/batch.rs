//! Jobs that are asked for together, with a summary at their end.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::{Any, Transaction};

use crate::{
    Error, Job, JobId, JobStore, Trigger, Triggered,
    job::{COLUMNS, Row},
};

/// Jobs that were asked for together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Batch {
    /// Its id.
    pub id: String,
    /// What it is for people.
    pub title: String,
    /// What was left out, and why.
    pub skipped: Vec<(String, String)>,
    /// Its jobs.
    pub jobs: Vec<Job>,
}

impl JobStore {
    /// Asks for several jobs at once; what was left out stands in the summary at their end.
    ///
    /// # Errors
    /// The database's error; nothing is asked for then.
    pub async fn trigger_all(
        &self,
        title: &str,
        triggers: &[Trigger],
        skipped: &[(String, String)],
    ) -> Result<Vec<Triggered>, Error> {
        let failed = Error::database("take jobs");
        let mut transaction = self.database.begin().await.map_err(failed)?;
        let (_, triggered) = self
            .trigger_all_in(&mut transaction, title, triggers, skipped)
            .await?;
        transaction.commit().await.map_err(failed)?;
        self.work.notify_waiters();
        self.work.notify_one();
        Ok(triggered)
    }

    /// The same in an open transaction, with the batch's id. Wakes nobody.
    pub(crate) async fn trigger_all_in(
        &self,
        transaction: &mut Transaction<'_, Any>,
        title: &str,
        triggers: &[Trigger],
        skipped: &[(String, String)],
    ) -> Result<(String, Vec<Triggered>), Error> {
        let failed = Error::database("take jobs");
        let now = self.now();
        let batch = JobId::new(now).to_string();
        let skipped = serde_json::to_string(skipped).unwrap_or_default();
        sqlx::query("insert into job_batch(id, title, at_ms, skipped) values ($1, $2, $3, $4)")
            .bind(&batch)
            .bind(title)
            .bind(now.as_millisecond())
            .bind(skipped)
            .execute(&mut **transaction)
            .await
            .map_err(failed)?;
        let mut all = Vec::with_capacity(triggers.len());
        for trigger in triggers {
            let triggered = self.trigger_in(transaction, trigger).await?;
            sqlx::query("insert into job_batch_member(batch, job) values ($1, $2)")
                .bind(&batch)
                .bind(triggered.id.to_string())
                .execute(&mut **transaction)
                .await
                .map_err(failed)?;
            all.push(triggered);
        }
        Ok((batch, all))
    }

    /// Tells the summary of the batches whose last job this was.
    pub(crate) async fn close_batches(&self, job: JobId) -> Result<(), Error> {
        let failed = Error::database("end a batch of jobs");
        let ended: Vec<(String, String, String, i64)> = sqlx::query_as(
            "update job_batch set ended_ms = $2 where ended_ms is null
               and id in (select mine.batch from job_batch_member mine where mine.job = $1)
               and not exists (select 1 from job_batch_member other
                 join job on job.id = other.job where other.batch = job_batch.id
                 and job.state in ('queued', 'running'))
             returning id, title, skipped, at_ms",
        )
        .bind(job.to_string())
        .bind(self.now().as_millisecond())
        .fetch_all(self.database.writer())
        .await
        .map_err(failed)?;
        for (id, title, skipped, at) in ended {
            let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
                "select {COLUMNS} from job where id in
                   (select member.job from job_batch_member member where member.batch = $1)
                 order by subject"
            )))
            .bind(&id)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
            let batch = Batch {
                id,
                title,
                skipped: serde_json::from_str(&skipped).unwrap_or_default(),
                jobs: rows.into_iter().map(Row::check).collect::<Result<_, _>>()?,
            };
            batch.tell(Timestamp::from_millisecond(at).ok(), self.now());
        }
        Ok(())
    }
}

impl Batch {
    /// The summary, as one event.
    fn tell(&self, since: Option<Timestamp>, now: Timestamp) {
        let jobs: Vec<String> = self
            .jobs
            .iter()
            .map(|job| format!("{} {}", job.subject, came_to(job)))
            .collect();
        let skipped: Vec<String> = self
            .skipped
            .iter()
            .map(|(subject, why)| format!("{subject} {why}"))
            .collect();
        let took = since.map(|since| now.duration_since(since).as_secs_f64());
        tracing::info!(
            batch.id = self.id,
            batch.title = self.title,
            duration_s = took,
            jobs = jobs.join("; "),
            skipped = skipped.join("; "),
            "all jobs of a batch have ended"
        );
    }
}

/// What a job came to, in a few words: the member `summary` of its result, where it has one.
fn came_to(job: &Job) -> String {
    let summary = job.result.as_ref().and_then(|result| result.get("summary"));
    match (summary.and_then(|summary| summary.as_str()), &job.error) {
        (Some(summary), _) => summary.to_owned(),
        (None, Some(error)) => format!("{}: {error}", job.state),
        (None, None) => job.state.to_string(),
    }
}
