//! Folding events into a case: the same events give the same case, in whatever order they came.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{Digest, Form, Kind, LetterId, ReplyId, ReplyKind, Slot, WireValue};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::assessment::{Assessment, Axis, Field, StaffText, StatusWord, Timer};
use super::case::{
    Case, CaseAnswer, CaseFile, CaseLetter, CaseNote, CaseReply, CaseRow, Status, TimelineEntry,
    TimelineKind,
};
use super::event::{Clock, Content, EventBody, Imported, WrittenReply};
use super::id::{CaseId, DeviceId};
use super::written::{self, EventRef, Written};

/// Longest title in the queue, in characters.
const TITLE_CHARS: usize = 120;

/// An event with its body open.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoldedEvent {
    pub(crate) clock: Clock,
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) person: String,
    pub(crate) body: EventBody,
}

/// What the desk keeps in memory about each case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Summary {
    pub(crate) row: CaseRow,
    /// Events it was folded out of.
    pub(crate) events: u64,
    pub(crate) letters: Vec<LetterFact>,
    pub(crate) parts: Vec<PartFact>,
    /// Sealed files.
    pub(crate) files: BTreeSet<Digest>,
    /// Parcels that replies point to, and until when.
    pub(crate) parcels: Vec<ParcelFact>,
    /// Number of the next reply to this receipt.
    pub(crate) next_n: u32,
    pub(crate) last_part: Option<ReplyId>,
}

/// A sealed letter that was imported, and by which event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LetterFact {
    pub(crate) sealed: Digest,
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) exchange: u64,
    pub(crate) files: Vec<Digest>,
}

/// A part of a reply, and the event that holds its sealed bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartFact {
    pub(crate) reply: ReplyId,
    pub(crate) lane: u8,
    pub(crate) slot: Slot,
    #[serde(with = "crypto_core::day")]
    pub(crate) expires: Date,
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
}

/// A parcel that has to be on the relays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ParcelFact {
    pub(crate) sha256: Digest,
    pub(crate) length: u64,
    pub(crate) lane: u8,
    #[serde(with = "crypto_core::day")]
    pub(crate) expires: Date,
}

/// Folds a case. `None` if it was never imported; that it was destroyed is the caller's to know.
pub(crate) fn fold(
    id: CaseId,
    mut events: Vec<FoldedEvent>,
    forms: &BTreeMap<Digest, Form>,
) -> Option<(Case, Summary)> {
    let count = events.len() as u64;
    events.sort_by_key(order);
    events.dedup_by(|a, b| (a.device, a.seq) == (b.device, b.seq));
    let changed = events.last()?.clock.time();
    let mut folding = Folding::new(id, changed);
    for event in events {
        folding.apply(event);
    }
    folding.finish(count, forms)
}

/// The order of events is that of their clocks; device and sequence decide between equal ones.
fn order(event: &FoldedEvent) -> (Clock, DeviceId, u64) {
    (event.clock, event.device, event.seq)
}

struct Folding {
    case: Case,
    /// Promise and import of each letter, in order.
    promises: Vec<(Option<Timestamp>, Clock)>,
    answered: Option<Clock>,
    letters: Vec<LetterFact>,
    parts: Vec<PartFact>,
    parcels: Vec<ParcelFact>,
    files: BTreeSet<Digest>,
    next_n: u32,
    last_part: Option<(u32, ReplyId)>,
}

impl Folding {
    fn new(id: CaseId, changed: Timestamp) -> Self {
        Self {
            case: Case {
                row: CaseRow {
                    id,
                    programme: None,
                    title: String::new(),
                    country: None,
                    language: None,
                    status: Status::New,
                    status_name: None,
                    risk: None,
                    urgency: None,
                    timer: None,
                    conflicts: 0,
                    assignee: None,
                    arrived: None,
                    due: None,
                    unread: 0,
                    letters: 0,
                    attachments: 0,
                    replies: 0,
                    more_follows: false,
                    unproven: false,
                    tags: BTreeSet::new(),
                    changed,
                },
                receipt: None,
                letters: Vec::new(),
                form: None,
                answers: BTreeMap::new(),
                assessments: Vec::new(),
                statuses: Vec::new(),
                texts: Vec::new(),
                timers: Vec::new(),
                notes: Vec::new(),
                replies: Vec::new(),
                timeline: Vec::new(),
            },
            promises: Vec::new(),
            answered: None,
            letters: Vec::new(),
            parts: Vec::new(),
            parcels: Vec::new(),
            files: BTreeSet::new(),
            next_n: 0,
            last_part: None,
        }
    }

    fn apply(&mut self, event: FoldedEvent) {
        let FoldedEvent {
            clock,
            device,
            seq,
            person,
            body,
        } = event;
        let at = clock.time();
        let mut who = Some(person.clone());
        let source = EventRef(device, seq);
        let kind = match body {
            EventBody::Imported(imported) => {
                who = None;
                match self.import(*imported, clock, device, seq) {
                    Some(letter) => TimelineKind::Imported(letter),
                    None => return,
                }
            }
            EventBody::Read { letter } => {
                match self
                    .case
                    .letters
                    .iter_mut()
                    .find(|known| known.id == letter)
                {
                    Some(known) if known.read_by.is_none() => known.read_by = Some(person),
                    _ => return,
                }
                TimelineKind::Read(letter)
            }
            EventBody::Status {
                status,
                name,
                reason,
                over,
            } => {
                let value = StatusWord {
                    status,
                    name,
                    reason,
                };
                let new = Written {
                    value: value.clone(),
                    person,
                    at,
                    source,
                };
                written::set(&mut self.case.statuses, over.as_deref(), new);
                TimelineKind::Status(value)
            }
            EventBody::Assessed {
                axis,
                level,
                note,
                over,
            } => {
                let value = Assessment { axis, level, note };
                let new = Written {
                    value: value.clone(),
                    person,
                    at,
                    source,
                };
                written::set(&mut self.case.assessments, Some(&over), new);
                TimelineKind::Assessed(value)
            }
            EventBody::Written { field, text, over } => {
                let new = Written {
                    value: StaffText { field, text },
                    person,
                    at,
                    source,
                };
                written::set(&mut self.case.texts, Some(&over), new);
                TimelineKind::Written(field)
            }
            EventBody::TimerSet { reason, due } => {
                self.case.timers.push(Timer {
                    id: source,
                    reason: reason.clone(),
                    due,
                    person,
                    done: None,
                });
                TimelineKind::TimerSet { reason, due }
            }
            EventBody::TimerEnded { timer } => {
                match self.case.timers.iter_mut().find(|known| known.id == timer) {
                    Some(known) if known.done.is_none() => {
                        known.done = Some((person, at));
                        TimelineKind::TimerEnded {
                            reason: known.reason.clone(),
                        }
                    }
                    // Two ended it apart: once is enough.
                    _ => return,
                }
            }
            EventBody::Note { text } => {
                self.case.notes.push(CaseNote {
                    person,
                    written: at,
                    text,
                });
                TimelineKind::Note
            }
            EventBody::Assigned { person } => {
                self.case.row.assignee.clone_from(&person);
                TimelineKind::Assigned(person)
            }
            EventBody::Tagged { tags } => {
                self.case.row.tags.clone_from(&tags);
                TimelineKind::Tagged(tags)
            }
            EventBody::Replied(reply) => match self.reply(*reply, person, clock, device, seq) {
                Some((ReplyKind::Acknowledgement, id)) => {
                    who = None;
                    TimelineKind::Acknowledged(id)
                }
                Some((ReplyKind::Answer, id)) => TimelineKind::Replied(id),
                None => return,
            },
            // The organisation's own events belong to no case.
            EventBody::Destroyed { .. }
            | EventBody::Cover { .. }
            | EventBody::SetAside { .. }
            | EventBody::Edition { .. }
            | EventBody::Released { .. }
            | EventBody::Published { .. } => return,
        };
        self.case.timeline.push(TimelineEntry {
            at,
            person: who,
            kind,
        });
    }

    /// Takes a letter over; `None` if it was there already, perhaps sealed another time or
    /// imported on another laptop.
    fn import(
        &mut self,
        imported: Imported,
        clock: Clock,
        device: DeviceId,
        seq: u64,
    ) -> Option<LetterId> {
        let names: Vec<Digest> = imported.files.iter().map(|file| file.name).collect();
        self.files.extend(names.iter().copied());
        self.letters.push(LetterFact {
            sealed: imported.letter,
            device,
            seq,
            exchange: imported.exchange,
            files: names,
        });
        let due = imported.due;
        let letter = case_letter(imported, clock, &mut self.case);
        let same = |known: &CaseLetter| known.id == letter.id && (known.proven || !letter.proven);
        if let Some(known) = self.case.letters.iter_mut().find(|known| same(known)) {
            known.arrived = match (known.arrived, letter.arrived) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            for relay in letter.relays {
                if !known.relays.contains(&relay) {
                    known.relays.push(relay);
                }
            }
            return None;
        }
        self.promises.push((due, clock));
        let id = letter.id;
        self.case.letters.push(letter);
        Some(id)
    }

    fn reply(
        &mut self,
        reply: WrittenReply,
        person: String,
        clock: Clock,
        device: DeviceId,
        seq: u64,
    ) -> Option<(ReplyKind, ReplyId)> {
        let first = reply.parts.first()?.id;
        for part in &reply.parts {
            self.parts.push(PartFact {
                reply: part.id,
                lane: part.lane,
                slot: part.slot,
                expires: reply.expires,
                device,
                seq,
            });
            self.next_n = self.next_n.max(part.n + 1);
            if self.last_part.is_none_or(|(n, _)| n <= part.n) {
                self.last_part = Some((part.n, part.id));
            }
            self.parcels
                .extend(reply.parcels.iter().map(|parcel| ParcelFact {
                    sha256: parcel.sha256,
                    length: parcel.length,
                    lane: part.lane,
                    expires: reply.expires,
                }));
        }
        // Sealed parcels lie among the files, under the same kind of name.
        self.files
            .extend(reply.parcels.iter().map(|parcel| parcel.sha256));
        if reply.kind == ReplyKind::Answer {
            self.answered = Some(clock);
            self.case.row.replies += 1;
        }
        self.case.replies.push(CaseReply {
            id: first,
            kind: reply.kind,
            person,
            written: clock.time(),
            expires: reply.expires,
            text: reply.text,
            parcels: reply.parcels,
            parts: reply.parts.len(),
            published: None,
            in_reply_to: reply.in_reply_to,
        });
        Some((reply.kind, first))
    }

    fn finish(mut self, events: u64, forms: &BTreeMap<Digest, Form>) -> Option<(Case, Summary)> {
        let case = &mut self.case;
        if case.letters.is_empty() {
            return None;
        }
        // Later entries replace earlier ones: letters whose proof holds come last.
        let (unproven, proven): (Vec<_>, Vec<_>) =
            case.letters.iter().partition(|letter| !letter.proven);
        for letter in unproven.into_iter().chain(proven) {
            for (question, value) in letter.answers.iter() {
                case.answers.insert(
                    question.to_owned(),
                    CaseAnswer {
                        value: value.clone(),
                        letter: letter.id,
                    },
                );
            }
            if !letter.answers.is_empty() || case.form.is_none() {
                case.form = letter.form.or(case.form);
                case.row.programme = letter.programme.clone().or(case.row.programme.take());
            }
            case.row.language = letter.language.or(case.row.language);
        }
        let highest = |axis| case.assessed(axis).filter_map(|one| one.value.level).max();
        let (risk, urgency) = (highest(Axis::Risk), highest(Axis::Urgency));
        let apart = Axis::ALL
            .into_iter()
            .filter(|axis| case.assessed(*axis).count() > 1)
            .count()
            + Field::ALL
                .into_iter()
                .filter(|field| case.texts_of(*field).count() > 1)
                .count();
        let row = &mut case.row;
        (row.risk, row.urgency) = (risk, urgency);
        row.conflicts = apart + usize::from(case.statuses.len() > 1);
        if let Some(last) = case.statuses.last() {
            row.status = last.value.status;
            row.status_name.clone_from(&last.value.name);
        }
        row.timer = case
            .timers
            .iter()
            .filter(|timer| timer.done.is_none())
            .map(|timer| timer.due)
            .min();
        row.letters = case.letters.len();
        row.attachments = case.letters.iter().map(|l| l.attachments.len()).sum();
        row.unread = case.letters.iter().filter(|l| l.read_by.is_none()).count();
        row.unproven = case.letters.iter().any(|l| !l.proven && l.kind.is_some());
        row.more_follows = case.letters.last().is_some_and(|l| l.more_follows);
        row.arrived = case.letters.iter().filter_map(|l| l.arrived).min();
        row.due = self
            .promises
            .iter()
            .filter(|(_, imported)| self.answered.is_none_or(|answered| answered < *imported))
            .filter_map(|(due, _)| *due)
            .min();
        let form = case.form.and_then(|hash| forms.get(&hash));
        row.country = country(form, &case.answers);
        case.row.title = title(form, case);
        let summary = Summary {
            row: case.row.clone(),
            events,
            letters: self.letters,
            parts: self.parts,
            files: self.files,
            parcels: self.parcels,
            next_n: self.next_n,
            last_part: self.last_part.map(|(_, id)| id),
        };
        Some((self.case, summary))
    }
}

/// Makes a letter of the case; the first receipt seen becomes the case's.
fn case_letter(imported: Imported, clock: Clock, case: &mut Case) -> CaseLetter {
    let Imported {
        letter: sealed,
        arrived,
        relays,
        proven,
        content,
        files,
        ..
    } = imported;
    let mut files = files.into_iter();
    match content {
        Content::Letter(letter) => {
            case.receipt.get_or_insert_with(|| letter.receipt.clone());
            let attachments = letter
                .attachments
                .into_iter()
                .zip(&mut files)
                .map(|(attachment, file)| CaseFile {
                    question: attachment.question,
                    name: attachment.name,
                    media_type: attachment.media_type,
                    length: attachment.length,
                    sha256: attachment.sha256,
                    sealed_name: file.name,
                    key: file.key,
                })
                .collect();
            CaseLetter {
                id: letter.id,
                sealed,
                kind: Some(letter.kind),
                programme: Some(letter.programme),
                form: Some(letter.form),
                language: Some(letter.language),
                answers: letter.answers,
                message: letter.message,
                attachments,
                in_reply_to: letter.in_reply_to,
                more_follows: letter.more_follows,
                proven,
                made_on: Some(letter.made_on),
                arrived,
                relays,
                imported: clock.time(),
                read_by: None,
            }
        }
        Content::Foreign {
            name,
            media_type,
            length,
            sha256,
            text,
        } => CaseLetter {
            id: foreign_id(&sealed),
            sealed,
            kind: None,
            programme: None,
            form: None,
            language: None,
            answers: std::iter::empty().collect(),
            message: (!text.is_empty()).then_some(text),
            attachments: files
                .next()
                .map(|file| CaseFile {
                    question: None,
                    name,
                    media_type,
                    length,
                    sha256,
                    sealed_name: file.name,
                    key: file.key,
                })
                .into_iter()
                .collect(),
            in_reply_to: None,
            more_follows: false,
            proven,
            made_on: None,
            arrived,
            relays,
            imported: clock.time(),
            read_by: None,
        },
    }
}

/// Content that Sealpost did not make has no letter id: the start of its hash serves.
fn foreign_id(sealed: &Digest) -> LetterId {
    let mut id = [0; 16];
    id.copy_from_slice(&sealed.as_bytes()[..16]);
    LetterId::from_bytes(id)
}

/// The first question about a country that is answered.
fn country(form: Option<&Form>, answers: &BTreeMap<String, CaseAnswer>) -> Option<String> {
    form?
        .questions()
        .filter(|question| question.kind == Kind::Country)
        .find_map(|question| match &answers.get(&question.id)?.value {
            WireValue::Text(code) if code.len() == 2 => Some(code.clone()),
            _ => None,
        })
}

/// The first line of the first long text, else of a follow-up's message, else of any text.
fn title(form: Option<&Form>, case: &Case) -> String {
    let text_of = |kind: Kind| {
        form.into_iter()
            .flat_map(Form::questions)
            .filter(|question| question.kind == kind)
            .find_map(|question| match &case.answers.get(&question.id)?.value {
                WireValue::Text(text) => first_line(text),
                _ => None,
            })
    };
    text_of(Kind::LongText)
        .or_else(|| {
            case.letters
                .iter()
                .find_map(|letter| first_line(letter.message.as_deref()?))
        })
        .or_else(|| text_of(Kind::Text))
        .or_else(|| {
            // The form is not known: the longest text says most.
            case.answers
                .values()
                .filter_map(|answer| match &answer.value {
                    WireValue::Text(text) => Some(text),
                    _ => None,
                })
                .max_by_key(|text| text.len())
                .filter(|_| form.is_none())
                .and_then(|text| first_line(text))
        })
        .unwrap_or_default()
}

fn first_line(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    // Control and direction characters could make one row look like another.
    Some(
        line.chars()
            .filter(|c| {
                !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            })
            .take(TITLE_CHARS)
            .collect(),
    )
}
