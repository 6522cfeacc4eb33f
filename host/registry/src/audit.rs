//! The audit trail: who changed what is live, or what that depends on, when and why. Nothing is
//! ever removed.

use jiff::Timestamp;
use refit_core::{DocumentType, Generation, RunId, VersionId};
use refit_database::Counter;
use serde::{Deserialize, Serialize};
use sqlx::{Any, Transaction};

use crate::{Error, Registry};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditAction {
    /// A run's version went live by the verdict.
    Activated,
    /// A person activated a version.
    ActivatedByOperator,
    /// A person went back to the version before.
    RolledBack,
    /// The active version was broken; the last good one took its place.
    FellBack,
    /// A version was found in the store that the database did not know. With a generation: and
    /// it went live, because the store said so.
    Adopted,
    /// A plugin was put into the folder, or took another one's place.
    PluginInstalled,
    /// A plugin was removed from the folder.
    PluginRemoved,
    /// A plugin was released from quarantine.
    PluginReleased,
    /// Documents were erased.
    DocumentsErased,
}

impl AuditAction {
    const ALL: [Self; 9] = [
        Self::Activated,
        Self::ActivatedByOperator,
        Self::RolledBack,
        Self::FellBack,
        Self::Adopted,
        Self::PluginInstalled,
        Self::PluginRemoved,
        Self::PluginReleased,
        Self::DocumentsErased,
    ];

    /// The word in tables and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Activated => "activated",
            Self::ActivatedByOperator => "activated_by_operator",
            Self::RolledBack => "rolled_back",
            Self::FellBack => "fell_back",
            Self::Adopted => "adopted",
            Self::PluginInstalled => "plugin_installed",
            Self::PluginRemoved => "plugin_removed",
            Self::PluginReleased => "plugin_released",
            Self::DocumentsErased => "documents_erased",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == word)
    }
}

/// A line of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRecord {
    /// Its number; they have no gaps.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What was done.
    pub action: AuditAction,
    /// To which type.
    pub document_type: DocumentType,
    /// To which version.
    pub version: Option<VersionId>,
    /// The version that was active before.
    pub previous: Option<VersionId>,
    /// The generation that it became.
    pub generation: Option<Generation>,
    /// In which run.
    pub run: Option<RunId>,
    /// Why.
    pub reason: String,
}

impl Registry {
    /// Records what somebody did that moved no version.
    ///
    /// # Errors
    /// The database's error.
    pub async fn record(
        &self,
        action: AuditAction,
        document_type: &DocumentType,
        actor: &str,
        reason: &str,
    ) -> Result<(), Error> {
        let failed = Error::database("write the audit trail");
        let entry = Entry {
            at: self.clock.now(),
            actor,
            action,
            document_type,
            version: None,
            previous: None,
            generation: None,
            run: None,
            reason,
        };
        let mut transaction = self.database.begin().await.map_err(&failed)?;
        entry.write(&mut transaction).await.map_err(&failed)?;
        transaction.commit().await.map_err(&failed)
    }

    /// The last records, of one type or of all, newest first.
    ///
    /// # Errors
    /// The database's error.
    pub async fn audit(
        &self,
        document_type: Option<&DocumentType>,
        limit: usize,
    ) -> Result<Vec<AuditRecord>, Error> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let query = match document_type {
            None => sqlx::query_as(concat!(columns!(), " order by id desc limit $1")).bind(limit),
            Some(document_type) => sqlx::query_as(concat!(
                columns!(),
                " where document_type = $2 order by id desc limit $1"
            ))
            .bind(limit)
            .bind(document_type.as_str()),
        };
        let rows: Vec<Row> = query
            .fetch_all(self.database.reader())
            .await
            .map_err(Error::database("read the audit trail"))?;
        rows.into_iter().map(Row::check).collect()
    }
}

macro_rules! columns {
    () => {
        "select id, at, actor, action, document_type, version, previous, generation, run, reason
         from audit"
    };
}
use columns;

/// A record that is about to be written; its number is given by the database.
pub(crate) struct Entry<'a> {
    pub(crate) at: Timestamp,
    pub(crate) actor: &'a str,
    pub(crate) action: AuditAction,
    pub(crate) document_type: &'a DocumentType,
    pub(crate) version: Option<&'a VersionId>,
    pub(crate) previous: Option<&'a VersionId>,
    pub(crate) generation: Option<Generation>,
    pub(crate) run: Option<RunId>,
    pub(crate) reason: &'a str,
}

impl Entry<'_> {
    pub(crate) async fn write(
        &self,
        transaction: &mut Transaction<'_, Any>,
    ) -> Result<(), sqlx::Error> {
        let id = Counter::Audit.next(transaction).await?;
        sqlx::query(
            "insert into audit(id, at, actor, action, document_type, version, previous,
               generation, run, reason)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(id)
        .bind(self.at.to_string())
        .bind(self.actor)
        .bind(self.action.as_str())
        .bind(self.document_type.as_str())
        .bind(self.version.map(VersionId::as_str))
        .bind(self.previous.map(VersionId::as_str))
        .bind(self.generation.map(|generation| generation.0.cast_signed()))
        .bind(self.run.map(|run| run.0))
        .bind(self.reason)
        .execute(&mut **transaction)
        .await
        .map(|_| ())
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    at: String,
    actor: String,
    action: String,
    document_type: String,
    version: Option<String>,
    previous: Option<String>,
    generation: Option<i64>,
    run: Option<i64>,
    reason: String,
}

impl Row {
    fn check(self) -> Result<AuditRecord, Error> {
        let fault = |column| Error::Row {
            table: "audit",
            column,
        };
        let version = |text: Option<String>, column| {
            text.map(|text| text.parse())
                .transpose()
                .map_err(|_| fault(column))
        };
        let generation = self.generation.map(u64::try_from).transpose();
        Ok(AuditRecord {
            id: self.id,
            at: self.at.parse().map_err(|_| fault("at"))?,
            actor: self.actor,
            action: AuditAction::parse(&self.action).ok_or_else(|| fault("action"))?,
            document_type: self
                .document_type
                .parse()
                .map_err(|_| fault("document_type"))?,
            version: version(self.version, "version")?,
            previous: version(self.previous, "previous")?,
            generation: generation.map_err(|_| fault("generation"))?.map(Generation),
            run: self.run.map(RunId),
            reason: self.reason,
        })
    }
}
