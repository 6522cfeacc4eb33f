//! What lies in the folder of plugins.

use std::{
    collections::BTreeMap,
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// What changes when a file is written or replaced. Where it is the same, the file is taken for
/// unchanged and is not read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
    /// Device, inode and time of the inode's last change: a file that was renamed into place
    /// can have the length and the time of its predecessor.
    identity: Option<(u64, u64, i64, i64)>,
}

impl Stamp {
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        fs::symlink_metadata(path).map(|metadata| Self::from(&metadata))
    }
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        let identity = {
            use std::os::unix::fs::MetadataExt;
            let (device, inode) = (metadata.dev(), metadata.ino());
            Some((device, inode, metadata.ctime(), metadata.ctime_nsec()))
        };
        #[cfg(not(unix))]
        let identity = None;
        Self {
            bytes: metadata.len(),
            modified: metadata.modified().ok(),
            identity,
        }
    }
}

/// The `*.wasm` entries of a folder, by name. Names that begin with a dot are files on their way
/// in.
pub(crate) fn files(folder: &Path) -> io::Result<BTreeMap<PathBuf, Stamp>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if hidden || path.extension().is_none_or(|extension| extension != "wasm") {
            continue;
        }
        match Stamp::of(&path) {
            Ok(stamp) => {
                files.insert(path, stamp);
            }
            // Removed since the folder was read.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_plugins_are_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.wasm", "a.wasm", ".c.wasm", "d.txt"] {
            fs::write(folder.path().join(name), b"x").unwrap();
        }
        let files = files(folder.path()).unwrap();
        let names: Vec<_> = files
            .keys()
            .map(|file| file.file_name().unwrap().to_str().unwrap())
            .collect();
        assert_eq!(names, ["a.wasm", "b.wasm"]);
    }

    #[test]
    fn a_file_that_was_replaced_by_one_of_the_same_length_has_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
        fs::write(&old, b"one").unwrap();
        fs::write(&new, b"two").unwrap();
        let before = Stamp::of(&old).unwrap();
        assert_eq!(before, Stamp::of(&old).unwrap());
        fs::rename(&new, &old).unwrap();
        assert_ne!(before, Stamp::of(&old).unwrap());
    }
}
