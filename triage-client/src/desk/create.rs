//! A new organisation: its keys, its vault, its first caseworker.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crypto_core::{Digest, HybridIdentity, OrganisationId, SigningKey};
use jiff::Timestamp;

use super::error::DeskError;
use super::index::Index;
use super::open::{Desk, at_rest};
use super::{NewDesk, config, people, publish, secret_file};
use crate::model::{DeviceId, Secret};
use crate::store::Store;
use crate::vault::{
    DeskEntry, DeskSecret, Files, Folder, Journal, JournalMark, Keyring, Numbers, Person,
    check_name, replace,
};

pub(super) fn run(vault: &Path, new: NewDesk, now: Timestamp) -> Result<Desk, DeskError> {
    check_name(&new.person)?;
    if new.organisation.trim().is_empty() {
        return Err(DeskError::EmptyText);
    }
    let person = Person::generate(&new.person);
    let file = person.seal(&new.passphrase)?;
    let fallback_file = secret_file::fallback_path(&new.root_file);
    let next_file = secret_file::next_path(&new.root_file);
    for path in [&new.root_file, &fallback_file, &next_file] {
        if path.exists() {
            return Err(DeskError::FileExists {
                name: path.display().to_string(),
            });
        }
    }
    let folder = Folder::create(vault)?;
    let organisation = OrganisationId::random(&mut rand_core::OsRng);
    let (root, next, fallback) = (Secret::random(), Secret::random(), Secret::random());
    // The keys that lie elsewhere first: a vault without them could never publish.
    secret_file::write(
        &new.root_file,
        &new.root_passphrase,
        secret_file::Role::Root,
        organisation,
        &root,
    )?;
    secret_file::write(
        &next_file,
        &new.root_passphrase,
        secret_file::Role::Root,
        organisation,
        &next,
    )?;
    secret_file::write(
        &fallback_file,
        &new.root_passphrase,
        secret_file::Role::Fallback,
        organisation,
        &fallback,
    )?;
    let mut keyring = empty_keyring(&person, &file, 0);
    keyring.organisation = Some(organisation);
    keyring.name = new.organisation.trim().to_owned();
    keyring.root = Some(SigningKey::from_seed(root.expose()).public());
    keyring.next_root = Some(Digest::of(
        SigningKey::from_seed(next.expose()).public().as_bytes(),
    ));
    keyring.fallback = Some(
        HybridIdentity::from_seed(fallback.expose())
            .recipient()
            .clone(),
    );
    keyring.answer_keys.push(Secret::random());
    publish::extend_intake(&mut keyring, crypto_core::day_of(now));
    let config = config::template(&keyring.name);
    let desk = finish(folder, person, &file, keyring, now)?;
    replace(&desk.folder.config(), config.as_bytes())
        .map_err(DeskError::io("writing organisation.toml"))?;
    Ok(desk)
}

/// A keyring with this laptop's own keys and nothing else.
pub(super) fn empty_keyring(person: &Person, file: &[u8], lane: u8) -> Keyring {
    let desk = DeskSecret {
        device: new_device(),
        former: Vec::new(),
        lane,
        signing: Secret::random(),
        identity: Secret::random(),
    };
    let own = DeskEntry {
        lane,
        key: SigningKey::from_seed(desk.signing.expose()).public(),
        recipient: HybridIdentity::from_seed(desk.identity.expose())
            .recipient()
            .clone(),
        devices: vec![desk.device],
        heads: BTreeMap::new(),
        missing: Vec::new(),
        lost: Vec::new(),
        number: 0,
    };
    Keyring {
        generation: 0,
        vault: new_device(),
        organisation: None,
        name: String::new(),
        root: None,
        next_root: None,
        journal: JournalMark::START,
        journal_key: Secret::random(),
        store_key: Secret::random(),
        common_key: Secret::random(),
        cases: BTreeMap::new(),
        destroyed: Vec::new(),
        to_release: Vec::new(),
        intake: Vec::new(),
        fallback: None,
        answer_keys: Vec::new(),
        desk,
        desks: vec![own],
        people: vec![people::entry(person, file)],
        numbers: Numbers::default(),
        backup: None,
        heads: BTreeMap::new(),
        incomplete: BTreeSet::new(),
        destroyed_cases: BTreeSet::new(),
        has_drafts: false,
        place: None,
    }
}

pub(super) fn new_device() -> DeviceId {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Secret::random().expose()[..16]);
    DeviceId::from_bytes(bytes)
}

/// Writes a new vault; only when all of it is there does the folder become one.
pub(super) fn finish(
    folder: Folder,
    person: Person,
    file: &[u8],
    mut keyring: Keyring,
    now: Timestamp,
) -> Result<Desk, DeskError> {
    Person::write(&folder.people(), &person.name, file)?;
    let journal = Journal::create(&folder.journal(), at_rest(&keyring.journal_key))
        .map_err(DeskError::io("making the journal"))?;
    let root = crypto_core::AtRestKey::generate(&mut rand_core::OsRng);
    keyring.place = folder.place();
    keyring.write(folder.path(), &root)?;
    folder.finish_creation()?;
    let mut desk = Desk {
        store: Store::closed(&folder.store(), at_rest(&keyring.store_key)),
        files: Files::new(folder.files()),
        folder,
        person,
        root,
        keyring,
        journal,
        index: Index::default(),
        findings: Vec::new(),
        opened: now,
    };
    desk.rebuild();
    Ok(desk)
}
