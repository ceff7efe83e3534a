//! A case: what the desk knows about one person's request, folded out of signed events.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use crypto_core::{
    Digest, Language, LetterId, LetterKind, ParcelRef, ReceiptPublic, RelayId, ReplyId, ReplyKind,
    WireAnswers, WireValue,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::assessment::{Assessment, Axis, Field, Level, StaffText, StatusWord, Timer};
use super::id::{CaseId, Secret};
use super::written::Written;

/// Where a case stands.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nobody has taken it up.
    #[default]
    New,
    /// Somebody works on it.
    Working,
    /// The person was asked for something.
    Waiting,
    /// What was asked for is given.
    Granted,
    /// What was asked for is not given.
    Declined,
    /// Somebody else was named who can help.
    Referred,
    /// Nothing is left to do.
    Closed,
}

/// Text that names no status.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not one of new, working, waiting, granted, declined, referred, closed")]
pub struct StatusError;

impl Status {
    /// Every status, in the order of a case's life.
    pub const ALL: [Self; 7] = [
        Self::New,
        Self::Working,
        Self::Waiting,
        Self::Granted,
        Self::Declined,
        Self::Referred,
        Self::Closed,
    ];

    /// Returns the name used by commands and locale files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Working => "working",
            Self::Waiting => "waiting",
            Self::Granted => "granted",
            Self::Declined => "declined",
            Self::Referred => "referred",
            Self::Closed => "closed",
        }
    }

    /// Returns whether work is left.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Working | Self::Waiting)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Status {
    type Err = StatusError;

    fn from_str(text: &str) -> Result<Self, StatusError> {
        Self::ALL
            .into_iter()
            .find(|status| status.name() == text)
            .ok_or(StatusError)
    }
}

/// How close a promise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deadline {
    /// The promised hour has passed without an answer.
    Passed {
        /// Whole hours since.
        hours: i64,
    },
    /// The promised hour is still to come.
    Left {
        /// Whole hours until then.
        hours: i64,
    },
    /// Answered, closed, or nothing was promised.
    None,
}

/// One line of the queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseRow {
    /// The case.
    pub id: CaseId,
    /// Programme id; none for content that Sealpost did not make.
    pub programme: Option<String>,
    /// First line of what the person wrote, at most 120 characters; may be empty.
    pub title: String,
    /// Country answered first, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Language the person wrote in.
    pub language: Option<Language>,
    /// Where it stands: the later one, where two were set apart.
    pub status: Status,
    /// The organisation's own word for where it stands.
    pub status_name: Option<String>,
    /// What may happen to the person: the highest, where two weighed it apart.
    pub risk: Option<Level>,
    /// How soon something must be done: the highest, where two weighed it apart.
    pub urgency: Option<Level>,
    /// The next timer that colleagues set.
    pub timer: Option<Timestamp>,
    /// Things that two colleagues set apart and nobody has settled.
    pub conflicts: usize,
    /// The caseworker who took it.
    pub assignee: Option<String>,
    /// Hour at which the first letter reached a relay.
    pub arrived: Option<Timestamp>,
    /// Hour by which an answer is promised to the oldest letter without one.
    pub due: Option<Timestamp>,
    /// Letters nobody has opened yet.
    pub unread: usize,
    /// Letters in all.
    pub letters: usize,
    /// Attachments in all.
    pub attachments: usize,
    /// Answers written (automatic acknowledgements not counted).
    pub replies: usize,
    /// The person announced that more answers follow.
    pub more_follows: bool,
    /// A letter of this case carries a proof that does not hold.
    pub unproven: bool,
    /// Words that colleagues attached.
    pub tags: BTreeSet<String>,
    /// When anything last happened, by the clock of the laptop where it did.
    pub changed: Timestamp,
}

impl CaseRow {
    /// Returns the moment by which somebody must look at it: the promise while the case is open,
    /// or a timer, whichever comes first.
    pub fn next_due(&self) -> Option<Timestamp> {
        let promise = self.due.filter(|_| self.status.is_open());
        match (promise, self.timer) {
            (Some(promise), Some(timer)) => Some(promise.min(timer)),
            (promise, timer) => promise.or(timer),
        }
    }

    /// Returns how close the promise is at `now`.
    pub fn deadline(&self, now: Timestamp) -> Deadline {
        match self.due {
            Some(due) if self.status.is_open() => {
                let seconds = due.as_second() - now.as_second();
                if seconds < 0 {
                    Deadline::Passed {
                        hours: -seconds / 3600,
                    }
                } else {
                    Deadline::Left {
                        hours: seconds / 3600,
                    }
                }
            }
            _ => Deadline::None,
        }
    }
}

/// A whole case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The line of the queue.
    pub row: CaseRow,
    /// The receipt's public half, to which replies are sealed; none for content that Sealpost
    /// did not make.
    pub receipt: Option<ReceiptPublic>,
    /// Letters, oldest first.
    pub letters: Vec<CaseLetter>,
    /// Hash of the form of the newest letter with answers.
    pub form: Option<Digest>,
    /// The answer that counts for each question: of the newest letter that answers it, letters
    /// whose proof holds before others.
    pub answers: BTreeMap<String, CaseAnswer>,
    /// What was weighed and stands; two of one axis were weighed apart.
    pub assessments: Vec<Written<Assessment>>,
    /// The status that stands, with its reason; two were set apart.
    pub statuses: Vec<Written<StatusWord>>,
    /// Summary and translation; two of one field were written apart.
    pub texts: Vec<Written<StaffText>>,
    /// Timers, in the order in which they were set.
    pub timers: Vec<Timer>,
    /// Notes, oldest first.
    pub notes: Vec<CaseNote>,
    /// Replies, oldest first; the parts of a long one are one reply.
    pub replies: Vec<CaseReply>,
    /// All that happened, oldest first.
    pub timeline: Vec<TimelineEntry>,
}

impl Case {
    /// What stands of one field: one text, or several that were written apart.
    pub fn texts_of(&self, field: Field) -> impl Iterator<Item = &Written<StaffText>> {
        self.texts
            .iter()
            .filter(move |written| written.value.field == field)
    }

    /// What stands of one axis: one, or several that were weighed apart.
    pub fn assessed(&self, axis: Axis) -> impl Iterator<Item = &Written<Assessment>> {
        self.assessments
            .iter()
            .filter(move |written| written.value.axis == axis)
    }
}

/// An answer and the letter it came in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseAnswer {
    /// The answer, as it was sent.
    pub value: WireValue,
    /// The letter whose attachments a `files` answer counts.
    pub letter: LetterId,
}

/// One letter of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseLetter {
    /// Letter id; for content that Sealpost did not make, the start of its hash.
    pub id: LetterId,
    /// SHA-256 of the sealed letter.
    pub sealed: Digest,
    /// First, follow-up; none for content that Sealpost did not make.
    pub kind: Option<LetterKind>,
    /// Programme id.
    pub programme: Option<String>,
    /// Hash of the form it answers.
    pub form: Option<Digest>,
    /// Language of the answers.
    pub language: Option<Language>,
    /// Answers, as they were sent.
    pub answers: WireAnswers,
    /// Free text.
    pub message: Option<String>,
    /// Attachments, in the letter's order.
    pub attachments: Vec<CaseFile>,
    /// The reply it answers.
    pub in_reply_to: Option<ReplyId>,
    /// More answers follow.
    pub more_follows: bool,
    /// The proof holds: it was written by the holder of the receipt.
    pub proven: bool,
    /// Day by the sender's clock.
    pub made_on: Option<Date>,
    /// Earliest hour at which it reached a relay.
    pub arrived: Option<Timestamp>,
    /// Relays that hold it.
    pub relays: Vec<RelayId>,
    /// When it was imported.
    pub imported: Timestamp,
    /// Who opened it first.
    pub read_by: Option<String>,
}

/// A file of a case, sealed in the vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseFile {
    /// The question it answers.
    pub question: Option<String>,
    /// Name given by the sender, safe to show and to write.
    pub name: String,
    /// Media type as the sender claims.
    pub media_type: String,
    /// Length in bytes.
    pub length: u64,
    /// SHA-256 of the content.
    pub sha256: Digest,
    /// Name of the sealed file in the vault's `files/` folder.
    pub(crate) sealed_name: Digest,
    /// Key of the sealed file.
    pub(crate) key: Secret,
}

/// A note between colleagues.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseNote {
    /// Who wrote it.
    pub person: String,
    /// When.
    pub written: Timestamp,
    /// What.
    pub text: String,
}

/// A reply to the person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseReply {
    /// Id of its first part.
    pub id: ReplyId,
    /// Acknowledgement written by the desk itself, or a caseworker's answer.
    pub kind: ReplyKind,
    /// Who wrote it.
    pub person: String,
    /// When.
    pub written: Timestamp,
    /// After this day it leaves the board.
    pub expires: Date,
    /// The whole text.
    pub text: String,
    /// Parcels that go with it.
    pub parcels: Vec<ParcelRef>,
    /// Parts it was cut into.
    pub parts: usize,
    /// Hour of the edition that first carried it; none while it waits for an exchange.
    pub published: Option<Timestamp>,
    /// Letter it answers.
    pub in_reply_to: Option<LetterId>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// When, by the clock of the laptop where it happened.
    pub at: Timestamp,
    /// Who; none for what the desk does by itself.
    pub person: Option<String>,
    /// What.
    pub kind: TimelineKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimelineKind {
    /// A letter came in.
    Imported(LetterId),
    /// A letter was opened.
    Read(LetterId),
    /// The status changed.
    Status(StatusWord),
    /// Something was weighed.
    Assessed(Assessment),
    /// Summary or translation was written.
    Written(Field),
    /// A timer was set.
    TimerSet {
        /// What for.
        reason: String,
        /// When.
        due: Timestamp,
    },
    /// A timer was ended.
    TimerEnded {
        /// What it was for.
        reason: String,
    },
    /// A note was written.
    Note,
    /// Somebody took it, or gave it back.
    Assigned(Option<String>),
    /// The tags changed.
    Tagged(BTreeSet<String>),
    /// An answer was written.
    Replied(ReplyId),
    /// The desk acknowledged the letter by itself.
    Acknowledged(ReplyId),
}
