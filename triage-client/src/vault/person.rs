//! A caseworker's own file: a passphrase opens it and gives that person's keys (protocol 12.1).

use std::path::{Path, PathBuf};

use crypto_core::{
    AtRestKey, HybridIdentity, KeyId, Limits, OpenError, SigningKey, VerifyingKey, from_bytes,
    open_with_passphrase, seal_with_passphrase, to_bytes,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::durable;
use crate::desk::DeskError;
use crate::model::Secret;

/// Shortest passphrase, in characters. The file can be tried offline by whoever takes the
/// laptop, at about a second a guess.
const MIN_PASSPHRASE_CHARS: usize = 12;

/// age's scrypt work factor: 2^18 is about a second on a laptop of 2020.
#[cfg(not(test))]
const WORK_FACTOR: u8 = 18;
#[cfg(test)]
const WORK_FACTOR: u8 = 10;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    version: u8,
    name: String,
    seed: Secret,
}

/// A caseworker's keys, unlocked.
pub(crate) struct Person {
    pub(crate) name: String,
    seed: Secret,
    signing: SigningKey,
    identity: HybridIdentity,
}

impl Person {
    pub(crate) fn generate(name: &str) -> Self {
        Self::from_seed(name.to_owned(), Secret::random())
    }

    fn from_seed(name: String, seed: Secret) -> Self {
        let root = AtRestKey::from_bytes(*seed.expose());
        let signing = SigningKey::from_seed(root.derive("sealpost/v1/person signing").expose());
        let identity =
            HybridIdentity::from_seed(root.derive("sealpost/v1/person identity").expose());
        Self {
            name,
            seed,
            signing,
            identity,
        }
    }

    pub(crate) fn signing(&self) -> &SigningKey {
        &self.signing
    }

    pub(crate) fn public(&self) -> VerifyingKey {
        self.signing.public()
    }

    pub(crate) fn id(&self) -> KeyId {
        self.public().key_id()
    }

    /// Opens this person's copy of the vault's root key.
    pub(crate) fn identity(&self) -> &HybridIdentity {
        &self.identity
    }

    /// Seals the keys with a passphrase.
    pub(crate) fn seal(&self, passphrase: &SecretString) -> Result<Vec<u8>, DeskError> {
        if passphrase.expose_secret().chars().count() < MIN_PASSPHRASE_CHARS {
            return Err(DeskError::WeakPassphrase);
        }
        let record = Zeroizing::new(to_bytes(&Record {
            version: 1,
            name: self.name.clone(),
            seed: self.seed.clone(),
        })?);
        Ok(seal_with_passphrase(passphrase, &record, WORK_FACTOR))
    }

    /// Writes the sealed file, twice: a damaged one would lock its owner out.
    pub(crate) fn write(folder: &Path, name: &str, sealed: &[u8]) -> Result<(), DeskError> {
        for path in paths(folder, name) {
            durable::replace(&path, sealed)
                .map_err(DeskError::io("writing a caseworker's file"))?;
        }
        Ok(())
    }

    /// Removes both copies; returns whether there was one.
    pub(crate) fn remove(folder: &Path, name: &str) -> Result<bool, DeskError> {
        check_name(name)?;
        let context = || "removing a caseworker's file";
        let mut found = false;
        for path in paths(folder, name) {
            found |= durable::remove_if_there(&path).map_err(DeskError::io(context()))?;
        }
        durable::sync_folder(folder).map_err(DeskError::io(context()))?;
        Ok(found)
    }

    /// Opens a person's file, or its twin. Returns the copy that opened, so that the caller can
    /// mend the other.
    pub(crate) fn unlock(
        folder: &Path,
        name: &str,
        passphrase: &SecretString,
    ) -> Result<(Self, Vec<u8>), DeskError> {
        Self::unlock_as(folder, name, passphrase, |_| true)
    }

    /// The same, choosing the copy that `is_known`: the other may be another vault's.
    pub(crate) fn unlock_as(
        folder: &Path,
        name: &str,
        passphrase: &SecretString,
        is_known: impl Fn(&Self) -> bool,
    ) -> Result<(Self, Vec<u8>), DeskError> {
        check_name(name)?;
        let mut copies: Vec<Vec<u8>> = Vec::new();
        for path in paths(folder, name) {
            match std::fs::read(&path) {
                Ok(bytes) if !copies.contains(&bytes) => copies.push(bytes),
                _ => {}
            }
        }
        if copies.is_empty() {
            return Err(DeskError::NoPerson);
        }
        let mut is_damaged = true;
        let mut unknown = None;
        for bytes in copies {
            match open_with_passphrase(passphrase, &bytes) {
                Ok(record) => {
                    let record: Record = from_bytes(&record, Limits::HEADER)?;
                    if record.version != 1 {
                        return Err(DeskError::NewerVault);
                    }
                    let person = Self::from_seed(record.name.clone(), record.seed);
                    if is_known(&person) {
                        return Ok((person, bytes));
                    }
                    unknown = Some((person, bytes));
                }
                Err(OpenError::NoMatchingKey | OpenError::WrongPassphrase) => is_damaged = false,
                Err(OpenError::Io(error)) => {
                    return Err(DeskError::io("opening a caseworker's file")(error));
                }
                Err(_) => {}
            }
        }
        if let Some(unknown) = unknown {
            return Ok(unknown);
        }
        // A damaged copy beside one that says "wrong passphrase": that is the likelier reason.
        Err(if is_damaged {
            DeskError::PersonDamaged {
                name: name.to_owned(),
            }
        } else {
            DeskError::WrongPassphrase
        })
    }

    /// Names of those who have a file here, sorted.
    pub(crate) fn names(folder: &Path) -> Result<Vec<String>, DeskError> {
        let entries =
            std::fs::read_dir(folder).map_err(DeskError::io("reading the people folder"))?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter_map(|file| {
                let name = file
                    .strip_suffix(".age")
                    .or_else(|| file.strip_suffix(".twin"))?;
                check_name(name).is_ok().then(|| name.to_owned())
            })
            .collect();
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// Whether both copies hold these bytes.
    pub(crate) fn is_written(folder: &Path, name: &str, sealed: &[u8]) -> bool {
        paths(folder, name)
            .iter()
            .all(|path| std::fs::read(path).is_ok_and(|bytes| bytes == sealed))
    }
}

fn paths(folder: &Path, name: &str) -> [PathBuf; 2] {
    [
        folder.join(format!("{name}.age")),
        folder.join(format!("{name}.twin")),
    ]
}

/// Refuses a name that could not be a file's, or could be another's.
pub(crate) fn check_name(name: &str) -> Result<(), DeskError> {
    let fits = (1..=40).contains(&name.chars().count())
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    if fits {
        Ok(())
    } else {
        Err(DeskError::BadName)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn passphrase_and_twin() {
        let folder = tempfile::tempdir().unwrap();
        let passphrase = SecretString::from("five random words here now");
        let person = Person::generate("linh");
        let sealed = person.seal(&passphrase).unwrap();
        Person::write(folder.path(), "linh", &sealed).unwrap();
        assert_eq!(Person::names(folder.path()).unwrap(), ["linh"]);

        let wrong = SecretString::from("something else entirely");
        assert!(matches!(
            Person::unlock(folder.path(), "linh", &wrong),
            Err(DeskError::WrongPassphrase)
        ));
        assert!(matches!(
            Person::unlock(folder.path(), "../linh", &passphrase),
            Err(DeskError::BadName)
        ));
        assert!(matches!(
            person.seal(&SecretString::from("short")),
            Err(DeskError::WeakPassphrase)
        ));

        for offset in (0..sealed.len()).step_by(17) {
            let mut damaged = sealed.clone();
            damaged[offset] ^= 1;
            std::fs::write(folder.path().join("linh.age"), &damaged).unwrap();
            let (again, _) = Person::unlock(folder.path(), "linh", &passphrase).unwrap();
            assert_eq!(again.id(), person.id(), "byte {offset}");
        }
    }
}
