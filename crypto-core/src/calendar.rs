//! Days and times as the protocol spells them.
//!
//! Each has one spelling, so that equal documents are equal bytes; the date library alone would
//! take several.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// `2026-11-23`
const DAY_BYTES: usize = 10;
/// `2026-11-23T14:05:09Z`
const TIME_BYTES: usize = 20;

/// Reads a day: `2026-11-23`.
pub fn parse_day(text: &str) -> Option<Date> {
    let day: Date = text.parse().ok()?;
    // The library writes years before 0 with a sign and six digits.
    (text.len() == DAY_BYTES && day.to_string() == text).then_some(day)
}

/// Reads a time: `2026-11-23T14:05:09Z`, whole seconds, in UTC.
pub fn parse_time(text: &str) -> Option<Timestamp> {
    let time: Timestamp = text.parse().ok()?;
    (text.len() == TIME_BYTES && time.subsec_nanosecond() == 0 && time.to_string() == text)
        .then_some(time)
}

/// Returns the beginning of the hour in UTC.
pub fn hour_of(time: Timestamp) -> Timestamp {
    let past = time.as_second().rem_euclid(3600);
    Timestamp::from_second(time.as_second() - past).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Returns the day in UTC.
pub fn day_of(time: Timestamp) -> Date {
    time.to_zoned_datetime(TimeZone::UTC).date()
}

/// Returns the time a number of hours later, or the last there is.
pub fn hours_after(time: Timestamp, hours: u32) -> Timestamp {
    time.checked_add(SignedDuration::from_hours(i64::from(hours)))
        .unwrap_or(Timestamp::MAX)
}

/// Reads and writes a day: for serde's `with`.
pub mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de};

    /// Writes a day.
    pub fn serialize<S: Serializer>(day: &Date, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(day)
    }

    /// Reads a day.
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Date, D::Error> {
        let text = String::deserialize(d)?;
        super::parse_day(&text).ok_or_else(|| de::Error::custom("not a day"))
    }

    /// The same for a day that may be absent.
    pub mod option {
        use super::{Date, Deserialize, Deserializer, Serializer, de};

        /// Writes a day or null.
        pub fn serialize<S: Serializer>(day: &Option<Date>, s: S) -> Result<S::Ok, S::Error> {
            match day {
                Some(day) => s.collect_str(day),
                None => s.serialize_none(),
            }
        }

        /// Reads a day or null.
        pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Date>, D::Error> {
            Option::<String>::deserialize(d)?
                .map(|text| {
                    super::super::parse_day(&text).ok_or_else(|| de::Error::custom("not a day"))
                })
                .transpose()
        }
    }
}

/// Reads and writes a time: for serde's `with`.
pub mod time {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer, de};

    /// Writes a time.
    pub fn serialize<S: Serializer>(time: &Timestamp, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(time)
    }

    /// Reads a time.
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(d)?;
        super::parse_time(&text).ok_or_else(|| de::Error::custom("not a time"))
    }

    /// The same for a time that may be absent.
    pub mod option {
        use super::{Deserialize, Deserializer, Serializer, Timestamp, de};

        /// Writes a time or null.
        pub fn serialize<S: Serializer>(time: &Option<Timestamp>, s: S) -> Result<S::Ok, S::Error> {
            match time {
                Some(time) => s.collect_str(time),
                None => s.serialize_none(),
            }
        }

        /// Reads a time or null.
        pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Timestamp>, D::Error> {
            Option::<String>::deserialize(d)?
                .map(|text| {
                    super::super::parse_time(&text).ok_or_else(|| de::Error::custom("not a time"))
                })
                .transpose()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling() {
        assert!(parse_day("2026-11-23").is_some());
        for text in [
            "20261123",
            "2026-11-23T00:00",
            "2026-02-30",
            "26-1-1",
            "",
            "-002026-11-23",
        ] {
            assert_eq!(parse_day(text), None, "{text}");
        }
        assert!(parse_time("2026-11-23T14:05:09Z").is_some());
        for text in [
            "2026-11-23T14:05:09.5Z",
            "2026-11-23T14:05:09+00:00",
            "2026-11-23T14:05Z",
            "-002026-11-23T14:05:09Z",
        ] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn hours() {
        let time = parse_time("2026-11-23T14:59:59Z").expect("a time");
        assert_eq!(hour_of(time).to_string(), "2026-11-23T14:00:00Z");
        assert_eq!(
            hours_after(hour_of(time), 48).to_string(),
            "2026-11-25T14:00:00Z"
        );
        assert_eq!(day_of(time).to_string(), "2026-11-23");
    }
}
