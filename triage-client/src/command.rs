//! Everything a view may ask for. Views return commands; [`crate::update`] carries them out.

use crypto_core::Language;
use egui::{Key, KeyboardShortcut, Modifiers};
use jiff::Timestamp;

use crate::model::{Assessment, Axis, CaseId, EventRef, Field, Filter, Level, Order, Status};
use crate::state::{CaseTab, Export, FileAt, FirstMode, Page};
use crate::theme::ThemeChoice;

/// A wish of a view, applied after the frame in which it was made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Command {
    /// One of the commands that have a key.
    Global(Global),
    /// What the first page is used for.
    FirstMode(FirstMode),
    /// Make the vault from what is typed on the first page.
    MakeVault,
    /// Restore from what is typed on the first page.
    RestoreVault,
    /// Open the vault with what is typed on the lock page.
    Unlock,
    /// Show this page.
    Go(Page),
    /// Show only what matches.
    Filter(Filter),
    Order(Order),
    /// Show or hide the row of filters.
    MoreFilters,
    /// Keep filter and order under the name that is typed.
    KeepView,
    UseView(String),
    DropView(String),
    /// Put the choice on this row of the queue as shown.
    ChooseRow(usize),
    OpenCase(CaseId),
    /// Show this part of the open case.
    Tab(CaseTab),
    SetStatus(Status),
    /// Keep the reason and the own word that are typed with the status as it is.
    KeepReason,
    /// Weigh one axis; the note is the one that is typed.
    Weigh(Axis, Option<Level>),
    /// Let one of several that were weighed apart stand.
    Settle(Assessment),
    /// Keep the summary or translation that is typed.
    KeepText(Field),
    /// Set the timer that is typed.
    SetTimer(Timestamp),
    EndTimer(EventRef),
    /// Replace the tags by those that are typed.
    KeepTags,
    Assign(Option<String>),
    /// Add the note that is typed.
    AddNote,
    /// Look at a picture of the open case.
    Preview(FileAt),
    ClosePreview,
    /// Ask where to save an attachment.
    AskExport(Export),
    /// Save the attachment that was asked about to the typed folder.
    Export,
    CancelExport,
    /// Show the reply as the person will read it, or go back to writing.
    ReplyPreview(bool),
    /// Write the reply that is typed.
    SendReply,
    /// Exchange with the typed folder.
    Exchange,
    Publish,
    Backup,
    Language(Language),
    Theme(ThemeChoice),
    CloseHelp,
    CloseToast(u64),
}

/// Commands with a key. The help page is made from this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Global {
    Search,
    Next,
    Previous,
    Open,
    Back,
    Reply,
    Note,
    Pane,
    Queue,
    Exchange,
    Publish,
    Settings,
    Larger,
    Smaller,
    Normal,
    Lock,
    Help,
}

impl Global {
    pub(crate) const ALL: [Self; 17] = [
        Self::Search,
        Self::Next,
        Self::Previous,
        Self::Open,
        Self::Back,
        Self::Reply,
        Self::Note,
        Self::Pane,
        Self::Queue,
        Self::Exchange,
        Self::Publish,
        Self::Settings,
        Self::Larger,
        Self::Smaller,
        Self::Normal,
        Self::Lock,
        Self::Help,
    ];

    /// Message id of what it does.
    pub(crate) fn label_id(self) -> &'static str {
        match self {
            Self::Search => "command-search",
            Self::Next => "command-next",
            Self::Previous => "command-previous",
            Self::Open => "command-open",
            Self::Back => "command-back",
            Self::Reply => "command-reply",
            Self::Note => "command-note",
            Self::Pane => "command-pane",
            Self::Queue => "command-queue",
            Self::Exchange => "command-exchange",
            Self::Publish => "command-publish",
            Self::Settings => "command-settings",
            Self::Larger => "command-larger",
            Self::Smaller => "command-smaller",
            Self::Normal => "command-normal",
            Self::Lock => "command-lock",
            Self::Help => "command-help",
        }
    }

    /// Its keys, the first as shown in help. A key without Ctrl, other than Escape and the
    /// function keys, counts only while no text field has the focus.
    pub(crate) fn keys(self) -> &'static [KeyboardShortcut] {
        const fn key(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::NONE, key)
        }
        const fn ctrl(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::CTRL, key)
        }
        match self {
            Self::Search => &const { [key(Key::Slash), ctrl(Key::F)] },
            Self::Next => &const { [key(Key::ArrowDown)] },
            Self::Previous => &const { [key(Key::ArrowUp)] },
            Self::Open => &const { [key(Key::Enter)] },
            Self::Back => &const { [key(Key::Escape)] },
            Self::Reply => &const { [key(Key::R)] },
            Self::Note => &const { [key(Key::N)] },
            Self::Pane => &const { [key(Key::F6)] },
            Self::Queue => &const { [ctrl(Key::Num1)] },
            Self::Exchange => &const { [ctrl(Key::Num2)] },
            Self::Publish => &const { [ctrl(Key::Num3)] },
            Self::Settings => &const { [ctrl(Key::Num4)] },
            Self::Larger => &const { [ctrl(Key::Plus), ctrl(Key::Equals)] },
            Self::Smaller => &const { [ctrl(Key::Minus)] },
            Self::Normal => &const { [ctrl(Key::Num0)] },
            Self::Lock => &const { [ctrl(Key::L)] },
            Self::Help => &const { [key(Key::Questionmark), key(Key::F1)] },
        }
    }

    /// True if `shortcut` also counts while someone is typing.
    pub(crate) fn counts_while_typing(shortcut: &KeyboardShortcut) -> bool {
        shortcut.modifiers.ctrl || matches!(shortcut.logical_key, Key::Escape | Key::F1 | Key::F6)
    }

    /// True if the list itself reads the key, because it has the focus then.
    pub(crate) fn is_read_by_the_list(self) -> bool {
        matches!(self, Self::Next | Self::Previous | Self::Open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_key_has_two_meanings() {
        let mut seen = BTreeSet::new();
        for command in Global::ALL {
            for shortcut in command.keys() {
                assert!(
                    seen.insert(format!("{shortcut:?}")),
                    "{command:?}: {shortcut:?}"
                );
            }
        }
    }
}
