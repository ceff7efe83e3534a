//! Reading a sealed letter once: its hash on the way in, its files on the way into the vault.

use std::cell::{Cell, RefCell};
use std::io::{self, Read, Write};
use std::rc::Rc;

use crypto_core::{Attachment, DigestWriter};

use crate::model::ImportedFile;
use crate::vault::{Files, NewFile};

/// Passes a reader on and hashes it on the way.
pub(super) struct Hashing<R> {
    pub(super) inner: R,
    pub(super) hash: DigestWriter<io::Sink>,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.hash.write_all(&buffer[..got])?;
        Ok(got)
    }
}

/// Files under way. Those not finished vanish when this is dropped.
pub(super) struct Sinks {
    files: Files,
    begun: Rc<RefCell<Vec<NewFile>>>,
    /// Writing into the vault failed.
    pub(super) failed: Rc<Cell<bool>>,
}

struct Sink {
    begun: Rc<RefCell<Vec<NewFile>>>,
    at: usize,
    failed: Rc<Cell<bool>>,
}

impl Sinks {
    pub(super) fn new(files: &Files) -> Self {
        Self {
            files: files.clone(),
            begun: Rc::default(),
            failed: Rc::default(),
        }
    }

    pub(super) fn begin(&self, _: &Attachment) -> io::Result<Box<dyn Write>> {
        let file = self.files.begin().inspect_err(|_| self.failed.set(true))?;
        let mut begun = self.begun.borrow_mut();
        begun.push(file);
        Ok(Box::new(Sink {
            begun: Rc::clone(&self.begun),
            at: begun.len() - 1,
            failed: Rc::clone(&self.failed),
        }))
    }

    pub(super) fn finish(self) -> io::Result<Vec<ImportedFile>> {
        self.begun
            .take()
            .into_iter()
            .map(|file| file.finish().map(|(name, key)| ImportedFile { name, key }))
            .collect()
    }
}

impl Write for Sink {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let mut begun = self.begun.borrow_mut();
        let file = begun
            .get_mut(self.at)
            .ok_or_else(|| io::Error::other("the file was finished"))?;
        file.write(data).inspect_err(|_| self.failed.set(true))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
