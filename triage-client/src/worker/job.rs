//! What the window asks of the vault's thread, and what it hears back.

use std::path::PathBuf;

use crypto_core::Language;

use crate::desk::{
    BackupReport, ExchangeReport, NewDesk, Progress, PublishReport, PublishRequest, RestoreReport,
};
use crate::model::{Assessment, CaseId, CaseRow, EventRef, StaffText, StatusWord};
use crate::state::{CaseContent, DeskFacts, Drafts, FileAt, Picture, Sentence, Settings, Stick};

/// A task for the worker.
pub(crate) enum Job {
    /// Who can unlock the vault.
    People,
    Create {
        new: Box<NewDesk>,
        language: Language,
    },
    Restore {
        from: PathBuf,
    },
    Unlock {
        person: String,
        passphrase: secrecy::SecretString,
        language: Language,
    },
    /// Close the desk.
    Lock,
    /// Keep what is being written, sealed in the vault.
    KeepDrafts {
        drafts: Drafts,
    },
    /// The desk at a glance, in this language.
    Facts {
        language: Language,
    },
    OpenCase {
        case: CaseId,
        language: Language,
    },
    /// A small change of a case.
    Edit {
        case: CaseId,
        edit: Edit,
        language: Language,
    },
    Assign {
        case: CaseId,
        person: Option<String>,
        language: Language,
    },
    Note {
        case: CaseId,
        text: String,
        language: Language,
    },
    Reply {
        case: CaseId,
        text: String,
        language: Language,
    },
    Picture {
        case: CaseId,
        at: FileAt,
    },
    Export {
        case: CaseId,
        at: FileAt,
        name: String,
        folder: PathBuf,
    },
    Exchange {
        stick: PathBuf,
        language: Language,
    },
    Publish {
        request: PublishRequest,
        stick: PathBuf,
        language: Language,
    },
    Backup {
        stick: PathBuf,
        language: Language,
    },
    /// Which media are plugged in.
    Sticks,
    SaveSettings(Box<Settings>),
    /// Sleeps, so that a test can see that the window does not.
    #[cfg(test)]
    Sleep(std::time::Duration),
    /// Panics, so that a test can see what the window does.
    #[cfg(test)]
    Panic,
}

/// A small change of a case: written, and the case shown again.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Edit {
    Status(StatusWord),
    Assess(Assessment),
    Text(StaffText),
    SetTimer {
        reason: String,
        due: jiff::Timestamp,
    },
    EndTimer(EventRef),
    Tags(Vec<String>),
}

impl Edit {
    /// Message id of what is said when it is done.
    pub(crate) fn done_id(&self) -> &'static str {
        match self {
            Self::Status(_) => "status-set",
            Self::Assess(_) => "assess-kept",
            Self::Text(_) => "text-kept",
            Self::SetTimer { .. } => "timer-kept",
            Self::EndTimer(_) => "timer-ended",
            Self::Tags(_) => "tags-kept",
        }
    }
}

/// What the worker has to say.
pub(crate) enum Event {
    People(Vec<String>),
    /// The desk is open.
    Open {
        facts: Box<DeskFacts>,
        rows: Vec<CaseRow>,
        drafts: Drafts,
        fresh: bool,
    },
    Restored(Box<RestoreReport>),
    /// Making, restoring or unlocking failed.
    Refused(Sentence),
    Facts(Box<DeskFacts>),
    Rows(Vec<CaseRow>),
    Case(Box<CaseContent>),
    /// A case could not be opened.
    NoCase(CaseId, Sentence),
    /// A small change is written.
    Edited(CaseId, Edit),
    NoteKept(CaseId),
    ReplyKept(CaseId),
    Changed(Sentence),
    Picture(FileAt, Box<Picture>),
    NoPicture(FileAt, Sentence),
    Exported(PathBuf),
    Progress(Progress),
    Exchanged(Box<ExchangeReport>),
    Published(Box<PublishReport>),
    BackedUp(Box<BackupReport>),
    /// A task failed; nothing has changed.
    Failed(Sentence),
    Sticks(Vec<Stick>),
    /// The thread is gone.
    Stopped,
    #[cfg(test)]
    Slept,
}

impl Event {
    /// True for what holds nothing of a session and must be heard in any case.
    pub(super) fn outlives_lock(&self) -> bool {
        matches!(self, Self::Stopped | Self::People(_))
    }
}
