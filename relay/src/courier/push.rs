//! From the stick to a relay.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::link::{About, Credential, Link, Taken};
use super::outgoing::{Outgoing, Signed, Unsendable};
use super::progress::Progress;
use super::report::Report;
use super::state::State;
use super::stick::Stick;
use super::trouble::{Halt, Trouble};
use super::trust::Trust;
use super::upload::Upload;
use crate::digest::Id16;
use crate::signed::{Edition, Envelope};

/// The longest board, in bytes: sixteen lanes whose envelopes are as long as can be would be
/// 64 MiB; real ones are some 20 KiB each.
const MAX_BOARD_BYTES: u64 = 32 << 20;

/// From this length on, in bytes, the envelope is offered alone before its blobs are sent.
const OFFERED_BYTES: u64 = 1 << 20;

#[derive(Deserialize)]
struct Board {
    lanes: Vec<Envelope>,
}

/// Reads bytes as a board, as a fuzzer wants it.
pub(super) fn read_any(bytes: &[u8]) {
    if let Ok(board) = serde_json::from_slice::<Board>(bytes) {
        for envelope in board.lanes {
            let _ = Edition::read(envelope.document.as_bytes());
        }
    }
}

/// One visit to one relay, as far as pushing goes.
pub(super) struct Push<'a> {
    pub(super) stick: &'a Stick,
    pub(super) link: &'a Link,
    pub(super) name: &'a str,
    pub(super) relay: Id16,
    pub(super) outgoing: &'a Outgoing,
    pub(super) progress: &'a Progress,
    pub(super) report: &'a mut Report,
    /// What turned out to be damaged when it was to be sent.
    pub(super) unsendable: Vec<Unsendable>,
}

impl Push<'_> {
    /// Sends what the relay does not have yet: the public release first, because everything
    /// else is checked with the keys in it.
    pub(super) fn all(&mut self, about: &About, trust: &mut Trust) -> Result<(), Halt> {
        let published = match self.release(about, trust) {
            Err(Halt::Relay(trouble)) if !trouble.ends_the_visit() => {
                self.report.trouble(trouble);
                about.public.is_some()
            }
            done => done?,
        };
        if !published {
            // Nothing is wrong as long as there is nothing to send.
            return if self.has_more() {
                Err(Trouble::Unpublished.into())
            } else {
                Ok(())
            };
        }
        self.editions()?;
        let mut state = State::read(self.stick, self.name, self.relay)?;
        self.parcels(&mut state)?;
        self.acknowledgements(&mut state)
    }

    fn has_more(&self) -> bool {
        let ours = |relays: &Vec<Id16>| relays.contains(&self.relay);
        !self.outgoing.editions.is_empty()
            || !self.outgoing.parcels.is_empty()
            || (self.outgoing.acknowledgements.iter()).any(|list| ours(&list.relays))
    }

    /// Sends the public release; tells whether the relay then has one.
    fn release(&mut self, about: &About, trust: &mut Trust) -> Result<bool, Halt> {
        let Some(release) = &self.outgoing.release else {
            return Ok(about.public.is_some());
        };
        let content = &release.content;
        trust.agrees(&content.root)?;
        // Numbers compare only under one key; what follows a change of key is the relay's to
        // judge, which knows what was announced.
        let same_root = about.root.as_ref() == Some(&content.root);
        if same_root && about.public.is_some_and(|shown| shown >= content.number) {
            self.report.later_release = about.public > Some(content.number);
            return Ok(true);
        }
        if about.root.is_none() {
            trust.confirm(&content.root, self.progress)?;
        }
        let root = about.root.is_none().then(|| content.root.as_str());
        match self.put("/v1/public", root, release) {
            Ok(Some(Taken::Yes)) => {
                self.report.release = true;
                Ok(true)
            }
            Ok(_) => Ok(about.public.is_some()),
            Err(Halt::Relay(Trouble::Refused)) if about.root.is_some() && !same_root => {
                Err(Trouble::RootChanged.into())
            }
            Err(halt) => Err(halt),
        }
    }

    fn editions(&mut self) -> Result<(), Halt> {
        let outgoing = self.outgoing;
        if outgoing.editions.is_empty() {
            return Ok(());
        }
        let board: Board = self
            .link
            .json("/v1/board", Credential::None, MAX_BOARD_BYTES)?;
        let shown: BTreeMap<u8, (u64, String)> = board
            .lanes
            .into_iter()
            .filter_map(|envelope| {
                let edition = Edition::read(envelope.document.as_bytes()).ok()?;
                Some((edition.lane, (edition.number, envelope.document)))
            })
            .collect();
        for edition in &outgoing.editions {
            match shown.get(&edition.content.lane) {
                Some((number, document)) if *number == edition.content.number => {
                    // Two editions with one number: one of them is not what its desk made last.
                    if *document != edition.envelope.document {
                        self.report.trouble(Trouble::Refused);
                    }
                    continue;
                }
                Some((number, _)) if *number > edition.content.number => continue,
                _ => {}
            }
            let put = self.put("/v1/board", None, edition);
            if self.outcome(put)? == Some(Taken::Yes) {
                self.report.editions += 1;
            }
        }
        Ok(())
    }

    fn parcels(&mut self, state: &mut State) -> Result<(), Halt> {
        let outgoing = self.outgoing;
        let today = jiff::tz::Offset::UTC
            .to_datetime(jiff::Timestamp::now())
            .date();
        for parcel in &outgoing.parcels {
            let note = &parcel.content;
            if note.last_day() < today {
                continue;
            }
            // A new note of a parcel that is there may prolong it, so that asking whether the
            // parcel is there is not enough.
            if state.has_parcel(note.sha256, note.number) && self.link.has_parcel(note.sha256)? {
                continue;
            }
            let put = self.put("/v1/parcels", None, parcel);
            if let Some(taken) = self.outcome(put)? {
                state.parcel(self.stick, note.sha256, note.number)?;
                self.report.parcels += u64::from(taken == Taken::Yes);
            }
        }
        Ok(())
    }

    fn acknowledgements(&mut self, state: &mut State) -> Result<(), Halt> {
        let outgoing = self.outgoing;
        for list in &outgoing.acknowledgements {
            if !list.relays.contains(&self.relay) || state.has_acknowledgement(list.sha256) {
                continue;
            }
            let envelope = match list.envelope(self.stick)? {
                Ok(envelope) => envelope,
                Err(unsendable) => {
                    self.unsendable.push(unsendable);
                    continue;
                }
            };
            let posted = self
                .link
                .post("/v1/inbox/acknowledged", &envelope.to_json())
                .map(Some)
                .map_err(Halt::from);
            if let Some(taken) = self.outcome(posted)? {
                let here = |known: &_| {
                    let mut lists = outgoing.acknowledgements.iter();
                    lists.any(|list| list.sha256 == *known)
                };
                state.acknowledged(self.stick, list.sha256, here)?;
                self.report.acknowledgements += u64::from(taken == Taken::Yes);
            }
        }
        Ok(())
    }

    /// Sends one signed upload, unless its files on the stick are damaged.
    fn put<T>(
        &mut self,
        path: &str,
        root: Option<&str>,
        signed: &Signed<T>,
    ) -> Result<Option<Taken>, Halt> {
        let blobs = match signed.check(self.stick)? {
            Ok(blobs) => blobs,
            Err(unsendable) => {
                self.unsendable.push(unsendable);
                return Ok(None);
            }
        };
        let mut upload = Upload::new(self.stick, self.progress, &signed.envelope, blobs);
        if upload.length() >= OFFERED_BYTES {
            let mut offer = Upload::offer(self.stick, self.progress, &signed.envelope);
            match self.link.put(path, root, &mut offer)? {
                Taken::Wanted => {}
                taken => return Ok(Some(taken)),
            }
        }
        let what = format!("sending {}", signed.what);
        self.progress.begin(self.name, &what, upload.length());
        let taken = self.link.put(path, root, &mut upload);
        self.progress.end();
        taken.map(Some)
    }

    /// Notes a refusal that concerns one document only, and lets the others have their try.
    fn outcome(&mut self, sent: Result<Option<Taken>, Halt>) -> Result<Option<Taken>, Halt> {
        match sent {
            Err(Halt::Relay(
                trouble @ (Trouble::Refused
                | Trouble::NoRoom
                | Trouble::TooLarge
                | Trouble::Status(_)),
            )) => {
                self.report.trouble(trouble);
                Ok(None)
            }
            other => other,
        }
    }
}
