//! The board: one desk's waiting replies (protocol 9.3).

mod compose;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::document::{
    self, DocumentError, DocumentType, Envelope, JsonExtension, Signed, malformed,
};
use crate::reply::REPLY_BYTES;
use crate::{Digest, Organisation, OrganisationId, ReceiptPublic, SigningKey, Slot, calendar};

pub use compose::{Composed, EditionError};

/// Replies in one chunk.
pub const CHUNK_REPLIES: usize = 16;
/// Bytes of one chunk.
pub const CHUNK_BYTES: usize = CHUNK_REPLIES * REPLY_BYTES;
const MIN_SLOTS: usize = 32;
const MAX_SLOTS: usize = 16_384;
const MAX_BYTES: usize = 4 << 20;
const MAX_LANE: u8 = 15;
/// Replies to one receipt in one lane.
const REPLIES_PER_LANE: u32 = 256;

/// One desk's list of waiting replies. It cannot be changed: a desk composes a new one.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    record: Record,
    /// The exact bytes of the document.
    bytes: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    organisation: OrganisationId,
    number: u64,
    lane: u8,
    #[serde(with = "calendar::time")]
    hour: Timestamp,
    slots: Vec<Slot>,
    chunks: Vec<Digest>,
    #[serde(default, skip_serializing_if = "JsonExtension::is_empty")]
    x: JsonExtension,
}

/// Where a reply to a receipt waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Number of the reply.
    pub n: u32,
    /// Chunk to fetch.
    pub chunk: usize,
    /// Place in the chunk, 0 to 15.
    pub index: usize,
    /// Its slot.
    pub slot: Slot,
}

impl Edition {
    /// Reads an edition without looking at its signature.
    ///
    /// # Errors
    ///
    /// Any [`DocumentError`] but those of signatures.
    pub fn parse(bytes: &[u8]) -> Result<Self, DocumentError> {
        let value = document::open(bytes, DocumentType::Edition, MAX_BYTES)?;
        let record: Record = document::body(value)?;
        record.validate()?;
        Ok(Self {
            record,
            bytes: bytes.to_vec(),
        })
    }

    /// Reads an edition signed by the desk of its lane.
    ///
    /// # Errors
    ///
    /// Any [`DocumentError`].
    pub fn verify(envelope: &Envelope, organisation: &Organisation) -> Result<Self, DocumentError> {
        let edition = Self::parse(envelope.document.as_bytes())?;
        let Record {
            organisation: id,
            lane,
            ..
        } = edition.record;
        if id != organisation.id {
            return Err(DocumentError::OtherOrganisation);
        }
        let key = organisation
            .desk(lane)
            .ok_or(DocumentError::UnknownDesk { lane })?;
        document::verify(envelope.document.as_bytes(), &envelope.signature, key)?;
        Ok(edition)
    }

    /// Signs the edition with the key of its lane's desk.
    pub fn sign(&self, desk: &SigningKey) -> Signed {
        document::sign(
            DocumentType::Edition,
            self.record.organisation,
            self.record.number,
            self.bytes.clone(),
            desk,
        )
    }

    /// Returns the exact bytes of `edition.json`.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the id by which a relay serves the chunks.
    pub fn id(&self) -> Digest {
        Digest::of(&self.bytes)
    }

    /// Returns whose edition it is.
    pub const fn organisation(&self) -> OrganisationId {
        self.record.organisation
    }

    /// Returns the number, which rises with every edition of the lane.
    pub const fn number(&self) -> u64 {
        self.record.number
    }

    /// Returns the lane, 0 to 15.
    pub const fn lane(&self) -> u8 {
        self.record.lane
    }

    /// Returns the hour in which it was composed.
    pub const fn hour(&self) -> Timestamp {
        self.record.hour
    }

    /// Returns the slots, sorted.
    pub fn slots(&self) -> &[Slot] {
        &self.record.slots
    }

    /// Returns the SHA-256 of every chunk.
    pub fn chunks(&self) -> &[Digest] {
        &self.record.chunks
    }

    /// Finds the replies to a receipt, newest first.
    pub fn find(&self, receipt: &ReceiptPublic) -> Vec<Found> {
        (0..REPLIES_PER_LANE)
            .rev()
            .filter_map(|n| {
                let slot = receipt.slot(self.record.lane, n);
                let place = self.record.slots.binary_search(&slot).ok()?;
                Some(Found {
                    n,
                    chunk: place / CHUNK_REPLIES,
                    index: place % CHUNK_REPLIES,
                    slot,
                })
            })
            .collect()
    }

    /// Returns the chunk to fetch when no reply waits: the one where the receipt's first slot in
    /// this lane would lie.
    ///
    /// So that a fetch never shows whether there was a reply, and the same chunk is asked for
    /// before and after the first one comes.
    pub fn decoy_chunk(&self, receipt: &ReceiptPublic) -> usize {
        let slot = receipt.slot(self.record.lane, 0);
        let place = self.record.slots.partition_point(|other| *other < slot);
        place.min(self.record.slots.len() - 1) / CHUNK_REPLIES
    }

    /// Checks the bytes of a fetched chunk.
    ///
    /// # Errors
    ///
    /// [`DocumentError::Malformed`] if they are not that chunk of this edition.
    pub fn check_chunk(&self, chunk: usize, bytes: &[u8]) -> Result<(), DocumentError> {
        let expected = self.record.chunks.get(chunk);
        if bytes.len() == CHUNK_BYTES && expected == Some(&Digest::of(bytes)) {
            Ok(())
        } else {
            Err(malformed("a chunk is not the one the edition lists"))
        }
    }

    /// Returns the reply at a place (0 to 15) of a chunk; nothing if the chunk ends before it.
    pub fn reply(chunk: &[u8], index: usize) -> Option<&[u8]> {
        chunk.chunks_exact(REPLY_BYTES).nth(index)
    }
}

impl Record {
    fn validate(&self) -> Result<(), DocumentError> {
        document::check_number(self.number)?;
        if self.lane > MAX_LANE {
            return Err(malformed("a lane above 15"));
        }
        if calendar::hour_of(self.hour) != self.hour {
            return Err(malformed("hour is not a whole hour"));
        }
        let count = self.slots.len();
        if !(MIN_SLOTS..=MAX_SLOTS).contains(&count) || !count.is_multiple_of(CHUNK_REPLIES) {
            return Err(malformed("not a possible number of slots"));
        }
        if !self.slots.is_sorted_by(|a, b| a < b) {
            return Err(malformed("slots are not sorted, or one occurs twice"));
        }
        if self.chunks.len() * CHUNK_REPLIES != count {
            return Err(malformed("not one chunk for each 16 slots"));
        }
        Ok(())
    }
}
