//! Attachments, each sealed with a key of its own that lies in an event of its case.
//!
//! A file's name is the SHA-256 of its sealed bytes, so that a copy can be checked, and carried
//! between laptops, without opening it. Memory stays flat whatever the length.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crypto_core::{AtRestKey, Digest, DigestWriter, OpeningReader, SealingWriter};

use super::durable;
use crate::model::Secret;

/// Associated data of every sealed file.
const LABEL: &[u8] = b"sealpost/v1/file";

/// The folder `files/`.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    folder: PathBuf,
}

/// A file while it is sealed. Dropped unfinished, it leaves nothing behind.
pub(crate) struct NewFile {
    writer: Option<SealingWriter<DigestWriter<BufWriter<File>>>>,
    temporary: PathBuf,
    folder: PathBuf,
    key: Secret,
}

impl Files {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub(crate) fn path(&self, name: &Digest) -> PathBuf {
        self.folder.join(name.to_string())
    }

    /// Begins a file under a new key.
    pub(crate) fn begin(&self) -> io::Result<NewFile> {
        let key = Secret::random();
        let (file, temporary) = durable::temporary(&self.folder)?;
        let sealing = AtRestKey::from_bytes(*key.expose()).seal_stream(
            &mut rand_core::OsRng,
            LABEL,
            DigestWriter::new(BufWriter::new(file)),
        );
        match sealing {
            Ok(writer) => Ok(NewFile {
                writer: Some(writer),
                temporary,
                folder: self.folder.clone(),
                key,
            }),
            Err(error) => {
                // The first error is the one to report.
                let _ = std::fs::remove_file(&temporary);
                Err(error)
            }
        }
    }

    /// Opens a file for reading. It is whole only if the reader comes to its end.
    pub(crate) fn open(
        &self,
        name: &Digest,
        key: &Secret,
    ) -> io::Result<OpeningReader<BufReader<File>>> {
        let file = BufReader::new(File::open(self.path(name))?);
        AtRestKey::from_bytes(*key.expose()).open_stream(LABEL, file)
    }

    /// Whether the file is there and its bytes are those its name says.
    pub(crate) fn is_whole(&self, name: &Digest) -> bool {
        hash(&self.path(name)).is_ok_and(|found| found == *name)
    }

    pub(crate) fn is_there(&self, name: &Digest) -> bool {
        self.path(name).exists()
    }

    /// Takes a sealed file over from `source`, if it is the one its name says.
    pub(crate) fn take(&self, name: &Digest, source: &mut impl Read) -> io::Result<bool> {
        let taken = copy_checked(source, &self.folder, name)?;
        if taken {
            durable::remove_if_there(&self.damaged(name))?;
        }
        Ok(taken)
    }

    pub(crate) fn remove(&self, name: &Digest) -> io::Result<bool> {
        durable::remove_if_there(&self.damaged(name))?;
        durable::remove_if_there(&self.path(name))
    }

    /// Moves a damaged file out of the way, so that it counts as missing and is asked for.
    pub(crate) fn keep_damaged(&self, name: &Digest) -> io::Result<()> {
        match std::fs::rename(self.path(name), self.damaged(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Puts a file back that was moved out of the way and is whole after all: what could not be
    /// read at the time, for want of memory or by a loose cable, may be read now.
    pub(crate) fn put_back(&self, name: &Digest) -> io::Result<bool> {
        let kept = self.damaged(name);
        if hash(&kept).ok() != Some(*name) {
            return Ok(false);
        }
        std::fs::rename(kept, self.path(name))?;
        durable::sync_folder(&self.folder)?;
        Ok(true)
    }

    fn damaged(&self, name: &Digest) -> PathBuf {
        self.folder.join(format!("{name}.damaged"))
    }

    /// Names of the files there are.
    pub(crate) fn names(&self) -> io::Result<Vec<Digest>> {
        names(&self.folder)
    }
}

impl NewFile {
    /// Finishes the file: it is on the medium under its name when this returns.
    pub(crate) fn finish(mut self) -> io::Result<(Digest, Secret)> {
        let writer = self
            .writer
            .take()
            .ok_or_else(|| io::Error::other("finished twice"))?;
        let (out, name, _) = writer.finish()?.finish();
        out.into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_all()?;
        std::fs::rename(&self.temporary, self.folder.join(name.to_string()))?;
        durable::sync_folder(&self.folder)?;
        Ok((name, self.key.clone()))
    }
}

impl Write for NewFile {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        match &mut self.writer {
            Some(writer) => writer.write(data),
            None => Err(io::Error::other("finished already")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // After `finish` the name is gone and this does nothing.
        let _ = std::fs::remove_file(&self.temporary);
    }
}

/// Names of the files in a folder that are named by a hash.
pub(crate) fn names(folder: &Path) -> io::Result<Vec<Digest>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        if let Some(name) = entry?
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        {
            names.push(name);
        }
    }
    Ok(names)
}

/// SHA-256 of a file.
pub(crate) fn hash(path: &Path) -> io::Result<Digest> {
    let mut writer = DigestWriter::new(io::sink());
    io::copy(&mut BufReader::new(File::open(path)?), &mut writer)?;
    Ok(writer.finish().1)
}

/// Copies into `folder` under the hash `name`, unless the content has another hash.
pub(crate) fn copy_checked(
    source: &mut impl Read,
    folder: &Path,
    name: &Digest,
) -> io::Result<bool> {
    let (file, temporary) = durable::temporary(folder)?;
    let mut writer = DigestWriter::new(BufWriter::new(file));
    let result = io::copy(source, &mut writer).and_then(|_| {
        let (out, found, _) = writer.finish();
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        if found != *name {
            return Ok(false);
        }
        file.sync_all()?;
        std::fs::rename(&temporary, folder.join(name.to_string()))?;
        durable::sync_folder(folder)?;
        Ok(true)
    });
    if !matches!(result, Ok(true)) {
        // The first error is the one to report.
        let _ = std::fs::remove_file(&temporary);
    }
    result
}
