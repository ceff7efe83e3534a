//! What the journal says, indexed in memory: where each event lies, and everything that belongs
//! to the organisation rather than to a case.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{Digest, Form, Organisation, ReplyId};
use jiff::Timestamp;

use crate::model::{CaseId, Clock, DeviceId, EventBody, EventHead, LetterTag, Summary};

/// The last organisation file that was published.
pub(super) struct Published {
    pub(super) document: String,
    pub(super) signature: String,
    pub(super) organisation: Organisation,
}

/// The index.
#[derive(Default)]
pub(super) struct Index {
    /// Frame of each event.
    pub(super) frames: BTreeMap<(DeviceId, u64), u64>,
    /// Next sequence number and hash of the last event of each device.
    pub(super) heads: BTreeMap<DeviceId, (u64, Digest)>,
    /// How many events of each device there should be, by what the keyring remembers.
    pub(super) expected: BTreeMap<DeviceId, u64>,
    /// Frames of each case, destroyed ones included.
    pub(super) cases: BTreeMap<CaseId, Vec<u64>>,
    pub(super) clock: Clock,
    pub(super) summaries: BTreeMap<CaseId, Summary>,
    /// Case of each sealed letter.
    pub(super) letters: BTreeMap<Digest, CaseId>,
    pub(super) destroyed: BTreeSet<CaseId>,
    pub(super) destroyed_letters: BTreeSet<LetterTag>,
    pub(super) covers: BTreeSet<LetterTag>,
    /// Lanes that could not open a letter.
    pub(super) aside: BTreeMap<LetterTag, BTreeSet<u8>>,
    pub(super) released: BTreeSet<LetterTag>,
    /// Hour of the first edition with each reply.
    pub(super) editions: BTreeMap<ReplyId, Timestamp>,
    pub(super) published: Option<Published>,
    /// A number that two laptops gave to different publications.
    pub(super) published_twice: Option<u64>,
    pub(super) forms: BTreeMap<Digest, Form>,
}

/// The most lost events that are named one by one: a count that nobody can have reached must not
/// take all memory and time. More follow as these come back.
pub(super) const MOST_LOST: usize = 1 << 20;

impl Index {
    /// Notes an event and where it lies.
    pub(super) fn note(&mut self, frame: u64, head: &EventHead, id: Digest) {
        self.frames.insert((head.device, head.seq), frame);
        let known = self
            .heads
            .entry(head.device)
            .or_insert((0, Digest::from_bytes([0; 32])));
        if head.seq >= known.0 {
            *known = (head.seq + 1, id);
        }
        self.clock = self.clock.max(head.clock);
        if let Some(case) = head.case {
            self.cases.entry(case).or_default().push(frame);
        }
    }

    /// Takes over what an event of the organisation says. Returns whether forms became known.
    pub(super) fn apply(&mut self, body: EventBody) -> bool {
        match body {
            EventBody::Destroyed { case, letters, .. } => {
                self.destroyed.insert(case);
                self.destroyed_letters.extend(letters);
                self.forget(&case);
            }
            EventBody::Cover { letter } => {
                self.covers.insert(letter);
            }
            EventBody::SetAside { letter, lane } => {
                self.aside.entry(letter).or_default().insert(lane);
            }
            EventBody::Edition { hour, replies, .. } => {
                for reply in replies {
                    let first = self.editions.entry(reply).or_insert(hour);
                    *first = hour.min(*first);
                }
            }
            EventBody::Released { letters, .. } => self.released.extend(letters),
            EventBody::Published {
                document,
                signature,
                ..
            } => {
                let Ok(organisation) = Organisation::parse(document.as_bytes()) else {
                    return false;
                };
                for programme in &organisation.programmes {
                    self.forms
                        .insert(programme.form.hash(), programme.form.clone());
                }
                let known = self.published.as_ref();
                let newest = known.is_none_or(|known| {
                    // Two laptops may both have published one number. All of them then hold the
                    // same one of the two for theirs, whichever came first.
                    let key =
                        |number: u64, document: &str| (number, Digest::of(document.as_bytes()));
                    key(known.organisation.number, &known.document)
                        < key(organisation.number, &document)
                });
                let twice = known.is_some_and(|known| {
                    known.organisation.number == organisation.number && known.document != document
                });
                if twice {
                    self.published_twice = Some(organisation.number);
                }
                if newest {
                    self.published = Some(Published {
                        document,
                        signature,
                        organisation,
                    });
                }
                return true;
            }
            _ => {}
        }
        false
    }

    /// Keeps a folded case's summary.
    pub(super) fn keep(&mut self, summary: Summary) {
        let id = summary.row.id;
        for letter in &summary.letters {
            self.letters.insert(letter.sealed, id);
        }
        self.summaries.insert(id, summary);
    }

    fn forget(&mut self, case: &CaseId) {
        self.summaries.remove(case);
        self.letters.retain(|_, of| of != case);
    }

    /// Number of events of each case that is not destroyed.
    pub(super) fn counts(&self) -> BTreeMap<CaseId, u64> {
        self.cases
            .iter()
            .filter(|(id, _)| !self.destroyed.contains(id))
            .map(|(id, frames)| (*id, frames.len() as u64))
            .collect()
    }

    /// Events that should be there and are not: lost frames, at most [`MOST_LOST`] of them.
    pub(super) fn gaps(&self) -> Vec<(DeviceId, u64)> {
        let mut ends = self.expected.clone();
        for (device, (next, _)) in &self.heads {
            let end = ends.entry(*device).or_default();
            *end = (*next).max(*end);
        }
        ends.iter()
            .flat_map(|(device, end)| (0..*end).map(|seq| (*device, seq)))
            .filter(|key| !self.frames.contains_key(key))
            .take(MOST_LOST)
            .collect()
    }

    /// How many events of each device there are.
    pub(super) fn vector(&self) -> BTreeMap<DeviceId, u64> {
        self.heads
            .iter()
            .map(|(device, (next, _))| (*device, *next))
            .collect()
    }
}
