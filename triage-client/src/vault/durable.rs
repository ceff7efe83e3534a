//! Files that are either the old one or the new one, also after a power cut.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rand_core::RngCore;

/// Begins the names of files that are being written (protocol 11).
const TEMPORARY: &str = ".tmp-";

/// Makes a folder (and those above it) that only its owner may enter.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Flushes a folder, so that names made or removed in it last. Some sticks' file systems cannot
/// flush a folder; they flush with the file.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

/// Makes a new file beside its later place, under a name that readers ignore.
pub(crate) fn temporary(folder: &Path) -> io::Result<(File, PathBuf)> {
    let mut name = [0; 8];
    rand_core::OsRng.fill_bytes(&mut name);
    let name = u64::from_be_bytes(name);
    let path = folder.join(format!("{TEMPORARY}{name:016x}"));
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?;
    Ok((file, path))
}

/// Writes a file whole: temporary name, flush, rename, flush of the folder.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let (mut file, temporary) = temporary(folder)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| std::fs::rename(&temporary, path));
    if let Err(error) = written {
        // The first error is the one to report.
        let _ = std::fs::remove_file(&temporary);
        return Err(error);
    }
    sync_folder(folder)
}

/// Removes what was being written when the process or the power went, in a folder and in those
/// within: a temporary keyring would keep keys that were destroyed since. What cannot be read
/// (`lost+found` of a medium, a damaged folder of a stick) is passed over, and no link is followed:
/// on a stick it could lead anywhere.
pub(crate) fn sweep(folder: &Path) -> io::Result<()> {
    if folder.is_symlink() {
        return Ok(());
    }
    sweep_to(folder, true)
}

/// The same, in the folder alone.
pub(super) fn sweep_files(folder: &Path) -> io::Result<()> {
    sweep_to(folder, false)
}

fn sweep_to(folder: &Path, within: bool) -> io::Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries.map_while(Result::ok) {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if within {
                sweep_to(&entry.path(), true)?;
            }
        } else if is_temporary(&entry.file_name().to_string_lossy()) {
            remove_if_there(&entry.path())?;
        }
    }
    Ok(())
}

/// Whether a file's name is one that [`temporary`] gives.
fn is_temporary(name: &str) -> bool {
    name.strip_prefix(TEMPORARY).is_some_and(|rest| {
        rest.len() == 16
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
    })
}

/// Removes a file; that it is not there is no error.
pub(crate) fn remove_if_there(path: &Path) -> io::Result<bool> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
