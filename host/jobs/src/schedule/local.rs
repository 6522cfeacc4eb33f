//! Croner's search over this workspace's date library.

use std::cmp::Ordering;

use croner::{
    errors::CronError,
    time::{CivilDate, CivilDateTime, CivilTime, CronDateTime, Resolution, Weekday},
};
use jiff::{SignedDuration, ZonedDateTime, civil::DateTime, tz::AmbiguousOffset};

/// An instant with the clock on the wall of its time zone.
#[derive(Debug, Clone)]
pub(super) struct Local(pub(super) ZonedDateTime);

fn of_part(part: i8) -> u32 {
    u32::try_from(part).unwrap_or_default()
}

fn to_part(part: u32) -> Result<i8, CronError> {
    i8::try_from(part).map_err(|_| CronError::InvalidTime)
}

impl CronDateTime for Local {
    fn to_civil(&self) -> CivilDateTime {
        let local = self.0.datetime();
        CivilDateTime::new(
            CivilDate::from_parts_unchecked(
                local.year().into(),
                of_part(local.month()),
                of_part(local.day()),
            ),
            CivilTime::from_parts_unchecked(
                of_part(local.hour()),
                of_part(local.minute()),
                of_part(local.second()),
            ),
        )
    }

    fn civil_weekday(&self) -> Weekday {
        Weekday::from_days_from_sunday(of_part(self.0.weekday().to_sunday_zero_offset()))
    }

    fn resolve_civil(&self, civil: CivilDateTime) -> Result<Resolution<Self>, CronError> {
        let year = i16::try_from(civil.year()).map_err(|_| CronError::InvalidDate)?;
        let local = DateTime::new(
            year,
            to_part(civil.month())?,
            to_part(civil.day())?,
            to_part(civil.hour())?,
            to_part(civil.minute())?,
            to_part(civil.second())?,
            0,
        )
        .map_err(|_| CronError::InvalidDate)?;
        let ambiguous = self.0.time_zone().to_ambiguous_zoned_datetime(local);
        let invalid = |_| CronError::InvalidTime;
        Ok(match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { .. } => {
                Resolution::Single(Self(ambiguous.unambiguous().map_err(invalid)?))
            }
            AmbiguousOffset::Fold { .. } => Resolution::Ambiguous(
                Self(ambiguous.clone().earlier().map_err(invalid)?),
                Self(ambiguous.later().map_err(invalid)?),
            ),
            AmbiguousOffset::Gap { .. } => Resolution::Gap,
        })
    }

    fn checked_add_seconds(&self, seconds: i64) -> Option<Self> {
        self.0
            .checked_add(SignedDuration::from_secs(seconds))
            .ok()
            .map(Self)
    }

    fn cmp_instant(&self, other: &Self) -> Ordering {
        self.0.timestamp().cmp(&other.0.timestamp())
    }
}
