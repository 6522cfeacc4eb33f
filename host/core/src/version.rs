//! Identifiers of model versions, generations and runs.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::Error;

const FORMAT: &str = "%Y%m%d_%H%M%S";

/// A model version's id: the UTC second it was reserved, `20250122_143052`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VersionId(String);

impl VersionId {
    /// The id of a second in UTC.
    #[must_use]
    pub fn of(instant: Timestamp) -> Self {
        Self(
            TimeZone::UTC
                .to_datetime(instant)
                .strftime(FORMAT)
                .to_string(),
        )
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for VersionId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        // The round trip refuses what the parser is lenient about (signs, short fields).
        match DateTime::strptime(FORMAT, text) {
            Ok(time) if time.strftime(FORMAT).to_string() == text => Ok(Self(text.to_owned())),
            _ => Err(Error::VersionId(text.to_owned())),
        }
    }
}

impl TryFrom<String> for VersionId {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<VersionId> for String {
    fn from(version: VersionId) -> Self {
        version.0
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Counts the changes of what is active for a document type; it only grows.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Generation(pub u64);

impl fmt::Display for Generation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Counts the runs of a store, over all document types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RunId(pub i64);

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_utc_second() {
        let instant: Timestamp = "2025-01-22T14:30:52.9Z".parse().unwrap();
        let version = VersionId::of(instant);
        assert_eq!(version.as_str(), "20250122_143052");
        assert_eq!("20250122_143052".parse(), Ok(version));
    }

    #[test]
    fn refuses_what_is_no_second() {
        for bad in [
            "",
            "latest",
            "20250122",
            "20250230_000000",
            "../20250122_143052",
            "20250122_1430",
            "20250122_143052 ",
        ] {
            assert!(bad.parse::<VersionId>().is_err(), "{bad:?} passed");
        }
    }
}
