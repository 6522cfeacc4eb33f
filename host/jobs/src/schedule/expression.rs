//! A cron expression in a time zone.

use croner::{Cron, parser::CronParser};
use jiff::{Timestamp, tz::TimeZone};

use super::local::Local;

/// When something comes round.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// Its name, which stays the same when its times change.
    pub name: String,
    /// What it is for people.
    pub title: String,
    pub(super) expression: String,
    pub(super) zone_name: String,
    cron: Cron,
    zone: TimeZone,
}

/// Why there is no such schedule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CronError {
    /// No cron expression.
    #[error(
        "'{expression}' is no cron expression of five fields (minute hour day month weekday): {fault}"
    )]
    Expression {
        /// What was given.
        expression: String,
        /// What is wrong with it.
        fault: String,
    },
    /// No time zone.
    #[error("'{zone}' is no time zone; take a name like Europe/Berlin or UTC")]
    Zone {
        /// What was given.
        zone: String,
    },
}

impl Schedule {
    /// A schedule by a cron expression of five fields in an IANA time zone.
    ///
    /// # Errors
    /// What is wrong with expression or zone.
    pub fn new(name: &str, title: &str, expression: &str, zone: &str) -> Result<Self, CronError> {
        // Without seconds: no schedule of runs that take seconds needs them.
        let parser = CronParser::builder()
            .seconds(croner::parser::Seconds::Disallowed)
            .build();
        let cron = parser
            .parse(expression)
            .map_err(|error| CronError::Expression {
                expression: expression.to_owned(),
                fault: error.to_string(),
            })?;
        let time_zone = TimeZone::get(zone).map_err(|_| CronError::Zone {
            zone: zone.to_owned(),
        })?;
        Ok(Self {
            name: name.to_owned(),
            title: title.to_owned(),
            expression: expression.to_owned(),
            zone_name: zone.to_owned(),
            cron,
            zone: time_zone,
        })
    }

    /// The first slot after an instant. A slot in the hour that a clock leaves out comes as soon
    /// as the clock goes on; one in the hour that it repeats comes once.
    #[must_use]
    pub fn next_after(&self, instant: Timestamp) -> Option<Timestamp> {
        let local = Local(instant.to_zoned_datetime(self.zone.clone()));
        let next = self.cron.find_next_occurrence(&local, false).ok()?;
        Some(next.0.timestamp())
    }

    /// The last slot at an instant or before it.
    #[must_use]
    pub fn last_until(&self, instant: Timestamp) -> Option<Timestamp> {
        let local = Local(instant.to_zoned_datetime(self.zone.clone()));
        let last = self.cron.find_previous_occurrence(&local, true).ok()?;
        Some(last.0.timestamp())
    }
}
