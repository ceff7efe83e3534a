//! The hour: the finest time a relay keeps.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

const SECONDS: i64 = 3600;

/// A whole hour in UTC, counted from 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hour(i64);

impl Hour {
    /// Returns the hour a moment lies in.
    pub fn of(now: Timestamp) -> Self {
        Self(now.as_second().div_euclid(SECONDS))
    }

    /// Returns the seconds from 1970 to the hour's beginning.
    pub(crate) const fn seconds(self) -> i64 {
        self.0 * SECONDS
    }

    /// Returns the hour that lies `hours` earlier.
    pub(crate) const fn earlier(self, hours: i64) -> Self {
        Self(self.0 - hours)
    }

    /// Returns how many hours it lies after another; fewer than none if before.
    pub(crate) const fn after(self, other: Self) -> i64 {
        self.0 - other.0
    }

    /// Returns the hour in which a number of seconds from 1970 lies.
    pub(crate) const fn of_seconds(seconds: i64) -> Self {
        Self(seconds.div_euclid(SECONDS))
    }

    /// Names the hour for a folder or a cursor: `2026-11-23T14`.
    pub(crate) fn folder(self) -> String {
        self.start().strftime("%Y-%m-%dT%H").to_string()
    }

    /// Reads what [`Hour::folder`] writes, and nothing else.
    pub(crate) fn from_folder(name: &str) -> Option<Self> {
        // Hours before 1970 or of five-digit years are no arrivals of ours.
        if name.len() != 13 {
            return None;
        }
        let hour = Self::of(format!("{name}:00:00Z").parse().ok()?);
        (hour.folder() == name).then_some(hour)
    }

    /// Returns the day the hour lies in, in UTC.
    pub(crate) fn day(self) -> Date {
        self.start().to_zoned_datetime(TimeZone::UTC).date()
    }

    fn start(self) -> Timestamp {
        Timestamp::from_second(self.seconds()).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for Hour {
    /// As the protocol writes an hour: `2026-11-23T14:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:00:00Z", self.folder())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    #[test]
    fn an_hour_forgets_minutes_and_survives_its_folder_name() {
        let hour = Hour::of("2026-11-23T14:59:59Z".parse().unwrap());
        assert_eq!(hour.to_string(), "2026-11-23T14:00:00Z");
        assert_eq!(hour.folder(), "2026-11-23T14");
        assert_eq!(Hour::from_folder("2026-11-23T14"), Some(hour));
        assert_eq!(hour.day().to_string(), "2026-11-23");
        assert_eq!(hour.earlier(15).day().to_string(), "2026-11-22");
        for bad in [
            "",
            ".",
            "2026-11-23",
            "2026-11-23T24",
            "2026-11-23T1",
            "2026-11-23 14",
            "../../../etc/x",
        ] {
            assert_eq!(Hour::from_folder(bad), None, "{bad}");
        }
    }
}
