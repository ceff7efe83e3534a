//! The board as several relays show it: for each lane the newest edition that its desk signed.

use std::collections::BTreeMap;

use crypto_core::{Arg, Edition, Envelope};
use serde::Deserialize;

use crate::error::Error;
use crate::relay_client::{RelayAddress, RelayClient, relay_addresses};
use crate::seen::Seen;
use crate::session::Session;
use crate::trusted::Trusted;

/// Sixteen lanes of at most some tens of thousands of slots.
const BOARD_BYTES: u64 = 64 << 20;

/// One lane's newest edition, and where it was fetched.
pub(super) struct Lane {
    pub(super) edition: Edition,
    address: RelayAddress,
}

impl Lane {
    /// Prepares to fetch a chunk where the edition came from.
    pub(super) fn client(&self, session: &Session) -> Result<RelayClient, Error> {
        RelayClient::new(&self.address, session.socks5.as_ref())
    }
}

/// All lanes, by number.
pub(super) struct Board {
    pub(super) lanes: Vec<Lane>,
}

#[derive(Deserialize)]
struct Listing {
    lanes: Vec<serde_json::Value>,
}

impl Board {
    /// Fetches the board from every relay that can be reached: one that withholds replies is
    /// shown up by the others.
    pub(super) fn fetch(session: &Session, trusted: &Trusted) -> Result<Self, Error> {
        let mut newest: BTreeMap<u8, Lane> = BTreeMap::new();
        let mut seen = Seen::read(&trusted.folder);
        let mut reached = false;
        let mut failed = None;
        let mut done = Vec::new();
        for address in relay_addresses(&trusted.organisation, session.socks5.is_some()) {
            // The onion address and the other one of a relay show the same board.
            if done.contains(&address.relay) {
                continue;
            }
            let listing = RelayClient::new(&address, session.socks5.as_ref())
                .and_then(|client| client.get("/v1/board", BOARD_BYTES));
            let listing = match listing {
                Ok(listing) => listing,
                Err(error) => {
                    failed = Some(error);
                    continue;
                }
            };
            reached = true;
            done.push(address.relay);
            let Ok(editions) = read(&listing, trusted) else {
                session.console.say_with(
                    "warn-relay-wrong",
                    &[("name", Arg::from(address.name.as_str()))],
                );
                continue;
            };
            for edition in editions {
                let lane = edition.lane();
                if edition.number() < seen.number(lane) {
                    session.console.say_with(
                        "warn-relay-older",
                        &[("name", Arg::from(address.name.as_str()))],
                    );
                    continue;
                }
                let is_newer = newest
                    .get(&lane)
                    .is_none_or(|known| known.edition.number() < edition.number());
                if is_newer {
                    let address = address.clone();
                    newest.insert(lane, Lane { edition, address });
                }
            }
        }
        if !reached {
            return Err(failed.unwrap_or(Error::RelayUnreachable));
        }
        for known in newest.values() {
            seen.note(&known.edition);
        }
        seen.write(&trusted.folder);
        Ok(Self {
            lanes: newest.into_values().collect(),
        })
    }
}

/// Reads and verifies the editions of one relay; one that is not signed spoils the whole.
fn read(listing: &[u8], trusted: &Trusted) -> Result<Vec<Edition>, Error> {
    let listing: Listing = serde_json::from_slice(listing).map_err(|_| Error::Board)?;
    listing
        .lanes
        .iter()
        .map(|value| {
            let bytes = serde_json::to_vec(value).map_err(|_| Error::Board)?;
            let envelope = Envelope::parse(&bytes).map_err(|_| Error::Board)?;
            Edition::verify(&envelope, &trusted.organisation).map_err(|_| Error::Board)
        })
        .collect()
}
