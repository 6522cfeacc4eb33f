//! Giving out version ids.

use jiff::ToSpan;
use refit_core::{DocumentType, RunId, VersionId};
use sqlx::{Any, Transaction};

use crate::{Error, Registry, registry::take_turns};

impl Registry {
    /// Gives out a version id: the clock's UTC second or, where that was ever given out for the
    /// type, the next that was not. No id is given out twice, even if its version was never
    /// saved or is deleted, and wherever the clock goes.
    ///
    /// # Errors
    /// [`Error::NoFreeId`] at the end of the calendar; the database's error.
    pub async fn reserve(
        &self,
        document_type: &DocumentType,
        run: Option<RunId>,
    ) -> Result<VersionId, Error> {
        let failed = Error::database("reserve a version id");
        let mut transaction = self.database.begin().await.map_err(failed)?;
        take_turns(&mut transaction).await.map_err(failed)?;
        let now = self.clock.now();
        let taken: Vec<(String,)> = sqlx::query_as(
            "select version from version where document_type = $1 and version >= $2
             order by version",
        )
        .bind(document_type.as_str())
        .bind(VersionId::of(now).as_str())
        .fetch_all(&mut *transaction)
        .await
        .map_err(failed)?;
        let mut instant = now;
        for (taken,) in taken {
            if taken != VersionId::of(instant).as_str() {
                break;
            }
            instant = instant
                .checked_add(1.second())
                .map_err(|_| Error::NoFreeId {
                    document_type: document_type.clone(),
                })?;
        }
        let version = VersionId::of(instant);
        insert(
            &mut transaction,
            document_type,
            &version,
            &now.to_string(),
            run,
        )
        .await
        .map_err(failed)?;
        transaction.commit().await.map_err(failed)?;
        Ok(version)
    }
}

/// Writes the row of a new id, as the newest of its type.
pub(crate) async fn insert(
    transaction: &mut Transaction<'_, Any>,
    document_type: &DocumentType,
    version: &VersionId,
    reserved_at: &str,
    run: Option<RunId>,
) -> Result<(), sqlx::Error> {
    let newest: i64 = sqlx::query_scalar(
        "select coalesce(max(sequence), 0) from version where document_type = $1",
    )
    .bind(document_type.as_str())
    .fetch_one(&mut **transaction)
    .await?;
    sqlx::query(
        "insert into version(document_type, version, sequence, reserved_at, state, run)
         values ($1, $2, $3, $4, 'reserved', $5)",
    )
    .bind(document_type.as_str())
    .bind(version.as_str())
    .bind(newest + 1)
    .bind(reserved_at)
    .bind(run.map(|run| run.0))
    .execute(&mut **transaction)
    .await
    .map(|_| ())
}
