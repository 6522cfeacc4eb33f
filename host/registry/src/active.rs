//! What is active.

use jiff::Timestamp;
use refit_core::{DocumentType, Generation, VersionId};
use serde::{Deserialize, Serialize};
use sqlx::{Any, Transaction};

use crate::{Error, Registry};

/// The version that scores, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Active {
    /// Which.
    pub version: VersionId,
    /// The one before it; none for the first.
    pub previous: Option<VersionId>,
    /// How many changes there were, this one included.
    pub generation: Generation,
    /// When it went live.
    pub activated_at: Timestamp,
}

impl Registry {
    /// The active version of a type, if it has one.
    ///
    /// # Errors
    /// The database's error.
    pub async fn active(&self, document_type: &DocumentType) -> Result<Option<Active>, Error> {
        let failed = Error::database("read what is active");
        let mut transaction = self.database.begin_read().await.map_err(failed)?;
        let row = row(&mut transaction, document_type).await.map_err(failed)?;
        transaction.rollback().await.map_err(failed)?;
        row.map(Row::check).transpose()
    }
}

/// The version to go back to, and what must still be active then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeforeActive {
    /// The version before the active one.
    pub version: VersionId,
    /// The generation of the active one.
    pub generation: Generation,
}

impl Registry {
    /// The version that was active before the one that is.
    ///
    /// # Errors
    /// [`Error::NoPrevious`]; the database's error.
    pub async fn before_active(&self, document_type: &DocumentType) -> Result<BeforeActive, Error> {
        let before = self.active(document_type).await?.and_then(|active| {
            Some(BeforeActive {
                version: active.previous?,
                generation: active.generation,
            })
        });
        before.ok_or_else(|| Error::NoPrevious {
            document_type: document_type.clone(),
        })
    }
}

/// What is active, as the table holds it.
#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    version: String,
    previous: Option<String>,
    generation: i64,
    activated_at: String,
}

pub(crate) async fn row(
    transaction: &mut Transaction<'_, Any>,
    document_type: &DocumentType,
) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as(
        "select version, previous, generation, activated_at from active where document_type = $1",
    )
    .bind(document_type.as_str())
    .fetch_optional(&mut **transaction)
    .await
}

impl Row {
    pub(crate) fn check(self) -> Result<Active, Error> {
        let fault = |column| Error::Row {
            table: "active",
            column,
        };
        let previous = self.previous.as_deref().map(str::parse).transpose();
        Ok(Active {
            version: self.version.parse().map_err(|_| fault("version"))?,
            previous: previous.map_err(|_| fault("previous"))?,
            generation: u64::try_from(self.generation)
                .map(Generation)
                .map_err(|_| fault("generation"))?,
            activated_at: self
                .activated_at
                .parse()
                .map_err(|_| fault("activated_at"))?,
        })
    }
}
