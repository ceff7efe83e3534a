//! Makes letters: answers and files in, a sealed file out.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crypto_core::{
    Digest, Language, Letter, LetterId, LetterKind, MAX_ATTACHMENTS, Receipt, ReplyId, SealError,
    WireAnswers, day_of, seal_letter,
};
use rand_core::OsRng;

use crate::attachment::AttachedFile;
use crate::error::Error;
use crate::home;
use crate::session::Session;
use crate::trusted::Trusted;

/// What a letter will say.
pub(crate) struct Contents<'a> {
    pub(crate) kind: LetterKind,
    pub(crate) programme: &'a str,
    pub(crate) form: Digest,
    pub(crate) language: Language,
    pub(crate) answers: WireAnswers,
    pub(crate) message: Option<String>,
    pub(crate) files: &'a [AttachedFile],
    pub(crate) in_reply_to: Option<ReplyId>,
    pub(crate) more_follows: bool,
}

/// Seals a letter into a new file.
pub(crate) fn seal_to(
    session: &Session,
    trusted: &Trusted,
    receipt: &Receipt,
    contents: &Contents<'_>,
    path: &Path,
) -> Result<(), Error> {
    if contents.files.len() > MAX_ATTACHMENTS {
        return Err(Error::LetterTooLarge);
    }
    let now = session.now();
    let organisation = &trusted.organisation;
    let answer_key = organisation.answer_key();
    let letter = Letter {
        id: LetterId::random(&mut OsRng),
        kind: contents.kind,
        organisation: organisation.id,
        programme: contents.programme.to_owned(),
        form: contents.form,
        language: contents.language,
        answers: contents.answers.clone(),
        message: contents.message.clone(),
        attachments: contents
            .files
            .iter()
            .map(|file| file.attachment.clone())
            .collect(),
        receipt: receipt.public(),
        answer_key: answer_key.id(),
        in_reply_to: contents.in_reply_to,
        more_follows: contents.more_follows,
        made_on: day_of(now),
        x: None,
    };
    let intake = trusted.intake_key(session);
    home::write_whole(path, false, |out| {
        let mut files = contents
            .files
            .iter()
            .map(AttachedFile::open)
            .collect::<Result<Vec<_>, _>>()?;
        let mut out = BufWriter::new(out);
        seal_letter(
            &letter,
            receipt,
            answer_key,
            intake.recipient,
            &mut files,
            &mut out,
        )
        .map_err(|error| seal_error(error, path))?;
        out.flush().map_err(Error::write(path))
    })
}

/// Seals a letter into the outbox, under a name that says nothing.
pub(crate) fn seal_to_outbox(
    session: &Session,
    trusted: &Trusted,
    receipt: &Receipt,
    contents: &Contents<'_>,
) -> Result<PathBuf, Error> {
    let folder = session.home.outbox();
    home::make_private_folder(&folder)?;
    let name = LetterId::random(&mut OsRng).to_string();
    let path = folder.join(format!("{}.age", &name[..8]));
    seal_to(session, trusted, receipt, contents, &path)?;
    Ok(path)
}

/// Sorts why sealing failed.
pub(crate) fn seal_error(error: SealError, path: &Path) -> Error {
    match error {
        SealError::AttachmentChanged { .. } => Error::AttachmentChanged,
        SealError::TooLarge { .. } => Error::LetterTooLarge,
        SealError::Io(error) => Error::write(path)(error),
        _ => Error::Seal,
    }
}
