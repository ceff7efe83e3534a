//! The newest signed edition seen in each lane, kept from one run to the next.
//!
//! It protects twice: against a relay that shows an old board, and against a clock that is behind,
//! as time has gone on at least to the hour of an edition that a desk has signed.

use std::collections::BTreeMap;
use std::path::Path;

use crypto_core::Edition;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::home;

/// Sixteen lanes.
const BYTES: u64 = 4 << 10;
const FILE: &str = "board.json";

/// By lane.
#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Seen(BTreeMap<u8, Mark>);

#[derive(Serialize, Deserialize)]
struct Mark {
    number: u64,
    /// Seconds since 1970.
    hour: i64,
}

impl Seen {
    /// Reads what was seen for the organisation of this folder; nothing if it cannot be read.
    pub(crate) fn read(folder: &Path) -> Self {
        home::read_bounded(&folder.join(FILE), BYTES)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Stores it. Only a protection is lost if it cannot be written.
    pub(crate) fn write(&self, folder: &Path) {
        if let Ok(json) = serde_json::to_vec(self) {
            let _ = home::write_bytes(&folder.join(FILE), true, &json);
        }
    }

    /// Notes an edition whose signature was verified.
    pub(crate) fn note(&mut self, edition: &Edition) {
        let mark = Mark {
            number: edition.number(),
            hour: edition.hour().as_second(),
        };
        self.0.insert(edition.lane(), mark);
    }

    /// Returns the number of the newest edition seen in a lane; 0 for none.
    pub(crate) fn number(&self, lane: u8) -> u64 {
        self.0.get(&lane).map_or(0, |mark| mark.number)
    }

    /// Returns the latest hour of all lanes.
    pub(crate) fn latest_hour(&self) -> Option<Timestamp> {
        let latest = self.0.values().map(|mark| mark.hour).max()?;
        Timestamp::from_second(latest).ok()
    }
}
