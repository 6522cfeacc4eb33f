//! Looking at jobs.

use crate::{
    Error, Job, JobId, JobStore,
    job::{COLUMNS, Row},
};

impl JobStore {
    /// A job.
    ///
    /// # Errors
    /// [`Error::UnknownJob`]; the database's error.
    pub async fn job(&self, id: JobId) -> Result<Job, Error> {
        let row: Option<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "select {COLUMNS} from job where id = $1"
        )))
        .bind(id.to_string())
        .fetch_optional(self.database.reader())
        .await
        .map_err(Error::database("read a job"))?;
        row.ok_or(Error::UnknownJob { id })?.check()
    }

    /// The last jobs, newest first; of one subject, if it is named.
    ///
    /// # Errors
    /// The database's error.
    pub async fn jobs(&self, subject: Option<&str>, limit: u32) -> Result<Vec<Job>, Error> {
        let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "select {COLUMNS} from job where $1 = '' or subject = $1
             order by created_ms desc, id desc limit $2"
        )))
        .bind(subject.unwrap_or_default())
        .bind(i64::from(limit))
        .fetch_all(self.database.reader())
        .await
        .map_err(Error::database("list jobs"))?;
        rows.into_iter().map(Row::check).collect()
    }

    /// The jobs that run or wait, newest first.
    ///
    /// # Errors
    /// The database's error.
    pub async fn open_jobs(&self) -> Result<Vec<Job>, Error> {
        let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "select {COLUMNS} from job where state in ('queued', 'running')
             order by created_ms desc, id desc"
        )))
        .fetch_all(self.database.reader())
        .await
        .map_err(Error::database("list jobs"))?;
        rows.into_iter().map(Row::check).collect()
    }

    /// How many wait and how many run, over all subjects of a kind.
    ///
    /// # Errors
    /// The database's error.
    pub async fn depth(&self, kind: &str) -> Result<(u64, u64), Error> {
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "select state, count(*) from job where kind = $1 and state in ('queued', 'running')
             group by state",
        )
        .bind(kind)
        .fetch_all(self.database.reader())
        .await
        .map_err(Error::database("count jobs"))?;
        let of = |state: &str| {
            let count = rows.iter().find(|(found, _)| found == state);
            count.map_or(0, |(_, count)| count.cast_unsigned())
        };
        Ok((of("queued"), of("running")))
    }
}
