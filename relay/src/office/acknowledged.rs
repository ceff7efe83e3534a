//! Deletion: thirty days after a desk said that it holds a letter, ninety after all desks said
//! that none can open it.

use std::collections::HashSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Office, PushError};
use crate::digest::BlobId;
use crate::hour::Hour;
use crate::signed::{Acknowledgement, Envelope, Reason, SignedError};
use crate::storage::{Deletion, Document};

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
            let Some(bytes) = self.store.read_document(document)? else {
                continue;
            };
            // A list that a failing disk has damaged stays where it is, and must not keep the
            // other lists and the hour's turn from their work.
            let Some((letters, limit)) = read(&bytes) else {
                tracing::warn!("a list of letters to delete is damaged and left alone");
                continue;
            };
            deleted += self.store.remove_letters(&letters, limit)?;
            self.store.remove_document(document)?;
        }
        Ok(deleted)
    }
}

fn read(bytes: &[u8]) -> Option<(HashSet<BlobId>, Hour)> {
    let waiting: Waiting = serde_json::from_slice(bytes).ok()?;
    let limit = Hour::from_folder(&waiting.no_later_than)?;
    Some((waiting.letters.into_iter().collect(), limit))
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("names and numbers always become JSON")
}
