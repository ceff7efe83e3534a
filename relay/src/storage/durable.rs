//! The steps that make a file survive a power cut.
//!
//! Write, fdatasync, link under the final name, fsync of the folder: each step was found
//! necessary. A file without a name (`O_TMPFILE`) leaves nothing behind when the process dies,
//! and linking it refuses to overwrite.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::os::fd::{AsFd, AsRawFd as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, Mode, OFlags, RenameFlags, Timespec, Timestamps};
use rustix::io::Errno;

use super::StoreError;
use crate::hour::Hour;

/// Read and write for the relay's own user, nothing for anyone else.
pub(super) const FILE_MODE: u32 = 0o600;

/// A file that has no final name yet.
pub(super) struct Fresh {
    file: File,
    /// Its temporary name, where the file system has no nameless files.
    name: Option<PathBuf>,
}

impl Fresh {
    /// Makes one in `root`, nameless if the file system can.
    pub(super) fn new(root: &Path, nameless: bool) -> Result<Self, StoreError> {
        if nameless {
            let file = open_nameless(root)?;
            return Ok(Self { file, name: None });
        }
        let name = root.join("tmp").join(super::random_id()?.to_string());
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(FILE_MODE)
            .open(&name)?;
        Ok(Self {
            file,
            name: Some(name),
        })
    }

    pub(super) fn write(&mut self, piece: &[u8]) -> Result<(), StoreError> {
        Ok(self.file.write_all(piece)?)
    }

    /// Gives the file its name. `false` if the name is taken, which is left as it is.
    /// The folder is synced in either case: the other file may have been linked this instant.
    pub(super) fn link(mut self, path: &Path, hour: Hour) -> Result<bool, StoreError> {
        set_hour(&self.file, hour)?;
        rustix::fs::fdatasync(&self.file)?;
        let new = match &self.name {
            None => link_nameless(&self.file, path),
            Some(name) => rustix::fs::renameat_with(CWD, name, CWD, path, RenameFlags::NOREPLACE),
        };
        let new = match new {
            Ok(()) => {
                self.name = None;
                true
            }
            Err(Errno::EXIST) => false,
            Err(errno) => return Err(errno.into()),
        };
        sync_parent(path)?;
        Ok(new)
    }

    /// Gives the file its name, replacing a file that has it.
    pub(super) fn replace(mut self, path: &Path, hour: Hour) -> Result<(), StoreError> {
        set_hour(&self.file, hour)?;
        rustix::fs::fdatasync(&self.file)?;
        let name = match self.name.take() {
            Some(name) => name,
            None => {
                // A nameless file can be linked but not renamed: link it beside, then rename.
                let beside = path.with_file_name(format!(".new-{}", super::random_id()?));
                link_nameless(&self.file, &beside)?;
                beside
            }
        };
        let renamed = std::fs::rename(&name, path);
        if renamed.is_err() {
            let _ = std::fs::remove_file(&name);
        }
        renamed?;
        sync_parent(path)
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Some(name) = self.name.take() {
            // What cannot be removed now is swept at the next start.
            let _ = std::fs::remove_file(name);
        }
    }
}

/// Tells whether the file system under `root` has nameless files that can be linked.
pub(super) fn has_nameless(root: &Path) -> bool {
    let Ok(file) = open_nameless(root) else {
        return false;
    };
    let Ok(id) = super::random_id() else {
        return false;
    };
    let probe = root.join(format!(".new-{id}"));
    let linked = link_nameless(&file, &probe).is_ok();
    let _ = std::fs::remove_file(probe);
    linked
}

/// Tells whether what the file system notes by itself says more about a file than the hour of
/// its arrival, which is its modification time.
///
/// A file that was copied after that hour has a later change time: nothing is left to blur. So
/// has one that came in the last seconds of the hour and got its name in the next, which is why
/// everything of the hour that has just ended is copied.
pub(super) fn tells_time(facts: &Metadata, now: Hour) -> bool {
    let arrived = Hour::of_seconds(facts.mtime());
    arrived < now && (Hour::of_seconds(facts.ctime()) <= arrived || arrived == now.earlier(1))
}

/// Sets both settable times of a file to the beginning of an hour.
pub(super) fn set_hour(file: impl AsFd, hour: Hour) -> Result<(), StoreError> {
    let at = Timespec {
        tv_sec: hour.seconds(),
        tv_nsec: 0,
    };
    let times = Timestamps {
        last_access: at,
        last_modification: at,
    };
    Ok(rustix::fs::futimens(file, &times)?)
}

/// Opens a file for reading without a trace: the file system would note the time, and with it
/// the minute in which somebody fetched a reply.
pub(super) fn open_quietly(path: &Path) -> io::Result<File> {
    let quiet = OFlags::NOATIME.bits().cast_signed();
    let opened = OpenOptions::new().read(true).custom_flags(quiet).open(path);
    match opened {
        // Only the owner of a file may ask for this. A file that is another user's is none that
        // a relay wrote.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(path),
        opened => opened,
    }
}

/// Makes the time at which something in a folder last came or went tell only the hour.
pub(super) fn blur_entries(folder: &Path, now: Hour) -> Result<(), StoreError> {
    let touch = folder.join(format!(".new-{}", super::random_id()?));
    File::create_new(&touch)?;
    std::fs::remove_file(touch)?;
    set_hour(File::open(folder)?, now)
}

/// Makes a folder's entries durable.
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    Ok(File::open(path)?.sync_all()?)
}

fn sync_parent(path: &Path) -> Result<(), StoreError> {
    match path.parent() {
        Some(folder) => sync_folder(folder),
        None => Err(StoreError::Io(io::ErrorKind::NotFound)),
    }
}

fn open_nameless(root: &Path) -> Result<File, StoreError> {
    let mode = Mode::from_raw_mode(FILE_MODE);
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    Ok(File::from(rustix::fs::open(root, flags, mode)?))
}

/// open(2): "linkat(AT_FDCWD, "/proc/self/fd/N", …, AT_SYMLINK_FOLLOW)" needs no privilege,
/// while `AT_EMPTY_PATH` would.
fn link_nameless(file: &File, path: &Path) -> Result<(), Errno> {
    let from = format!("/proc/self/fd/{}", file.as_raw_fd());
    rustix::fs::linkat(CWD, from, CWD, path, AtFlags::SYMLINK_FOLLOW)
}
