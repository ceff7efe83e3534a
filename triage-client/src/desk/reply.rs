//! Writing replies: cut into parts, sealed to the receipt, kept as an event.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use crypto_core::{
    AnswerKey, Arg, Attachment, Language, LetterId, Messages, OrganisationId, ParcelRef, Part,
    ReceiptPublic, Reply, ReplyId, ReplyKind, Sources, day_of, safe_name, seal_parcel, seal_reply,
    split_text,
};
use jiff::Timestamp;
use serde_bytes::ByteBuf;

use super::ReplyDraft;
use super::error::DeskError;
use super::open::Desk;
use super::report::ReplyReport;
use crate::model::{CaseId, EventBody, ReplyPart, WrittenReply, sources};
use crate::vault::{create_folder, sync_folder, temporary};

/// Replies one receipt can take in a lane.
const MAX_N: u32 = 256;
/// From here on the desk writes no acknowledgements, so that answers still find a place.
const LAST_ACKNOWLEDGED_N: u32 = 192;
/// Longest names that fit a reply's parcel list, in bytes.
const MAX_PARCEL_NAME_BYTES: usize = 120;

/// The words of acknowledgements.
pub(crate) const SOURCES: Sources = &[
    (Language::En, include_str!("../../locales/en/replies.ftl")),
    (
        Language::ZhHans,
        include_str!("../../locales/zh-Hans/replies.ftl"),
    ),
    (Language::Fr, include_str!("../../locales/fr/replies.ftl")),
    (Language::Vi, include_str!("../../locales/vi/replies.ftl")),
];

/// What goes into a reply besides the text.
pub(super) struct Outline<'a> {
    pub(super) kind: ReplyKind,
    pub(super) receipt: &'a ReceiptPublic,
    pub(super) language: Language,
    pub(super) next_n: u32,
    pub(super) previous: Option<ReplyId>,
    pub(super) in_reply_to: Option<LetterId>,
    pub(super) due: Option<Timestamp>,
    pub(super) parcels: Vec<ParcelRef>,
}

/// Who writes.
pub(super) struct Writer {
    organisation: OrganisationId,
    answer_key: AnswerKey,
    lane: u8,
}

impl Writer {
    pub(super) fn of(desk: &Desk) -> Result<Self, DeskError> {
        let newest = desk
            .keyring
            .answer_keys
            .first()
            .ok_or(DeskError::NotEnrolled)?;
        Ok(Self {
            organisation: desk.organisation()?,
            answer_key: AnswerKey::from_bytes(newest.expose()),
            lane: desk.keyring.desk.lane,
        })
    }

    /// Cuts and seals.
    pub(super) fn seal(
        &self,
        text: &str,
        outline: Outline<'_>,
        now: Timestamp,
    ) -> Result<WrittenReply, DeskError> {
        let texts = split_text(text);
        let of = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        if outline.next_n.saturating_add(of) > MAX_N {
            return Err(DeskError::TooManyReplies);
        }
        let written = day_of(now);
        let expires = Reply::expiry(written);
        let mut previous = outline.previous;
        let mut parts = Vec::with_capacity(texts.len());
        for (number, text) in (1..).zip(&texts) {
            let n = outline.next_n + number - 1;
            let slot = outline.receipt.slot(self.lane, n);
            let reply = Reply {
                id: ReplyId::random(&mut rand_core::OsRng),
                kind: outline.kind,
                organisation: self.organisation,
                answer_key: self.answer_key.public().id(),
                receipt: outline.receipt.id(),
                lane: self.lane,
                n,
                slot,
                previous,
                part: Part { number, of },
                in_reply_to: outline.in_reply_to,
                written,
                expires,
                due: outline.due,
                language: outline.language,
                text: (*text).to_owned(),
                // With the first part: whoever has it can fetch while the rest is on its way.
                parcels: if number == 1 {
                    outline.parcels.clone()
                } else {
                    Vec::new()
                },
                x: None,
            };
            let sealed = seal_reply(&reply, &self.answer_key, outline.receipt)?;
            parts.push(ReplyPart {
                id: reply.id,
                lane: self.lane,
                n,
                slot,
                sealed: ByteBuf::from(sealed),
            });
            previous = Some(reply.id);
        }
        Ok(WrittenReply {
            kind: outline.kind,
            text: text.to_owned(),
            language: outline.language,
            expires,
            due: outline.due,
            in_reply_to: outline.in_reply_to,
            parcels: outline.parcels,
            parts,
        })
    }

    /// The desk's own answer to a letter: it arrived. None where answers need the room.
    pub(super) fn acknowledge(
        &self,
        outline: Outline<'_>,
        proven: bool,
        now: Timestamp,
    ) -> Result<Option<WrittenReply>, DeskError> {
        if outline.next_n >= LAST_ACKNOWLEDGED_N {
            return Ok(None);
        }
        let words = Messages::new(outline.language, SOURCES);
        let mut lines = vec![words.text("acknowledged")];
        lines.push(match outline.due {
            Some(due) => {
                let hour = due.strftime("%Y-%m-%d %H:%M").to_string();
                words.format("acknowledged-due", &[("hour", Arg::from(hour))])
            }
            None => words.text("acknowledged-no-due"),
        });
        if !proven {
            lines.push(words.text("acknowledged-unproven"));
        }
        lines.push(words.text("acknowledged-keep"));
        self.seal(&lines.join("\n"), outline, now).map(Some)
    }
}

pub(super) fn write(
    desk: &mut Desk,
    case: &CaseId,
    draft: &ReplyDraft,
    now: Timestamp,
) -> Result<ReplyReport, DeskError> {
    let text = draft.text.trim();
    if text.is_empty() {
        return Err(DeskError::EmptyText);
    }
    let summary = desk.summary_of(case)?.clone();
    let whole = super::view::case(desk, case)?;
    let receipt = whole.receipt.as_ref().ok_or(DeskError::NoReceipt)?;
    if draft.parcels.len() > crypto_core::MAX_PARCELS {
        return Err(DeskError::Config {
            what: format!("a reply takes at most {} files", crypto_core::MAX_PARCELS),
        });
    }
    let writer = Writer::of(desk)?;
    let mut parcels = Vec::new();
    for path in &draft.parcels {
        parcels.push(seal_file(desk, path)?);
    }
    let count = parcels.len();
    let outline = Outline {
        kind: ReplyKind::Answer,
        receipt,
        language: summary.row.language.unwrap_or(Language::En),
        next_n: summary.next_n,
        previous: summary.last_part,
        in_reply_to: whole.letters.last().map(|letter| letter.id),
        due: None,
        parcels,
    };
    let reply = writer.seal(text, outline, now)?;
    let report = ReplyReport {
        parts: reply.parts.len(),
        parcels: count,
        expires: reply.expires,
    };
    let mut bodies = vec![(Some(*case), EventBody::Replied(Box::new(reply)))];
    if let Some(status) = draft.status.filter(|status| *status != summary.row.status) {
        bodies.push((
            Some(*case),
            super::record::status_event(status, None, "", sources(&whole.statuses)),
        ));
    }
    desk.commit(bodies, now)?;
    Ok(report)
}

/// Seals a file as a parcel into the vault's files.
fn seal_file(desk: &Desk, path: &Path) -> Result<ParcelRef, DeskError> {
    let context = || format!("reading {}", path.display());
    let name = path
        .file_name()
        .map(|name| short_name(&safe_name(&name.to_string_lossy())))
        .unwrap_or_else(|| "file".to_owned());
    let open = || {
        File::open(path)
            .map(BufReader::new)
            .map_err(DeskError::io(context()))
    };
    let file = Attachment::describe(None, &name, media_type(&name), &mut open()?)
        .map_err(DeskError::io(context()))?;
    let folder = desk.folder.files();
    create_folder(&folder).map_err(DeskError::io("writing a parcel"))?;
    let (out, temporary) = temporary(&folder).map_err(DeskError::io("writing a parcel"))?;
    let sealed = seal_parcel(
        &mut rand_core::OsRng,
        &file,
        Box::new(open()?),
        std::io::BufWriter::new(&out),
    )
    .map_err(DeskError::from)
    .and_then(|parcel| {
        out.sync_all()
            .and_then(|()| std::fs::rename(&temporary, desk.files.path(&parcel.sha256)))
            .and_then(|()| sync_folder(&folder))
            .map_err(DeskError::io("writing a parcel"))?;
        Ok(parcel)
    });
    if sealed.is_err() {
        // The first error is the one to report.
        let _ = std::fs::remove_file(&temporary);
    }
    sealed
}

/// Cuts a file name to what fits, keeping its ending.
fn short_name(name: &str) -> String {
    if name.len() <= MAX_PARCEL_NAME_BYTES {
        return name.to_owned();
    }
    let ending = name
        .rfind('.')
        .map(|at| &name[at..])
        .filter(|ending| ending.len() <= 12)
        .unwrap_or("");
    let mut end = MAX_PARCEL_NAME_BYTES - ending.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{ending}", &name[..end])
}

/// The media type by the name's ending: the receiver's program checks for itself.
pub(super) fn media_type(name: &str) -> &'static str {
    let ending = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match ending.as_str() {
        "pdf" => "application/pdf",
        "txt" | "md" => "text/plain",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "docx" => "application/msword",
        "odt" => "application/vnd.oasis.opendocument.text",
        "zip" => "application/zip",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_text() {
        assert_eq!(Messages::check(SOURCES), Ok(()));
    }

    #[test]
    fn long_names_keep_their_ending() {
        let name = format!("{}.pdf", "hợp đồng ".repeat(40));
        let short = short_name(&name);
        assert!(short.len() <= MAX_PARCEL_NAME_BYTES && short.ends_with(".pdf"));
    }
}
