//! The open desk: vault, keys, journal, cache and index together.

use std::path::Path;

use crypto_core::{AtRestKey, Digest, HybridIdentity, OrganisationId, SigningKey};
use jiff::Timestamp;
use secrecy::SecretString;

use super::error::DeskError;
use super::index::Index;
use super::report::{Finding, FindingKind};
use crate::model::{
    Case, CaseId, EventBody, EventHead, FoldedEvent, Secret, SignedEvent, Summary, fold,
};
use crate::store::Store;
use crate::vault::{Files, Folder, Journal, JournalDamage, Keyring, KeyringError, Person};

/// An unlocked vault. While it lives no other process opens it; dropped, its keys are wiped.
pub struct Desk {
    pub(super) folder: Folder,
    pub(super) person: Person,
    /// Seals the keyring.
    pub(super) root: AtRestKey,
    pub(super) keyring: Keyring,
    pub(super) journal: Journal,
    pub(super) files: Files,
    pub(super) store: Store,
    pub(super) index: Index,
    pub(super) findings: Vec<Finding>,
    /// When it was unlocked.
    pub(super) opened: Timestamp,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("cases", &self.index.summaries.len())
            .finish_non_exhaustive()
    }
}

pub(super) fn run(
    vault: &Path,
    person: &str,
    passphrase: &SecretString,
    now: Timestamp,
) -> Result<Desk, DeskError> {
    let desk = open_any(vault, person, passphrase, now)?;
    if desk.keyring.organisation.is_none() {
        return Err(DeskError::NotEnrolled);
    }
    Ok(desk)
}

/// Opens a vault, also one that waits to be enrolled.
pub(super) fn open_any(
    vault: &Path,
    person: &str,
    passphrase: &SecretString,
    now: Timestamp,
) -> Result<Desk, DeskError> {
    let folder = Folder::open(vault)?;
    let keyring = |person: &Person| Keyring::open(folder.path(), person.id(), person.identity());
    let (person, file) = Person::unlock_as(&folder.people(), person, passphrase, |person| {
        !matches!(keyring(person), Err(KeyringError::NoPerson))
    })?;
    let opened = keyring(&person);
    let (mut keyring, root, differs) = opened.map_err(|error| match error {
        KeyringError::Damaged => DeskError::NoKeyring,
        KeyringError::Newer => DeskError::NewerVault,
        KeyringError::NoPerson => DeskError::NoAccess,
    })?;
    folder
        .sweep()
        .map_err(DeskError::io("tidying the vault folder"))?;
    let mut findings = Vec::new();
    if !folder.is_marked() {
        folder.finish_creation()?;
        findings.push(Finding::new(FindingKind::Marker, true, "vault"));
    }
    if differs {
        findings.push(Finding::new(FindingKind::Keyring, true, "keyring"));
    }
    let people_changed = mend_people(&folder, &mut keyring, &person, &file, &mut findings)?;
    if differs || people_changed {
        keyring.write(folder.path(), &root)?;
    }
    let journal_key = at_rest(&keyring.journal_key);
    let (journal, damage) = Journal::open(&folder.journal(), journal_key, keyring.journal)
        .map_err(DeskError::io("opening the journal"))?;
    let files = Files::new(folder.files());
    let store_key = at_rest(&keyring.store_key);
    let was_there = folder.store().exists();
    let incomplete = keyring.incomplete.clone();
    let index = Index::default();
    let mut desk = Desk {
        store: Store::closed(&folder.store(), store_key),
        folder,
        person,
        root,
        keyring,
        journal,
        files,
        index,
        findings,
        opened: now,
    };
    desk.read_journal();
    let lost_end = damage
        .iter()
        .any(|damage| matches!(damage, JournalDamage::Short { .. }));
    desk.note_damage(damage);
    desk.load_cases(was_there);
    desk.settle_place(lost_end)?;
    desk.finish_destructions()?;
    super::losses::name(&mut desk, now);
    if desk.keyring.incomplete != incomplete {
        desk.save_keyring()?;
    }
    Ok(desk)
}

/// Puts caseworkers' damaged or missing files back from the keyring's copies.
fn mend_people(
    folder: &Folder,
    keyring: &mut Keyring,
    person: &Person,
    opened: &[u8],
    findings: &mut Vec<Finding>,
) -> Result<bool, DeskError> {
    let mut changed = false;
    for entry in &mut keyring.people {
        let own = entry.id() == person.id();
        let Some(access) = &mut entry.access else {
            continue;
        };
        // The file that just opened is right, whatever the keyring remembers.
        if own && access.file.as_slice() != opened {
            access.file = serde_bytes::ByteBuf::from(opened.to_vec());
            changed = true;
        }
        if !Person::is_written(&folder.people(), &entry.name, &access.file) {
            Person::write(&folder.people(), &entry.name, &access.file)?;
            findings.push(Finding::new(FindingKind::Person, true, entry.name.clone()));
        }
    }
    Ok(changed)
}

pub(super) fn finding(damage: JournalDamage) -> Finding {
    match damage {
        JournalDamage::Mended(copy) => {
            Finding::new(FindingKind::JournalTail, true, format!("journal/{copy}"))
        }
        JournalDamage::Lost(frame) => {
            Finding::new(FindingKind::JournalFrame, false, format!("frame {frame}"))
        }
        JournalDamage::Short { missing } => Finding::new(
            FindingKind::JournalShort,
            false,
            format!("{missing} events missing at the end"),
        ),
        JournalDamage::Chain(frame) => Finding::new(
            FindingKind::JournalFrame,
            false,
            format!("frame {frame} does not follow the one before"),
        ),
    }
}

pub(super) fn at_rest(secret: &Secret) -> AtRestKey {
    AtRestKey::from_bytes(*secret.expose())
}

/// A fold and what it is to be remembered by.
type Folded = (Case, Summary);

impl Desk {
    pub(super) fn person_name(&self) -> &str {
        &self.person.name
    }

    pub(super) fn found(&self) -> &[Finding] {
        &self.findings
    }

    pub(super) fn organisation(&self) -> Result<OrganisationId, DeskError> {
        self.keyring.organisation.ok_or(DeskError::NotEnrolled)
    }

    pub(super) fn desk_key(&self) -> SigningKey {
        SigningKey::from_seed(self.keyring.desk.signing.expose())
    }

    pub(super) fn desk_identity(&self) -> HybridIdentity {
        HybridIdentity::from_seed(self.keyring.desk.identity.expose())
    }

    /// Identities of all intake keys here.
    pub(super) fn intake_identities(&self) -> Vec<HybridIdentity> {
        self.keyring
            .intake
            .iter()
            .map(|key| HybridIdentity::from_seed(key.seed.expose()))
            .collect()
    }

    /// Reads the journal into the index; frames that hold no event are found wrong.
    pub(super) fn read_journal(&mut self) {
        self.index = Index {
            expected: self.keyring.heads.clone(),
            ..Index::default()
        };
        let numbers: Vec<u64> = self.journal.numbers().collect();
        for number in numbers {
            if self.index_frame(number).is_none() {
                self.findings.push(Finding::new(
                    FindingKind::Event,
                    false,
                    format!("frame {number} holds no event"),
                ));
            }
        }
        self.index
            .destroyed_letters
            .extend(self.keyring.destroyed.iter().copied());
        self.index
            .destroyed
            .extend(self.keyring.destroyed_cases.iter().copied());
    }

    fn index_frame(&mut self, number: u64) -> Option<()> {
        let bytes = self.journal.read(number).ok()?;
        let (event, head) = SignedEvent::decode(&bytes).ok()?;
        self.index.note(number, &head, Digest::of(&bytes));
        if head.case.is_none() {
            let body = self.open_body(&event, &head)?;
            self.index.apply(body);
        }
        Some(())
    }

    /// Opens an event's body with the keys here.
    pub(super) fn open_body(&self, event: &SignedEvent, head: &EventHead) -> Option<EventBody> {
        let (aad, sealed) = event.sealed();
        let body = match &head.case {
            None => self.keyring.common().open(aad, sealed).ok()?,
            Some(case) => self
                .keyring
                .cases
                .get(case)?
                .iter()
                .find_map(|key| at_rest(key).open(aad, sealed).ok())?,
        };
        crypto_core::from_bytes(&body, crate::model::EVENT_LIMITS).ok()
    }

    /// Reads one event with its body.
    pub(super) fn event(&self, frame: u64) -> Option<FoldedEvent> {
        let bytes = self.journal.read(frame).ok()?;
        let (event, head) = SignedEvent::decode(&bytes).ok()?;
        let body = self.open_body(&event, &head)?;
        Some(FoldedEvent {
            clock: head.clock,
            device: head.device,
            seq: head.seq,
            person: self
                .keyring
                .person_name(head.person)
                .unwrap_or("?")
                .to_owned(),
            body,
        })
    }

    /// Folds a case out of the journal.
    pub(super) fn fold(&self, id: &CaseId) -> Option<Folded> {
        if self.index.destroyed.contains(id) {
            return None;
        }
        let frames = self.index.cases.get(id)?;
        let events = frames
            .iter()
            .filter_map(|frame| self.event(*frame))
            .collect();
        let (case, mut summary) = fold(*id, events, &self.index.forms)?;
        // The count that the index will ask for, readable or not.
        summary.events = frames.len() as u64;
        Some((case, summary))
    }

    /// Takes the cases from the cache, or folds all of them.
    fn load_cases(&mut self, cache_was_there: bool) {
        let counts = self.index.counts();
        let (store, summaries) = Store::open(
            &self.folder.store(),
            at_rest(&self.keyring.store_key),
            self.journal.mark(),
            &counts,
        );
        self.store = store;
        match summaries {
            Some(summaries) => {
                for (_, summary) in summaries {
                    self.index.keep(summary);
                }
            }
            None => {
                if cache_was_there {
                    self.findings
                        .push(Finding::new(FindingKind::CacheRebuilt, true, "store"));
                }
                let remembered = self.store.remembered();
                super::losses::remember(self, &remembered);
                self.rebuild();
            }
        }
    }

    /// Makes the cache again from the journal.
    pub(super) fn rebuild(&mut self) {
        self.store.reset(at_rest(&self.keyring.store_key));
        self.index.summaries.clear();
        self.index.letters.clear();
        let ids: Vec<CaseId> = self.index.counts().into_keys().collect();
        for id in ids {
            self.refold(&id);
        }
        self.settle();
        self.store.flush();
    }

    /// Folds one case and keeps the result.
    pub(super) fn refold(&mut self, id: &CaseId) {
        if let Some((case, summary)) = self.fold(id) {
            self.store.put(&case, &summary);
            self.index.keep(summary);
        }
    }

    /// Says that cache and journal agree.
    pub(super) fn settle(&mut self) {
        let cases = self.index.summaries.len() as u64;
        self.store.agree(self.journal.mark(), cases);
    }

    /// Writes the keyring with the journal's present mark.
    pub(super) fn save_keyring(&mut self) -> Result<(), DeskError> {
        self.keyring.journal = self.journal.mark();
        for (device, (next, _)) in &self.index.heads {
            let known = self.keyring.heads.entry(*device).or_default();
            *known = (*next).max(*known);
        }
        self.keyring.write(self.folder.path(), &self.root)
    }

    /// Writes events of this desk: signed, sealed, in both copies of the journal, on the medium.
    ///
    /// Keys that the events need must be in the written keyring before.
    pub(super) fn commit(
        &mut self,
        bodies: Vec<(Option<CaseId>, EventBody)>,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        if bodies.is_empty() {
            return Ok(());
        }
        self.append(bodies, now)?;
        // The events are durable already. A keyring that knows an earlier mark is not wrong, and
        // the next writing brings it up to date.
        let _ = self.save_keyring();
        Ok(())
    }

    /// The same without bringing the keyring up to date: for whoever writes many events in a row
    /// and the keyring at their end.
    pub(super) fn append(
        &mut self,
        bodies: Vec<(Option<CaseId>, EventBody)>,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let device = self.keyring.desk.device;
        let (mut seq, mut previous) = self
            .index
            .heads
            .get(&device)
            .copied()
            .unwrap_or((0, Digest::from_bytes([0; 32])));
        let mut clock = self.index.clock;
        let mut encoded = Vec::with_capacity(bodies.len());
        let mut heads = Vec::with_capacity(bodies.len());
        for (case, body) in &bodies {
            clock = clock.next(now);
            let head = EventHead {
                version: 1,
                device,
                seq,
                previous,
                person: self.person.id(),
                clock,
                case: *case,
            };
            let key = match case {
                None => self.keyring.common(),
                Some(case) => self
                    .keyring
                    .cases
                    .get(case)
                    .and_then(|keys| keys.first())
                    .map(at_rest)
                    .ok_or(DeskError::NoCase)?,
            };
            let content = zeroize::Zeroizing::new(crypto_core::to_bytes(body)?);
            // What could not be read again must never be confirmed.
            crypto_core::scan(&content, crate::model::EVENT_LIMITS)?;
            let event = SignedEvent::sign(
                &head,
                |aad| key.seal(&mut rand_core::OsRng, aad, &content),
                self.person.signing(),
            )?;
            let bytes = event.encode()?;
            previous = Digest::of(&bytes);
            seq += 1;
            heads.push((head, previous));
            encoded.push(bytes);
        }
        let frames = self.journal.append(&encoded)?;
        let mut changed = std::collections::BTreeSet::new();
        for ((frame, (head, id)), (case, body)) in frames.into_iter().zip(heads).zip(bodies) {
            self.index.note(frame, &head, id);
            match case {
                Some(case) => {
                    changed.insert(case);
                }
                None => {
                    self.index.apply(body);
                }
            }
        }
        for case in changed {
            self.refold(&case);
        }
        self.settle();
        Ok(())
    }

    /// The summary of a case that is there.
    pub(super) fn summary_of(&self, case: &CaseId) -> Result<&Summary, DeskError> {
        self.index.summaries.get(case).ok_or(DeskError::NoCase)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.store.flush();
    }
}
