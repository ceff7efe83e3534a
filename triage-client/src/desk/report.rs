//! What the desk reports back: numbers and names, never content.

use std::path::PathBuf;

use crypto_core::{Digest, OrganisationId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::model::CaseId;

/// How far a long task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: ProgressStep,
    /// Pieces done.
    pub done: u64,
    /// Pieces in all; 0 when not known.
    pub total: u64,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProgressStep {
    /// Letters are checked and opened.
    Letters,
    /// Colleagues' laptops' events are taken over.
    Colleagues,
    /// The board is composed.
    Board,
    /// Parcels are written.
    Parcels,
    /// Files are copied.
    Files,
    /// What was written is read back.
    Checking,
}

/// What an import found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Letters that are new.
    pub imported: usize,
    /// Of these, those that opened a new case.
    pub new_cases: usize,
    /// Letters that were there already.
    pub known: usize,
    /// Cover letters, which carry nothing.
    pub covers: usize,
    /// Letters of destroyed cases, left unopened.
    pub destroyed: usize,
    /// Letters whose proof does not hold; they are imported and marked.
    pub unproven: usize,
    /// Cases whose acknowledgement could not be sealed: imported all the same. Where nothing was
    /// ever sent back, the next import tries again.
    pub unacknowledged: Vec<CaseId>,
    /// What could not be opened or read, each named.
    pub unopened: Vec<Unopened>,
    /// Cases that changed.
    pub cases: Vec<CaseId>,
}

/// A file of the inbox that did not become a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unopened {
    /// File name on the stick.
    pub file: String,
    /// Why.
    pub reason: UnopenedReason,
}

/// Why a file of the inbox did not become a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum UnopenedReason {
    /// Its content is not what its name says: copied or kept badly. Left alone.
    WrongHash,
    /// No key here opens it: kept aside, and tried again at every import.
    NoKey,
    /// Cut off or changed before it was named: kept aside.
    Damaged,
    /// Made by a newer version: kept unread, never acknowledged.
    NewerVersion,
    /// It opens, but breaks the protocol: kept aside.
    Malformed,
    /// Not a sealed file: left alone.
    NotSealed,
    /// Longer than a letter may be: left alone.
    TooLarge,
    /// It could not be read from the medium.
    Unreadable,
    /// The vault's medium did not take it: left on the stick.
    NotKept,
    /// The list of hours of arrival: cut off or changed.
    Arrivals,
}

/// What an exchange did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExchangeReport {
    /// The letters.
    pub import: ImportReport,
    /// Acknowledgements written by the desk itself.
    pub acknowledged: usize,
    /// Replies (parts) on the new edition of the board.
    pub replies_on_board: usize,
    /// Number of the edition; none when there is no publication yet.
    pub edition: Option<u64>,
    /// Letters that relays are told they may delete after their delay.
    pub letters_released: usize,
    /// Letters that wait for a second copy (backup or colleague) before relays are told.
    pub letters_waiting: usize,
    /// Parcels written.
    pub parcels: usize,
    /// Events that came from colleagues' laptops.
    pub events_received: usize,
    /// Events put onto the stick for colleagues' laptops.
    pub events_sent: usize,
    /// Files that came from colleagues' laptops.
    pub files_received: usize,
    /// Files that did not fit this time and follow with the next exchange.
    pub files_to_follow: usize,
    /// Cases destroyed on another laptop and now here.
    pub destroyed: usize,
    /// Laptops (names) whose events wait because their clock is more than a day ahead.
    pub held_clocks: Vec<String>,
    /// A colleague knows events of this laptop that it does not have: an old backup was restored.
    /// They were taken back.
    pub own_events_recovered: usize,
    /// A file of a colleague's laptop could not be read, by name.
    pub unreadable: Vec<String>,
    /// The publication was written onto the stick again.
    pub publication: Option<u64>,
    /// Things a person should know, one sentence each.
    pub warnings: Vec<String>,
}

/// What a reply became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReplyReport {
    /// Parts it was cut into.
    pub parts: usize,
    /// Parcels sealed.
    pub parcels: usize,
    /// Day after which it leaves the board.
    pub expires: Date,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublishReport {
    /// Number of the organisation file.
    pub number: u64,
    /// Fingerprint of the root key in English words: what people compare.
    pub fingerprint: String,
    /// The same as numbers.
    pub fingerprint_numbers: String,
    /// Day until which letters are sealed to a period's key; the fallback key afterwards.
    pub keys_until: Date,
    /// SHA-256 of the page that browsers get: what careful people compare.
    pub page: Digest,
    /// Files written, in all.
    pub files: usize,
    /// Where they lie.
    pub folder: PathBuf,
    /// Things a person should know, one sentence each.
    pub warnings: Vec<String>,
}

/// What was destroyed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DestroyReport {
    /// Letters that will not come back.
    pub letters: usize,
    /// Sealed files deleted.
    pub files: usize,
    /// Day until which copies of the letters elsewhere can still be opened, because the intake
    /// key they are sealed to is needed until then.
    pub openable_until: Option<Date>,
}

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BackupReport {
    /// Events in it.
    pub events: u64,
    /// Files copied this time.
    pub files_copied: usize,
    /// Files in it.
    pub files: usize,
    /// Files deleted from it, because their cases are destroyed.
    pub files_deleted: usize,
    /// Every byte was read back and is right.
    pub verified: bool,
}

/// What a restore brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RestoreReport {
    /// Events.
    pub events: u64,
    /// Files.
    pub files: usize,
    /// When the backup was made.
    pub made: Timestamp,
    /// Files the backup should hold and does not, or holds damaged.
    pub damaged: Vec<String>,
}

/// The desk at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeskSummary {
    /// Organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// This laptop's lane.
    pub lane: u8,
    /// Lanes of all enrolled laptops.
    pub lanes: Vec<u8>,
    /// Number of the last publication; none before the first.
    pub publication: Option<u64>,
    /// Fingerprint words of the root key.
    pub fingerprint: String,
    /// Day until which there are intake keys for a period.
    pub keys_until: Option<Date>,
    /// When the last verified backup was made.
    pub backup: Option<Timestamp>,
    /// Events since then.
    pub events_since_backup: u64,
    /// Replies written since the last exchange.
    pub replies_waiting: usize,
    /// Letters kept aside unopened.
    pub aside: usize,
    /// Cases destroyed so far.
    pub destroyed: usize,
}

/// Something found damaged or amiss.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What kind.
    pub kind: FindingKind,
    /// Whether it was mended.
    pub mended: bool,
    /// What it is about: a file's name, a case's short id, a number; never content.
    pub about: String,
}

/// Kinds of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FindingKind {
    /// The cache disagreed with the journal and was built again.
    CacheRebuilt,
    /// One of the two keyring files was damaged or old.
    Keyring,
    /// One of the two journal files was cut off.
    JournalTail,
    /// A frame of the journal was damaged.
    JournalFrame,
    /// The journal is shorter than the keyring says: an old copy lies here.
    JournalShort,
    /// An event's signature or chain does not hold.
    Event,
    /// An attachment is damaged or missing.
    File,
    /// A caseworker's file is damaged or missing.
    Person,
    /// The last backup is older than the vault it was made from.
    Backup,
    /// The vault's marker was damaged or missing.
    Marker,
    /// Events are lost in both copies of the journal.
    Lost,
    /// A case lacks events.
    Case,
    /// The keyring lacks a key that events need: an older one lies here.
    OldKeyring,
    /// The vault is a copy, or was put back from one.
    Moved,
    /// A sealed letter that was kept aside is damaged.
    Aside,
    /// The unfinished texts are damaged.
    Drafts,
    /// The publication kept in the vault is damaged.
    Publication,
}

impl UnopenedReason {
    /// Says it in a sentence without an end.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::WrongHash => "not the letter its name says; fetch it again",
            Self::NoKey => "no key here opens it; kept aside (the fallback key may: --fallback)",
            Self::Damaged => "damaged before it was stored; kept aside",
            Self::NewerVersion => "made by a newer version; kept unread",
            Self::Malformed => {
                "opens, but breaks the protocol; kept aside and not imported: nobody was answered \
                 (read it with rescue and stock age, and keep it for whoever looks after Sealpost)"
            }
            Self::NotSealed => "not a sealed letter; left alone",
            Self::TooLarge => "longer than a letter may be; left alone",
            Self::Unreadable => "could not be read from the stick",
            Self::Arrivals => {
                "damaged: letters without an hour there count from now; sync the stick again"
            }
            Self::NotKept => "the vault could not take it: make room, and exchange again",
        }
    }
}

impl FindingKind {
    /// Says it in a sentence without an end.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::CacheRebuilt => "the cache disagreed with the journal",
            Self::Keyring => "a copy of the keyring was damaged or old",
            Self::JournalTail => "a copy of the journal was damaged or cut off",
            Self::JournalFrame => "a frame of the journal is damaged",
            Self::JournalShort => "the journal is shorter than it was",
            Self::Event => "an event does not hold",
            Self::File => "an attachment is damaged or missing",
            Self::Person => "a caseworker's file was damaged or missing",
            Self::Backup => "the backup is older than the vault it was made from",
            Self::Marker => "the file that says what this folder is was damaged or missing",
            Self::Lost => "both copies of the journal lost something",
            Self::Case => "a case lost events, and may not show all there was",
            Self::OldKeyring => "the keyring is an older one and lacks keys",
            Self::Moved => "the vault was copied, moved or put back from a copy",
            Self::Aside => "a sealed letter that was kept aside is damaged",
            Self::Drafts => "the unfinished texts are damaged",
            Self::Publication => "the publication kept in the vault is damaged",
        }
    }
}

impl FindingKind {
    /// What to do about it while it is not mended.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Aside => {
                "exchange with a stick from the courier: the relay that had the letter keeps it for 90 days"
            }
            Self::Publication => "run publish again, with the root key",
            Self::Drafts => "write them again; everything that was sent or saved is in the journal",
            _ => {
                "put in the stick with the last backup and run backup, or exchange with a \
                 colleague's laptop twice: what one of them holds comes back; leave the vault \
                 folder as it is until then"
            }
        }
    }
}

impl Finding {
    pub(crate) fn new(kind: FindingKind, mended: bool, about: impl Into<String>) -> Self {
        Self {
            kind,
            mended,
            about: about.into(),
        }
    }
}

/// Names a sealed letter in reports by the start of its hash.
pub(crate) fn short(digest: &Digest) -> String {
    digest.to_string()[..12].to_owned()
}
