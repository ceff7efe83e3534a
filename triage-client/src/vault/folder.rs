//! Where things lie in the vault folder, and the lock against opening it twice.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::durable;
use crate::desk::DeskError;

/// Says what the folder is, in words for whoever finds it; the number is the version.
const MARKER: &str = "sealpost vault 1\n";
const MARKER_START: &str = "sealpost vault ";

/// An open vault folder. While it lives no other process opens the vault.
pub(crate) struct Folder {
    path: PathBuf,
    lock: File,
}

impl Folder {
    /// Makes the folder and its sub-folders.
    pub(crate) fn create(path: &Path) -> Result<Self, DeskError> {
        durable::create_folder(path).map_err(DeskError::io("making the vault folder"))?;
        let marker = path.join("vault");
        if marker.exists() || path.join("keyring").exists() {
            return Err(DeskError::VaultExists);
        }
        let folder = Self {
            path: path.to_owned(),
            lock: lock(path)?,
        };
        for name in ["people", "journal", "files", "aside"] {
            durable::create_folder(&path.join(name))
                .map_err(DeskError::io("making the vault folder"))?;
        }
        Ok(folder)
    }

    /// Writes the marker: from now on the folder is a vault.
    pub(crate) fn finish_creation(&self) -> Result<(), DeskError> {
        durable::replace(&self.path.join("vault"), MARKER.as_bytes())
            .map_err(DeskError::io("writing the vault's marker"))
    }

    /// Opens the folder and takes the lock.
    pub(crate) fn open(path: &Path) -> Result<Self, DeskError> {
        match std::fs::read(path.join("vault")) {
            Ok(marker) if marker == MARKER.as_bytes() => {}
            Ok(marker) if marker.starts_with(MARKER_START.as_bytes()) => {
                return Err(DeskError::NewerVault);
            }
            // A lost or damaged marker does not hide a vault.
            _ if path.join("keyring").exists() || path.join("keyring.twin").exists() => {}
            _ => return Err(DeskError::NoVault),
        }
        let folder = Self {
            path: path.to_owned(),
            lock: lock(path)?,
        };
        for name in ["people", "journal", "files", "aside"] {
            durable::create_folder(&path.join(name))
                .map_err(DeskError::io("making the vault folder"))?;
        }
        Ok(folder)
    }

    /// Removes what was being written when the process or the power went, everywhere but in the
    /// cache, which is another program's.
    pub(crate) fn sweep(&self) -> io::Result<()> {
        for entry in std::fs::read_dir(&self.path)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() && entry.path() != self.store() {
                durable::sweep(&entry.path())?;
            }
        }
        durable::sweep_files(&self.path)
    }

    /// When the lock file was made, in nanoseconds since 1970: a copy of the folder has another
    /// one. None where the file system does not keep it.
    pub(crate) fn place(&self) -> Option<i64> {
        let made = self.lock.metadata().ok()?.created().ok()?;
        let since = made.duration_since(std::time::UNIX_EPOCH).ok()?;
        i64::try_from(since.as_nanos()).ok()
    }

    /// Whether the marker is as it should be; it is lost or damaged otherwise, but a vault is here.
    pub(crate) fn is_marked(&self) -> bool {
        std::fs::read(self.path.join("vault")).is_ok_and(|marker| marker == MARKER.as_bytes())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn people(&self) -> PathBuf {
        self.path.join("people")
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.path.join("journal")
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.path.join("store")
    }

    pub(crate) fn files(&self) -> PathBuf {
        self.path.join("files")
    }

    /// Sealed letters that nothing here opens.
    pub(crate) fn aside(&self) -> PathBuf {
        self.path.join("aside")
    }

    /// Unused slots' contents, which stay the same from edition to edition.
    pub(crate) fn decoys(&self) -> PathBuf {
        self.path.join("decoys")
    }

    /// Unfinished texts of the window.
    pub(crate) fn drafts(&self) -> PathBuf {
        self.path.join("drafts")
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.path.join("organisation.toml")
    }
}

fn lock(path: &Path) -> Result<File, DeskError> {
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path.join("lock"))
        .map_err(DeskError::io("opening the vault's lock file"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DeskError::InUse),
        Err(TryLockError::Error(error)) => Err(DeskError::io("locking the vault")(error)),
    }
}
