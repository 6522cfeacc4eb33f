//! Where the model store is, from the text in the configuration.

use std::path::{Path, PathBuf};

use crate::Error;

/// Addresses that object stores have: known, and not built in.
const BUCKETS: [&str; 9] = [
    "s3", "s3a", "gs", "gcs", "az", "azure", "abfs", "abfss", "adl",
];

/// A model store's place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreLocation {
    /// A folder on this machine.
    Folder(PathBuf),
}

impl StoreLocation {
    /// Reads a path (a relative one starts at `root`) or `file:///PATH`.
    ///
    /// # Errors
    /// [`Error::NotInThisBuild`] for `s3://`, `gs://` and `az://`, [`Error::Address`] for
    /// anything else. Neither repeats the address.
    pub fn parse(address: &str, root: &Path) -> Result<Self, Error> {
        let Some((scheme, rest)) = address.split_once("://") else {
            return match address {
                "" => Err(Error::Address {
                    fault: "it is empty",
                }),
                path if path.contains('\0') => Err(Error::Address {
                    fault: "it holds a zero byte",
                }),
                path => Ok(Self::Folder(root.join(path))),
            };
        };
        match scheme.to_ascii_lowercase().as_str() {
            "file" if !rest.starts_with('/') => Err(Error::Address {
                fault: "file:// needs an absolute path, as in file:///srv/models",
            }),
            "file" if rest.contains(['%', '\0']) => Err(Error::Address {
                fault: "the path after file:// is not plain; write it without file://",
            }),
            "file" => Ok(Self::Folder(rest.into())),
            known if BUCKETS.contains(&known) => Err(Error::NotInThisBuild {
                scheme: known.to_owned(),
            }),
            _ => Err(Error::Address {
                fault: "no store is reached by such an address",
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_folder_lies_under_the_root() {
        let parse = |address| StoreLocation::parse(address, Path::new("/srv/refit")).unwrap();
        assert_eq!(
            parse("models"),
            StoreLocation::Folder("/srv/refit/models".into())
        );
        assert_eq!(
            parse("/var/models"),
            StoreLocation::Folder("/var/models".into())
        );
        assert_eq!(
            parse("file:///var/models"),
            StoreLocation::Folder("/var/models".into())
        );
    }

    #[test]
    fn a_bucket_is_refused_with_a_clear_sentence() {
        for address in ["s3://bucket/models", "gs://bucket", "az://container/models"] {
            let error = StoreLocation::parse(address, Path::new("/")).unwrap_err();
            assert!(error.to_string().contains("not in this build"), "{error}");
        }
    }

    #[test]
    fn other_addresses_are_refused_and_not_repeated() {
        for address in [
            "",
            "file://models",
            "file:///a%20b",
            "ftp://user:secret@host/models",
        ] {
            let error = StoreLocation::parse(address, Path::new("/")).unwrap_err();
            assert!(matches!(error, Error::Address { .. }), "{address}: {error}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }
}
