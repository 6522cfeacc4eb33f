//! Changing what is active, in one transaction.

use async_trait::async_trait;
use refit_core::{DocumentType, Generation, RunId, VersionId};
use sqlx::{Any, Transaction};

use crate::{
    Active, AuditAction, Error, Registry, active,
    audit::Entry,
    registry::take_turns,
    version::{self, saved},
};

/// A change of what is active.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activation {
    /// For which type.
    pub document_type: DocumentType,
    /// What shall be active.
    pub version: VersionId,
    /// The generation that was active when it was decided; none: nothing was.
    pub expected: Option<Generation>,
    /// Who decided.
    pub actor: String,
    /// In which way.
    pub action: AuditAction,
    /// Why, as a sentence.
    pub reason: String,
    /// In which run.
    pub run: Option<RunId>,
}

/// A check of the caller in the transaction of an activation: whether the job that decided it
/// still holds its lease, say. What the guard writes stands or falls with the activation.
#[async_trait]
pub trait ActivationGuard: Send + Sync {
    /// Passes, or says why the activation must not be.
    ///
    /// # Errors
    /// The reason; nothing is changed then.
    async fn check(
        &self,
        transaction: &mut Transaction<'static, Any>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>>;
}

impl Registry {
    /// Makes a saved version active, if what is active is still what the decision was taken
    /// on. Row and audit record are written in one transaction; then the views are rewritten.
    ///
    /// # Errors
    /// [`Error::Moved`] where another change came between, [`Error::AlreadyActive`],
    /// [`Error::UnknownVersion`] and [`Error::DeletedVersion`]: nothing is changed. The
    /// database's error; where it came at the very end, [`Self::active`] tells what became of it.
    pub async fn activate(&self, change: Activation) -> Result<Active, Error> {
        self.activate_with(&change, None).await
    }

    /// [`Self::activate`], with a check of the caller in the same transaction.
    ///
    /// # Errors
    /// Those of [`Self::activate`]; [`Error::Guard`] where the check refuses.
    pub async fn activate_guarded(
        &self,
        change: Activation,
        guard: &dyn ActivationGuard,
    ) -> Result<Active, Error> {
        self.activate_with(&change, Some(guard)).await
    }

    async fn activate_with(
        &self,
        change: &Activation,
        guard: Option<&dyn ActivationGuard>,
    ) -> Result<Active, Error> {
        let failed = Error::database("activate a version");
        let mut transaction = self.database.begin().await.map_err(failed)?;
        if let Some(guard) = guard {
            guard
                .check(&mut transaction)
                .await
                .map_err(|source| Error::Guard {
                    document_type: change.document_type.clone(),
                    version: change.version.clone(),
                    source,
                })?;
        }
        let active = self.activate_in(&mut transaction, change).await?;
        transaction.commit().await.map_err(failed)?;
        tracing::info!(
            document.r#type = %change.document_type,
            version = %active.version,
            generation = %active.generation,
            action = change.action.as_str(),
            "a version is active"
        );
        self.refresh_views(&change.document_type).await;
        Ok(active)
    }

    /// The change itself, in an open transaction. The views are the caller's.
    pub(crate) async fn activate_in(
        &self,
        transaction: &mut Transaction<'_, Any>,
        change: &Activation,
    ) -> Result<Active, Error> {
        let failed = Error::database("activate a version");
        let Activation {
            document_type,
            version,
            ..
        } = change;
        take_turns(transaction).await.map_err(failed)?;
        let row = version::row(transaction, document_type, version)
            .await
            .map_err(failed)?;
        saved(row, document_type, version)?;
        let row = active::row(transaction, document_type)
            .await
            .map_err(failed)?;
        let before = row.map(active::Row::check).transpose()?;
        let found = before.as_ref().map(|active| active.generation);
        if found != change.expected {
            return Err(Error::Moved {
                document_type: document_type.clone(),
                version: version.clone(),
                expected: change.expected,
                found,
            });
        }
        if let Some(before) = &before
            && before.version == *version
        {
            return Err(Error::AlreadyActive {
                document_type: document_type.clone(),
                version: version.clone(),
                generation: before.generation,
            });
        }
        let active = Active {
            version: version.clone(),
            previous: before.map(|active| active.version),
            generation: Generation(found.map_or(0, |generation| generation.0) + 1),
            activated_at: self.clock.now(),
        };
        write(transaction, document_type, &active)
            .await
            .map_err(failed)?;
        let entry = Entry {
            at: active.activated_at,
            actor: &change.actor,
            action: change.action,
            document_type,
            version: Some(version),
            previous: active.previous.as_ref(),
            generation: Some(active.generation),
            run: change.run,
            reason: &change.reason,
        };
        entry.write(transaction).await.map_err(failed)?;
        Ok(active)
    }
}

/// Writes the row over that of the generation before. Two cannot come here with the same
/// generation, as they take turns; should they, the second fails on the key or changes nothing.
async fn write(
    transaction: &mut Transaction<'_, Any>,
    document_type: &DocumentType,
    active: &Active,
) -> Result<(), sqlx::Error> {
    let generation = active.generation.0.cast_signed();
    let statement = match active.previous {
        None => {
            "insert into active(document_type, version, previous, generation, activated_at)
             values ($1, $2, $3, $4, $5)"
        }
        Some(_) => {
            "update active set version = $2, previous = $3, generation = $4, activated_at = $5
             where document_type = $1 and generation = $4 - 1"
        }
    };
    let done = sqlx::query(statement)
        .bind(document_type.as_str())
        .bind(active.version.as_str())
        .bind(active.previous.as_ref().map(VersionId::as_str))
        .bind(generation)
        .bind(active.activated_at.to_string())
        .execute(&mut **transaction)
        .await?;
    match done.rows_affected() {
        1 => Ok(()),
        _ => Err(sqlx::Error::RowNotFound),
    }
}
