//! Names of document types, in configuration and files, and in routes.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Error;

/// A document type's name, as configuration, files and commands use it: `bank_statement`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentType(String);

/// A document type's plural, as routes use it: `bank-statements`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Plural(String);

/// Lower-case words of letters and digits with one separator between them. No name that
/// passes can leave a folder or need escaping in a route.
fn is_lower_case_words(text: &str, separator: char) -> bool {
    text.len() <= 64
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.split(separator).all(|word| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

impl DocumentType {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Plural {
    /// The plural as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What stands at their place in the host's own routes: `/api/plugins`.
const RESERVED: [&str; 5] = ["audit", "health", "keys", "plugins", "retraining"];

impl FromStr for DocumentType {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if is_lower_case_words(text, '_') {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::DocumentType(text.to_owned()))
        }
    }
}

impl FromStr for Plural {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if is_lower_case_words(text, '-') && !RESERVED.contains(&text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::Plural(text.to_owned()))
        }
    }
}

impl TryFrom<String> for DocumentType {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl TryFrom<String> for Plural {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<DocumentType> for String {
    fn from(name: DocumentType) -> Self {
        name.0
    }
}

impl From<Plural> for String {
    fn from(plural: Plural) -> Self {
        plural.0
    }
}

impl fmt::Display for DocumentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Plural {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_words_and_refuses_places() {
        assert!("bank_statement".parse::<DocumentType>().is_ok());
        assert!("w2".parse::<DocumentType>().is_ok());
        for bad in [
            "", "_", "a__b", "a_", "2w", "Check", "../check", "a-b", "a b",
        ] {
            assert!(bad.parse::<DocumentType>().is_err(), "{bad:?} passed");
        }
        assert!("bank-statements".parse::<Plural>().is_ok());
        assert!("bank_statements".parse::<Plural>().is_err());
        for route in RESERVED {
            assert!(route.parse::<Plural>().is_err(), "{route} passed");
        }
    }
}
