//! The letter: everything that a person in danger and a caseworker share.
//!
//! A person makes a [`Receipt`], answers the questions of a [`Form`] out of an organisation file,
//! and seals a [`Letter`] to one of the organisation's intake keys. A caseworker opens it, and
//! seals a [`Reply`] to the receipt, which waits on a board of equal-looking replies until the
//! holder of the receipt takes it. `docs/protocol.md` describes every byte.
//!
//! Nothing here opens a file, a socket or a clock: data comes through [`Read`](std::io::Read) and
//! [`Write`](std::io::Write), and the time and the source of randomness are arguments. The one
//! exception is the `age` crate, which draws file keys and nonces from the operating system by
//! itself.

mod acknowledgement;
mod answers;
mod at_rest;
mod attachment;
mod blank_form;
mod calendar;
mod codec;
mod country;
mod document;
mod draft;
mod edition;
mod error;
mod fingerprint;
mod form;
mod frame;
mod hybrid;
mod id;
mod language;
mod letter;
mod messages;
mod organisation;
mod parcel;
mod plain_text;
mod proof;
mod receipt;
mod relay_card;
mod release;
mod reply;
mod seal;
mod signature;
mod word_list;
mod words;

pub use acknowledgement::{AcknowledgedLetter, Acknowledgement, ParcelNote, Reason};
pub use answers::{
    Answer, AnswerProblem, Answers, Contact, DateError, FuzzyDate, Money, ProblemKind, WireAnswers,
    WireValue,
};
pub use at_rest::{AtRestError, AtRestKey, OpeningReader, SealingWriter};
pub use attachment::{Attachment, MAX_ATTACHMENTS, safe_name};
pub use blank_form::{
    FORM_COMMENT, FORM_CONTACT_LINES, FORM_HEADER, FORM_QUESTION, FORM_WORDS, blank_form,
};
pub use calendar::{day, day_of, hour_of, hours_after, parse_day, parse_time, time};
pub use codec::{CodecError, Extension, Limits, from_bytes, scan, to_bytes};
pub use country::Country;
pub use document::{DocumentError, DocumentType, Envelope, JsonExtension, Signed};
pub use draft::{Draft, open_draft, seal_draft};
pub use edition::{CHUNK_BYTES, CHUNK_REPLIES, Composed, Edition, EditionError, Found};
pub use error::{OpenError, SealError};
pub use fingerprint::Fingerprint;
pub use form::{Condition, Form, FormError, Kind, OptionItem, Question, Section, TEMPLATES, Which};
pub use frame::{FrameKind, encode_head, read_head, read_padding};
pub use hybrid::{HybridIdentity, HybridRecipient, KeyError, RECIPIENT_BYTES};
pub use id::{
    Digest, DigestWriter, IdError, KeyId, LetterId, OrganisationId, ReceiptId, RelayId, ReplyId,
    Slot,
};
pub use language::{Language, LanguageError, LocalText};
pub use letter::{Letter, LetterKind, MAX_MESSAGE_CHARS, OpenedLetter, open_letter, seal_letter};
pub use messages::{Arg, Messages, Sources};
pub use organisation::{
    Desk, FallbackKey, Intake, IntakeKey, Lack, LackKind, Organisation, Pin, PinError, Programme,
    ProgrammeState, Relay, Staleness,
};
pub use parcel::{open_parcel, seal_parcel};
pub use plain_text::{plain, size_text, wrap};
pub use proof::{AnswerKey, AnswerKeyPublic, ProofKind};
pub use receipt::{Receipt, ReceiptPublic};
pub use relay_card::{RelayCard, RelayToken};
pub use release::{PublicFile, PublicRelease};
pub use reply::{
    MAX_PARCELS, MAX_PARTS, MAX_TEXT_BYTES, ParcelRef, Part, REPLY_BYTES, REPLY_DAYS, Reply,
    ReplyKind, decoy_reply, open_reply, seal_reply, split_text,
};
pub use seal::{
    LARGEST_SEALED_BYTES, SealedReader, Sealer, SizeClass, is_age, open, open_with_passphrase,
    seal_with_passphrase,
};
pub use signature::{SignatureError, SigningKey, VerifyingKey};
pub use word_list::{WordList, WordsError};
