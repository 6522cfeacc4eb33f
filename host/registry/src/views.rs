//! What the database says, as files for people and for the tools of the original.

use jiff::Timestamp;
use refit_core::{DataCounts, DataSource, DocumentType, Metrics, Verdict, VersionId};
use serde::Serialize;

use crate::{
    Active, Error, Registry, StoredVersion, active,
    file_name::{ACTIVE_VERSION, FileName, HISTORY},
    store::Content,
    version::saved_rows,
};

/// A longer view is not compared, but replaced.
const MAX_VIEW_BYTES: u64 = 64 << 20;

/// A line of `performance_history.json`.
#[derive(Serialize)]
struct Line<'a> {
    version_id: &'a VersionId,
    timestamp: Timestamp,
    data_source: DataSource,
    training_data: &'a DataCounts,
    metrics: &'a Metrics,
    is_active: bool,
    verdict: Verdict,
    reason: &'a str,
}

impl Registry {
    /// Rewrites `ACTIVE_VERSION.txt` and `performance_history.json` of a type, if they are not
    /// as they must be. They follow the database; nothing reads them but a first start without
    /// one.
    ///
    /// # Errors
    /// The store's or the database's error.
    pub async fn write_views(&self, document_type: &DocumentType) -> Result<(), Error> {
        let alone = self.store.lock_for_views().await?;
        let writing = self.store.lock_for_writing().await?;
        let failed = Error::database("read what the views show");
        let mut transaction = self.database.begin_read().await.map_err(failed)?;
        let active = active::row(&mut transaction, document_type)
            .await
            .map_err(failed)?;
        let rows = saved_rows(&mut transaction, document_type)
            .await
            .map_err(failed)?;
        transaction.rollback().await.map_err(failed)?;
        let active = active.map(active::Row::check).transpose()?;
        let versions = self.stored_or_warned(document_type, rows).await?;
        let pointer = FileName::view(document_type, ACTIVE_VERSION);
        match &active {
            None => self.store.remove(&pointer).await?,
            Some(active) => {
                let text = format!("{}\n", active.version);
                self.show(&pointer, text.into()).await?;
            }
        }
        let history = FileName::view(document_type, HISTORY);
        let mut text =
            serde_json::to_vec_pretty(&lines(&versions, active.as_ref())).map_err(|error| {
                Error::Manifest {
                    file: history.path(),
                    fault: error.to_string(),
                }
            })?;
        text.push(b'\n');
        self.show(&history, text).await?;
        drop((writing, alone));
        Ok(())
    }

    /// [`Self::write_views`], where a failure must not undo what the views are to show.
    pub(crate) async fn refresh_views(&self, document_type: &DocumentType) {
        if let Err(error) = self.write_views(document_type).await {
            tracing::warn!(
                document.r#type = %document_type,
                error = &error as &dyn std::error::Error,
                "the views in the model store are out of date"
            );
        }
    }

    async fn show(&self, file: &FileName, text: Vec<u8>) -> Result<(), Error> {
        match self.store.read(file, MAX_VIEW_BYTES).await? {
            Content::Bytes(bytes) if bytes == text => Ok(()),
            _ => self.store.replace(file, text.into()).await,
        }
    }
}

/// Oldest first.
fn lines<'a>(versions: &'a [StoredVersion], active: Option<&Active>) -> Vec<Line<'a>> {
    let line = |stored: &'a StoredVersion| Line {
        version_id: &stored.version,
        timestamp: stored.manifest.created_at,
        data_source: stored.manifest.data_source,
        training_data: &stored.manifest.training_data,
        metrics: &stored.manifest.metrics,
        is_active: active.is_some_and(|active| active.version == stored.version),
        verdict: stored.verdict,
        reason: &stored.manifest.comparison.reason,
    };
    versions.iter().rev().map(line).collect()
}
