//! The stick: its folders, and files that are there whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, FlockOperation, OFlags};

use crate::digest::{BlobHasher, BlobId};

/// The folders of the layout (protocol, section 11) besides `relays`.
const FOLDERS: [&str; 6] = [
    "inbox",
    "board",
    "acknowledged",
    "parcels",
    "public",
    "desks",
];

/// With what every name of an unfinished file begins.
pub(super) const UNFINISHED: &str = ".tmp-";

/// Bytes read or written at once.
pub(super) const PIECE_BYTES: usize = 64 << 10;

/// Why a stick cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum StickError {
    #[error("there is no stick at that place")]
    Missing,
    #[error("the stick must be a folder, and this is none")]
    NotAFolder,
    #[error("the stick has no folder relays")]
    NoRelays,
    #[error("the stick holds no setup card")]
    NoCards,
    #[error("the stick cannot be written to")]
    ReadOnly,
    #[error("the stick is full")]
    Full,
    #[error("the stick was pulled out")]
    Gone,
    #[error("another courier is using this stick")]
    Busy,
    #[error("one of the stick's folders is a link or a file")]
    Layout,
    #[error("the stick cannot be read or written ({0})")]
    Broken(io::ErrorKind),
}

impl StickError {
    /// Says what to do.
    pub(super) const fn hint(self) -> &'static str {
        match self {
            Self::Missing => {
                "Plug it in and give the folder where it is mounted, such as /media/you/STICK."
            }
            Self::NotAFolder => {
                "Give the folder where it is mounted, such as /media/you/STICK, not a device or \
                 a file."
            }
            Self::NoRelays => {
                "Check the path; on a new stick make a folder relays and copy the relay's setup \
                 card into it."
            }
            Self::NoCards => {
                "Copy the relay's setup card (relay-card.json) into the stick's folder relays."
            }
            Self::ReadOnly => {
                "Slide its write protection off, or mount it so that you may write to it."
            }
            Self::Full => {
                "Nothing half-written was left, and what was fetched before is safe; let the \
                 desk import it, or use a larger stick."
            }
            Self::Gone => "Plug it in and run this again: it goes on where it stopped.",
            Self::Busy => "Wait until it is done.",
            Self::Layout => "Rename what is in the way, or use an empty stick.",
            Self::Broken(_) => {
                "Copy what is on it with another computer, and use a new stick; the relays keep \
                 every letter until a desk acknowledges it."
            }
        }
    }
}

/// A stick, held by this program alone until it is dropped.
#[derive(Debug)]
pub(super) struct Stick {
    root: PathBuf,
    /// Device and inode of the root. When the stick is pulled out, its mount point may remain
    /// as an empty folder of the computer's own disk; letters must not land there.
    identity: (u64, u64),
    /// The lock, given back when the file is closed.
    _lock: File,
}

impl Stick {
    /// Opens a stick and makes the folders it lacks.
    pub(super) fn open(root: &Path) -> Result<Self, StickError> {
        let found = fs::metadata(root).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => StickError::Missing,
            kind => StickError::Broken(kind),
        })?;
        if !found.is_dir() {
            return Err(StickError::NotAFolder);
        }
        match fs::symlink_metadata(root.join("relays")) {
            Ok(found) if found.is_dir() => {}
            // A link could lead what is noted beside the cards off the stick.
            Ok(_) => return Err(StickError::Layout),
            Err(_) => return Err(StickError::NoRelays),
        }
        let lock = File::open(root).map_err(|error| StickError::Broken(error.kind()))?;
        match rustix::fs::flock(&lock, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(rustix::io::Errno::WOULDBLOCK) => return Err(StickError::Busy),
            // Some file systems have no locks; one courier at a time is then up to people.
            Err(_) => {}
        }
        // Asks the kernel instead of writing a file to see: a full stick must still be able to
        // carry things to the relays.
        if rustix::fs::access(root, Access::WRITE_OK).is_err() {
            return Err(StickError::ReadOnly);
        }
        let stick = Self {
            root: root.to_owned(),
            identity: (found.dev(), found.ino()),
            _lock: lock,
        };
        for name in FOLDERS {
            let folder = stick.root.join(name);
            match fs::symlink_metadata(&folder) {
                // A link could lead the letters off the stick.
                Ok(found) if !found.is_dir() => return Err(StickError::Layout),
                Ok(_) => {}
                Err(_) => fs::create_dir(&folder).map_err(|error| stick.error(&error))?,
            }
        }
        Ok(stick)
    }

    /// Returns the path of something on the stick.
    pub(super) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// Returns the path of a letter.
    pub(super) fn letter(&self, id: BlobId) -> PathBuf {
        self.root.join("inbox").join(format!("{id}.age"))
    }

    /// Returns the path under which a letter grows until it is whole.
    pub(super) fn unfinished_letter(&self, id: BlobId) -> PathBuf {
        self.root
            .join("inbox")
            .join(format!("{UNFINISHED}{id}.age"))
    }

    /// Fails when the folder at the stick's path is no longer the stick.
    pub(super) fn still_there(&self) -> Result<(), StickError> {
        match fs::metadata(&self.root) {
            Ok(found) if (found.dev(), found.ino()) == self.identity => Ok(()),
            _ => Err(StickError::Gone),
        }
    }

    /// Puts a failure of a file operation on the stick into words.
    pub(super) fn error(&self, error: &io::Error) -> StickError {
        if self.still_there().is_err() {
            return StickError::Gone;
        }
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StickError::Full,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                StickError::ReadOnly
            }
            kind => match error
                .raw_os_error()
                .map(rustix::io::Errno::from_raw_os_error)
            {
                // What reads and writes return while the medium is no longer there.
                Some(
                    rustix::io::Errno::IO | rustix::io::Errno::NXIO | rustix::io::Errno::NODEV,
                ) if fs::read_dir(&self.root).is_err() => StickError::Gone,
                _ => StickError::Broken(kind),
            },
        }
    }

    /// Lists the letters on the stick. Names of other shapes are not ours and are left alone.
    pub(super) fn letters(&self) -> Result<Vec<BlobId>, StickError> {
        Ok(self
            .names("inbox")?
            .iter()
            .filter_map(|name| name.strip_suffix(".age")?.parse().ok())
            .collect())
    }

    /// Lists the names in a folder that are of the protocol's letters, sorted.
    pub(super) fn names(&self, folder: &str) -> Result<Vec<String>, StickError> {
        self.still_there()?;
        let mut names = Vec::new();
        let entries = match fs::read_dir(self.root.join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(names),
            Err(error) => return Err(self.error(&error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| self.error(&error))?;
            let plain = |name: &String| {
                name.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
            };
            names.extend(entry.file_name().into_string().ok().filter(plain));
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Reads a small file whole; `None` if there is no such file, or it is longer than `most`.
    pub(super) fn read(&self, path: &Path, most: u64) -> Result<Option<Vec<u8>>, StickError> {
        let Some(file) = self.open_file(path)? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        file.take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| self.error(&error))?;
        let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= most);
        Ok(fits.then_some(bytes))
    }

    /// Opens a regular file. Links, devices and pipes on a stick are not ours: a pipe would
    /// block for ever, a link could lead off the stick.
    pub(super) fn open_file(&self, path: &Path) -> Result<Option<File>, StickError> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_file() => {}
            Ok(_) => return Ok(None),
            // A file where a folder is wanted, or a name longer than names can be: somebody's
            // mistake, and no reason to leave everything else where it is.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound
                        | io::ErrorKind::NotADirectory
                        | io::ErrorKind::InvalidFilename
                ) =>
            {
                self.still_there()?;
                return Ok(None);
            }
            Err(error) => return Err(self.error(&error)),
        }
        match OpenOptions::new()
            .read(true)
            .custom_flags(no_link())
            .open(path)
        {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.error(&error)),
        }
    }

    /// Hashes a file piece by piece and returns hash and length; `None` if there is no file.
    pub(super) fn hash(&self, path: &Path) -> Result<Option<(BlobId, u64)>, StickError> {
        let Some(mut file) = self.open_file(path)? else {
            return Ok(None);
        };
        let mut hasher = BlobHasher::new();
        let length = feed(&mut file, &mut hasher).map_err(|error| self.error(&error))?;
        Ok(Some((hasher.finish(), length)))
    }

    /// Opens an unfinished letter to go on with, or begins one.
    pub(super) fn grow(&self, path: &Path) -> Result<File, StickError> {
        self.still_there()?;
        OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .mode(0o600)
            .custom_flags(no_link())
            .open(path)
            .map_err(|error| self.error(&error))
    }

    /// Gives a finished file, whose bytes are complete, its name: flushed to the medium first,
    /// so that after a power cut there is the whole file or none.
    pub(super) fn settle(&self, file: &File, from: &Path, to: &Path) -> Result<(), StickError> {
        self.still_there()?;
        let folder = to.parent().unwrap_or(&self.root);
        file.sync_data()
            .and_then(|()| fs::rename(from, to))
            .and_then(|()| File::open(folder)?.sync_all())
            .map_err(|error| self.error(&error))
    }

    /// Replaces a small file whole.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), StickError> {
        self.still_there()?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let unfinished = path.with_file_name(format!("{UNFINISHED}{name}"));
        // Whatever has this name now, perhaps a link that somebody put there to have a file of
        // this computer overwritten, goes away and is not written through.
        self.remove(&unfinished)?;
        let written = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&unfinished)
            .and_then(|mut file| file.write_all(bytes).map(|()| file))
            .map_err(|error| self.error(&error))
            .and_then(|file| self.settle(&file, &unfinished, path));
        if written.is_err() {
            // On a full stick this gives the room back; elsewhere it may fail, and the next
            // writer of this name begins anew anyhow.
            let _ = fs::remove_file(&unfinished);
        }
        written
    }

    /// Removes a file, if it is there.
    pub(super) fn remove(&self, path: &Path) -> Result<(), StickError> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.error(&error)),
            _ => Ok(()),
        }
    }
}

/// Flags for opening: never through a link at the end of a path.
fn no_link() -> i32 {
    OFlags::NOFOLLOW.bits().cast_signed()
}

/// Hashes the rest of a file and returns how many bytes that were.
pub(super) fn feed(file: &mut File, hasher: &mut BlobHasher) -> io::Result<u64> {
    let mut piece = vec![0; PIECE_BYTES];
    let mut length = 0;
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(length),
            Ok(count) => {
                hasher.update(&piece[..count]);
                length += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests;
