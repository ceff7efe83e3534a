//! The stick's two indexes: when letters arrived, and their sums.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::link::is_hour;
use super::stick::{Stick, StickError};
use crate::digest::{BlobId, Id16};

const ARRIVALS: &str = "arrivals.json";
/// Where an `arrivals.json` that cannot be read is kept.
const DAMAGED: &str = "arrivals.json.damaged";
const SUMS: &str = "SHA256SUMS";
/// The longest index that is read, in bytes: some 400 000 letters.
const MAX_INDEX_BYTES: u64 = 64 << 20;

/// The hour at which each letter came to each relay.
#[derive(Debug, Default)]
pub(super) struct Index {
    arrivals: BTreeMap<BlobId, BTreeMap<Id16, String>>,
    /// The extension of a later version, kept as it was.
    x: Option<Value>,
    /// Whether the file on the stick could not be read.
    pub(super) was_damaged: bool,
}

/// `arrivals.json` as it is written.
#[derive(Serialize)]
struct File<'a> {
    #[serde(flatten)]
    arrivals: BTreeMap<BlobId, &'a BTreeMap<Id16, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    x: &'a Option<Value>,
}

impl Index {
    /// Reads `arrivals.json`. A damaged one is put aside: what it said of letters that relays
    /// still hold is learnt again from them.
    pub(super) fn read(stick: &Stick) -> Result<Self, StickError> {
        let path = stick.path(ARRIVALS);
        let Some(bytes) = stick.read(&path, MAX_INDEX_BYTES)? else {
            return Ok(Self::default());
        };
        let Ok(mut map) = serde_json::from_slice::<Map<String, Value>>(&bytes) else {
            stick.write(&stick.path(DAMAGED), &bytes)?;
            return Ok(Self {
                was_damaged: true,
                ..Self::default()
            });
        };
        let x = map.remove("x");
        let mut arrivals = BTreeMap::new();
        for (name, hours) in map {
            let (Ok(id), Ok(mut hours)) = (
                name.parse::<BlobId>(),
                BTreeMap::<Id16, String>::deserialize(hours),
            ) else {
                continue;
            };
            hours.retain(|_, hour| is_hour(hour));
            arrivals.insert(id, hours);
        }
        Ok(Self {
            arrivals,
            x,
            was_damaged: false,
        })
    }

    /// Notes that a relay has a letter since an hour. The earliest hour stays.
    pub(super) fn note(&mut self, letter: BlobId, relay: Id16, hour: &str) {
        match self.arrivals.entry(letter).or_default().entry(relay) {
            Entry::Vacant(entry) => {
                entry.insert(hour.to_owned());
            }
            // Hours are of one length and in UTC, so they compare as text.
            Entry::Occupied(mut entry) if hour < entry.get().as_str() => {
                entry.insert(hour.to_owned());
            }
            Entry::Occupied(_) => {}
        }
    }

    /// Writes both indexes, if they changed, for exactly the letters that are on the stick.
    pub(super) fn save(&self, stick: &Stick) -> Result<(), StickError> {
        let mut letters = stick.letters()?;
        letters.sort_unstable();
        let arrivals = letters
            .iter()
            .filter_map(|id| Some((*id, self.arrivals.get(id)?)))
            .collect();
        let file = File {
            arrivals,
            x: &self.x,
        };
        let mut json =
            serde_json::to_vec_pretty(&file).expect("maps with text keys always become JSON");
        json.push(b'\n');
        // One line each: hash, two spaces, name, as sha256sum writes and checks them.
        let mut sums = String::with_capacity(letters.len() * 143);
        for id in &letters {
            let id = id.to_string();
            sums.push_str(&id);
            sums.push_str("  inbox/");
            sums.push_str(&id);
            sums.push_str(".age\n");
        }
        for (name, bytes) in [(ARRIVALS, &json[..]), (SUMS, sums.as_bytes())] {
            // `sha256sum -c` calls an empty list malformed: none is begun without a letter.
            if !letters.is_empty() || stick.open_file(&stick.path(name))?.is_some() {
                replace(stick, name, bytes)?;
            }
        }
        Ok(())
    }
}

/// Writes a file unless it has this content already.
fn replace(stick: &Stick, name: &str, bytes: &[u8]) -> Result<(), StickError> {
    let path = stick.path(name);
    if stick.read(&path, MAX_INDEX_BYTES)?.as_deref() == Some(bytes) {
        return Ok(());
    }
    stick.write(&path, bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use std::fs;

    use super::*;

    #[test]
    fn the_earliest_hour_of_each_relay_stays_and_only_letters_that_are_there_are_listed() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("relays")).unwrap();
        let stick = Stick::open(folder.path()).unwrap();
        let (here, gone) = (BlobId::of(b"here"), BlobId::of(b"gone"));
        let (one, two) = (Id16::from_bytes([1; 16]), Id16::from_bytes([2; 16]));
        fs::write(stick.letter(here), b"here").unwrap();
        let before = format!(
            "{{\"x\": {{\"later\": 1}}, \"{here}\": {{\"{one}\": \"2026-11-23T14:00:00Z\"}}, \
             \"noise\": 3}}"
        );
        fs::write(stick.path(ARRIVALS), before).unwrap();
        let mut index = Index::read(&stick).unwrap();
        index.note(here, one, "2026-11-23T15:00:00Z");
        index.note(here, two, "2026-11-23T16:00:00Z");
        index.note(here, two, "2026-11-23T13:00:00Z");
        index.note(gone, two, "2026-11-23T13:00:00Z");
        index.save(&stick).unwrap();
        let text = fs::read_to_string(stick.path(ARRIVALS)).unwrap();
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                here.to_string(): {
                    one.to_string(): "2026-11-23T14:00:00Z",
                    two.to_string(): "2026-11-23T13:00:00Z",
                },
                "x": {"later": 1},
            })
        );
        assert_eq!(
            fs::read_to_string(stick.path(SUMS)).unwrap(),
            format!("{here}  inbox/{here}.age\n")
        );
    }

    #[test]
    fn a_damaged_index_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("relays")).unwrap();
        let stick = Stick::open(folder.path()).unwrap();
        fs::write(stick.path(ARRIVALS), b"{\"torn").unwrap();
        let index = Index::read(&stick).unwrap();
        assert!(index.was_damaged);
        index.save(&stick).unwrap();
        assert_eq!(fs::read(stick.path(DAMAGED)).unwrap(), b"{\"torn");
        assert!(!Index::read(&stick).unwrap().was_damaged);
    }
}
