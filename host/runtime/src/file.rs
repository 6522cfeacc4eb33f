//! Reads a plugin file.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use crate::Error;

/// All bytes of a regular file of at most `limit` bytes.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    let file = || path.to_owned();
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => Error::Missing { file: file() },
        _ => Error::Read {
            file: file(),
            source,
        },
    };
    let kind = fs::symlink_metadata(path).map_err(failed)?.file_type();
    if !kind.is_file() {
        let kind = if kind.is_symlink() {
            "a symbolic link"
        } else if kind.is_dir() {
            "a folder"
        } else {
            "a pipe, socket or device"
        };
        return Err(Error::NotAFile { file: file(), kind });
    }
    let mut bytes = Vec::new();
    // The length is what is read, not what was promised: the file may be growing.
    File::open(path)
        .map_err(failed)?
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > limit {
        return Err(Error::TooLarge {
            file: file(),
            limit,
        });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_no_file_and_what_is_too_large() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wasm");
        assert_eq!(read(&path, 3).unwrap_err().code(), "plugin-file-missing");
        fs::write(&path, b"abc").unwrap();
        assert_eq!(read(&path, 3).unwrap(), b"abc");
        assert_eq!(read(&path, 2).unwrap_err().code(), "plugin-file-too-large");
        assert_eq!(
            read(folder.path(), 3).unwrap_err().code(),
            "plugin-not-a-file"
        );
    }

    #[cfg(unix)]
    #[test]
    fn refuses_a_symbolic_link() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wasm");
        std::os::unix::fs::symlink("/etc/hostname", &path).unwrap();
        let error = read(&path, 3).unwrap_err();
        assert!(error.to_string().contains("is a symbolic link"), "{error}");
    }
}
