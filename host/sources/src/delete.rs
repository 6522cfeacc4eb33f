//! Erasing documents.

use refit_core::DocumentType;
use serde::Serialize;

use crate::{DocumentStore, Error};

/// What an erasure did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// How many documents there were.
    pub documents: usize,
    /// Whether nothing of them is left in the database's files. On SQLite it is so unless
    /// somebody read for longer than ten seconds: then it is at the next erasure. PostgreSQL
    /// overwrites what was deleted by its own rules.
    pub is_scrubbed: bool,
}

impl DocumentStore {
    /// Erases the documents of a type that have this id: their content's digest, or the sender's
    /// own. With the last document of a group goes the group, by whatever
    /// name the sender gave it.
    ///
    /// What models learnt from them stays: numbers of trees, out of which no document can be read.
    ///
    /// # Errors
    /// The database's error; then nothing is erased.
    pub async fn delete(&self, document_type: &DocumentType, id: &str) -> Result<Erased, Error> {
        let failed = Error::database(document_type, "erased");
        let documents = self.delete_rows(document_type, id).await.map_err(&failed)?;
        // The rows are gone, whatever becomes of this.
        let is_scrubbed = match self.database.scrub().await {
            Ok(is_scrubbed) => is_scrubbed,
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "erased documents may be left in the write-ahead log"
                );
                false
            }
        };
        tracing::info!(document.r#type = %document_type, documents, is_scrubbed, "documents erased");
        Ok(Erased {
            documents,
            is_scrubbed,
        })
    }

    async fn delete_rows(
        &self,
        document_type: &DocumentType,
        id: &str,
    ) -> Result<usize, sqlx::Error> {
        let mut transaction = self.database.begin().await?;
        let done = sqlx::query(
            "delete from document
             where document_type = $1 and (content_digest = $2 or external_id = $2)",
        )
        .bind(document_type.as_str())
        .bind(id)
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "delete from fold where document_type = $1 and not exists (
               select 1 from document d
               where d.document_type = fold.document_type and d.group_key = fold.group_key)",
        )
        .bind(document_type.as_str())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(usize::try_from(done.rows_affected()).unwrap_or(usize::MAX))
    }
}
