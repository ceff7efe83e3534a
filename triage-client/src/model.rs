//! The open desk in memory: plain data, without disk, window or clock.

mod answers;
mod case;
mod event;
mod queue;

pub use answers::{AnswerFile, AnswerSection, AnswerView};
pub use case::{
    Case, CaseAnswer, CaseFile, CaseId, CaseLetter, CaseNote, CaseReply, CaseRow, Deadline, Status,
    StatusError, TimelineEntry, TimelineKind,
};
pub(crate) use case::{LetterFact, fold};
pub(crate) use event::{
    Clock, DeviceId, EventBody, EventId, Imported, ImportedFile, PersonId, SignedEvent, WrittenReply,
};
pub use queue::{Filter, Order, Queue};
