//! The files of versions, in a folder.

use std::{
    fs::{File, OpenOptions},
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use object_store::{
    ObjectStore, ObjectStoreExt, PutMode, PutOptions, local::LocalFileSystem, path::Path as Key,
};
use refit_core::DocumentType;

use crate::{Error, StoreLocation, file_name::FileName};

/// Held shared by whoever writes files, alone by whoever removes what killed writers left.
const WRITING: &str = ".writing.lock";
/// Held alone by whoever rewrites views, so that no older state is written over a newer one.
const VIEWS: &str = ".views.lock";

/// Where artifacts and manifests lie. Cheap to clone.
///
/// What was written is on the disk before the call returns. Locks of files keep processes on
/// one machine apart; a killed process leaves none behind.
#[derive(Debug, Clone)]
pub struct ModelStore {
    location: StoreLocation,
    objects: Arc<dyn ObjectStore>,
}

/// A held lock; let go when dropped.
#[derive(Debug)]
pub(crate) struct Held {
    _file: File,
}

impl ModelStore {
    /// Opens the store at an address of the configuration: a folder, made where it is missing;
    /// a relative path starts at `root`.
    ///
    /// # Errors
    /// [`Error::NotInThisBuild`] and [`Error::Address`] for other addresses,
    /// [`Error::Folder`] for a folder that cannot be made.
    pub fn open(address: &str, root: &Path) -> Result<Self, Error> {
        let location = StoreLocation::parse(address, root)?;
        let StoreLocation::Folder(folder) = &location;
        make_folder(folder).map_err(|source| Error::Folder {
            path: folder.clone(),
            source,
        })?;
        let objects = LocalFileSystem::new_with_prefix(folder)
            .map_err(|source| Error::Store {
                file: folder.display().to_string(),
                action: "opened",
                source,
            })?
            .with_fsync(true);
        Ok(Self {
            location,
            objects: Arc::new(objects),
        })
    }

    /// Where it is.
    #[must_use]
    pub const fn location(&self) -> &StoreLocation {
        &self.location
    }

    /// Writes a file that must not exist yet.
    pub(crate) async fn create(&self, file: &FileName, bytes: Bytes) -> Result<(), Error> {
        let options = PutOptions::from(PutMode::Create);
        match self
            .objects
            .put_opts(&key(file), bytes.into(), options)
            .await
        {
            Ok(_) => Ok(()),
            Err(object_store::Error::AlreadyExists { .. }) => {
                Err(Error::Occupied { file: file.path() })
            }
            Err(source) => Err(failed(file.path(), "written")(source)),
        }
    }

    /// Writes a file, in one step, over the one that is there.
    pub(crate) async fn replace(&self, file: &FileName, bytes: Bytes) -> Result<(), Error> {
        let put = self.objects.put(&key(file), bytes.into()).await;
        put.map(|_| ()).map_err(failed(file.path(), "written"))
    }

    /// Reads a file of at most `limit` bytes.
    pub(crate) async fn read(&self, file: &FileName, limit: u64) -> Result<Content, Error> {
        let failed = failed(file.path(), "read");
        let found = match self.objects.get(&key(file)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(Content::Missing),
            Err(source) => return Err(failed(source)),
        };
        let length = found.meta.size;
        if length > limit {
            return Ok(Content::TooLong(length));
        }
        match found.bytes().await {
            Ok(bytes) => Ok(Content::Bytes(bytes)),
            Err(source) => Err(failed(source)),
        }
    }

    /// Removes a file, if it is there.
    pub(crate) async fn remove(&self, file: &FileName) -> Result<(), Error> {
        match self.objects.delete(&key(file)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(source) => Err(failed(file.path(), "removed")(source)),
        }
    }

    /// The document types that have a folder.
    pub(crate) async fn document_types(&self) -> Result<Vec<DocumentType>, Error> {
        let listed = self.objects.list_with_delimiter(None).await;
        let listed = listed.map_err(failed("the folder of the store".to_owned(), "listed"))?;
        let folders = listed.common_prefixes.iter().filter_map(Key::filename);
        Ok(folders.filter_map(|name| name.parse().ok()).collect())
    }

    /// The names of the files of a document type.
    pub(crate) async fn names(&self, document_type: &DocumentType) -> Result<Vec<String>, Error> {
        let prefix = Key::from(document_type.as_str());
        let listed = self.objects.list_with_delimiter(Some(&prefix)).await;
        let listed = match listed {
            Ok(listed) => listed,
            Err(object_store::Error::NotFound { .. }) => return Ok(Vec::new()),
            Err(source) => return Err(failed(document_type.to_string(), "listed")(source)),
        };
        let names = listed
            .objects
            .iter()
            .filter_map(|object| object.location.filename());
        Ok(names.map(str::to_owned).collect())
    }

    /// Waits for the right to write files.
    pub(crate) async fn lock_for_writing(&self) -> Result<Held, Error> {
        self.lock(WRITING, File::lock_shared).await
    }

    /// Waits for the right to rewrite views.
    pub(crate) async fn lock_for_views(&self) -> Result<Held, Error> {
        self.lock(VIEWS, File::lock).await
    }

    /// Keeps all others from writing; none where somebody writes just now.
    pub(crate) fn try_lock_alone(&self) -> Result<Option<Held>, Error> {
        let path = self.folder().join(WRITING);
        let file = open_lock(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Held { _file: file })),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(source)) => Err(Error::Lock { path, source }),
        }
    }

    async fn lock(
        &self,
        name: &'static str,
        take: fn(&File) -> std::io::Result<()>,
    ) -> Result<Held, Error> {
        let path = self.folder().join(name);
        let wait = move || {
            let file = open_lock(&path)?;
            match take(&file) {
                Ok(()) => Ok(Held { _file: file }),
                Err(source) => Err(Error::Lock { path, source }),
            }
        };
        tokio::task::spawn_blocking(wait)
            .await
            .map_err(|_| Error::Stopped)?
    }

    /// The folder of the store.
    pub(crate) fn folder(&self) -> &Path {
        let StoreLocation::Folder(folder) = &self.location;
        folder
    }
}

/// What a file holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// There is no such file.
    Missing,
    /// It is longer than the reader wants, and was not read.
    TooLong(u64),
    /// All of it.
    Bytes(Bytes),
}

fn key(file: &FileName) -> Key {
    Key::from(file.path())
}

/// Makes a folder and those above it, durably: a folder that the power takes away takes the
/// files in it along.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    let new: Vec<_> = folder
        .ancestors()
        .take_while(|above| !above.exists())
        .collect();
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    for parent in new.into_iter().filter_map(Path::parent) {
        if !parent.as_os_str().is_empty() {
            File::open(parent)?.sync_all()?;
        }
    }
    Ok(())
}

fn open_lock(path: &Path) -> Result<File, Error> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(|source| Error::Lock {
            path: PathBuf::from(path),
            source,
        })
}

fn failed(file: String, action: &'static str) -> impl Fn(object_store::Error) -> Error {
    move |source| Error::Store {
        file: file.clone(),
        action,
        source,
    }
}
