//! What can go wrong at the desk, in a sentence, with a hint that can be acted on.

use std::io;

use crypto_core::{CodecError, SealError};

/// Why a task of the desk failed. Never holds content, keys, receipts or slots.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeskError {
    /// A backup holds more than the vault.
    #[error("the backup on this stick holds more than this vault")]
    BackupNewer,
    /// A caseworker's name that cannot be a file name.
    #[error("a name is 1 to 40 letters, digits, - or _")]
    BadName,
    /// `organisation.toml`, a form or a relay card is wrong.
    #[error("{what}")]
    Config {
        /// What is wrong, and where.
        what: String,
    },
    /// Something in the vault or on the medium is damaged and could not be mended.
    #[error("{what} is damaged")]
    Damaged {
        /// What: a file's name or a number, never content.
        what: String,
    },
    /// There is nothing to write.
    #[error("the text is empty")]
    EmptyText,
    /// A file is in the way.
    #[error("{name} is there already")]
    FileExists {
        /// Its name.
        name: String,
    },
    /// The vault is open elsewhere.
    #[error("the vault is in use by another window or command")]
    InUse,
    /// The medium failed.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// Why it failed.
        source: io::Error,
    },
    /// The only caseworker cannot be removed.
    #[error("nobody else could unlock the vault")]
    LastPerson,
    /// The vault was written by a newer version.
    #[error("the vault was written by a newer version of Sealpost")]
    NewerVault,
    /// The keyring does not know the person whose file opened.
    #[error("the keyring does not know this caseworker")]
    NoAccess,
    /// No such case, or it was destroyed.
    #[error("no such case, or it was destroyed")]
    NoCase,
    /// No such attachment.
    #[error("no such attachment")]
    NoFile,
    /// Both copies of the keyring are gone.
    #[error("both copies of the keyring are damaged or missing")]
    NoKeyring,
    /// Sixteen laptops are enrolled.
    #[error("all sixteen lanes are taken")]
    NoLane,
    /// The vault holds nobody's file.
    #[error("the vault's folder people holds no caseworker's file")]
    NoPeople,
    /// No such caseworker.
    #[error("no such caseworker")]
    NoPerson,
    /// No such timer.
    #[error("no such timer")]
    NoTimer,
    /// The case came without a receipt.
    #[error("this letter carries no receipt, so nothing can be answered through Sealpost")]
    NoReceipt,
    /// There is no vault in this folder.
    #[error("there is no vault in this folder")]
    NoVault,
    /// The stick has no answer for this laptop.
    #[error("the stick holds no acceptance for this laptop")]
    NotAccepted,
    /// The laptop is not yet enrolled.
    #[error("this laptop is waiting to be enrolled")]
    NotEnrolled,
    /// Nothing was published yet.
    #[error("nothing was published yet")]
    NotPublished,
    /// A backup or message belongs to another desk.
    #[error("this belongs to another desk")]
    OtherVault,
    /// Both copies of a caseworker's file are damaged.
    #[error("both copies of people/{name} are damaged")]
    PersonDamaged {
        /// The caseworker's name.
        name: String,
    },
    /// The name is taken.
    #[error("a caseworker of this name is there already")]
    PersonExists,
    /// Something could not be sealed.
    #[error("could not be sealed: {0}")]
    Seal(#[from] SealError),
    /// Larger than asked for.
    #[error("larger than {limit_bytes} bytes")]
    TooLarge {
        /// The limit.
        limit_bytes: u64,
    },
    /// 256 replies to one receipt.
    #[error("this person has got as many replies as a receipt can take")]
    TooManyReplies,
    /// As many timers run as a case can have.
    #[error("as many timers run as a case can have")]
    TooManyTimers,
    /// A vault is in the way.
    #[error("there is a vault in this folder already")]
    VaultExists,
    /// A passphrase that can be guessed.
    #[error("the passphrase is too short")]
    WeakPassphrase,
    /// Not the passphrase.
    #[error("the passphrase does not open it")]
    WrongPassphrase,
    /// Another organisation's root key.
    #[error("this is not the root key of this organisation")]
    WrongRoot,
}

impl DeskError {
    /// What the person can do, if there is something.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::BackupNewer => {
                "this vault is an older copy: restore the backup into another folder and go on there"
            }
            Self::BadName => "choose a name such as linh or j-martin",
            Self::Config { .. } => "edit organisation.toml in the vault folder and publish again",
            Self::Damaged { .. } => {
                "run verify; what it cannot mend comes back from a backup or a colleague's laptop"
            }
            Self::EmptyText => "write something first",
            Self::FileExists { .. } => "choose another name; nothing is ever written over",
            Self::InUse => "close the other window, or wait for the other command to end",
            Self::Io { .. } => {
                "check that the medium is there, writable and has room, and try again"
            }
            Self::LastPerson => "add another caseworker first",
            Self::NewerVault => "use the newer version; this one would not understand all of it",
            Self::NoAccess => {
                "if nobody took the access away, the keyring is another vault's: put this one's own \
                 back, or restore the last backup into another folder"
            }
            Self::NoCase => "list shows the cases there are",
            Self::NoFile => "show names the attachments of a case",
            Self::NoKeyring => {
                "leave this folder as it is and restore the last backup into another one; a \
                 colleague's laptop brings what came after it at the next exchange"
            }
            Self::NoLane => "publish without a laptop that is no longer used, then enrol again",
            Self::NoPeople | Self::PersonDamaged { .. } => {
                "a colleague who unlocks this vault puts the file back; if nobody can, restore the \
                 last backup into another folder"
            }
            Self::NoPerson => {
                "check the spelling; if this caseworker was there before, a colleague who unlocks \
                 the vault, or a backup, brings the file back"
            }
            Self::NoTimer => "show numbers the timers of a case",
            Self::NoReceipt => "answer on the way that the letter itself names, if it is safe",
            Self::NoVault => {
                "run init for a new organisation, restore for a backup, or name the folder with --vault"
            }
            Self::NotAccepted => "run enrol accept on the other laptop, with this stick",
            Self::NotEnrolled => "run enrol accept on the other laptop, then enrol finish here",
            Self::NotPublished => "run publish first",
            Self::OtherVault => "check that this is the right stick",
            Self::PersonExists => "choose another name",
            Self::Seal(_) => "send less at once, or in several pieces",
            Self::TooLarge { .. } => "export it to a file instead",
            Self::TooManyReplies => "ask the person to write again with a new receipt",
            Self::TooManyTimers => "end those that are over",
            Self::VaultExists => "name another folder with --vault; nothing is ever written over",
            Self::WeakPassphrase => "use at least 12 characters; five or six random words are good",
            Self::WrongPassphrase => {
                "check the keyboard layout and the caps lock key, and try again; if the passphrase is \
                 surely right, the file is damaged: take it from a backup"
            }
            Self::WrongRoot => "take the root file that was made together with this vault",
        })
    }

    /// Wraps an error of the medium with what was being done.
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            what: what.into(),
            source,
        }
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }
}

impl From<CodecError> for DeskError {
    fn from(_: CodecError) -> Self {
        Self::damaged("a record of the vault")
    }
}
