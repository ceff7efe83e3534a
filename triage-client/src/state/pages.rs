//! The other pages of an open desk.

use std::path::PathBuf;

use crate::desk::{BackupReport, ExchangeReport, PublishReport};
use crate::widgets::SecretField;

/// The pages of an open desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Page {
    /// The queue, or the case that was opened from it.
    #[default]
    Queue,
    Exchange,
    Publish,
    Settings,
}

impl Page {
    pub(crate) const ALL: [Self; 4] = [Self::Queue, Self::Exchange, Self::Publish, Self::Settings];

    /// Message id of its name.
    pub(crate) fn label_id(self) -> &'static str {
        match self {
            Self::Queue => "nav-queue",
            Self::Exchange => "nav-exchange",
            Self::Publish => "nav-publish",
            Self::Settings => "nav-settings",
        }
    }
}

/// A medium that is plugged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stick {
    pub(crate) folder: PathBuf,
    /// Free space in bytes, if the medium says.
    pub(crate) free_bytes: Option<u64>,
}

/// The exchange page.
#[derive(Default)]
pub(crate) struct ExchangePage {
    pub(crate) sticks: Vec<Stick>,
    /// The folder that is typed or chosen.
    pub(crate) folder: String,
    pub(crate) report: Option<Box<ExchangeReport>>,
}

/// The page to publish and to back up.
#[derive(Default)]
pub(crate) struct PublishPage {
    pub(crate) root_file: String,
    pub(crate) root_passphrase: SecretField,
    pub(crate) folder: String,
    pub(crate) backup_folder: String,
    pub(crate) published: Option<Box<PublishReport>>,
    pub(crate) backed_up: Option<Box<BackupReport>>,
}
