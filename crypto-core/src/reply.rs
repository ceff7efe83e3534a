//! The reply: what the organisation writes to the holder of a receipt (protocol 5).

use std::io::Write;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};

use crate::calendar::{day, time};
use crate::codec::Extension;
use crate::error::{OpenError, SealError};
use crate::frame::{self, FrameKind};
use crate::hybrid::HybridIdentity;
use crate::id::{Digest, KeyId, LetterId, OrganisationId, ReceiptId, ReplyId, Slot};
use crate::language::Language;
use crate::proof::{AnswerKey, AnswerKeyPublic, ProofKind};
use crate::receipt::{Receipt, ReceiptPublic};
use crate::seal::{self, Sealer, SizeClass};

/// Sealed length of every reply.
pub const REPLY_BYTES: usize = 8_192;
/// Longest text in one part, in bytes.
pub const MAX_TEXT_BYTES: usize = 4_096;
/// Most parts of one text.
pub const MAX_PARTS: u32 = 32;
/// Most parcels named in one reply: each takes up to 400 bytes of it.
pub const MAX_PARCELS: usize = 4;
/// Days a reply waits on the board.
pub const REPLY_DAYS: i64 = 90;

/// What kind of reply it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReplyKind {
    /// Says that the letter arrived, and by when it is answered.
    Acknowledgement,
    /// Written by a caseworker.
    Answer,
}

/// Which part of a text that is too long for one reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// From 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

impl Part {
    /// The only part.
    pub const WHOLE: Self = Self { number: 1, of: 1 };
}

/// A parcel that a reply points to (protocol 7).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParcelRef {
    /// SHA-256 of the sealed parcel: its address on the relay.
    pub sha256: Digest,
    /// Sealed length in bytes.
    pub length: u64,
    /// File name of the content.
    pub name: String,
    /// Media type of the content.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Seed of the identity that opens it.
    pub key: Digest,
}

impl std::fmt::Debug for ParcelRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParcelRef")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

/// One reply, or one part of a long one.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// Random.
    pub id: ReplyId,
    /// Acknowledgement or answer.
    pub kind: ReplyKind,
    /// Who writes.
    pub organisation: OrganisationId,
    /// The answer key the proof is made with.
    pub answer_key: KeyId,
    /// For whom.
    pub receipt: ReceiptId,
    /// The writing desk's lane, 0 to 15.
    pub lane: u8,
    /// One more than the highest the desk knows for this receipt.
    pub n: u32,
    /// Where it waits: the slot of `lane` and `n`.
    pub slot: Slot,
    /// The reply before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<ReplyId>,
    /// Which part.
    pub part: Part,
    /// The letter this answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<LetterId>,
    /// When it was written.
    #[serde(with = "day")]
    pub written: Date,
    /// When the board drops it.
    #[serde(with = "day")]
    pub expires: Date,
    /// By when an answer is promised; in an acknowledgement.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "time::option"
    )]
    pub due: Option<Timestamp>,
    /// Language of the text.
    pub language: Language,
    /// At most [`MAX_TEXT_BYTES`] bytes.
    pub text: String,
    /// Larger files to fetch.
    pub parcels: Vec<ParcelRef>,
    /// Extensions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<Extension>,
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reply")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("part", &self.part)
            .finish_non_exhaustive()
    }
}

impl Reply {
    /// Returns the day on which a reply written on `day` expires.
    pub fn expiry(day: Date) -> Date {
        day.checked_add(REPLY_DAYS.days()).unwrap_or(Date::MAX)
    }

    fn is_valid(&self) -> bool {
        self.lane < 16
            && self.n < 256
            && self.text.len() <= MAX_TEXT_BYTES
            && self.parcels.len() <= MAX_PARCELS
            && self.part.number >= 1
            && self.part.number <= self.part.of
            && self.part.of <= MAX_PARTS
            && self
                .parcels
                .iter()
                .all(|parcel| parcel.name.len() <= 120 && parcel.media_type.len() <= 60)
    }
}

/// Seals a reply into exactly [`REPLY_BYTES`] bytes.
///
/// # Errors
///
/// [`SealError::Limit`] if a field breaks its limit or does not fit the receipt and the key, or
/// if all fields together are too long.
pub fn seal_reply(
    reply: &Reply,
    answer_key: &AnswerKey,
    receipt: &ReceiptPublic,
) -> Result<Vec<u8>, SealError> {
    let fits = reply.is_valid()
        && reply.receipt == receipt.id()
        && reply.slot == receipt.slot(reply.lane, reply.n)
        && reply.answer_key == answer_key.id();
    if !fits {
        return Err(SealError::Limit);
    }
    let head = frame::encode_head(FrameKind::Reply, reply)?;
    let proof = answer_key
        .prove(receipt, ProofKind::Reply, &head)
        .ok_or(SealError::BadRecipient)?;
    // Not what this header happens to leave: the same reply would fit one time and not the next.
    if (head.len() + proof.len()) as u64 > SizeClass::reply().room() {
        return Err(SealError::Limit);
    }
    let mut sealer = Sealer::new(receipt.recipient(), SizeClass::reply(), Vec::new())?;
    sealer.write_all(&head)?;
    sealer.write_all(&proof)?;
    Ok(sealer.finish()?)
}

/// Opens the reply that lay in `slot` and checks all that it claims.
///
/// # Errors
///
/// [`OpenError::Proof`] if it opens but is not from this organisation, for this receipt, in this
/// slot, under one of `answer_keys`; other [`OpenError`]s as they come.
pub fn open_reply(
    receipt: &Receipt,
    answer_keys: &[AnswerKeyPublic],
    organisation: OrganisationId,
    slot: Slot,
    sealed: &[u8],
) -> Result<Reply, OpenError> {
    if sealed.len() != REPLY_BYTES {
        return Err(OpenError::Damaged);
    }
    let mut reader = seal::open(&[receipt.identity()], sealed)?;
    let (reply, head): (Reply, _) = frame::read_head(FrameKind::Reply, &mut reader)?;
    let proof = frame::read_proof(&mut reader)?;
    frame::read_padding(&mut reader)?;
    if !reply.is_valid() {
        return Err(OpenError::Malformed);
    }
    let public = receipt.public();
    let claims_hold = reply.organisation == organisation
        && reply.receipt == public.id()
        && reply.slot == slot
        && slot == public.slot(reply.lane, reply.n);
    let proof_holds = answer_keys
        .iter()
        .filter(|key| key.id() == reply.answer_key)
        .any(|key| receipt.verify_proof(key, ProofKind::Reply, &head, &proof));
    if claims_hold && proof_holds {
        Ok(reply)
    } else {
        Err(OpenError::Proof)
    }
}

/// Makes a reply to no one, for an unused slot: sealed like any other, to an identity that is
/// thrown away.
///
/// # Errors
///
/// As [`Sealer::new`].
pub fn decoy_reply(rng: &mut impl CryptoRngCore) -> Result<Vec<u8>, SealError> {
    let identity = HybridIdentity::generate(rng);
    let sealer = Sealer::new(identity.recipient(), SizeClass::reply(), Vec::new())?;
    Ok(sealer.finish()?)
}

/// Cuts a text into parts of at most [`MAX_TEXT_BYTES`] bytes, between characters, after a line
/// break or a space where there is one in the last quarter.
///
/// Joined again the parts are the text. An empty text is one empty part.
pub fn split_text(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while rest.len() > MAX_TEXT_BYTES {
        let mut end = MAX_TEXT_BYTES;
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let kind_cut = rest[..end]
            .rfind('\n')
            .or_else(|| rest[..end].rfind(' '))
            .map(|at| at + 1)
            .filter(|at| *at > MAX_TEXT_BYTES * 3 / 4);
        let (part, after) = rest.split_at(kind_cut.unwrap_or(end));
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}

/// The key of a parcel as an identity.
pub(crate) fn parcel_identity(parcel: &ParcelRef) -> HybridIdentity {
    HybridIdentity::from_seed(parcel.key.as_bytes())
}
