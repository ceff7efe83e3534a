//! The desk: everything that caseworkers do, without a window.
//!
//! [`Desk::unlock`] opens a vault; every method that changes something returns only after the
//! change is durable. Methods block: a window calls them on its worker. The time is an argument
//! of every call that needs one; randomness comes from the operating system.

mod acknowledge;
mod backup;
mod board;
mod colleague;
mod config;
mod create;
mod destroy;
mod drafts;
mod enrol;
mod error;
mod exchange;
pub(crate) mod fuzzing;
mod import;
mod index;
mod losses;
mod open;
mod page;
mod people;
mod publish;
mod record;
mod reply;
mod report;
mod rescue;
mod secret_file;
mod verify;
mod view;

use std::path::{Path, PathBuf};

use crypto_core::{Digest, Form, Language, LetterId};
use jiff::Timestamp;
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::model::{
    AnswerSection, Assessment, Case, CaseId, CaseRow, EventRef, StaffText, Status, StatusWord,
};

pub use enrol::EnrolRequest;
pub use error::DeskError;
pub use open::Desk;
pub use report::{
    BackupReport, DeskSummary, DestroyReport, ExchangeReport, Finding, FindingKind, ImportReport,
    Progress, ProgressStep, PublishReport, ReplyReport, RestoreReport, Unopened, UnopenedReason,
};

/// What `init` needs to know.
pub struct NewDesk {
    /// Name of the organisation, as defenders will read it.
    pub organisation: String,
    /// Name of the first caseworker: letters, digits, `-` and `_`, at most 40.
    pub person: String,
    /// That caseworker's passphrase.
    pub passphrase: SecretString,
    /// Where the root key's sealed file goes: on a medium that is kept apart from the laptop. The
    /// fallback key's and the next root key's files are written beside it, as
    /// `<name>-fallback.age` and `<name>-next.age`.
    pub root_file: PathBuf,
    /// The passphrase of both files.
    pub root_passphrase: SecretString,
}

/// What a new laptop needs to know before it asks to be enrolled.
pub struct NewLaptop {
    /// Name of the caseworker who will use it.
    pub person: String,
    /// That caseworker's passphrase.
    pub passphrase: SecretString,
}

/// What `publish` needs.
pub struct PublishRequest {
    /// The root key's sealed file.
    pub root_file: PathBuf,
    /// Its passphrase.
    pub root_passphrase: SecretString,
}

/// What an exchange may do besides the usual.
#[derive(Default)]
pub struct ExchangeOptions {
    /// The fallback key's sealed file and its passphrase: letters that were sealed to the
    /// fallback key are opened too.
    pub fallback: Option<(PathBuf, SecretString)>,
    /// Take a colleague's events although their clock is more than a day ahead of ours.
    pub accept_clock: bool,
}

/// A reply to be written.
#[derive(Clone, Debug, Default)]
pub struct ReplyDraft {
    /// The text; a long one is cut into parts by itself.
    pub text: String,
    /// Files to send along as parcels.
    pub parcels: Vec<PathBuf>,
    /// Status the case gets with it.
    pub status: Option<Status>,
}

/// Names of the caseworkers who can unlock the vault, sorted. Needs no passphrase.
///
/// # Errors
///
/// [`DeskError::NoVault`] if there is none.
pub fn people(vault: &Path) -> Result<Vec<String>, DeskError> {
    people::names(vault)
}

/// The vault folder used when none is named: `sealpost` in the user's data folder.
pub fn default_vault() -> Option<PathBuf> {
    people::default_vault()
}

impl Desk {
    /// Makes a vault with its first caseworker, the root key's and the fallback key's sealed
    /// files, and `organisation.toml` for editing, and leaves the desk unlocked.
    ///
    /// # Errors
    ///
    /// [`DeskError::VaultExists`], [`DeskError::FileExists`], a weak passphrase, or the medium's.
    pub fn create(vault: &Path, new: NewDesk, now: Timestamp) -> Result<Self, DeskError> {
        create::run(vault, new, now)
    }

    /// Opens a vault. Takes about a second (the passphrase is stretched) and rebuilds the cache
    /// where it disagrees with the journal; [`Desk::findings`] says what was mended.
    ///
    /// # Errors
    ///
    /// [`DeskError::WrongPassphrase`], [`DeskError::InUse`], [`DeskError::NewerVault`],
    /// [`DeskError::NoVault`] and others.
    pub fn unlock(
        vault: &Path,
        person: &str,
        passphrase: &SecretString,
        now: Timestamp,
    ) -> Result<Self, DeskError> {
        open::run(vault, person, passphrase, now)
    }

    /// The caseworker who unlocked it.
    pub fn person(&self) -> &str {
        self.person_name()
    }

    /// Caseworkers of every laptop, sorted: whom a case can be assigned to.
    pub fn colleagues(&self) -> Vec<String> {
        people::colleagues(self)
    }

    /// What was found damaged, and mended or not, since the vault was opened.
    pub fn findings(&self) -> &[Finding] {
        self.found()
    }

    /// The desk at a glance: organisation, publication, keys, backup.
    pub fn summary(&self, now: Timestamp) -> DeskSummary {
        view::summary(self, now)
    }

    /// The letters that are set aside, each with why, and so what to do: reads them again.
    pub fn set_aside(&self) -> Vec<Unopened> {
        import::set_aside(self)
    }

    /// Every case, in no particular order: [`Queue`](crate::model::Queue) filters and orders.
    pub fn queue(&self) -> Vec<CaseRow> {
        view::queue(self)
    }

    /// One case.
    ///
    /// # Errors
    ///
    /// [`DeskError::NoCase`], also when it was destroyed; [`DeskError::Damaged`].
    pub fn case(&mut self, case: &CaseId) -> Result<Case, DeskError> {
        view::case(self, case)
    }

    /// The case whose id begins with `start`, as colleagues say it.
    ///
    /// # Errors
    ///
    /// [`DeskError::NoCase`] if none or more than one does.
    pub fn find(&self, start: &str) -> Result<CaseId, DeskError> {
        view::find(self, start)
    }

    /// A form that this organisation published, by hash.
    pub fn form(&self, hash: &Digest) -> Option<&Form> {
        view::form(self, hash)
    }

    /// Ids and titles of the programmes last published.
    pub fn programmes(&self, language: Language) -> Vec<(String, String)> {
        view::programmes(self, language)
    }

    /// The answers that count, under the form's labels in `language`.
    pub fn answers(&self, case: &Case, language: Language) -> Vec<AnswerSection> {
        view::answers(self, case, language)
    }

    /// Reads an attachment into memory, for a preview.
    ///
    /// # Errors
    ///
    /// [`DeskError::TooLarge`] above `limit_bytes`; [`DeskError::Damaged`].
    pub fn read_attachment(
        &mut self,
        case: &CaseId,
        letter: &LetterId,
        index: usize,
        limit_bytes: u64,
    ) -> Result<Zeroizing<Vec<u8>>, DeskError> {
        view::read_attachment(self, case, letter, index, limit_bytes)
    }

    /// Writes an attachment, opened, to a new file. Nothing is left behind on failure.
    ///
    /// # Errors
    ///
    /// [`DeskError::FileExists`]; [`DeskError::Damaged`].
    pub fn export_attachment(
        &mut self,
        case: &CaseId,
        letter: &LetterId,
        index: usize,
        target: &Path,
    ) -> Result<u64, DeskError> {
        view::export_attachment(self, case, letter, index, target)
    }

    /// Sets the status.
    ///
    /// # Errors
    ///
    /// [`DeskError::NoCase`] or the medium's; nothing has changed then. So for every edit below.
    pub fn set_status(
        &mut self,
        case: &CaseId,
        status: Status,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let word = StatusWord {
            status,
            name: None,
            reason: String::new(),
        };
        record::status(self, case, &word, now)
    }

    /// Sets the status with a reason, and with a word of the organisation's own for it.
    ///
    /// # Errors
    ///
    /// As [`Desk::set_status`]; [`DeskError::TooLarge`].
    pub fn set_status_word(
        &mut self,
        case: &CaseId,
        word: &StatusWord,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        record::status(self, case, word, now)
    }

    /// Keeps what somebody weighed, over whatever stands of the same axis.
    ///
    /// # Errors
    ///
    /// As [`Desk::set_status`]; [`DeskError::TooLarge`].
    pub fn assess(
        &mut self,
        case: &CaseId,
        assessment: &Assessment,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        record::assess(self, case, assessment, now)
    }

    /// Keeps a summary or a translation for colleagues, over whatever stands of the same field.
    ///
    /// # Errors
    ///
    /// As [`Desk::set_status`]; [`DeskError::TooLarge`].
    pub fn write_text(
        &mut self,
        case: &CaseId,
        text: &StaffText,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        record::write_text(self, case, text, now)
    }

    /// Sets a timer.
    ///
    /// # Errors
    ///
    /// As [`Desk::set_status`]; [`DeskError::EmptyText`] without a reason;
    /// [`DeskError::TooManyTimers`].
    pub fn set_timer(
        &mut self,
        case: &CaseId,
        reason: &str,
        due: Timestamp,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        record::set_timer(self, case, reason, due, now)
    }

    /// Ends a timer.
    ///
    /// # Errors
    ///
    /// As [`Desk::set_status`]; [`DeskError::NoTimer`].
    pub fn end_timer(
        &mut self,
        case: &CaseId,
        timer: EventRef,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        record::end_timer(self, case, timer, now)
    }

    /// Adds a note for colleagues.
    ///
    /// # Errors
    ///
    /// As [`Desk::set_status`]; [`DeskError::EmptyText`].
    pub fn write_note(
        &mut self,
        case: &CaseId,
        text: &str,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        record::note(self, case, text, now)
    }

    /// Gives the case to a caseworker, or to no one.
    ///
    /// # Errors
    ///
    /// As [`Desk::set_status`]; [`DeskError::NoPerson`].
    pub fn assign(
        &mut self,
        case: &CaseId,
        person: Option<&str>,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        record::assign(self, case, person, now)
    }

    /// Replaces the tags.
    ///
    /// # Errors
    ///
    /// As [`Desk::set_status`].
    pub fn set_tags(
        &mut self,
        case: &CaseId,
        tags: &[String],
        now: Timestamp,
    ) -> Result<(), DeskError> {
        record::tags(self, case, tags, now)
    }

    /// Marks every letter of the case as opened by this caseworker. Changes nothing if they are.
    ///
    /// # Errors
    ///
    /// As [`Desk::set_status`].
    pub fn mark_read(&mut self, case: &CaseId, now: Timestamp) -> Result<(), DeskError> {
        record::read(self, case, now)
    }

    /// Writes a reply. It is sealed now and travels with the next exchange.
    ///
    /// # Errors
    ///
    /// As [`Desk::set_status`]; [`DeskError::EmptyText`]; [`DeskError::NoReceipt`] for content
    /// that Sealpost did not make; [`DeskError::TooManyReplies`].
    pub fn write_reply(
        &mut self,
        case: &CaseId,
        draft: &ReplyDraft,
        now: Timestamp,
    ) -> Result<ReplyReport, DeskError> {
        reply::write(self, case, draft, now)
    }

    /// Imports what a stick brings and puts on it what it shall take: acknowledgements, the
    /// board, parcels, what relays may delete, and what colleagues' laptops have not seen.
    ///
    /// # Errors
    ///
    /// The medium's. What was imported before the error stays imported.
    pub fn exchange(
        &mut self,
        stick: &Path,
        options: &ExchangeOptions,
        now: Timestamp,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<ExchangeReport, DeskError> {
        exchange::run(self, stick, options, now, progress)
    }

    /// Imports letters only, and writes nothing to the stick.
    ///
    /// # Errors
    ///
    /// As [`Desk::exchange`].
    pub fn import(
        &mut self,
        stick: &Path,
        options: &ExchangeOptions,
        now: Timestamp,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<ImportReport, DeskError> {
        import::run(self, stick, options, now, progress)
    }

    /// Builds the organisation file from `organisation.toml`, signs it with the root key and
    /// writes the public release onto the stick.
    ///
    /// # Errors
    ///
    /// [`DeskError::Config`] naming what is missing or wrong; [`DeskError::WrongPassphrase`];
    /// [`DeskError::WrongRoot`].
    pub fn publish(
        &mut self,
        request: &PublishRequest,
        stick: &Path,
        now: Timestamp,
    ) -> Result<PublishReport, DeskError> {
        publish::run(self, request, false, stick, now)
    }

    /// The same, and announces a new key that may follow the root: after the one announced before
    /// took the root's place, or was lost. Its sealed file is written beside the root's, as
    /// `<name>-next.age`, with the same passphrase.
    ///
    /// # Errors
    ///
    /// As [`Desk::publish`]; [`DeskError::FileExists`].
    pub fn publish_with_successor(
        &mut self,
        request: &PublishRequest,
        stick: &Path,
        now: Timestamp,
    ) -> Result<PublishReport, DeskError> {
        publish::run(self, request, true, stick, now)
    }

    /// Where `organisation.toml` lies.
    pub fn config_file(&self) -> PathBuf {
        publish::config_file(self)
    }

    /// The unfinished texts last kept; empty if there are none.
    ///
    /// # Errors
    ///
    /// The medium's; [`DeskError::Damaged`].
    pub fn drafts(&self) -> Result<Zeroizing<Vec<u8>>, DeskError> {
        drafts::read(self)
    }

    /// Keeps unfinished texts, sealed. They are not in backups and travel nowhere.
    ///
    /// # Errors
    ///
    /// The medium's.
    pub fn keep_drafts(&mut self, drafts: &[u8]) -> Result<(), DeskError> {
        drafts::keep(self, drafts)
    }

    /// Destroys a case: its keys are gone from this laptop when this returns, and from others and
    /// from backups at their next exchange. Cannot be undone.
    ///
    /// # Errors
    ///
    /// As [`Desk::set_status`].
    pub fn destroy(
        &mut self,
        case: &CaseId,
        reason: &str,
        now: Timestamp,
    ) -> Result<DestroyReport, DeskError> {
        destroy::run(self, case, reason, now)
    }

    /// Copies what changed into `backup/` on the stick and reads it back.
    ///
    /// # Errors
    ///
    /// The medium's; [`DeskError::OtherVault`] if a backup of another desk lies there.
    pub fn backup(
        &mut self,
        stick: &Path,
        now: Timestamp,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<BackupReport, DeskError> {
        backup::run(self, stick, now, progress)
    }

    /// Makes a vault out of the backup on a stick. Passphrases are those of the vault.
    ///
    /// # Errors
    ///
    /// [`DeskError::VaultExists`]: nothing is ever written over; [`DeskError::Damaged`].
    pub fn restore(
        stick: &Path,
        vault: &Path,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<RestoreReport, DeskError> {
        backup::restore(stick, vault, progress)
    }

    /// On a new laptop: makes an empty vault and puts a request onto the stick. Returns the eight
    /// words that the other laptop must show too.
    ///
    /// # Errors
    ///
    /// [`DeskError::VaultExists`] and the medium's.
    pub fn enrol_request(
        vault: &Path,
        new: NewLaptop,
        stick: &Path,
        now: Timestamp,
    ) -> Result<EnrolRequest, DeskError> {
        enrol::request(vault, new, stick, now)
    }

    /// On an enrolled laptop: the requests on the stick, each with its words.
    ///
    /// # Errors
    ///
    /// The medium's.
    pub fn enrol_requests(&self, stick: &Path) -> Result<Vec<EnrolRequest>, DeskError> {
        enrol::requests(stick)
    }

    /// On an enrolled laptop: lets the new one in, after a person compared the words. Returns its
    /// lane. The organisation file must be published again, with the new lane's key.
    ///
    /// # Errors
    ///
    /// [`DeskError::NoLane`] with sixteen laptops.
    pub fn enrol_accept(
        &mut self,
        request: &EnrolRequest,
        stick: &Path,
        now: Timestamp,
    ) -> Result<u8, DeskError> {
        enrol::accept(self, request, stick, now)
    }

    /// On the new laptop: takes over keys, cases and files from the stick.
    ///
    /// # Errors
    ///
    /// [`DeskError::NotAccepted`] if the stick has nothing for this laptop yet.
    pub fn enrol_finish(
        vault: &Path,
        person: &str,
        passphrase: &SecretString,
        stick: &Path,
        now: Timestamp,
    ) -> Result<Self, DeskError> {
        enrol::finish(vault, person, passphrase, stick, now)
    }

    /// Adds a caseworker to this laptop.
    ///
    /// # Errors
    ///
    /// [`DeskError::PersonExists`], [`DeskError::BadName`], [`DeskError::WeakPassphrase`].
    pub fn add_person(
        &mut self,
        name: &str,
        passphrase: &SecretString,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        people::add(self, name, passphrase, now)
    }

    /// Takes a caseworker's access to this laptop away, under a new root key.
    ///
    /// # Errors
    ///
    /// [`DeskError::NoPerson`]; [`DeskError::LastPerson`].
    pub fn remove_person(&mut self, name: &str, now: Timestamp) -> Result<(), DeskError> {
        people::remove(self, name, now)
    }

    /// Changes the passphrase of the caseworker who unlocked the desk.
    ///
    /// # Errors
    ///
    /// [`DeskError::WrongPassphrase`] if `old` is not it; [`DeskError::WeakPassphrase`].
    pub fn change_passphrase(
        &mut self,
        old: &SecretString,
        new: &SecretString,
    ) -> Result<(), DeskError> {
        people::change_passphrase(self, old, new)
    }

    /// Writes the intake keys of all periods into a new file, as age identities: stock `age` 1.3 or
    /// newer then opens every letter of these periods without us (`age -d -i FILE LETTER`).
    ///
    /// Whoever has the file can read every letter. Returns how many keys it holds.
    ///
    /// # Errors
    ///
    /// [`DeskError::FileExists`], or the medium's.
    pub fn rescue(&self, target: &Path) -> Result<usize, DeskError> {
        rescue::run(self, target)
    }

    /// Reads everything: journal twins, keyring, every signature and chain, every file, the
    /// cache. Mends what can be mended and names the rest.
    ///
    /// # Errors
    ///
    /// The medium's.
    pub fn verify(
        &mut self,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Vec<Finding>, DeskError> {
        verify::run(self, progress)
    }
}

#[cfg(test)]
mod tests;
