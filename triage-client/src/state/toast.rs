//! Short messages that go away by themselves.

use jiff::Timestamp;

use super::Sentence;
use crate::widgets::Tone;

/// How long a message stays, in seconds: long enough to be read twice.
const STAY_SECS: i64 = 12;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Toast {
    pub(crate) id: u64,
    pub(crate) tone: Tone,
    pub(crate) sentence: Sentence,
    until: Option<Timestamp>,
}

/// The messages that are shown, oldest first.
#[derive(Default)]
pub(crate) struct Toasts {
    shown: Vec<Toast>,
    next: u64,
}

impl Toasts {
    /// Shows a message. What went wrong stays until it is closed.
    pub(crate) fn push(&mut self, tone: Tone, sentence: Sentence, now: Timestamp) {
        const MOST: usize = 4;
        self.shown.retain(|toast| toast.sentence != sentence);
        if self.shown.len() == MOST {
            self.shown.remove(0);
        }
        let until = (tone != Tone::Danger)
            .then(|| Timestamp::from_second(now.as_second() + STAY_SECS).ok())
            .flatten();
        self.next += 1;
        self.shown.push(Toast {
            id: self.next,
            tone,
            sentence,
            until,
        });
    }

    pub(crate) fn close(&mut self, id: u64) {
        self.shown.retain(|toast| toast.id != id);
    }

    pub(crate) fn expire(&mut self, now: Timestamp) {
        self.shown
            .retain(|toast| toast.until.is_none_or(|until| until > now));
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Toast> {
        self.shown.iter()
    }
}
