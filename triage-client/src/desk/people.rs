//! Caseworkers of this laptop.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use secrecy::SecretString;
use serde_bytes::ByteBuf;

use super::error::DeskError;
use super::open::Desk;
use crate::vault::{Person, PersonAccess, PersonEntry, check_name};

pub(super) fn names(vault: &Path) -> Result<Vec<String>, DeskError> {
    let folder = vault.join("people");
    let names = if folder.is_dir() {
        Person::names(&folder)?
    } else {
        Vec::new()
    };
    if !names.is_empty() {
        Ok(names)
    } else if vault.join("vault").exists() || vault.join("keyring").exists() {
        Err(DeskError::NoPeople)
    } else {
        Err(DeskError::NoVault)
    }
}

pub(super) fn default_vault() -> Option<PathBuf> {
    let from = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    from("XDG_DATA_HOME")
        .or_else(|| from("HOME").map(|home| home.join(".local/share")))
        .map(|data| data.join("sealpost"))
}

pub(super) fn colleagues(desk: &Desk) -> Vec<String> {
    let mut names: Vec<String> = desk
        .keyring
        .people
        .iter()
        .map(|person| person.name.clone())
        .collect();
    names.sort();
    names
}

/// A person's entry for the keyring, with access to this vault.
pub(super) fn entry(person: &Person, file: &[u8]) -> PersonEntry {
    PersonEntry {
        name: person.name.clone(),
        key: person.public(),
        access: Some(PersonAccess {
            recipient: person.identity().recipient().clone(),
            file: ByteBuf::from(file.to_vec()),
        }),
    }
}

pub(super) fn add(
    desk: &mut Desk,
    name: &str,
    passphrase: &SecretString,
    _now: Timestamp,
) -> Result<(), DeskError> {
    check_name(name)?;
    if desk.keyring.people.iter().any(|known| known.name == name) {
        return Err(DeskError::PersonExists);
    }
    let person = Person::generate(name);
    let file = person.seal(passphrase)?;
    // The file first: a keyring that names a person without a file would look damaged.
    Person::write(&desk.folder.people(), name, &file)?;
    desk.keyring.people.push(entry(&person, &file));
    if let Err(error) = desk.save_keyring() {
        desk.keyring.people.pop();
        return Err(error);
    }
    Ok(())
}

pub(super) fn remove(desk: &mut Desk, name: &str, _now: Timestamp) -> Result<(), DeskError> {
    let with_access = |entry: &&mut PersonEntry| entry.access.is_some();
    let count = desk
        .keyring
        .people
        .iter()
        .filter(|p| p.access.is_some())
        .count();
    let Some(entry) = desk
        .keyring
        .people
        .iter_mut()
        .filter(with_access)
        .find(|entry| entry.name == name)
    else {
        // An interrupted removal left the file.
        return match Person::remove(&desk.folder.people(), name)? {
            true => Ok(()),
            false => Err(DeskError::NoPerson),
        };
    };
    if count < 2 || name == desk.person.name {
        return Err(DeskError::LastPerson);
    }
    // The entry stays: its key is needed to verify what the person signed.
    entry.access = None;
    desk.rotate()?;
    Person::remove(&desk.folder.people(), name).map(drop)
}

pub(super) fn change_passphrase(
    desk: &mut Desk,
    old: &SecretString,
    new: &SecretString,
) -> Result<(), DeskError> {
    let folder = desk.folder.people();
    let name = desk.person.name.clone();
    Person::unlock(&folder, &name, old)?;
    let file = desk.person.seal(new)?;
    let id = desk.person.id();
    for entry in &mut desk.keyring.people {
        if entry.id() == id
            && let Some(access) = &mut entry.access
        {
            access.file = ByteBuf::from(file.clone());
        }
    }
    Person::write(&folder, &name, &file)?;
    desk.save_keyring()
}
