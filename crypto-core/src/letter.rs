//! The letter: what a person sends (protocol 4).

use std::fmt;
use std::io::{BufRead, Read, Write};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answers::WireAnswers;
use crate::attachment::{self, Attachment};
use crate::calendar::day;
use crate::codec::Extension;
use crate::error::{OpenError, SealError};
use crate::frame::{self, FrameKind, PROOF_BYTES};
use crate::hybrid::{HybridIdentity, HybridRecipient};
use crate::id::{Digest, KeyId, LetterId, OrganisationId, ReplyId};
use crate::language::Language;
use crate::proof::{AnswerKey, AnswerKeyPublic, ProofKind};
use crate::receipt::{Receipt, ReceiptPublic};
use crate::seal::{self, Sealer, SizeClass};

/// Longest free text of a follow-up, in characters.
pub const MAX_MESSAGE_CHARS: usize = 20_000;

/// What kind of letter it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LetterKind {
    /// Opens a case.
    First,
    /// Belongs to the case of its receipt.
    FollowUp,
    /// Carries no answers, message or files; sent so that someone who watches cannot tell who sends something.
    Cover,
}

/// A letter, attachments described but not included.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Random; the same letter sent twice is one letter.
    pub id: LetterId,
    /// First, follow-up or cover.
    pub kind: LetterKind,
    /// The organisation it is for.
    pub organisation: OrganisationId,
    /// Id of the programme.
    pub programme: String,
    /// Hash of the form that was answered.
    pub form: Digest,
    /// The language the answers were given in.
    pub language: Language,
    /// The answers, not yet held against a form.
    pub answers: WireAnswers,
    /// Free text of a follow-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The files, in the order in which they follow.
    pub attachments: Vec<Attachment>,
    /// Where replies go, and what ties follow-ups together.
    pub receipt: ReceiptPublic,
    /// The answer key the proof is made with.
    pub answer_key: KeyId,
    /// The reply this one answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<ReplyId>,
    /// The rest of the answers follows under the same receipt.
    pub more_follows: bool,
    /// The day it was made, by the sender's clock.
    #[serde(with = "day")]
    pub made_on: Date,
    /// Extensions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<Extension>,
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is not named here says what happened to someone, or who it was.
        f.debug_struct("Letter")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl Letter {
    fn is_valid(&self) -> bool {
        self.programme.len() <= 40
            && self
                .message
                .as_ref()
                .is_none_or(|text| text.chars().count() <= MAX_MESSAGE_CHARS)
            && attachment::check_list(&self.attachments).is_some()
            && (self.kind != LetterKind::Cover || self.is_empty())
    }

    /// A desk throws cover letters away: one that holds something must not be taken for one.
    fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.message.is_none() && self.attachments.is_empty()
    }
}

/// Seals a letter and writes it, streaming the files; returns its sealed length in bytes, which
/// is a size class.
///
/// # Errors
///
/// [`SealError::TooLarge`] and [`SealError::Limit`] before anything is written,
/// [`SealError::AttachmentChanged`] and [`SealError::Io`] at any time: what was written then is
/// to be thrown away.
pub fn seal_letter<W: Write>(
    letter: &Letter,
    receipt: &Receipt,
    answer_key: &AnswerKeyPublic,
    recipient: &HybridRecipient,
    files: &mut [Box<dyn Read + '_>],
    out: W,
) -> Result<u64, SealError> {
    if !letter.is_valid() || letter.answer_key != answer_key.id() {
        return Err(SealError::Limit);
    }
    let body_bytes = attachment::check_list(&letter.attachments).ok_or(SealError::Limit)?;
    let head = frame::encode_head(FrameKind::Letter, letter)?;
    let proof = receipt
        .prove(answer_key, ProofKind::Letter, &head)
        .ok_or(SealError::BadRecipient)?;
    let plaintext_bytes = body_bytes.saturating_add((head.len() + PROOF_BYTES) as u64);
    let class = SizeClass::for_plaintext(plaintext_bytes)?;
    let mut sealer = Sealer::new(recipient, class, out)?;
    sealer.write_all(&head)?;
    sealer.write_all(&proof)?;
    attachment::write_all(&letter.attachments, files, &mut sealer)?;
    sealer.finish()?;
    Ok(class.bytes())
}

/// A letter that was opened to its authenticated end.
pub struct OpenedLetter {
    /// What it says.
    pub letter: Letter,
    head: Vec<u8>,
    proof: [u8; PROOF_BYTES],
}

impl fmt::Debug for OpenedLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `head` holds the whole letter once more.
        f.debug_struct("OpenedLetter")
            .field("letter", &self.letter)
            .finish_non_exhaustive()
    }
}

impl OpenedLetter {
    /// Returns whether the holder of the receipt named in the letter wrote it.
    ///
    /// `answer_keys` are all the organisation ever listed; the letter names one of them. A letter
    /// without a valid proof is to be shown as such, not dropped: the rest of it may be true.
    pub fn verify(&self, answer_keys: &[AnswerKey]) -> bool {
        let receipt = &self.letter.receipt;
        answer_keys
            .iter()
            .filter(|key| key.id() == self.letter.answer_key)
            .any(|key| key.verify_proof(receipt, ProofKind::Letter, &self.head, &self.proof))
    }
}

/// Opens a letter, streaming its files to the writers that `sink` returns.
///
/// The sinks' contents are good only if the result is `Ok`: until then the end of the sealed file
/// has not been authenticated.
///
/// # Errors
///
/// Any [`OpenError`] but [`OpenError::Proof`].
pub fn open_letter(
    identities: &[HybridIdentity],
    sealed: impl BufRead,
    mut sink: impl FnMut(usize, &Attachment) -> std::io::Result<Box<dyn Write>>,
) -> Result<OpenedLetter, OpenError> {
    let mut reader = seal::open(identities, sealed)?;
    let (letter, head): (Letter, _) = frame::read_head(FrameKind::Letter, &mut reader)?;
    if !letter.is_valid() {
        return Err(OpenError::Malformed);
    }
    let proof = frame::read_proof(&mut reader)?;
    attachment::read_all(&letter.attachments, &mut reader, &mut sink)?;
    frame::read_padding(&mut reader)?;
    Ok(OpenedLetter {
        letter,
        head,
        proof,
    })
}
