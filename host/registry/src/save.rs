//! Saving a version: files first, then the row that makes it exist.

use bytes::Bytes;
use refit_core::Sha256Digest;

use crate::{
    Error, Manifest, Registry, VersionDraft, draft::Prepared, file_name::FileName,
    registry::take_turns, version,
};

impl Registry {
    /// Saves a version under its reserved id: the artifacts, then the manifest, then the row.
    /// Each is on the disk before the next is begun. Where something fails there is no version,
    /// and the files that were written are removed.
    ///
    /// # Errors
    /// [`Error::Draft`] and [`Error::NotReserved`] before anything is written;
    /// [`Error::Occupied`] where a file of the name lies there; the store's or the database's
    /// error.
    pub async fn save(&self, draft: VersionDraft) -> Result<Manifest, Error> {
        let prepared = draft.prepare(self.clock.now())?;
        let writing = self.store.lock_for_writing().await?;
        self.must_be_reserved(&prepared.manifest).await?;
        let mut written = Vec::with_capacity(prepared.artifacts.len() + 1);
        if let Err(error) = self.write(&prepared, &mut written).await {
            match self.is_saved(&prepared).await {
                // The database said yes, and its answer was lost.
                Ok(true) => {}
                Ok(false) => {
                    // The manifest first: without it the rest is no version.
                    written.reverse();
                    self.remove_all(&written).await;
                    return Err(error);
                }
                // The files may count. The next start can tell.
                Err(_) => return Err(error),
            }
        }
        drop(writing);
        let Manifest {
            document_type,
            version_id,
            ..
        } = &prepared.manifest;
        tracing::info!(document.r#type = %document_type, version = %version_id, "version saved");
        self.refresh_views(document_type).await;
        Ok(prepared.manifest)
    }

    async fn write(&self, prepared: &Prepared, written: &mut Vec<FileName>) -> Result<(), Error> {
        let Manifest {
            document_type,
            version_id,
            comparison,
            ..
        } = &prepared.manifest;
        for (file, bytes) in &prepared.artifacts {
            self.create(file, bytes, written).await?;
        }
        let file = FileName::manifest(document_type, version_id);
        self.create(&file, &prepared.manifest_bytes, written)
            .await?;
        let failed = Error::database("save a version");
        let mut transaction = self.database.begin().await.map_err(failed)?;
        take_turns(&mut transaction).await.map_err(failed)?;
        let done = sqlx::query(
            "update version set state = 'saved', manifest_digest = $3, verdict = $4
             where document_type = $1 and version = $2 and state = 'reserved'",
        )
        .bind(document_type.as_str())
        .bind(version_id.as_str())
        .bind(Sha256Digest::of(&prepared.manifest_bytes).to_string())
        .bind(comparison.verdict.as_str())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        if done.rows_affected() != 1 {
            return Err(failed(sqlx::Error::RowNotFound));
        }
        transaction.commit().await.map_err(failed)
    }

    /// Notes the file unless it is another's: one that was written and not confirmed may lie
    /// there all the same.
    async fn create(
        &self,
        file: &FileName,
        bytes: &Bytes,
        written: &mut Vec<FileName>,
    ) -> Result<(), Error> {
        let created = self.store.create(file, bytes.clone()).await;
        if !matches!(created, Err(Error::Occupied { .. })) {
            written.push(file.clone());
        }
        created
    }

    async fn must_be_reserved(&self, manifest: &Manifest) -> Result<(), Error> {
        let state = match self.row(manifest).await? {
            Some(row) if row.state == "reserved" => return Ok(()),
            Some(row) => row.state,
            None => "unknown".to_owned(),
        };
        Err(Error::NotReserved {
            document_type: manifest.document_type.clone(),
            version: manifest.version_id.clone(),
            state,
        })
    }

    /// Whether it is this very version that the database holds.
    async fn is_saved(&self, prepared: &Prepared) -> Result<bool, Error> {
        let digest = Sha256Digest::of(&prepared.manifest_bytes).to_string();
        let row = self.row(&prepared.manifest).await?;
        Ok(row.is_some_and(|row| row.state == "saved" && row.manifest_digest == Some(digest)))
    }

    async fn row(&self, manifest: &Manifest) -> Result<Option<version::Row>, Error> {
        let failed = Error::database("read a version");
        let mut transaction = self.database.begin_read().await.map_err(failed)?;
        let row = version::row(
            &mut transaction,
            &manifest.document_type,
            &manifest.version_id,
        )
        .await
        .map_err(failed)?;
        transaction.rollback().await.map_err(failed)?;
        Ok(row)
    }

    /// Removes files that count no longer. What stays is removed at the next start.
    pub(crate) async fn remove_all(&self, files: &[FileName]) {
        for file in files {
            if let Err(error) = self.store.remove(file).await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a file stays behind"
                );
            }
        }
    }
}
