//! Reading a version's files back, whole or not at all.

use std::collections::BTreeMap;

use bytes::Bytes;
use refit_core::{DocumentType, Sha256Digest, VersionId};

use crate::{Error, Manifest, Registry, file_name::FileName, store::Content};

/// A version whose files are what was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedVersion {
    /// Its lineage.
    pub manifest: Manifest,
    /// Its files, by kind.
    pub artifacts: BTreeMap<String, Bytes>,
}

impl Registry {
    /// Reads a saved version. Manifest, lengths and digests are checked.
    ///
    /// # Errors
    /// Those of [`Self::version`]; [`Error::Missing`], [`Error::Length`] or [`Error::Digest`]
    /// names the file that is not what was saved.
    pub async fn load(
        &self,
        document_type: &DocumentType,
        version: &VersionId,
    ) -> Result<LoadedVersion, Error> {
        let manifest = self.version(document_type, version).await?.manifest;
        let artifacts = self.artifacts(&manifest).await?;
        Ok(LoadedVersion {
            manifest,
            artifacts,
        })
    }

    /// Reads the files that a manifest names.
    pub(crate) async fn artifacts(
        &self,
        manifest: &Manifest,
    ) -> Result<BTreeMap<String, Bytes>, Error> {
        let mut artifacts = BTreeMap::new();
        for artifact in &manifest.artifacts {
            let (document_type, version) = (&manifest.document_type, &manifest.version_id);
            let file =
                FileName::artifact(document_type, &artifact.kind, version).ok_or_else(|| {
                    Error::Manifest {
                        file: FileName::manifest(document_type, version).path(),
                        fault: "it names a file that is not the version's own".to_owned(),
                    }
                })?;
            let length = |found| Error::Length {
                file: file.path(),
                expected: artifact.bytes,
                found,
            };
            let bytes = match self.store.read(&file, artifact.bytes).await? {
                Content::Missing => return Err(Error::Missing { file: file.path() }),
                Content::TooLong(found) => return Err(length(found)),
                Content::Bytes(bytes) if bytes.len() as u64 != artifact.bytes => {
                    return Err(length(bytes.len() as u64));
                }
                Content::Bytes(bytes) => bytes,
            };
            if Sha256Digest::of(&bytes) != artifact.sha256 {
                return Err(Error::Digest { file: file.path() });
            }
            artifacts.insert(artifact.kind.clone(), bytes);
        }
        Ok(artifacts)
    }
}
