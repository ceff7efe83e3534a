//! The case that is open.

use crypto_core::LetterId;

use std::collections::BTreeMap;

use crate::model::{AnswerSection, Axis, Case, CaseId, Field};
use crate::worker::Edit;

/// The parts of a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CaseTab {
    #[default]
    Letter,
    Files,
    Replies,
    /// What colleagues weigh, timers, tags.
    Assess,
    /// Notes and history; a tab of its own only where the window is narrow.
    Work,
}

/// What the worker found about a case.
pub(crate) struct CaseContent {
    pub(crate) case: Case,
    /// Answers under the form's labels in the language the person wrote in.
    pub(crate) theirs: Vec<AnswerSection>,
    /// The same in the window's language, section by section, answer by answer.
    pub(crate) mine: Vec<AnswerSection>,
}

/// Where an attachment lies within a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileAt {
    pub(crate) letter: LetterId,
    pub(crate) index: usize,
}

/// A decoded picture, ready to be drawn.
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Four bytes a pixel: red, green, blue, opacity.
    pub(crate) rgba: Vec<u8>,
}

/// The picture that is looked at.
pub(crate) enum Preview {
    Working(FileAt),
    Shown {
        at: FileAt,
        picture: Picture,
        texture: Option<egui::TextureHandle>,
    },
}

impl Preview {
    pub(crate) fn at(&self) -> FileAt {
        match self {
            Self::Working(at) | Self::Shown { at, .. } => *at,
        }
    }
}

/// The question where to save an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Export {
    pub(crate) at: FileAt,
    pub(crate) name: String,
}

/// What is typed beside the case and not yet kept.
#[derive(Default)]
pub(crate) struct Typed {
    /// Notes of what is weighed; absent: as they are kept.
    pub(crate) notes: BTreeMap<Axis, String>,
    /// Summary and translation as they are typed; absent: as they are kept.
    pub(crate) texts: BTreeMap<Field, String>,
    pub(crate) status_name: Option<String>,
    pub(crate) status_reason: Option<String>,
    pub(crate) timer_reason: String,
    pub(crate) timer_due: String,
    pub(crate) tags: Option<String>,
}

impl Typed {
    /// Forgets what the vault has now.
    pub(crate) fn kept(&mut self, edit: &Edit) {
        match edit {
            Edit::Status(_) => (self.status_name, self.status_reason) = (None, None),
            Edit::Assess(assessment) => {
                self.notes.remove(&assessment.axis);
            }
            Edit::Text(text) => {
                self.texts.remove(&text.field);
            }
            Edit::SetTimer { .. } => {
                self.timer_reason.clear();
                self.timer_due.clear();
            }
            Edit::EndTimer(_) => {}
            Edit::Tags(_) => self.tags = None,
        }
    }
}

impl Drop for Typed {
    fn drop(&mut self) {
        use zeroize::Zeroize;
        self.notes.values_mut().for_each(Zeroize::zeroize);
        self.texts.values_mut().for_each(Zeroize::zeroize);
        self.status_name.zeroize();
        self.status_reason.zeroize();
        self.timer_reason.zeroize();
        self.tags.zeroize();
    }
}

/// The case that is open.
pub(crate) struct OpenCase {
    pub(crate) id: CaseId,
    /// None while the worker opens it.
    pub(crate) content: Option<Box<CaseContent>>,
    pub(crate) tab: CaseTab,
    pub(crate) reply_preview: bool,
    pub(crate) preview: Option<Preview>,
    pub(crate) export: Option<Export>,
    pub(crate) typed: Typed,
}

impl OpenCase {
    pub(crate) fn new(id: CaseId) -> Self {
        Self {
            id,
            content: None,
            tab: CaseTab::Letter,
            reply_preview: false,
            preview: None,
            export: None,
            typed: Typed::default(),
        }
    }
}
