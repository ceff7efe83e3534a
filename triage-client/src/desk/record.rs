//! Small edits of a case.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::error::DeskError;
use super::open::Desk;
use crate::model::{CaseId, EventBody, Status};

/// Longest note, in bytes.
const MAX_NOTE_BYTES: usize = 256 * 1024;
const MAX_TAGS: usize = 20;
const MAX_TAG_CHARS: usize = 40;

pub(super) fn status(
    desk: &mut Desk,
    case: &CaseId,
    status: Status,
    now: Timestamp,
) -> Result<(), DeskError> {
    if desk.summary_of(case)?.row.status == status {
        return Ok(());
    }
    desk.commit(vec![(Some(*case), EventBody::Status { status })], now)
}

pub(super) fn note(
    desk: &mut Desk,
    case: &CaseId,
    text: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    desk.summary_of(case)?;
    let text = text.trim();
    if text.is_empty() {
        return Err(DeskError::EmptyText);
    }
    if text.len() > MAX_NOTE_BYTES {
        return Err(DeskError::TooLarge {
            limit_bytes: MAX_NOTE_BYTES as u64,
        });
    }
    let body = EventBody::Note {
        text: text.to_owned(),
    };
    desk.commit(vec![(Some(*case), body)], now)
}

pub(super) fn assign(
    desk: &mut Desk,
    case: &CaseId,
    person: Option<&str>,
    now: Timestamp,
) -> Result<(), DeskError> {
    let row = &desk.summary_of(case)?.row;
    if row.assignee.as_deref() == person {
        return Ok(());
    }
    if person.is_some_and(|name| !desk.keyring.people.iter().any(|p| p.name == name)) {
        return Err(DeskError::NoPerson);
    }
    let body = EventBody::Assigned {
        person: person.map(str::to_owned),
    };
    desk.commit(vec![(Some(*case), body)], now)
}

pub(super) fn tags(
    desk: &mut Desk,
    case: &CaseId,
    tags: &[String],
    now: Timestamp,
) -> Result<(), DeskError> {
    let tags: BTreeSet<String> = tags
        .iter()
        .map(|tag| {
            tag.trim()
                .chars()
                .filter(|c| !c.is_control())
                .take(MAX_TAG_CHARS)
                .collect()
        })
        .filter(|tag: &String| !tag.is_empty())
        .take(MAX_TAGS)
        .collect();
    if desk.summary_of(case)?.row.tags == tags {
        return Ok(());
    }
    desk.commit(vec![(Some(*case), EventBody::Tagged { tags })], now)
}

pub(super) fn read(desk: &mut Desk, case: &CaseId, now: Timestamp) -> Result<(), DeskError> {
    if desk.summary_of(case)?.row.unread == 0 {
        return Ok(());
    }
    let unread: Vec<_> = super::view::case(desk, case)?
        .letters
        .iter()
        .filter(|letter| letter.read_by.is_none())
        .map(|letter| (Some(*case), EventBody::Read { letter: letter.id }))
        .collect();
    desk.commit(unread, now)
}
