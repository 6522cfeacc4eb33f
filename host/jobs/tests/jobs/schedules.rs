//! Weekly slots in their zones, through every change of the clocks.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Weekday, date},
    tz::{AmbiguousOffset, TimeZone},
};
use refit_jobs::{CronError, Schedule};

const ZONES: [&str; 6] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
];

#[test]
fn a_weekly_slot_comes_once_a_week_for_twenty_years_in_every_zone() {
    for zone_name in ZONES {
        let zone = TimeZone::get(zone_name).unwrap();
        for (minute, hour) in [(30, 2), (0, 3), (0, 2), (15, 1)] {
            let expression = format!("{minute} {hour} * * 0");
            let schedule = Schedule::new("weekly", "Weekly", &expression, zone_name).unwrap();
            let mut sunday = date(2015, 1, 4);
            let start = sunday.at(0, 0, 0, 0);
            let mut now = zone.to_timestamp(start).unwrap() - SignedDuration::from_secs(1);
            for _ in 0..20 * 52 {
                assert_eq!(sunday.weekday(), Weekday::Sunday);
                let wall = sunday.at(hour, minute, 0, 0);
                let ambiguous = zone.to_ambiguous_timestamp(wall);
                let next = schedule.next_after(now).unwrap();
                // In a repeated hour the first; in an hour left out, when the clock goes on.
                let earliest = ambiguous.earlier().unwrap();
                let latest = ambiguous.later().unwrap();
                assert!(
                    next == earliest
                        || (matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. })
                            && next >= earliest
                            && next <= latest),
                    "{zone_name}, {wall}: {next}, not {earliest}"
                );
                assert_eq!(schedule.last_until(next), Some(next), "{zone_name}, {wall}");
                now = next;
                sunday += SignedDuration::from_hours(7 * 24);
            }
        }
    }
}

/// The spring night of Berlin: 02:30 is left out.
#[test]
fn a_slot_in_the_hour_left_out_comes_when_the_clock_goes_on() {
    let schedule = Schedule::new("w", "W", "30 2 * * 0", "Europe/Berlin").unwrap();
    let before: Timestamp = "2026-03-28T12:00:00Z".parse().unwrap();
    let next = schedule.next_after(before).unwrap();
    assert_eq!(next.to_string(), "2026-03-29T01:00:00Z");
}

/// The autumn night of Berlin: 02:30 comes twice.
#[test]
fn a_slot_in_the_hour_that_is_repeated_comes_once() {
    let schedule = Schedule::new("w", "W", "30 2 * * 0", "Europe/Berlin").unwrap();
    let before: Timestamp = "2026-10-24T12:00:00Z".parse().unwrap();
    let next = schedule.next_after(before).unwrap();
    assert_eq!(next.to_string(), "2026-10-25T00:30:00Z");
    let following = schedule.next_after(next).unwrap();
    assert_eq!(following.to_string(), "2026-11-01T01:30:00Z");
}

#[test]
fn bad_expressions_and_zones_are_refused_by_name() {
    for expression in ["", "* * *", "61 * * * *", "0 0 2 * * 0", "a b c d e"] {
        let error = Schedule::new("w", "W", expression, "UTC").unwrap_err();
        assert!(
            matches!(error, CronError::Expression { .. }),
            "{expression}"
        );
    }
    let error = Schedule::new("w", "W", "0 2 * * 0", "Mars/Olympus").unwrap_err();
    assert_eq!(
        error.to_string(),
        "'Mars/Olympus' is no time zone; take a name like Europe/Berlin or UTC"
    );
}
