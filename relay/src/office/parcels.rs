//! Parcels: larger files for receipt holders, kept until their last day.

use std::collections::HashSet;

use jiff::Timestamp;

use super::{Office, PushError};
use crate::digest::BlobId;
use crate::hour::Hour;
use crate::signed::{Envelope, ParcelNote, SignedError};
use crate::storage::{Document, Shelf};

/// What to do with a pushed parcel.
pub(crate) enum ParcelCheck {
    /// The parcel is there; its note was brought up to date.
    Already,
    /// The parcel itself is wanted.
    New(Box<ParcelNote>),
}

impl Office {
    /// Checks a parcel's note before the parcel is read.
    ///
    /// Notes may come in any order: each speaks of its own parcel only, and one that is played
    /// again after its last day is refused as expired.
    pub(crate) fn check_parcel(
        &self,
        envelope: &Envelope,
        now: Timestamp,
    ) -> Result<ParcelCheck, PushError> {
        let publication = self.publication().ok_or(PushError::NotPublished)?;
        let note = ParcelNote::read(envelope.document.as_bytes())?;
        if note.organisation != publication.release.organisation {
            return Err(PushError::WrongOrganisation);
        }
        let key = publication.organisation.desk(note.lane);
        envelope.verify(key.ok_or(SignedError::WrongSignature)?)?;
        let hour = Hour::of(now);
        if note.last_day() < hour.day() {
            return Err(PushError::Expired);
        }
        if self.store.open(Shelf::Parcels, &note.sha256)?.is_none() {
            return Ok(ParcelCheck::New(Box::new(note)));
        }
        let kept_until = match self.parcel_note(&note.sha256) {
            // Damaged: the good one takes its place.
            Err(PushError::Signed(_)) => None,
            kept => kept?.map(|kept| kept.last_day()),
        };
        if kept_until.is_none_or(|day| day < note.last_day()) {
            self.keep_note(envelope, &note.sha256, now)?;
        }
        Ok(ParcelCheck::Already)
    }

    /// Keeps the note of a parcel that is kept.
    pub(crate) fn keep_note(
        &self,
        envelope: &Envelope,
        id: &BlobId,
        now: Timestamp,
    ) -> Result<(), PushError> {
        let document = Document::ParcelNote(*id);
        Ok(self
            .store
            .write_document(document, &envelope.to_json(), Hour::of(now))?)
    }

    /// Deletes parcels whose last day is over, and those that never got a note.
    pub(super) fn expire_parcels(&self, hour: Hour) -> Result<usize, PushError> {
        let mut all = HashSet::new();
        self.store.visit(Shelf::Parcels, &mut |id| {
            all.insert(id);
        })?;
        let mut expired = 0;
        for id in all {
            let last_day = match self.parcel_note(&id) {
                // Damaged: the parcel stays until a good note comes, and the others have their
                // turn.
                Err(PushError::Signed(_)) => continue,
                note => note?.map(|note| note.last_day()),
            };
            if last_day.is_none_or(|day| day < hour.day()) {
                self.store.remove(Shelf::Parcels, &id)?;
                self.store.remove_document(Document::ParcelNote(id))?;
                expired += 1;
            }
        }
        Ok(expired)
    }

    fn parcel_note(&self, id: &BlobId) -> Result<Option<ParcelNote>, PushError> {
        let Some(bytes) = self.store.read_document(Document::ParcelNote(*id))? else {
            return Ok(None);
        };
        let envelope = Envelope::from_json(&bytes)?;
        Ok(Some(ParcelNote::read(envelope.document.as_bytes())?))
    }
}
