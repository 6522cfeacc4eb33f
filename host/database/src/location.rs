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
    /// [`Error::Address`] for anything else; [`Error::Unescaped`] for an address whose password
    /// the driver would take for the host or the database's name.
    pub fn parse(address: &str, root: &Path) -> Result<Self, Error> {
        if let Some(path) = address.strip_prefix("sqlite://") {
            if path.is_empty() {
                return Err(Error::Address(address.to_owned()));
            }
            return Ok(Self::Sqlite(root.join(path)));
        }
        let rest = ["postgres://", "postgresql://"]
            .iter()
            .find_map(|scheme| address.strip_prefix(scheme));
        match rest.map(split_authority) {
            Some((_, tail)) if tail.contains('@') => {
                Err(Error::Unescaped(without_password(address)))
            }
            Some(_) => Ok(Self::Postgres(address.to_owned())),
            None => Err(Error::Address(without_password(address))),
        }
    }

    /// The URL as the driver reads it.
    pub(crate) fn driver_url(&self) -> String {
        match self {
            Self::Sqlite(path) => {
                let mut url = "sqlite://".to_owned();
                for byte in path.to_string_lossy().bytes() {
                    match byte {
                        b'/' | b'.' | b'-' | b'_' => url.push(char::from(byte)),
                        byte if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
                        byte => url.push_str(&format!("%{byte:02X}")),
                    }
                }
                url + "?mode=rwc"
            }
            Self::Postgres(url) => url.clone(),
        }
    }
}

/// User, password, host and port; and what comes after them.
fn split_authority(rest: &str) -> (&str, &str) {
    rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()))
}

/// The address with `***` for its password. Where signs in the password are not escaped, nobody
/// can tell for sure where it ends: rather too much is left out than too little.
fn without_password(address: &str) -> String {
    // It may also be a parameter, of which nobody can tell either where it ends.
    let parameter = ["?password=", "&password="]
        .iter()
        .filter_map(|name| address.find(name).map(|at| at + name.len()))
        .min();
    let (address, hidden) = parameter
        .and_then(|end| address.split_at_checked(end))
        .unwrap_or((address, ""));
    let stars = if hidden.is_empty() { "" } else { "***" };
    let is_scheme = |scheme: &str| scheme.chars().all(|c| c.is_ascii_alphanumeric());
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => (scheme, rest),
        _ => ("", address),
    };
    let scheme = address.get(..address.len() - rest.len()).unwrap_or(scheme);
    if let Some((credentials, place)) = rest.rsplit_once('@') {
        return match credentials.split_once([':', '/', '?', '#']) {
            Some((user, _)) => format!("{scheme}{user}:***@{place}{stars}"),
            None => format!("{address}{stars}"),
        };
    }
    // What stands where a port belongs and is none may be a password whose host was forgotten,
    // or stands further on.
    match split_authority(rest).0.rsplit_once(':') {
        Some((host, port))
            if hidden.contains('@')
                || (!scheme.is_empty() && !port.chars().all(|c| c.is_ascii_digit())) =>
        {
            let user = host.split(':').next().unwrap_or_default();
            format!("{scheme}{user}:***")
        }
        _ => format!("{address}{stars}"),
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
