//! The folder where the tool keeps what must outlive one run: whom it trusts, and letters that
//! are not yet sent. Nothing in it tells what was written.
//!
//! ```text
//! <home>/organisations/<organisation id>/organisation.json
//!                                        organisation.json.minisig
//!                                        pin.json      root, number and digest that were accepted
//!                                        board.json    newest edition seen in each lane, and its hour
//! <home>/outbox/<random>.age             sealed letters; removed once a relay has them
//! ```

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crypto_core::OrganisationId;
use tempfile::NamedTempFile;

use crate::error::Error;

/// The folder and its parts.
#[derive(Clone, Debug)]
pub(crate) struct Home(PathBuf);

impl Home {
    /// Uses `chosen`, or the place where the system keeps settings.
    pub(crate) fn new(chosen: Option<&Path>) -> Self {
        if let Some(path) = chosen {
            return Self(path.to_owned());
        }
        let variable = |name| {
            std::env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let base = variable("XDG_CONFIG_HOME")
            // A relative path there must be ignored (XDG Base Directory Specification).
            .filter(|path| path.is_absolute())
            .or_else(|| variable("HOME").map(|home| home.join(".config")))
            .or_else(|| variable("APPDATA"))
            .unwrap_or_default();
        Self(base.join("sealpost"))
    }

    /// Returns the folder of one organisation.
    pub(crate) fn organisation(&self, id: &OrganisationId) -> PathBuf {
        self.0.join("organisations").join(id.to_string())
    }

    /// Lists the folders of all trusted organisations, in a steady order.
    pub(crate) fn organisations(&self) -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = fs::read_dir(self.0.join("organisations"))
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| path.join("pin.json").is_file())
            .collect();
        folders.sort();
        folders
    }

    /// Returns the folder of letters that wait to be sent.
    pub(crate) fn outbox(&self) -> PathBuf {
        self.0.join("outbox")
    }

    /// Lists the letters that wait to be sent.
    pub(crate) fn waiting(&self) -> Vec<PathBuf> {
        let mut letters: Vec<PathBuf> = fs::read_dir(self.outbox())
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|e| e == "age"))
            .collect();
        letters.sort();
        letters
    }
}

/// Makes a folder that only its owner can open.
pub(crate) fn make_private_folder(path: &Path) -> Result<(), Error> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path).map_err(Error::write(path))
}

/// Writes a file whole or not at all: to a temporary name beside it, then renamed.
///
/// `replace` allows an existing file to be replaced. A file made here can be read by its owner only.
pub(crate) fn write_whole(
    path: &Path,
    replace: bool,
    fill: impl FnOnce(&mut File) -> Result<(), Error>,
) -> Result<(), Error> {
    if !replace && path.exists() {
        return Err(Error::Exists(path.to_owned()));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = NamedTempFile::with_prefix_in(".tmp-", folder).map_err(Error::write(path))?;
    fill(file.as_file_mut())?;
    file.as_file().sync_all().map_err(Error::write(path))?;
    if replace {
        file.persist(path).map_err(|e| e.error)
    } else {
        // Never over a file that appeared in between.
        file.persist_noclobber(path).map_err(|e| e.error)
    }
    .map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists(path.to_owned()),
        kind => Error::Write(path.to_owned(), kind),
    })?;
    Ok(())
}

/// Writes bytes whole or not at all.
pub(crate) fn write_bytes(path: &Path, replace: bool, bytes: &[u8]) -> Result<(), Error> {
    write_whole(path, replace, |file| {
        file.write_all(bytes).map_err(Error::write(path))
    })
}

/// Reads a file of at most `limit` bytes.
pub(crate) fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    use std::io::Read as _;
    let file = File::open(path).map_err(Error::read(path))?;
    let mut bytes = Vec::new();
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(Error::read(path))?;
    if bytes.len() as u64 > limit {
        return Err(Error::Read(path.to_owned(), io::ErrorKind::FileTooLarge));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn nothing_is_left_half_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("letter.age");
        let failed = write_whole(&path, false, |file| {
            file.write_all(b"half").unwrap();
            Err(Error::Seal)
        });
        assert!(matches!(failed, Err(Error::Seal)));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_is_not_replaced_by_accident() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("letter.age");
        write_bytes(&path, false, b"first").unwrap();
        assert!(matches!(
            write_bytes(&path, false, b"second"),
            Err(Error::Exists(_))
        ));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        write_bytes(&path, true, b"third").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"third");
    }

    #[test]
    fn too_long_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        fs::write(&path, [0; 11]).unwrap();
        assert!(read_bounded(&path, 11).is_ok());
        assert!(read_bounded(&path, 10).is_err());
    }
}
