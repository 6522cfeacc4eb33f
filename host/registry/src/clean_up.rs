//! Deleting old versions.

use std::collections::BTreeSet;

use refit_core::{DocumentType, VersionId};
use sqlx::{Any, Transaction};

use crate::{
    Error, Registry, active, file_name::FileName, registry::take_turns, version::saved_rows,
};

impl Registry {
    /// Deletes all but the newest `keep` saved versions, the active one and the one before it;
    /// returns the ids, which are never given out again.
    ///
    /// The rows go first, so that a version is there with all its files or not at all. Files
    /// that cannot be removed are named in a warning and go at the next start.
    ///
    /// # Errors
    /// The database's error; then nothing is deleted.
    pub async fn clean_up(
        &self,
        document_type: &DocumentType,
        keep: usize,
    ) -> Result<Vec<VersionId>, Error> {
        let failed = Error::database("delete old versions");
        let mut transaction = self.database.begin().await.map_err(failed)?;
        take_turns(&mut transaction).await.map_err(failed)?;
        let active = active::row(&mut transaction, document_type)
            .await
            .map_err(failed)?;
        let mut kept = BTreeSet::new();
        if let Some(active) = active.map(active::Row::check).transpose()? {
            kept.insert(active.version);
            kept.extend(active.previous);
        }
        let mut deleted = Vec::new();
        for row in saved_rows(&mut transaction, document_type)
            .await
            .map_err(failed)?
            .iter()
            .skip(keep)
        {
            let version = row.version()?;
            if !kept.contains(&version) {
                delete(&mut transaction, document_type, &version)
                    .await
                    .map_err(failed)?;
                deleted.push(version);
            }
        }
        transaction.commit().await.map_err(failed)?;
        if deleted.is_empty() {
            return Ok(deleted);
        }
        tracing::info!(document.r#type = %document_type, versions = deleted.len(), "old versions deleted");
        // First: a view that names a version without files would be the worse one to be left.
        self.refresh_views(document_type).await;
        if let Err(error) = self.remove_files_of(document_type, &deleted).await {
            tracing::warn!(
                document.r#type = %document_type,
                error = &error as &dyn std::error::Error,
                "files of deleted versions stay behind"
            );
        }
        Ok(deleted)
    }

    /// Removes every file of versions that count no longer, manifests first.
    pub(crate) async fn remove_files_of(
        &self,
        document_type: &DocumentType,
        versions: &[VersionId],
    ) -> Result<(), Error> {
        let names = self.store.names(document_type).await?;
        let files = names
            .iter()
            .filter_map(|name| FileName::parse(document_type, name));
        let files = files
            .filter(|(_, version)| versions.contains(version))
            .map(|(file, _)| file);
        let (mut manifests, artifacts): (Vec<_>, Vec<_>) = files.partition(FileName::is_manifest);
        manifests.extend(artifacts);
        self.remove_all(&manifests).await;
        Ok(())
    }
}

async fn delete(
    transaction: &mut Transaction<'_, Any>,
    document_type: &DocumentType,
    version: &VersionId,
) -> Result<(), sqlx::Error> {
    sqlx::query("update version set state = 'deleted' where document_type = $1 and version = $2")
        .bind(document_type.as_str())
        .bind(version.as_str())
        .execute(&mut **transaction)
        .await
        .map(|_| ())
}
