//! Runs, from their start to their end.

use jiff::Timestamp;
use refit_core::{DocumentType, RunId, VersionId};
use refit_database::Counter;
use serde::{Deserialize, Serialize};

use crate::{Error, Registry};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunOutcome {
    /// Its version went live.
    Activated,
    /// The version before stays: the new one looks worse, which is not proven.
    Kept,
    /// The version before stays: the new one is worse.
    Rejected,
    /// Nothing can be said; a person decides.
    Held,
    /// It came to no verdict.
    Failed,
    /// Somebody stopped it.
    Cancelled,
    /// It was to save nothing.
    DryRun,
}

impl RunOutcome {
    /// The word in tables and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Activated => "activated",
            Self::Kept => "kept",
            Self::Rejected => "rejected",
            Self::Held => "held",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::DryRun => "dry_run",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [
            Self::Activated,
            Self::Kept,
            Self::Rejected,
            Self::Held,
            Self::Failed,
            Self::Cancelled,
            Self::DryRun,
        ]
        .into_iter()
        .find(|outcome| outcome.as_str() == word)
    }
}

/// The end of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct RunEnd {
    /// How it ended.
    pub outcome: RunOutcome,
    /// The version that it saved.
    pub version: Option<VersionId>,
    /// All that is to be known of it.
    pub record: serde_json::Value,
}

/// A run as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Its number.
    pub run: RunId,
    /// What it retrained.
    pub document_type: DocumentType,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; none: it is running, or its process was killed.
    pub ended_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<RunOutcome>,
    /// The version that it saved.
    pub version: Option<VersionId>,
    /// All that is to be known of it.
    pub record: Option<serde_json::Value>,
}

impl Registry {
    /// Writes down that a run begins, and numbers it.
    ///
    /// # Errors
    /// The database's error.
    pub async fn begin_run(&self, document_type: &DocumentType) -> Result<RunId, Error> {
        let failed = Error::database("begin a run");
        let mut transaction = self.database.begin().await.map_err(failed)?;
        let run = Counter::Run.next(&mut transaction).await.map_err(failed)?;
        sqlx::query("insert into run(id, document_type, started_at) values ($1, $2, $3)")
            .bind(run)
            .bind(document_type.as_str())
            .bind(self.clock.now().to_string())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        transaction.commit().await.map_err(failed)?;
        Ok(RunId(run))
    }

    /// Writes down how a run ended. A run ends once.
    ///
    /// # Errors
    /// [`Error::NotRunning`] for a run that never began or has ended; the database's error.
    pub async fn end_run(&self, run: RunId, end: &RunEnd) -> Result<(), Error> {
        let done = sqlx::query(
            "update run set ended_at = $2, outcome = $3, version = $4, record = $5
             where id = $1 and ended_at is null",
        )
        .bind(run.0)
        .bind(self.clock.now().to_string())
        .bind(end.outcome.as_str())
        .bind(end.version.as_ref().map(VersionId::as_str))
        .bind(end.record.to_string())
        .execute(self.database.writer())
        .await
        .map_err(Error::database("end a run"))?;
        match done.rows_affected() {
            0 => Err(Error::NotRunning { run }),
            _ => Ok(()),
        }
    }

    /// The last runs of a type, newest first.
    ///
    /// # Errors
    /// The database's error.
    pub async fn runs(
        &self,
        document_type: &DocumentType,
        limit: usize,
    ) -> Result<Vec<RunRecord>, Error> {
        let rows: Vec<Row> = sqlx::query_as(
            "select id, started_at, ended_at, outcome, version, record from run
             where document_type = $1 order by id desc limit $2",
        )
        .bind(document_type.as_str())
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(self.database.reader())
        .await
        .map_err(Error::database("list runs"))?;
        rows.iter().map(|row| row.check(document_type)).collect()
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    started_at: String,
    ended_at: Option<String>,
    outcome: Option<String>,
    version: Option<String>,
    record: Option<String>,
}

impl Row {
    fn check(&self, document_type: &DocumentType) -> Result<RunRecord, Error> {
        let fault = |column| Error::Row {
            table: "run",
            column,
        };
        let ended_at = self.ended_at.as_deref().map(str::parse).transpose();
        let version = self.version.as_deref().map(str::parse).transpose();
        let record = self.record.as_deref().map(serde_json::from_str).transpose();
        let outcome = match self.outcome.as_deref() {
            None => None,
            Some(word) => Some(RunOutcome::parse(word).ok_or_else(|| fault("outcome"))?),
        };
        Ok(RunRecord {
            run: RunId(self.id),
            document_type: document_type.clone(),
            started_at: self.started_at.parse().map_err(|_| fault("started_at"))?,
            ended_at: ended_at.map_err(|_| fault("ended_at"))?,
            outcome,
            version: version.map_err(|_| fault("version"))?,
            record: record.map_err(|_| fault("record"))?,
        })
    }
}
