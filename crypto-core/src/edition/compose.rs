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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

    use rand_core::OsRng;

    use super::*;
    use crate::{DocumentError, Receipt, SigningKey, is_age, parse_time};

    fn compose(
        replies: Vec<(Slot, Vec<u8>)>,
        decoys: Vec<(Slot, Vec<u8>)>,
    ) -> Result<Composed, EditionError> {
        let hour = parse_time("2026-11-23T14:00:00Z").unwrap();
        let organisation = OrganisationId::from_bytes([1; 16]);
        Edition::compose(&mut OsRng, organisation, 1, 3, hour, replies, decoys)
    }

    fn reply(n: u8) -> (Slot, Vec<u8>) {
        (Slot::from_bytes([n; 16]), vec![n; REPLY_BYTES])
    }

    #[test]
    fn an_empty_board_looks_like_any_other() {
        let Composed {
            edition,
            chunks,
            decoys,
        } = compose(vec![], vec![]).unwrap();
        assert_eq!(
            (edition.slots().len(), chunks.len(), decoys.len()),
            (32, 2, 32)
        );
        for (at, chunk) in chunks.iter().enumerate() {
            assert_eq!(edition.check_chunk(at, chunk), Ok(()));
            for index in 0..CHUNK_REPLIES {
                assert!(is_age(Edition::reply(chunk, index).unwrap()));
            }
            assert_eq!(Edition::reply(chunk, CHUNK_REPLIES), None);
        }
        assert!(edition.check_chunk(0, &chunks[1]).is_err());
        assert!(edition.check_chunk(2, &chunks[1]).is_err());
        let read = Edition::parse(edition.bytes()).unwrap();
        assert_eq!(read, edition);
        assert_eq!(read.id(), Digest::of(edition.bytes()));
        let key = SigningKey::from_seed(&[1; 32]);
        let signed = edition.sign(&key);
        assert_eq!(signed.bytes, edition.bytes());
        assert_eq!(
            key.public().verify_document(&signed.bytes, &signed.minisig),
            Ok(())
        );
    }

    #[test]
    fn sizes() {
        for (replies, slots) in [(0, 32), (1, 32), (32, 32), (33, 48), (48, 48), (49, 64)] {
            let composed = compose((0..replies).map(reply).collect(), vec![]).unwrap();
            assert_eq!(composed.edition.slots().len(), slots, "{replies} replies");
            assert_eq!(composed.decoys.len(), slots - usize::from(replies));
        }
    }

    #[test]
    fn decoys_stay_where_they_are() {
        let first = compose(vec![reply(1)], vec![]).unwrap();
        let second = compose(vec![reply(1), reply(2)], first.decoys.clone()).unwrap();
        let before: Vec<_> = first.edition.slots().to_vec();
        let after: Vec<_> = second.edition.slots().to_vec();
        let gone = before.iter().filter(|slot| !after.contains(slot)).count();
        let new = after.iter().filter(|slot| !before.contains(slot)).count();
        assert_eq!((gone, new), (1, 1), "one decoy made room for one reply");
        for decoy in &second.decoys {
            assert!(first.decoys.contains(decoy), "the same bytes as before");
        }
        // Unchanged replies give an unchanged board.
        let third = compose(vec![reply(1), reply(2)], second.decoys).unwrap();
        assert_eq!(third.chunks, second.chunks);
    }

    #[test]
    fn a_holder_finds_the_reply() {
        let receipt = Receipt::generate(&mut OsRng).public();
        let slots = [receipt.slot(3, 0), receipt.slot(3, 1)];
        let mut replies: Vec<_> = (0..40).map(reply).collect();
        replies.push((slots[0], vec![100; REPLY_BYTES]));
        replies.push((slots[1], vec![101; REPLY_BYTES]));
        let composed = compose(replies, vec![]).unwrap();
        let found = composed.edition.find(&receipt);
        assert_eq!(
            found.iter().map(|found| found.n).collect::<Vec<_>>(),
            [1, 0]
        );
        for found in found {
            let bytes = Edition::reply(&composed.chunks[found.chunk], found.index).unwrap();
            assert!(bytes.iter().all(|byte| u32::from(*byte) == 100 + found.n));
        }
        assert_eq!(
            composed.edition.decoy_chunk(&receipt),
            composed.edition.find(&receipt)[1].chunk,
            "the same chunk before and after the first reply comes"
        );
    }

    #[test]
    fn refused() {
        let short = (Slot::from_bytes([1; 16]), vec![0; 100]);
        assert!(matches!(
            compose(vec![short.clone()], vec![]),
            Err(EditionError::ReplyLength)
        ));
        assert!(matches!(
            compose(vec![reply(1), reply(1)], vec![]),
            Err(EditionError::DuplicateSlot)
        ));
        // A damaged or outdated decoy is passed over.
        let composed = compose(vec![reply(1)], vec![short, reply(1)]).unwrap();
        assert_eq!(composed.edition.slots().len(), 32);
        let hour = parse_time("2026-11-23T14:30:00Z").unwrap();
        let organisation = OrganisationId::from_bytes([1; 16]);
        for (number, lane, hour) in [
            (1, 3, hour),
            (1, 16, calendar::hour_of(hour)),
            (0, 3, calendar::hour_of(hour)),
        ] {
            let result =
                Edition::compose(&mut OsRng, organisation, number, lane, hour, vec![], vec![]);
            assert!(matches!(result, Err(EditionError::Head)));
        }
        assert!(matches!(
            Edition::parse(b"{}"),
            Err(DocumentError::WrongType)
        ));
    }
}
