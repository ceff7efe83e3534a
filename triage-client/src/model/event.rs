//! Events: the signed records that a case is folded out of (protocol 12.4).

use std::collections::BTreeSet;

use crypto_core::{
    CodecError, Digest, KeyId, Language, Letter, LetterId, Limits, ParcelRef, RelayId, ReplyId,
    ReplyKind, SigningKey, Slot, VerifyingKey, from_bytes, to_bytes,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::assessment::{Axis, Field, Level};
use super::case::Status;
use super::id::{CaseId, DeviceId, Secret};
use super::written::EventRef;

/// Begins what a person signs.
const SIGNED_LABEL: &[u8] = b"sealpost/v1/event";

/// What an event may cost to decode. A letter's header alone may use 65 536 items, and lies four
/// levels deep in its event: a letter that just keeps its own limits must not break the event's.
pub(crate) const EVENT_LIMITS: Limits = Limits {
    bytes: 16 << 20,
    depth: 24,
    items: 1 << 18,
};

/// A keyed hash of a sealed letter: says nothing once the vault is closed.
pub(crate) type LetterTag = Digest;

/// Hybrid logical clock: rises with every event, whatever the laptop's clock does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clock {
    /// Milliseconds since 1970.
    pub(crate) wall: i64,
    /// Counts events within one millisecond, or while the clock stands behind.
    pub(crate) count: u32,
}

impl Clock {
    /// Returns the clock of an event at `now` after one at `self`.
    pub(crate) fn next(self, now: Timestamp) -> Self {
        let wall = now.as_millisecond();
        if wall > self.wall {
            Self { wall, count: 0 }
        } else {
            Self {
                wall: self.wall,
                count: self.count.saturating_add(1),
            }
        }
    }

    pub(crate) fn time(self) -> Timestamp {
        Timestamp::from_millisecond(self.wall).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// What is in the open within the journal's frame: who, when, in which order, which case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventHead {
    /// 1.
    pub(crate) version: u8,
    pub(crate) device: DeviceId,
    /// From 0, without gaps.
    pub(crate) seq: u64,
    /// Hash of the same device's event before this one; zeros for the first.
    pub(crate) previous: Digest,
    /// Who.
    pub(crate) person: KeyId,
    pub(crate) clock: Clock,
    /// Whose key the body is sealed with; none: the organisation's common key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) case: Option<CaseId>,
}

/// An event as it lies in the journal and travels between laptops.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignedEvent {
    /// [`EventHead`] in CBOR.
    head: ByteBuf,
    /// [`EventBody`] in CBOR, sealed; associated data: `head`.
    sealed: ByteBuf,
    /// Ed25519 by the person.
    signature: ByteBuf,
}

impl SignedEvent {
    /// Signs a sealed body.
    pub(crate) fn sign(
        head: &EventHead,
        seal: impl FnOnce(&[u8]) -> Vec<u8>,
        key: &SigningKey,
    ) -> Result<Self, CodecError> {
        let head = to_bytes(head)?;
        let sealed = seal(&head);
        let signature = key.sign_raw(&signed_text(&head, &sealed));
        Ok(Self {
            head: ByteBuf::from(head),
            sealed: ByteBuf::from(sealed),
            signature: ByteBuf::from(signature.to_vec()),
        })
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, CodecError> {
        to_bytes(self)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<(Self, EventHead), CodecError> {
        let event: Self = from_bytes(bytes, EVENT_LIMITS)?;
        let head: EventHead = from_bytes(&event.head, Limits::HEADER)?;
        if head.version == 1 {
            Ok((event, head))
        } else {
            Err(CodecError::Shape)
        }
    }

    /// Returns whether the holder of `key` signed it.
    pub(crate) fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        <[u8; 64]>::try_from(self.signature.as_slice()).is_ok_and(|signature| {
            key.verify_raw(&signed_text(&self.head, &self.sealed), &signature)
                .is_ok()
        })
    }

    /// The sealed body and what it is bound to.
    pub(crate) fn sealed(&self) -> (&[u8], &[u8]) {
        (&self.head, &self.sealed)
    }
}

fn signed_text(head: &[u8], sealed: &[u8]) -> Vec<u8> {
    let mut text = SIGNED_LABEL.to_vec();
    text.extend_from_slice(Digest::of(head).as_bytes());
    text.extend_from_slice(Digest::of(sealed).as_bytes());
    text
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum EventBody {
    // --- of a case, sealed with its key ---
    Imported(Box<Imported>),
    Read {
        letter: LetterId,
    },
    Status {
        status: Status,
        /// The organisation's own word for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// What it replaces; absent: everything before it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        over: Option<Vec<EventRef>>,
    },
    Assessed {
        axis: Axis,
        level: Option<Level>,
        note: String,
        /// What it replaces.
        over: Vec<EventRef>,
    },
    Written {
        field: Field,
        text: String,
        /// What it replaces.
        over: Vec<EventRef>,
    },
    TimerSet {
        reason: String,
        due: Timestamp,
    },
    TimerEnded {
        timer: EventRef,
    },
    Note {
        text: String,
    },
    Assigned {
        person: Option<String>,
    },
    Tagged {
        tags: BTreeSet<String>,
    },
    Replied(Box<WrittenReply>),
    // --- of the organisation, sealed with the common key ---
    Destroyed {
        case: CaseId,
        reason: String,
        letters: Vec<LetterTag>,
        files: Vec<Digest>,
    },
    Cover {
        letter: LetterTag,
    },
    SetAside {
        letter: LetterTag,
        lane: u8,
    },
    Edition {
        number: u64,
        hour: Timestamp,
        replies: Vec<ReplyId>,
    },
    Released {
        number: u64,
        letters: Vec<LetterTag>,
    },
    Published {
        number: u64,
        document: String,
        signature: String,
    },
}

/// A letter that came in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Imported {
    /// SHA-256 of the sealed letter.
    pub(crate) letter: Digest,
    /// Earliest hour at a relay.
    pub(crate) arrived: Option<Timestamp>,
    pub(crate) relays: Vec<RelayId>,
    /// The promise: hour by which to answer.
    pub(crate) due: Option<Timestamp>,
    /// Number of the exchange that brought it, on the device of this event.
    pub(crate) exchange: u64,
    pub(crate) proven: bool,
    pub(crate) content: Content,
    /// Sealed files, in the order of the attachments.
    pub(crate) files: Vec<ImportedFile>,
}

/// What the sealed letter held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Content {
    Letter(Box<Letter>),
    /// It opened, but Sealpost did not make it: kept as one file.
    Foreign {
        name: String,
        media_type: String,
        length: u64,
        sha256: Digest,
        /// Its first line, if it is text.
        text: String,
    },
}

/// A file sealed in the vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportedFile {
    /// SHA-256 of the sealed file: its name in `files/`.
    pub(crate) name: Digest,
    pub(crate) key: Secret,
}

/// A reply, whole, with its sealed parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenReply {
    pub(crate) kind: ReplyKind,
    pub(crate) text: String,
    pub(crate) language: Language,
    pub(crate) expires: Date,
    pub(crate) due: Option<Timestamp>,
    pub(crate) in_reply_to: Option<LetterId>,
    pub(crate) parcels: Vec<ParcelRef>,
    pub(crate) parts: Vec<ReplyPart>,
}

/// One sealed part of a reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplyPart {
    pub(crate) id: ReplyId,
    pub(crate) lane: u8,
    pub(crate) n: u32,
    pub(crate) slot: Slot,
    /// 8 192 bytes.
    pub(crate) sealed: ByteBuf,
}
