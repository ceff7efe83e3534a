//! The open desk in memory: plain data, without disk, window or clock.

mod answers;
mod assessment;
mod case;
mod event;
mod fold;
mod id;
pub(crate) mod pairs;
mod queue;
mod written;

pub use answers::{AnswerFile, AnswerSection, AnswerView};
pub use assessment::{
    Assessment, AssessmentError, Axis, Field, Level, StaffText, StatusWord, Timer,
};
pub use case::{
    Case, CaseAnswer, CaseFile, CaseLetter, CaseNote, CaseReply, CaseRow, Deadline, Status,
    StatusError, TimelineEntry, TimelineKind,
};
pub(crate) use event::{
    Clock, Content, EVENT_LIMITS, EventBody, EventHead, Imported, ImportedFile, LetterTag,
    ReplyPart, SignedEvent, WrittenReply,
};
pub(crate) use fold::{FoldedEvent, LetterFact, Summary, fold};
pub use id::CaseId;
pub(crate) use id::{DeviceId, Secret};
pub use queue::{DueWithin, Facets, Filter, Order, Queue, SavedView};
pub(crate) use written::sources;
pub use written::{EventRef, Written};
