//! Removing what killed processes left in the store.

use std::{fs, io, path::Path};

use refit_core::{DocumentType, VersionId};

use crate::{Error, Registry, file_name::FileName};

impl Registry {
    /// Removes temporary files, and files of versions that were never saved or are deleted. A
    /// writer may be at it in another process; then all is left to a later start.
    pub(crate) async fn sweep(&self) -> Result<(), Error> {
        let alone = match self.store.try_lock_alone() {
            Ok(Some(alone)) => alone,
            Ok(None) => return Ok(()),
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the model store is not tidied up"
                );
                return Ok(());
            }
        };
        for document_type in self.store.document_types().await? {
            let folder = self.store.folder().join(document_type.as_str());
            if let Err(error) = remove_temporary_files(&folder) {
                tracing::warn!(
                    document.r#type = %document_type,
                    error = &error as &dyn std::error::Error,
                    "temporary files stay behind"
                );
            }
            let gone = self.files_without_version(&document_type).await?;
            if !gone.is_empty() {
                tracing::info!(document.r#type = %document_type, files = gone.len(), "left-over files removed");
                self.remove_all(&gone).await;
            }
        }
        drop(alone);
        Ok(())
    }

    /// Files whose version is known and not saved, manifests first. Files of versions that
    /// nobody knows are not ours to remove.
    async fn files_without_version(
        &self,
        document_type: &DocumentType,
    ) -> Result<Vec<FileName>, Error> {
        let names = self.store.names(document_type).await?;
        let mut files: Vec<(FileName, VersionId)> = names
            .iter()
            .filter_map(|name| FileName::parse(document_type, name))
            .collect();
        if files.is_empty() {
            return Ok(Vec::new());
        }
        let gone: Vec<(String,)> = sqlx::query_as(
            "select version from version where document_type = $1 and state <> 'saved'",
        )
        .bind(document_type.as_str())
        .fetch_all(self.database.reader())
        .await
        .map_err(Error::database("list versions"))?;
        files.retain(|(_, version)| gone.iter().any(|(gone,)| gone == version.as_str()));
        files.sort_by_key(|(file, _)| !file.is_manifest());
        Ok(files.into_iter().map(|(file, _)| file).collect())
    }
}

/// A killed upload leaves `name#1`, which the store does not list.
fn remove_temporary_files(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_temporary(&entry.file_name().to_string_lossy()) && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn is_temporary(name: &str) -> bool {
    name.rsplit_once('#').is_some_and(|(name, number)| {
        !name.is_empty() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::is_temporary;

    #[test]
    fn only_numbered_names_are_temporary() {
        assert!(is_temporary("paystub_xgboost_20250122_143052.bin#1"));
        assert!(is_temporary("ACTIVE_VERSION.txt#12"));
        for name in ["ACTIVE_VERSION.txt", "notes #a", "#1", "a#", "a#1b"] {
            assert!(!is_temporary(name), "{name}");
        }
    }
}
