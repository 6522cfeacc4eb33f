//! Taking in versions that lie in the store and that the database does not know.

use std::collections::BTreeMap;

use refit_core::{DocumentType, Sha256Digest, VersionId};
use sqlx::{Any, Transaction};

use crate::{
    Activation, AuditAction, Error, Manifest, Registry, active,
    audit::Entry,
    file_name::{ACTIVE_VERSION, FileName},
    registry::take_turns,
    reserve,
    store::Content,
    version,
};

/// Who adopts, in the audit trail.
const ACTOR: &str = "refit";
/// A longer file names no version.
const MAX_POINTER_BYTES: u64 = 64;

/// A version that is whole, with the digest of its manifest.
struct Found {
    manifest: Manifest,
    digest: Sha256Digest,
}

impl Registry {
    /// Adopts what the database does not know. Where it knows no active version of a type
    /// either, the one that `ACTIVE_VERSION.txt` names goes live, if it was adopted.
    pub(crate) async fn adopt(&self) -> Result<(), Error> {
        for document_type in self.store.document_types().await? {
            let found = self.unknown_versions(&document_type).await?;
            if !found.is_empty() {
                let pointer = self.pointer(&document_type).await;
                self.adopt_type(&document_type, &found, pointer).await?;
            }
        }
        Ok(())
    }

    /// Whole versions that the database does not know. One that is not whole is named and
    /// passed over.
    async fn unknown_versions(
        &self,
        document_type: &DocumentType,
    ) -> Result<BTreeMap<VersionId, Found>, Error> {
        let names = self.store.names(document_type).await?;
        let manifests = names
            .iter()
            .filter_map(|name| FileName::parse(document_type, name))
            .filter(|(file, _)| file.is_manifest());
        let mut found = BTreeMap::new();
        for (file, version) in manifests {
            if self.is_known(document_type, &version).await? {
                continue;
            }
            match self.whole(document_type, &version).await {
                Ok(whole) => {
                    found.insert(version, whole);
                }
                Err(error) => tracing::warn!(
                    document.r#type = %document_type,
                    file = file.path(),
                    error = &error as &dyn std::error::Error,
                    "a version in the model store is not adopted"
                ),
            }
        }
        Ok(found)
    }

    async fn is_known(
        &self,
        document_type: &DocumentType,
        version: &VersionId,
    ) -> Result<bool, Error> {
        let failed = Error::database("read a version");
        let mut transaction = self.database.begin_read().await.map_err(failed)?;
        let row = version::row(&mut transaction, document_type, version)
            .await
            .map_err(failed)?;
        transaction.rollback().await.map_err(failed)?;
        Ok(row.is_some())
    }

    async fn whole(
        &self,
        document_type: &DocumentType,
        version: &VersionId,
    ) -> Result<Found, Error> {
        let bytes = self.manifest_bytes(document_type, version).await?;
        let manifest = Manifest::read(&bytes, document_type, version)?;
        self.artifacts(&manifest).await?;
        Ok(Found {
            manifest,
            digest: Sha256Digest::of(&bytes),
        })
    }

    /// The version that `ACTIVE_VERSION.txt` names.
    async fn pointer(&self, document_type: &DocumentType) -> Option<VersionId> {
        let file = FileName::view(document_type, ACTIVE_VERSION);
        let fault = match self.store.read(&file, MAX_POINTER_BYTES).await {
            Ok(Content::Missing) => return None,
            Ok(Content::Bytes(bytes)) => {
                match std::str::from_utf8(&bytes).map(|text| text.trim().parse()) {
                    Ok(Ok(version)) => return Some(version),
                    _ => "it names no version".to_owned(),
                }
            }
            Ok(Content::TooLong(_)) => "it names no version".to_owned(),
            Err(error) => error.to_string(),
        };
        tracing::warn!(document.r#type = %document_type, file = file.path(), fault, "nothing goes live");
        None
    }

    async fn adopt_type(
        &self,
        document_type: &DocumentType,
        found: &BTreeMap<VersionId, Found>,
        pointer: Option<VersionId>,
    ) -> Result<(), Error> {
        let failed = Error::database("adopt versions");
        let mut transaction = self.database.begin().await.map_err(failed)?;
        take_turns(&mut transaction).await.map_err(failed)?;
        let row = active::row(&mut transaction, document_type)
            .await
            .map_err(failed)?;
        let live = pointer.filter(|pointer| {
            let adopted = found.contains_key(pointer);
            if !adopted && row.is_none() {
                tracing::warn!(
                    document.r#type = %document_type,
                    version = %pointer,
                    "nothing goes live: the active version in the model store was not adopted"
                );
            }
            adopted && row.is_none()
        });
        let mut adopted = 0;
        for (version, whole) in found {
            // Another process may have been faster.
            let row = version::row(&mut transaction, document_type, version)
                .await
                .map_err(failed)?;
            if row.is_none() {
                let goes_live = live.as_ref() == Some(version);
                self.adopt_version(&mut transaction, whole, goes_live)
                    .await
                    .map_err(failed)?;
                adopted += 1;
            }
        }
        if let Some(version) = live {
            let change = Activation {
                document_type: document_type.clone(),
                version,
                expected: None,
                actor: ACTOR.to_owned(),
                action: AuditAction::Adopted,
                reason: format!("{ACTIVE_VERSION} of the model store names it"),
                run: None,
            };
            self.activate_in(&mut transaction, &change).await?;
        }
        transaction.commit().await.map_err(failed)?;
        tracing::info!(document.r#type = %document_type, versions = adopted, "versions adopted");
        Ok(())
    }

    async fn adopt_version(
        &self,
        transaction: &mut Transaction<'_, Any>,
        found: &Found,
        goes_live: bool,
    ) -> Result<(), sqlx::Error> {
        let Manifest {
            document_type,
            version_id,
            created_at,
            comparison,
            ..
        } = &found.manifest;
        let now = self.clock.now();
        // The run that the manifest names is of another database.
        reserve::insert(
            transaction,
            document_type,
            version_id,
            &created_at.to_string(),
            None,
        )
        .await?;
        sqlx::query(
            "update version set state = 'saved', manifest_digest = $3, verdict = $4
             where document_type = $1 and version = $2",
        )
        .bind(document_type.as_str())
        .bind(version_id.as_str())
        .bind(found.digest.to_string())
        .bind(comparison.verdict.as_str())
        .execute(&mut **transaction)
        .await?;
        // Going live writes a record of its own.
        if goes_live {
            return Ok(());
        }
        let entry = Entry {
            at: now,
            actor: ACTOR,
            action: AuditAction::Adopted,
            document_type,
            version: Some(version_id),
            previous: None,
            generation: None,
            run: None,
            reason: "it lay in the model store and the database did not know it",
        };
        entry.write(transaction).await
    }
}
