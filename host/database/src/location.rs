//! Where a database is, from the text in the configuration.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use crate::Error;

/// A database's place; shown without a password.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL URL.
    Postgres(String),
}

impl Location {
    /// Reads `sqlite://PATH` (a relative path starts at `root`) or `postgres://…`.
    ///
    /// # Errors
    /// [`Error::Address`] for anything else.
    pub fn parse(address: &str, root: &Path) -> Result<Self, Error> {
        if let Some(path) = address.strip_prefix("sqlite://") {
            if path.is_empty() {
                return Err(Error::Address(address.to_owned()));
            }
            Ok(Self::Sqlite(root.join(path)))
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            Ok(Self::Postgres(address.to_owned()))
        } else {
            Err(Error::Address(without_password(address)))
        }
    }

    /// The URL as the driver reads it.
    pub(crate) fn driver_url(&self) -> String {
        match self {
            Self::Sqlite(path) => {
                let path = path.to_string_lossy();
                let mut escaped = String::with_capacity(path.len());
                for character in path.chars() {
                    match character {
                        '%' => escaped.push_str("%25"),
                        '?' => escaped.push_str("%3F"),
                        '#' => escaped.push_str("%23"),
                        ' ' => escaped.push_str("%20"),
                        other => escaped.push(other),
                    }
                }
                format!("sqlite://{escaped}?mode=rwc")
            }
            Self::Postgres(url) => url.clone(),
        }
    }
}

/// Replaces what stands between `:` and `@` in the authority.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let authority = rest.split('/').next().unwrap_or_default();
    match authority.rsplit_once('@') {
        Some((credentials, host)) => {
            let user = credentials.split(':').next().unwrap_or_default();
            let tail = rest.get(authority.len()..).unwrap_or_default();
            format!("{scheme}://{user}:***@{host}{tail}")
        }
        None => url.to_owned(),
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(url) => f.write_str(&without_password(url)),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_file_lies_under_the_root() {
        let location = Location::parse("sqlite://data/refit.db", Path::new("/srv/refit")).unwrap();
        assert_eq!(
            location,
            Location::Sqlite("/srv/refit/data/refit.db".into())
        );
        let absolute = Location::parse("sqlite:///var/refit.db", Path::new("/srv/refit")).unwrap();
        assert_eq!(absolute, Location::Sqlite("/var/refit.db".into()));
    }

    #[test]
    fn a_password_is_never_shown() {
        let url = "postgres://refit:secret@db.internal:5432/refit";
        let location = Location::parse(url, Path::new("/")).unwrap();
        assert_eq!(
            location.to_string(),
            "postgres://refit:***@db.internal:5432/refit"
        );
        assert!(!format!("{location:?}").contains("secret"));
        let refused = Location::parse("mysql://refit:secret@host/db", Path::new("/")).unwrap_err();
        assert!(!refused.to_string().contains("secret"));
    }

    #[test]
    fn other_addresses_are_refused() {
        assert!(Location::parse("refit.db", Path::new("/")).is_err());
        assert!(Location::parse("sqlite://", Path::new("/")).is_err());
    }
}
