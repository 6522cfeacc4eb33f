//! Saved versions, as rows with their manifests.

use jiff::Timestamp;
use refit_core::{DocumentType, RunId, Sha256Digest, Verdict, VersionId};
use sqlx::{Any, Transaction};

use crate::{Error, Manifest, Registry, file_name::FileName, store::Content};

/// A longer manifest is none.
const MAX_MANIFEST_BYTES: u64 = 16 << 20;

/// A saved version.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredVersion {
    /// What it scores.
    pub document_type: DocumentType,
    /// Its id.
    pub version: VersionId,
    /// When its id was given out.
    pub reserved_at: Timestamp,
    /// The run that trained it.
    pub run: Option<RunId>,
    /// What became of it in its run.
    pub verdict: Verdict,
    /// The digest of the manifest's file.
    pub manifest_digest: Sha256Digest,
    /// Its lineage.
    pub manifest: Manifest,
}

impl Registry {
    /// A saved version. Its manifest is read and checked against the database.
    ///
    /// # Errors
    /// [`Error::UnknownVersion`], [`Error::DeletedVersion`]; [`Error::Missing`],
    /// [`Error::Digest`] and [`Error::Manifest`] for a manifest that is not what was saved; the
    /// database's or the store's error.
    pub async fn version(
        &self,
        document_type: &DocumentType,
        version: &VersionId,
    ) -> Result<StoredVersion, Error> {
        let failed = Error::database("read a version");
        let mut transaction = self.database.begin_read().await.map_err(failed)?;
        let row = row(&mut transaction, document_type, version)
            .await
            .map_err(failed)?;
        transaction.rollback().await.map_err(failed)?;
        let row = saved(row, document_type, version)?;
        self.stored(document_type, row.check()?).await
    }

    /// All saved versions, newest first. One whose manifest is damaged is left out and named in
    /// a warning; [`Self::version`] says what is wrong with it.
    ///
    /// # Errors
    /// The database's error.
    pub async fn versions(
        &self,
        document_type: &DocumentType,
    ) -> Result<Vec<StoredVersion>, Error> {
        let failed = Error::database("list versions");
        let mut transaction = self.database.begin_read().await.map_err(failed)?;
        let rows = saved_rows(&mut transaction, document_type)
            .await
            .map_err(failed)?;
        transaction.rollback().await.map_err(failed)?;
        self.stored_or_warned(document_type, rows).await
    }

    /// The versions of rows, but for those whose manifests are damaged.
    pub(crate) async fn stored_or_warned(
        &self,
        document_type: &DocumentType,
        rows: Vec<Row>,
    ) -> Result<Vec<StoredVersion>, Error> {
        let mut versions = Vec::with_capacity(rows.len());
        for row in rows {
            match self.stored(document_type, row.check()?).await {
                Ok(version) => versions.push(version),
                Err(error) => tracing::warn!(
                    document.r#type = %document_type,
                    error = &error as &dyn std::error::Error,
                    "a version is left out: its manifest is damaged"
                ),
            }
        }
        Ok(versions)
    }

    async fn stored(
        &self,
        document_type: &DocumentType,
        row: CheckedRow,
    ) -> Result<StoredVersion, Error> {
        let bytes = self.manifest_bytes(document_type, &row.version).await?;
        if Sha256Digest::of(&bytes) != row.manifest_digest {
            let file = FileName::manifest(document_type, &row.version).path();
            return Err(Error::Digest { file });
        }
        let manifest = Manifest::read(&bytes, document_type, &row.version)?;
        Ok(StoredVersion {
            document_type: document_type.clone(),
            version: row.version,
            reserved_at: row.reserved_at,
            run: row.run,
            verdict: row.verdict,
            manifest_digest: row.manifest_digest,
            manifest,
        })
    }

    /// The bytes of a manifest, whatever they are.
    pub(crate) async fn manifest_bytes(
        &self,
        document_type: &DocumentType,
        version: &VersionId,
    ) -> Result<bytes::Bytes, Error> {
        let file = FileName::manifest(document_type, version);
        match self.store.read(&file, MAX_MANIFEST_BYTES).await? {
            Content::Bytes(bytes) => Ok(bytes),
            Content::Missing => Err(Error::Missing { file: file.path() }),
            Content::TooLong(bytes) => Err(Error::Manifest {
                file: file.path(),
                fault: format!("it has {bytes} bytes, more than any manifest"),
            }),
        }
    }

    /// The document types that have, or had, a saved version.
    pub(crate) async fn known_types(&self) -> Result<Vec<DocumentType>, Error> {
        let names: Vec<(String,)> = sqlx::query_as(
            "select distinct document_type from version where state <> 'reserved'
             order by document_type",
        )
        .fetch_all(self.database.reader())
        .await
        .map_err(Error::database("list document types"))?;
        let parse = |name: String| {
            name.parse().map_err(|_| Error::Row {
                table: "version",
                column: "document_type",
            })
        };
        names.into_iter().map(|(name,)| parse(name)).collect()
    }
}

/// A version as the table holds it.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) version: String,
    reserved_at: String,
    pub(crate) state: String,
    run: Option<i64>,
    pub(crate) manifest_digest: Option<String>,
    verdict: Option<String>,
}

struct CheckedRow {
    version: VersionId,
    reserved_at: Timestamp,
    run: Option<RunId>,
    manifest_digest: Sha256Digest,
    verdict: Verdict,
}

impl Row {
    pub(crate) fn version(&self) -> Result<VersionId, Error> {
        self.version.parse().map_err(|_| Error::Row {
            table: "version",
            column: "version",
        })
    }

    fn check(&self) -> Result<CheckedRow, Error> {
        let fault = |column| Error::Row {
            table: "version",
            column,
        };
        let digest = self
            .manifest_digest
            .as_deref()
            .and_then(|digest| digest.parse().ok());
        Ok(CheckedRow {
            version: self.version()?,
            reserved_at: self.reserved_at.parse().map_err(|_| fault("reserved_at"))?,
            run: self.run.map(RunId),
            manifest_digest: digest.ok_or_else(|| fault("manifest_digest"))?,
            verdict: self
                .verdict
                .as_deref()
                .and_then(|word| word.parse().ok())
                .ok_or_else(|| fault("verdict"))?,
        })
    }
}

/// The row of an id, in whatever state.
pub(crate) async fn row(
    transaction: &mut Transaction<'_, Any>,
    document_type: &DocumentType,
    version: &VersionId,
) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as(
        "select version, reserved_at, state, run, manifest_digest, verdict from version
         where document_type = $1 and version = $2",
    )
    .bind(document_type.as_str())
    .bind(version.as_str())
    .fetch_optional(&mut **transaction)
    .await
}

/// The rows of saved versions, newest first.
pub(crate) async fn saved_rows(
    transaction: &mut Transaction<'_, Any>,
    document_type: &DocumentType,
) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as(
        "select version, reserved_at, state, run, manifest_digest, verdict from version
         where document_type = $1 and state = 'saved' order by sequence desc",
    )
    .bind(document_type.as_str())
    .fetch_all(&mut **transaction)
    .await
}

/// The row, if it is that of a saved version.
pub(crate) fn saved(
    row: Option<Row>,
    document_type: &DocumentType,
    version: &VersionId,
) -> Result<Row, Error> {
    let (document_type, version) = (document_type.clone(), version.clone());
    match row {
        Some(row) if row.state == "saved" => Ok(row),
        Some(row) if row.state == "deleted" => Err(Error::DeletedVersion {
            document_type,
            version,
        }),
        _ => Err(Error::UnknownVersion {
            document_type,
            version,
        }),
    }
}
