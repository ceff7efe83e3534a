//! Hours that a relay has itself seen pass.
//!
//! A clock can be wrong: set a year ahead for an afternoon, it would make every acknowledged
//! letter due at once. So the relay also counts hours, on disk, and believes the clock only as
//! far as its own experience goes: while it runs, as far as a second clock that nobody can set;
//! over a time in which it was off, for a day.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::hour::Hour;

/// The most hours that are believed to have passed while the relay was off.
const MOST_OFF_HOURS: i64 = 24;

/// How long ago the hour was last looked at, by a clock that nobody can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Since {
    /// So long ago.
    Known(Duration),
    /// The relay was off in between.
    Unknown,
}

/// What the relay remembers of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lived {
    /// The hour it was when it last looked.
    pub(crate) last: Hour,
    /// The hours it has counted.
    pub(crate) hours: u64,
}

/// As it lies on disk: no finer than the hour.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    hour: String,
    lived: u64,
}

impl Lived {
    /// Reads what [`Lived::to_json`] wrote.
    pub(crate) fn from_json(bytes: &[u8]) -> Option<Self> {
        let stored: Stored = serde_json::from_slice(bytes).ok()?;
        Some(Self {
            last: Hour::from_folder(&stored.hour)?,
            hours: stored.lived,
        })
    }

    pub(crate) fn to_json(self) -> Vec<u8> {
        let stored = Stored {
            hour: self.last.folder(),
            lived: self.hours,
        };
        serde_json::to_vec(&stored).expect("a text and a number always become JSON")
    }

    /// Looks at the clock: counts the hours that can be believed, and tells how many the clock
    /// jumped beyond them.
    pub(crate) fn look(&mut self, now: Hour, since: Since) -> i64 {
        let step = now.after(self.last);
        let most = match since {
            // One more, because an hour turns somewhere within the time.
            Since::Known(time) => i64::try_from(time.as_secs() / 3600 + 1).unwrap_or(i64::MAX),
            Since::Unknown => MOST_OFF_HOURS,
        };
        let believed = step.clamp(0, most);
        self.last = now;
        self.hours = self.hours.saturating_add(believed.unsigned_abs());
        step - believed
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    #[test]
    fn a_clock_that_jumps_is_believed_for_an_hour_and_no_longer() {
        let start = Hour::of_seconds(500_000 * 3600);
        let later = |hours: i64| start.earlier(-hours);
        let mut lived = Lived {
            last: start,
            hours: 0,
        };
        let hour = Since::Known(Duration::from_secs(3600));
        // A year ahead for an hour, then back: the hour counts, the year does not.
        lived.look(later(1), hour);
        assert_eq!(lived.look(later(8_760), hour), 8_757);
        lived.look(later(8_761), hour);
        assert_eq!(lived.look(later(4), hour), -8_757);
        lived.look(later(5), hour);
        assert_eq!(lived.hours, 5);
        // Off for a week: a day of it counts.
        assert_eq!(lived.look(later(5 + 168), Since::Unknown), 144);
        assert_eq!(lived.hours, 29);
        assert_eq!(Lived::from_json(&lived.to_json()), Some(lived));
        assert_eq!(Lived::from_json(b"{\"hour\":\"x\",\"lived\":1}"), None);
    }
}
