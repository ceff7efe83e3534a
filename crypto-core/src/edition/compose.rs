//! Making an edition out of waiting replies.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rand_core::CryptoRngCore;

use super::{CHUNK_BYTES, CHUNK_REPLIES, Edition, MAX_LANE, MAX_SLOTS, MIN_SLOTS, Record};
use crate::document::{self, DocumentType, JsonExtension};
use crate::reply::{REPLY_BYTES, decoy_reply};
use crate::{Digest, OrganisationId, SealError, Slot, calendar};

/// An edition and what belongs to it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Composed {
    /// The edition.
    pub edition: Edition,
    /// The chunks, in order.
    pub chunks: Vec<Vec<u8>>,
    /// The decoys in it: keep them for the next edition.
    pub decoys: Vec<(Slot, Vec<u8>)>,
}

/// Why no edition could be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EditionError {
    /// Two replies want the same slot.
    #[error("two replies have the same slot")]
    DuplicateSlot,
    /// The lane, the hour or the number is not one that an edition can have.
    #[error("not a possible lane, hour or number")]
    Head,
    /// A reply is not exactly as long as every other.
    #[error("a reply is not {REPLY_BYTES} bytes long")]
    ReplyLength,
    /// A decoy could not be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// More replies than a board holds.
    #[error("more than {MAX_SLOTS} replies")]
    TooMany,
}

impl Edition {
    /// Makes an edition of all waiting replies, filled with decoys to a multiple of sixteen and
    /// never under thirty-two.
    ///
    /// `decoys` are those of the lane's previous edition. They stay, as replies do: if each
    /// edition came with new ones, whoever compares two editions would see which slots are not
    /// decoys. Where a reply needs the room, the decoy that goes is drawn at random.
    ///
    /// # Errors
    ///
    /// Any [`EditionError`].
    pub fn compose(
        rng: &mut impl CryptoRngCore,
        organisation: OrganisationId,
        number: u64,
        lane: u8,
        hour: Timestamp,
        replies: Vec<(Slot, Vec<u8>)>,
        decoys: Vec<(Slot, Vec<u8>)>,
    ) -> Result<Composed, EditionError> {
        if lane > MAX_LANE
            || calendar::hour_of(hour) != hour
            || document::check_number(number).is_err()
        {
            return Err(EditionError::Head);
        }
        let count = replies.len();
        let mut board = BTreeMap::new();
        for (slot, reply) in replies {
            if reply.len() != REPLY_BYTES {
                return Err(EditionError::ReplyLength);
            }
            if board.insert(slot, reply).is_some() {
                return Err(EditionError::DuplicateSlot);
            }
        }
        let total = count.max(MIN_SLOTS).next_multiple_of(CHUNK_REPLIES);
        if total > MAX_SLOTS {
            return Err(EditionError::TooMany);
        }
        let decoys = fill(rng, &mut board, total, decoys)?;

        let slots = board.keys().copied().collect();
        let mut chunks = Vec::with_capacity(total / CHUNK_REPLIES);
        let mut chunk = Vec::with_capacity(CHUNK_BYTES);
        for reply in board.into_values() {
            chunk.extend_from_slice(&reply);
            if chunk.len() == CHUNK_BYTES {
                chunks.push(std::mem::replace(
                    &mut chunk,
                    Vec::with_capacity(CHUNK_BYTES),
                ));
            }
        }
        let record = Record {
            organisation,
            number,
            lane,
            hour,
            slots,
            chunks: chunks.iter().map(|chunk| Digest::of(chunk)).collect(),
            x: JsonExtension::new(),
        };
        let bytes = document::write(DocumentType::Edition, &record);
        Ok(Composed {
            edition: Self { record, bytes },
            chunks,
            decoys,
        })
    }
}

/// Fills the board up with decoys, old ones first; returns those that are in it.
fn fill(
    rng: &mut impl CryptoRngCore,
    board: &mut BTreeMap<Slot, Vec<u8>>,
    total: usize,
    mut old: Vec<(Slot, Vec<u8>)>,
) -> Result<Vec<(Slot, Vec<u8>)>, EditionError> {
    let mut decoys = Vec::new();
    while board.len() < total {
        let (slot, reply) = if old.is_empty() {
            (Slot::random(rng), decoy_reply(rng)?)
        } else {
            let drawn = rng.next_u64() % old.len() as u64;
            old.swap_remove(usize::try_from(drawn).unwrap_or_default())
        };
        if reply.len() == REPLY_BYTES && !board.contains_key(&slot) {
            decoys.push((slot, reply.clone()));
            board.insert(slot, reply);
        }
    }
    Ok(decoys)
}
