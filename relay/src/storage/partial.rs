//! Uploads that are not complete yet.
//!
//! They always lie in a local folder, whatever the engine: a partial upload belongs to the relay
//! that began it. File `partial/<32 hex>.<total length>`; its length is the offset. When complete,
//! the bytes are copied into a fresh blob while they are hashed, so the letter's file says
//! nothing about when its pieces came.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, OwnedMutexGuard};

use super::StoreError;
use super::durable::{self, FILE_MODE};
use crate::digest::{BlobId, Id16};
use crate::hour::Hour;

/// How long a partial upload is kept after its last piece, in hours, and one hour more because
/// only hours are kept.
const KEPT_HOURS: i64 = 24 + 1;
/// How many completed uploads are remembered, so that a lost last answer can be asked for again.
const REMEMBERED: usize = 4096;

/// The partial uploads of this relay.
pub(crate) struct Partials {
    folder: PathBuf,
    live: Mutex<HashMap<Id16, Arc<Live>>>,
    done: Mutex<Vec<(Id16, u64, BlobId, Hour)>>,
}

/// A request that works on an upload now.
#[derive(Default)]
struct Live {
    lock: Arc<tokio::sync::Mutex<()>>,
    give_way: Notify,
}

/// The sole right to one partial upload.
pub(crate) struct Partial {
    path: PathBuf,
    /// The length of the complete letter, in bytes.
    pub(crate) total: u64,
    /// The bytes that are there.
    pub(crate) offset: u64,
    live: Arc<Live>,
    _sole: OwnedMutexGuard<()>,
}

impl Partials {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            live: Mutex::default(),
            done: Mutex::default(),
        }
    }

    /// Begins an upload.
    pub(crate) fn begin(&self, total: u64, hour: Hour) -> Result<Id16, StoreError> {
        let id = super::random_id()?;
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(FILE_MODE)
            .open(self.path(id, total))?;
        durable::set_hour(&file, hour)?;
        durable::sync_folder(&self.folder)?;
        Ok(id)
    }

    /// Takes the sole right to an upload. A request that still holds it gives way: its sender
    /// has come back on another connection.
    pub(crate) async fn claim(&self, id: Id16) -> Result<Option<Partial>, StoreError> {
        if self.find(id)?.is_none() {
            return Ok(None);
        }
        let live = {
            let mut all = self.live.lock().unwrap_or_else(PoisonError::into_inner);
            all.retain(|_, live| Arc::strong_count(live) > 1);
            all.entry(id).or_default().clone()
        };
        let sole = match live.lock.clone().try_lock_owned() {
            Ok(sole) => sole,
            Err(_) => {
                live.give_way.notify_one();
                live.lock.clone().lock_owned().await
            }
        };
        // It may have been completed or deleted while this request waited.
        let Some((path, total)) = self.find(id)? else {
            return Ok(None);
        };
        let offset = fs::metadata(&path)?.len();
        Ok(Some(Partial {
            path,
            total,
            offset,
            live,
            _sole: sole,
        }))
    }

    /// Remembers for a day what became of a completed upload.
    pub(crate) fn complete(&self, id: Id16, total: u64, blob: BlobId, hour: Hour) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        if done.len() >= REMEMBERED {
            done.remove(0);
        }
        done.push((id, total, blob, hour));
    }

    /// Tells what became of a completed upload: its length and name.
    pub(crate) fn completed(&self, id: Id16) -> Option<(u64, BlobId)> {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let found = done.iter().find(|(done, ..)| *done == id);
        found.map(|(_, total, blob, _)| (*total, *blob))
    }

    /// Counts the uploads that are not complete.
    pub(crate) fn count(&self) -> Result<usize, StoreError> {
        Ok(fs::read_dir(&self.folder)?.count())
    }

    /// Deletes what is older than a day.
    pub(crate) fn expire(&self, now: Hour) -> Result<usize, StoreError> {
        let limit = now.earlier(KEPT_HOURS);
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.retain(|(.., hour)| *hour > limit);
        drop(done);
        let mut expired = 0;
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let Ok(facts) = entry.metadata() else {
                continue;
            };
            if Hour::of_seconds(facts.mtime()) <= limit {
                fs::remove_file(entry.path())?;
                expired += 1;
            }
        }
        Ok(expired)
    }

    fn path(&self, id: Id16, total: u64) -> PathBuf {
        self.folder.join(format!("{id}.{total}"))
    }

    fn find(&self, id: Id16) -> Result<Option<(PathBuf, u64)>, StoreError> {
        let wanted = id.to_string();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if let Some((found, total)) = name.split_once('.')
                && found == wanted
                && let Ok(total) = total.parse()
            {
                return Ok(Some((entry.path(), total)));
            }
        }
        Ok(None)
    }
}

impl Partial {
    /// Adds a piece at the end.
    pub(crate) fn append(&mut self, piece: &[u8]) -> Result<(), StoreError> {
        OpenOptions::new()
            .append(true)
            .open(&self.path)?
            .write_all(piece)?;
        self.offset += piece.len() as u64;
        Ok(())
    }

    /// Makes what is there durable, before its offset is told to anyone.
    pub(crate) fn sync(&self, hour: Hour) -> Result<(), StoreError> {
        let file = OpenOptions::new().append(true).open(&self.path)?;
        durable::set_hour(&file, hour)?;
        Ok(rustix::fs::fdatasync(file)?)
    }

    /// Opens the bytes for reading.
    pub(crate) fn reader(&self) -> Result<File, StoreError> {
        Ok(File::open(&self.path)?)
    }

    /// Waits until another request asks for this upload.
    pub(crate) async fn wanted_elsewhere(&self) {
        self.live.give_way.notified().await;
    }

    /// Deletes the upload.
    pub(crate) fn forget(self) -> Result<(), StoreError> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    #[tokio::test]
    async fn an_upload_grows_gives_way_and_expires() {
        let folder = tempfile::tempdir().unwrap();
        let partials = Partials::new(folder.path().to_owned());
        let now = Hour::of("2026-11-23T14:10:00Z".parse().unwrap());
        let id = partials.begin(65_536, now).unwrap();
        let mut first = partials.claim(id).await.unwrap().unwrap();
        assert_eq!((first.total, first.offset), (65_536, 0));
        first.append(b"abc").unwrap();
        first.sync(now).unwrap();
        // A second claim makes the first one give way, and goes on where it stopped.
        let (second, ()) = tokio::join!(partials.claim(id), async {
            first.wanted_elsewhere().await;
            drop(first);
        });
        assert_eq!(second.unwrap().unwrap().offset, 3);
        assert_eq!(partials.count().unwrap(), 1);
        assert_eq!(partials.expire(now.earlier(-24)).unwrap(), 0);
        assert_eq!(partials.expire(now.earlier(-25)).unwrap(), 1);
        assert!(partials.claim(id).await.unwrap().is_none());
    }
}
