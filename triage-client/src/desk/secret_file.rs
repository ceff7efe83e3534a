//! The sealed files of the root key and the fallback key, which lie off the laptop.

use std::path::{Path, PathBuf};

use crypto_core::{
    Limits, OpenError, OrganisationId, from_bytes, open_with_passphrase, seal_with_passphrase,
    to_bytes,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::error::DeskError;
use crate::model::Secret;
use crate::stick::read_limited;

/// scrypt work factor: these files are opened a few times a year.
#[cfg(not(test))]
const WORK_FACTOR: u8 = 19;
#[cfg(test)]
const WORK_FACTOR: u8 = 10;
const MIN_PASSPHRASE_CHARS: usize = 12;
const MAX_FILE_BYTES: u64 = 64 * 1024;

/// Which key a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Role {
    Root,
    Fallback,
}

/// What a file holds.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SecretFile {
    version: u8,
    role: Role,
    pub(super) organisation: OrganisationId,
    pub(super) seed: Secret,
}

/// Seals a key with a passphrase into a new file.
pub(super) fn write(
    path: &Path,
    passphrase: &SecretString,
    role: Role,
    organisation: OrganisationId,
    seed: &Secret,
) -> Result<(), DeskError> {
    use std::io::Write;
    if passphrase.expose_secret().chars().count() < MIN_PASSPHRASE_CHARS {
        return Err(DeskError::WeakPassphrase);
    }
    let record = Zeroizing::new(to_bytes(&SecretFile {
        version: 1,
        role,
        organisation,
        seed: seed.clone(),
    })?);
    let sealed = seal_with_passphrase(passphrase, &record, WORK_FACTOR);
    super::view::write_new(path, |out| {
        out.write_all(&sealed)
            .map_err(DeskError::io("writing a key's sealed file"))
    })
}

/// Opens a key's sealed file.
pub(super) fn open(
    path: &Path,
    passphrase: &SecretString,
    role: Role,
) -> Result<SecretFile, DeskError> {
    let name = path.display().to_string();
    let sealed =
        read_limited(path, MAX_FILE_BYTES).map_err(DeskError::io(format!("reading {name}")))?;
    let record = open_with_passphrase(passphrase, &sealed).map_err(|error| match error {
        OpenError::WrongPassphrase | OpenError::NoMatchingKey => DeskError::WrongPassphrase,
        OpenError::Io(error) => DeskError::io(format!("reading {name}"))(error),
        _ => DeskError::damaged(name.clone()),
    })?;
    let file: SecretFile =
        from_bytes(&record, Limits::HEADER).map_err(|_| DeskError::damaged(name.clone()))?;
    if file.version != 1 {
        return Err(DeskError::NewerVault);
    }
    if file.role != role {
        return Err(DeskError::WrongRoot);
    }
    Ok(file)
}

/// Where the fallback key's file lies: beside the root's.
pub(super) fn fallback_path(root: &Path) -> PathBuf {
    beside(root, "fallback")
}

/// Where the next root key's file lies. It is best moved to another place than the first.
pub(super) fn next_path(root: &Path) -> PathBuf {
    beside(root, "next")
}

fn beside(root: &Path, what: &str) -> PathBuf {
    let stem = root
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    root.with_file_name(format!("{stem}-{what}.age"))
}
