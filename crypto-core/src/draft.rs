//! The draft: unfinished answers, sealed to the person's own receipt (protocol 6).

use std::fmt;
use std::io::{BufRead, Read, Write};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answers::WireAnswers;
use crate::attachment::{self, Attachment};
use crate::calendar::day;
use crate::codec::Extension;
use crate::error::{OpenError, SealError};
use crate::frame::{self, FrameKind};
use crate::id::{Digest, OrganisationId};
use crate::language::Language;
use crate::receipt::Receipt;
use crate::seal::{self, Sealer, SizeClass};

/// A draft, attachments described but not included.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The organisation whose form it is.
    pub organisation: OrganisationId,
    /// Id of the programme.
    pub programme: String,
    /// Hash of the form.
    pub form: Digest,
    /// Language of the answers.
    pub language: Language,
    /// The answers so far.
    pub answers: WireAnswers,
    /// Free text so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The files so far.
    pub attachments: Vec<Attachment>,
    /// When it was saved.
    #[serde(with = "day")]
    pub saved_on: Date,
    /// Questions whose answers were already sent by *send now*.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Vec<String>>,
    /// Extensions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<Extension>,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("organisation", &self.organisation)
            .finish_non_exhaustive()
    }
}

/// Seals a draft to the receipt it was begun under; returns the sealed length in bytes.
///
/// # Errors
///
/// As [`seal_letter`](crate::seal_letter).
pub fn seal_draft<W: Write>(
    draft: &Draft,
    receipt: &Receipt,
    files: &mut [Box<dyn Read + '_>],
    out: W,
) -> Result<u64, SealError> {
    let body_bytes = attachment::check_list(&draft.attachments).ok_or(SealError::Limit)?;
    let head = frame::encode_head(FrameKind::Draft, draft)?;
    let class = SizeClass::for_plaintext(body_bytes.saturating_add(head.len() as u64))?;
    let mut sealer = Sealer::new(receipt.identity().recipient(), class, out)?;
    sealer.write_all(&head)?;
    attachment::write_all(&draft.attachments, files, &mut sealer)?;
    sealer.finish()?;
    Ok(class.bytes())
}

/// Opens a draft, streaming its files to the writers that `sink` returns; they are good only if
/// the result is `Ok`.
///
/// # Errors
///
/// Any [`OpenError`] but [`OpenError::Proof`].
pub fn open_draft(
    receipt: &Receipt,
    sealed: impl BufRead,
    mut sink: impl FnMut(usize, &Attachment) -> std::io::Result<Box<dyn Write>>,
) -> Result<Draft, OpenError> {
    let mut reader = seal::open(&[receipt.identity()], sealed)?;
    let (draft, _): (Draft, _) = frame::read_head(FrameKind::Draft, &mut reader)?;
    if attachment::check_list(&draft.attachments).is_none() {
        return Err(OpenError::Malformed);
    }
    attachment::read_all(&draft.attachments, &mut reader, &mut sink)?;
    frame::read_padding(&mut reader)?;
    Ok(draft)
}
