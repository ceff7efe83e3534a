//! What the window shows. Views read it, [`crate::update`] changes it.
//!
//! Everything decrypted lives in [`Session`]: dropping it is what locking means.

mod drafts;
mod first_run;
mod locked;
mod open_case;
mod pages;
mod sentence;
mod session;
mod settings;
mod toast;

use jiff::Timestamp;

pub(crate) use drafts::Drafts;
pub(crate) use first_run::{FirstMode, FirstRun};
pub(crate) use locked::{LockReason, Locked};
pub(crate) use open_case::{
    CaseContent, CaseTab, Export, FileAt, OpenCase, Picture, Preview, Typed,
};
pub(crate) use pages::{ExchangePage, Page, PublishPage, Stick};
pub(crate) use sentence::Sentence;
pub(crate) use session::{DeskFacts, Session};
pub(crate) use settings::{Settings, ZOOM_LEAST, ZOOM_MOST};
pub(crate) use toast::Toasts;

use crate::desk::Progress;

/// The whole window.
pub(crate) struct State {
    pub(crate) settings: Settings,
    pub(crate) screen: Screen,
    pub(crate) toasts: Toasts,
    /// The page of keys is open.
    pub(crate) help: bool,
    /// What the worker is busy with, if a person waits for it.
    pub(crate) running: Option<Running>,
    /// The worker is gone: nothing can be saved any more.
    pub(crate) stopped: bool,
    /// The later of the laptop's clock and the highest time this desk has seen: deadlines are
    /// counted from it, so that a clock that went back never shows more time than there is.
    pub(crate) now: Timestamp,
    /// What the clock shows, when that is earlier than what was seen before.
    pub(crate) clock_back: Option<Timestamp>,
}

/// Which of the three faces the window has.
pub(crate) enum Screen {
    FirstRun(Box<FirstRun>),
    Locked(Box<Locked>),
    Open(Box<Session>),
}

/// A task that a person waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Running {
    /// Message id of what is being done.
    pub(crate) label_id: &'static str,
    pub(crate) progress: Option<Progress>,
}

impl State {
    pub(crate) fn new(settings: Settings, screen: Screen, now: Timestamp) -> Self {
        Self {
            settings,
            screen,
            toasts: Toasts::default(),
            help: false,
            running: None,
            stopped: false,
            now,
            clock_back: None,
        }
    }

    /// The open session, if there is one.
    pub(crate) fn session(&self) -> Option<&Session> {
        match &self.screen {
            Screen::Open(session) => Some(session),
            Screen::FirstRun(_) | Screen::Locked(_) => None,
        }
    }

    /// The open session, if there is one.
    pub(crate) fn session_mut(&mut self) -> Option<&mut Session> {
        match &mut self.screen {
            Screen::Open(session) => Some(session),
            Screen::FirstRun(_) | Screen::Locked(_) => None,
        }
    }

    /// Takes the laptop's time: keeps the highest, and says when the clock went back.
    ///
    /// Two minutes are forgiven: clocks are set by hand on such laptops.
    pub(crate) fn tick(&mut self, clock: Timestamp) {
        const FORGIVEN_SECS: i64 = 120;
        let seen = self.settings.seen.unwrap_or(clock);
        if clock >= seen {
            self.settings.seen = Some(clock);
        }
        self.now = clock.max(seen);
        self.clock_back = (seen.as_second() - clock.as_second() > FORGIVEN_SECS).then_some(clock);
    }
}
