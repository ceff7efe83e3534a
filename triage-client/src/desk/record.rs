//! Small edits of a case.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::error::DeskError;
use super::open::Desk;
use crate::model::{
    Assessment, CaseId, EventBody, EventRef, StaffText, Status, StatusWord, sources,
};

/// Longest note, in bytes.
const MAX_NOTE_BYTES: usize = 256 * 1024;
/// Longest reason of a status, a level or a timer, in bytes.
const MAX_REASON_BYTES: usize = 16 * 1024;
/// Longest word of one's own for a status, in characters.
const MAX_NAME_CHARS: usize = 40;
/// The most timers of a case that run at once.
const MAX_TIMERS: usize = 20;
const MAX_TAGS: usize = 20;
const MAX_TAG_CHARS: usize = 40;

pub(super) fn status(
    desk: &mut Desk,
    case: &CaseId,
    word: &StatusWord,
    now: Timestamp,
) -> Result<(), DeskError> {
    let standing = super::view::case(desk, case)?.statuses;
    let name = word
        .name
        .as_deref()
        .map(|name| one_line(name, MAX_NAME_CHARS))
        .filter(|name| !name.is_empty());
    let reason = short(&word.reason)?;
    let same = match standing.as_slice() {
        [] => word.status == Status::New && name.is_none() && reason.is_empty(),
        [one] => {
            (one.value.status, &one.value.name) == (word.status, &name)
                && (reason.is_empty() || one.value.reason == reason)
        }
        _ => false,
    };
    if same {
        return Ok(());
    }
    let body = status_event(word.status, name, reason, sources(&standing));
    desk.commit(vec![(Some(*case), body)], now)
}

/// A new status over those that stand.
pub(super) fn status_event(
    status: Status,
    name: Option<String>,
    reason: &str,
    over: Vec<EventRef>,
) -> EventBody {
    EventBody::Status {
        status,
        name,
        reason: reason.to_owned(),
        over: Some(over),
    }
}

pub(super) fn assess(
    desk: &mut Desk,
    case: &CaseId,
    assessment: &Assessment,
    now: Timestamp,
) -> Result<(), DeskError> {
    let whole = super::view::case(desk, case)?;
    let standing: Vec<_> = whole.assessed(assessment.axis).cloned().collect();
    let note = short(&assessment.note)?;
    let same = match standing.as_slice() {
        [] => assessment.level.is_none() && note.is_empty(),
        [one] => one.value.level == assessment.level && one.value.note == note,
        _ => false,
    };
    if same {
        return Ok(());
    }
    let body = EventBody::Assessed {
        axis: assessment.axis,
        level: assessment.level,
        note: note.to_owned(),
        over: sources(&standing),
    };
    desk.commit(vec![(Some(*case), body)], now)
}

pub(super) fn write_text(
    desk: &mut Desk,
    case: &CaseId,
    text: &StaffText,
    now: Timestamp,
) -> Result<(), DeskError> {
    let whole = super::view::case(desk, case)?;
    let standing: Vec<_> = whole.texts_of(text.field).cloned().collect();
    let new = text.text.trim();
    if new.len() > MAX_NOTE_BYTES {
        return Err(DeskError::TooLarge {
            limit_bytes: MAX_NOTE_BYTES as u64,
        });
    }
    let same = match standing.as_slice() {
        [] => new.is_empty(),
        [one] => one.value.text == new,
        _ => false,
    };
    if same {
        return Ok(());
    }
    let body = EventBody::Written {
        field: text.field,
        text: new.to_owned(),
        over: sources(&standing),
    };
    desk.commit(vec![(Some(*case), body)], now)
}

pub(super) fn set_timer(
    desk: &mut Desk,
    case: &CaseId,
    reason: &str,
    due: Timestamp,
    now: Timestamp,
) -> Result<(), DeskError> {
    let whole = super::view::case(desk, case)?;
    let reason = short(reason)?;
    if reason.is_empty() {
        return Err(DeskError::EmptyText);
    }
    let running = whole.timers.iter().filter(|t| t.done.is_none()).count();
    if running >= MAX_TIMERS {
        return Err(DeskError::TooManyTimers);
    }
    let body = EventBody::TimerSet {
        reason: reason.to_owned(),
        due,
    };
    desk.commit(vec![(Some(*case), body)], now)
}

pub(super) fn end_timer(
    desk: &mut Desk,
    case: &CaseId,
    timer: EventRef,
    now: Timestamp,
) -> Result<(), DeskError> {
    let whole = super::view::case(desk, case)?;
    match whole.timers.iter().find(|known| known.id == timer) {
        None => Err(DeskError::NoTimer),
        Some(known) if known.done.is_some() => Ok(()),
        Some(_) => desk.commit(vec![(Some(*case), EventBody::TimerEnded { timer })], now),
    }
}

/// A reason without what surrounds it, refused where it is too long for one.
fn short(text: &str) -> Result<&str, DeskError> {
    let text = text.trim();
    if text.len() > MAX_REASON_BYTES {
        return Err(DeskError::TooLarge {
            limit_bytes: MAX_REASON_BYTES as u64,
        });
    }
    Ok(text)
}

fn one_line(text: &str, most_chars: usize) -> String {
    text.trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(most_chars)
        .collect()
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
        .map(|tag| one_line(tag, MAX_TAG_CHARS))
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
