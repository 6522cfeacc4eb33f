//! The components that are or were in use, by digest, and which file has which document type.
//!
//! A host that starts again must know both: the folder of plugins alone tells neither which of
//! two files was there first nor what a file was before it was replaced.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use refit_core::{DocumentType, Sha256Digest};
use serde::{Deserialize, Serialize};

use crate::file;

const BINDINGS: &str = "bindings.json";
const FORMAT: u32 = 1;

/// The file that has a document type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Binding {
    /// Its name in the folder of plugins.
    pub(crate) file: String,
    /// The component that was last used from it.
    pub(crate) digest: Sha256Digest,
}

pub(crate) type Bindings = BTreeMap<DocumentType, Binding>;

#[derive(Debug, Serialize, Deserialize)]
struct Document {
    format: u32,
    bindings: Bindings,
}

/// A folder of the host.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    folder: PathBuf,
    max_file_bytes: u64,
}

impl Kept {
    pub(crate) const fn new(folder: PathBuf, max_file_bytes: u64) -> Self {
        Self {
            folder,
            max_file_bytes,
        }
    }

    /// The bindings of the last host that ran here; none where they cannot be read, which is
    /// told: two files for one type are both refused then.
    pub(crate) fn bindings(&self) -> Bindings {
        let read = || -> io::Result<Bindings> {
            let document: Document =
                serde_json::from_slice(&fs::read(self.folder.join(BINDINGS))?)?;
            if document.format != FORMAT {
                return Err(io::Error::other("it has a format that is not known here"));
            }
            Ok(document.bindings)
        };
        read().unwrap_or_else(|error| {
            if error.kind() != io::ErrorKind::NotFound {
                self.warn(&error, "which plugin file has which type is not known");
            }
            Bindings::new()
        })
    }

    pub(crate) fn write_bindings(&self, bindings: &Bindings) {
        let document = Document {
            format: FORMAT,
            bindings: bindings.clone(),
        };
        let written = serde_json::to_vec_pretty(&document)
            .map_err(io::Error::from)
            .and_then(|bytes| self.write(BINDINGS, &bytes));
        if let Err(error) = written {
            self.warn(&error, "which plugin file has which type is not remembered");
        }
    }

    /// Keeps the component that was loaded from a file.
    pub(crate) fn store(&self, document_type: &DocumentType, digest: Sha256Digest, from: &Path) {
        let name = name(document_type, digest);
        if self.folder.join(&name).is_file() {
            return;
        }
        let stored = file::read(from, self.max_file_bytes)
            .map_err(io::Error::other)
            .and_then(|bytes| {
                if Sha256Digest::of(&bytes) == digest {
                    self.write(&name, &bytes)
                } else {
                    // Replaced since it was loaded; what it is now comes with the next scan.
                    Err(io::Error::other("its file is another one by now"))
                }
            });
        if let Err(error) = stored {
            self.warn(&error, "a plugin is not kept for the models that use it");
        }
    }

    /// The bytes of a component, if they are kept and whole.
    pub(crate) fn read(&self, digest: Sha256Digest) -> Option<(DocumentType, Vec<u8>)> {
        let (document_type, _) = self.list().into_iter().find(|(_, kept)| *kept == digest)?;
        let path = self.path(&document_type, digest);
        match file::read(&path, self.max_file_bytes) {
            Ok(bytes) if Sha256Digest::of(&bytes) == digest => Some((document_type, bytes)),
            Ok(_) => {
                let error = io::Error::other("its bytes are not what its name says");
                self.warn(&error, "a kept plugin is damaged");
                None
            }
            Err(error) => {
                self.warn(&io::Error::other(error), "a kept plugin cannot be read");
                None
            }
        }
    }

    /// All that is kept.
    pub(crate) fn list(&self) -> Vec<(DocumentType, Sha256Digest)> {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut kept: Vec<_> = names.filter_map(|name| parse(&name)).collect();
        kept.sort();
        kept
    }

    /// Removes what a type has and is neither among these nor bound: by this host or another.
    pub(crate) fn retain(&self, document_type: &DocumentType, digests: &BTreeSet<Sha256Digest>) {
        let bound = self.bindings().into_values().map(|binding| binding.digest);
        let bound: BTreeSet<_> = bound.collect();
        for (kept_type, digest) in self.list() {
            if kept_type != *document_type || digests.contains(&digest) || bound.contains(&digest) {
                continue;
            }
            match fs::remove_file(self.path(document_type, digest)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    self.warn(&error, "a plugin that no model uses stays behind");
                }
                _ => tracing::info!(
                    plugin.name = %document_type,
                    plugin.digest = %digest,
                    "plugin is kept no longer: no version uses it"
                ),
            }
        }
    }

    pub(crate) fn path(&self, document_type: &DocumentType, digest: Sha256Digest) -> PathBuf {
        self.folder.join(name(document_type, digest))
    }

    /// Writes a file whole or not at all.
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        // Of its own for each process: several hosts and commands may work here.
        let part = self
            .folder
            .join(format!(".{name}.{}.part", std::process::id()));
        let written = File::create(&part)
            .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&part, self.folder.join(name)));
        if written.is_err() {
            // The first error is the one that matters.
            let _ = fs::remove_file(&part);
        }
        written
    }

    fn warn(&self, error: &io::Error, what: &str) {
        tracing::warn!(
            folder = %self.folder.display(),
            error = error as &dyn std::error::Error,
            "{what}"
        );
    }
}

fn name(document_type: &DocumentType, digest: Sha256Digest) -> String {
    format!("{document_type}-{digest}.wasm")
}

fn parse(name: &str) -> Option<(DocumentType, Sha256Digest)> {
    let (document_type, digest) = name.strip_suffix(".wasm")?.rsplit_once('-')?;
    Some((document_type.parse().ok()?, digest.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_is_kept_until_it_is_asked_for_no_longer() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::new(folder.path().join("a/b"), 100);
        let (file, paystub) = (folder.path().join("p.wasm"), "paystub".parse().unwrap());
        let digests = [&b"one"[..], b"two"].map(|bytes| {
            fs::write(&file, bytes).unwrap();
            let digest = Sha256Digest::of(bytes);
            kept.store(&paystub, digest, &file);
            digest
        });
        assert_eq!(kept.list().len(), 2);
        assert_eq!(kept.read(digests[0]).unwrap().1, b"one");
        kept.retain(&"check".parse().unwrap(), &BTreeSet::new());
        assert_eq!(kept.list().len(), 2);
        kept.retain(&paystub, &BTreeSet::from([digests[1]]));
        assert!(kept.read(digests[0]).is_none());
        assert_eq!(kept.read(digests[1]).unwrap().1, b"two");
        // Another host uses it.
        let binding = Binding {
            file: "p.wasm".to_owned(),
            digest: digests[1],
        };
        kept.write_bindings(&Bindings::from([(paystub.clone(), binding)]));
        kept.retain(&paystub, &BTreeSet::new());
        assert_eq!(kept.list().len(), 1);
    }

    #[test]
    fn what_was_damaged_or_replaced_is_not_taken_for_the_component() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::new(folder.path().to_owned(), 100);
        let (file, paystub) = (folder.path().join("p.wasm"), "paystub".parse().unwrap());
        fs::write(&file, b"another").unwrap();
        let digest = Sha256Digest::of(b"one");
        kept.store(&paystub, digest, &file);
        assert!(kept.list().is_empty());
        fs::write(kept.path(&paystub, digest), b"on").unwrap();
        assert!(kept.read(digest).is_none());
    }

    #[test]
    fn bindings_come_back_and_damaged_ones_are_none() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::new(folder.path().join("new"), 100);
        assert!(kept.bindings().is_empty());
        let binding = Binding {
            file: "p.wasm".to_owned(),
            digest: Sha256Digest::of(b"one"),
        };
        let bindings = Bindings::from([("paystub".parse().unwrap(), binding)]);
        kept.write_bindings(&bindings);
        assert_eq!(kept.bindings(), bindings);
        fs::write(folder.path().join("new").join(BINDINGS), b"{\"format\":").unwrap();
        assert!(kept.bindings().is_empty());
    }
}
