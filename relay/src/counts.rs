//! Coarse counts: what happened in whole hours, never more.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// Letters that were taken, copies included.
    Letters,
    /// Requests that were refused.
    Refused,
    /// Boards fetched.
    Boards,
    /// Chunks of replies fetched.
    Chunks,
    /// Parcels fetched.
    Parcels,
    /// Public files fetched.
    Pages,
    /// Pushes that were taken.
    Pushes,
}

const NAMES: [(&str, &str); 7] = [
    ("letters", "Letters taken"),
    ("refused", "Requests refused"),
    ("boards", "Boards fetched"),
    ("chunks", "Chunks of replies fetched"),
    ("parcels", "Parcels fetched"),
    ("pages", "Public files fetched"),
    ("pushes", "Pushes taken"),
];

/// Counts of the running hour, which nobody sees, and of all hours before.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    running: [AtomicU64; NAMES.len()],
    past: [AtomicU64; NAMES.len()],
}

impl Counts {
    pub(crate) fn add(&self, what: Count) {
        self.running[what as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// Moves the running hour to the past.
    pub(crate) fn turn_hour(&self) {
        for (running, past) in self.running.iter().zip(&self.past) {
            past.fetch_add(running.swap(0, Ordering::Relaxed), Ordering::Relaxed);
        }
    }

    /// Writes what is known of whole hours, in the text format that Prometheus reads.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for ((name, help), past) in NAMES.iter().zip(&self.past) {
            let count = past.load(Ordering::Relaxed);
            let _ = write!(
                text,
                "# HELP sealpost_{name}_total {help}, in whole hours since the start\n\
                 # TYPE sealpost_{name}_total counter\nsealpost_{name}_total {count}\n"
            );
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_running_hour_is_not_shown() {
        let counts = Counts::default();
        counts.add(Count::Letters);
        counts.add(Count::Pushes);
        assert!(counts.text().contains("sealpost_letters_total 0\n"));
        counts.turn_hour();
        assert!(counts.text().contains("sealpost_letters_total 1\n"));
        assert!(counts.text().contains("sealpost_pushes_total 1\n"));
    }
}
