//! Deletion: thirty days after a desk said that it holds a letter, ninety after all desks said
//! that none can open it. Days by the clock, and as many hours that the relay itself has seen pass.

use std::collections::HashSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::lived::Lived;
use super::{Office, PushError};
use crate::digest::BlobId;
use crate::hour::Hour;
use crate::signed::{Acknowledgement, Envelope, Reason, SignedError};
use crate::storage::{Deletion, Document, Store};

/// Days from the acknowledgement to the deletion.
const fn days_kept(reason: Reason) -> i64 {
    match reason {
        Reason::Imported => 30,
        Reason::SetAside => 90,
    }
}

/// A list of letters that waits for its hour.
#[derive(Serialize, Deserialize)]
struct Waiting {
    /// Letters that came later than the acknowledgement are not meant: the same letter sent
    /// once more is a new arrival.
    no_later_than: String,
    letters: Vec<BlobId>,
    /// The hours that the relay had seen pass when the list came. The letters are deleted when
    /// it has seen as many more as they are kept: a clock that was set ahead deletes nothing.
    #[serde(default)]
    lived: u64,
}

impl Office {
    /// Takes an acknowledgement. One that is not meant for this relay changes nothing.
    ///
    /// Lists may come in any order of their numbers: each only adds marks, and with two sticks
    /// under way a relay that wanted them rising would never hear of the letters of the slower
    /// one. A list that comes again while it waits changes nothing.
    pub(crate) fn acknowledge(&self, envelope: &Envelope, now: Timestamp) -> Result<(), PushError> {
        let publication = self.publication().ok_or(PushError::NotPublished)?;
        let list = Acknowledgement::read(envelope.document.as_bytes())?;
        if list.organisation != publication.release.organisation {
            return Err(PushError::WrongOrganisation);
        }
        let key = publication.organisation.desk(list.lane);
        envelope.verify(key.ok_or(SignedError::WrongSignature)?)?;
        if !list.relays.contains(&self.id) {
            return Ok(());
        }
        let sha256 = BlobId::of(envelope.document.as_bytes());
        let known = self.store.deletions()?;
        let hour = Hour::of(now);
        for reason in [Reason::Imported, Reason::SetAside] {
            let letters: Vec<BlobId> = list
                .letters
                .iter()
                .filter(|letter| letter.reason == reason)
                .map(|letter| letter.sha256)
                .collect();
            let waits = |one: &Deletion| one.list == sha256 && one.reason == reason;
            if letters.is_empty() || known.iter().any(waits) {
                continue;
            }
            let deletion = Deletion {
                due: hour.earlier(-24 * days_kept(reason)),
                list: sha256,
                reason,
            };
            let waiting = Waiting {
                // Letters that came while the clock was ahead are meant too.
                no_later_than: self
                    .store
                    .newest_hour()?
                    .max(Some(hour))
                    .unwrap_or(hour)
                    .folder(),
                letters,
                lived: self.lived(),
            };
            self.store
                .write_document(Document::Deletion(deletion), &json(&waiting), hour)?;
        }
        Ok(())
    }

    /// Deletes the letters that are due.
    pub(super) fn delete_due(&self, hour: Hour) -> Result<usize, PushError> {
        let mut deleted = 0;
        for deletion in self.store.deletions()? {
            if deletion.due > hour {
                break;
            }
            let document = Document::Deletion(deletion);
            let bytes = match self.store.read_document(document) {
                Ok(None) => continue,
                Ok(Some(bytes)) => Some(bytes),
                Err(error) if error.is_damage() => None,
                Err(error) => return Err(error.into()),
            };
            // A list that a failing disk has damaged stays where it is, and must not keep the
            // other lists from their work.
            let Some((letters, limit, since)) = bytes.as_deref().and_then(read) else {
                tracing::warn!("a list of letters to delete is damaged and left alone");
                continue;
            };
            let hours = 24 * days_kept(deletion.reason).unsigned_abs();
            if self.lived() < since.saturating_add(hours) {
                continue;
            }
            deleted += self.store.remove_letters(&letters, limit)?;
            self.store.remove_document(document)?;
        }
        Ok(deleted)
    }
}

/// Tells whether the bytes are a list that can be carried out.
pub(super) fn is_list(bytes: &[u8]) -> bool {
    read(bytes).is_some()
}

/// What the relay remembers of the time. Where that is lost, no list must wait for hours that
/// were counted already.
pub(super) fn lived(store: &dyn Store) -> Result<Option<Lived>, PushError> {
    let stored = read_whole(store, Document::Hours)?;
    if let Some(lived) = stored.as_deref().and_then(Lived::from_json) {
        return Ok(Some(lived));
    }
    let mut known: Option<Lived> = None;
    for deletion in store.deletions()? {
        let bytes = read_whole(store, Document::Deletion(deletion))?;
        let Some((_, _, hours)) = bytes.as_deref().and_then(read) else {
            continue;
        };
        let last = deletion.due.earlier(24 * days_kept(deletion.reason));
        if known.is_none_or(|known| known.hours < hours) {
            known = Some(Lived { last, hours });
        }
    }
    Ok(known)
}

/// Reads a document; none also where the disk no longer gives its bytes, without which a relay
/// can start all the same.
fn read_whole(store: &dyn Store, name: Document) -> Result<Option<Vec<u8>>, PushError> {
    match store.read_document(name) {
        Err(error) if error.is_damage() => Ok(None),
        read => Ok(read?),
    }
}

fn read(bytes: &[u8]) -> Option<(HashSet<BlobId>, Hour, u64)> {
    let waiting: Waiting = serde_json::from_slice(bytes).ok()?;
    let limit = Hour::from_folder(&waiting.no_later_than)?;
    let letters = waiting.letters.into_iter().collect();
    Some((letters, limit, waiting.lived))
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("names and numbers always become JSON")
}
