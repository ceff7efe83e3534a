//! What a relay has accepted from this stick, remembered on the stick itself.
//!
//! Only a shortcut: without it everything is offered again, and the relay says what it has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::stick::{Stick, StickError};
use crate::digest::{BlobId, Id16};

const MAX_STATE_BYTES: u64 = 8 << 20;

/// `relays/<name>.state`. Not `.json`: whoever reads every card must not meet it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    version: u64,
    relay: Id16,
    /// The hashes of the acknowledgements that the relay accepted. Not their highest number: a
    /// second stick may bring a lower one later.
    acknowledged: BTreeSet<BlobId>,
    /// Parcel to the number of the note that the relay accepted.
    parcels: BTreeMap<BlobId, u64>,
    #[serde(skip)]
    path: PathBuf,
}

impl State {
    /// Reads the state of a relay; an unreadable one, or one of another relay, is as good as
    /// none.
    pub(super) fn read(stick: &Stick, name: &str, relay: Id16) -> Result<Self, StickError> {
        let path = stick.path("relays").join(format!("{name}.state"));
        let read = stick
            .read(&path, MAX_STATE_BYTES)?
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok())
            .filter(|state| state.version == 1 && state.relay == relay);
        let mut state = read.unwrap_or_else(|| Self {
            version: 1,
            relay,
            acknowledged: BTreeSet::new(),
            parcels: BTreeMap::new(),
            path: PathBuf::new(),
        });
        state.path = path;
        Ok(state)
    }

    /// Tells whether the relay accepted this acknowledgement.
    pub(super) fn has_acknowledgement(&self, list: BlobId) -> bool {
        self.acknowledged.contains(&list)
    }

    /// Notes an acknowledgement, and forgets those that are no longer on the stick.
    pub(super) fn acknowledged(
        &mut self,
        stick: &Stick,
        list: BlobId,
        on_the_stick: impl Fn(&BlobId) -> bool,
    ) -> Result<(), StickError> {
        self.acknowledged.retain(on_the_stick);
        self.acknowledged.insert(list);
        self.save(stick)
    }

    /// Tells whether the relay accepted this note of a parcel.
    pub(super) fn has_parcel(&self, parcel: BlobId, number: u64) -> bool {
        self.parcels
            .get(&parcel)
            .is_some_and(|last| *last >= number)
    }

    /// Notes a parcel.
    pub(super) fn parcel(
        &mut self,
        stick: &Stick,
        parcel: BlobId,
        number: u64,
    ) -> Result<(), StickError> {
        self.parcels.insert(parcel, number);
        self.save(stick)
    }

    fn save(&self, stick: &Stick) -> Result<(), StickError> {
        let json = serde_json::to_vec(self).expect("maps with text keys always become JSON");
        match stick.write(&self.path, &json) {
            // A stick without room can still carry things to the relays: what was not noted is
            // offered again next time.
            Err(StickError::Full) => Ok(()),
            done => done,
        }
    }
}
