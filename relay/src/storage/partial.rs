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
use crate::random;

/// How long a partial upload is kept after its last piece, in hours, and one hour more because
/// only hours are kept.
const KEPT_HOURS: i64 = 24 + 1;
/// Uploads of fewer bytes may be given up when others find no place: their senders lose little.
const SMALL_BYTES: u64 = 64 << 10;
/// How many completed uploads are remembered, so that a lost last answer can be asked for again.
const REMEMBERED: usize = 4096;

/// The partial uploads of this relay.
pub(crate) struct Partials {
    folder: PathBuf,
    live: Mutex<HashMap<Id16, Arc<Live>>>,
    done: Mutex<Vec<(Id16, u64, BlobId, Hour)>>,
}

/// An upload that requests work on now.
#[derive(Default)]
struct Live {
    lock: Arc<tokio::sync::Mutex<()>>,
    /// Tells the request that holds the lock that another one waits. Each holder has its own, so
    /// that a message to one that has just finished does not reach the next.
    holder: Mutex<Arc<Notify>>,
}

/// The sole right to one partial upload.
pub(crate) struct Partial {
    path: PathBuf,
    /// The length of the complete letter, in bytes.
    pub(crate) total: u64,
    /// The bytes that are there.
    pub(crate) offset: u64,
    give_way: Arc<Notify>,
    _live: Arc<Live>,
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
        let live = self.live(id);
        let sole = match live.lock.clone().try_lock_owned() {
            Ok(sole) => sole,
            Err(_) => {
                live.holder
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .notify_one();
                live.lock.clone().lock_owned().await
            }
        };
        // It may have been completed or deleted while this request waited.
        let Some((path, total)) = self.find(id)? else {
            return Ok(None);
        };
        let offset = fs::metadata(&path)?.len();
        let give_way = Arc::new(Notify::new());
        *live.holder.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&give_way);
        Ok(Some(Partial {
            path,
            total,
            offset,
            give_way,
            _live: live,
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

    /// Deletes what is older than a day, and what is still empty when its hour is over: places
    /// that cost their taker nothing are not held against everyone else.
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
            // What is no file is not of the relay's making.
            if !facts.is_file() {
                continue;
            }
            let hour = Hour::of_seconds(facts.mtime());
            if hour <= limit || (facts.len() == 0 && hour < now.earlier(1)) {
                fs::remove_file(entry.path())?;
                expired += 1;
            }
        }
        Ok(expired)
    }

    /// Makes places when all are taken: forgets uploads that are small and rest since an earlier
    /// hour. Without this, one byte each would hold every place for a day.
    pub(crate) fn give_up_small(&self, now: Hour) -> Result<usize, StoreError> {
        let mut given_up = 0;
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let Ok(facts) = entry.metadata() else {
                continue;
            };
            let rests = Hour::of_seconds(facts.mtime()) < now;
            let id = upload_name(&entry.file_name().to_string_lossy());
            let (true, Some(id)) = (facts.len() < SMALL_BYTES && rests, id) else {
                continue;
            };
            let live = self.live(id);
            if let Ok(_sole) = live.lock.clone().try_lock_owned() {
                fs::remove_file(entry.path())?;
                given_up += 1;
            }
        }
        Ok(given_up)
    }

    /// Copies, in random order, what came in earlier hours and is not being worked on, so that
    /// the times the file system keeps by itself tell only hours.
    pub(crate) fn blur(&self, now: Hour) -> Result<(), StoreError> {
        let mut fine = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let Ok(facts) = entry.metadata() else {
                continue;
            };
            let hour = Hour::of_seconds(facts.mtime());
            if facts.is_file() && durable::tells_time(&facts, now) {
                fine.push((entry.path(), hour));
            }
        }
        random::shuffle(&mut fine)?;
        for (path, hour) in fine {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            let Some(id) = name.as_deref().and_then(upload_name) else {
                continue;
            };
            // The lock of the claim keeps everyone else away for as long as the copy takes.
            let live = self.live(id);
            let Ok(_sole) = live.lock.clone().try_lock_owned() else {
                continue;
            };
            let copy = self.folder.join(format!(".new-{}", super::random_id()?));
            let copied = fs::copy(&path, &copy).and_then(|_| File::open(&copy));
            match copied {
                Ok(file) => {
                    durable::set_hour(&file, hour)?;
                    rustix::fs::fdatasync(&file)?;
                    fs::rename(&copy, &path)?;
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    // On a full disk the beginning of a copy would take a place for a day.
                    let _ = fs::remove_file(&copy);
                    return Err(error.into());
                }
            }
        }
        // The folder's own times told when the last upload began or ended.
        durable::blur_entries(&self.folder, now)?;
        durable::sync_folder(&self.folder)
    }

    fn live(&self, id: Id16) -> Arc<Live> {
        let mut all = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, live| Arc::strong_count(live) > 1);
        all.entry(id).or_default().clone()
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

/// Reads the identifier in the name of an upload's file.
fn upload_name(name: &str) -> Option<Id16> {
    name.split_once('.')?.0.parse().ok()
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
        Ok(durable::open_quietly(&self.path)?)
    }

    /// Waits until another request asks for this upload.
    pub(crate) async fn wanted_elsewhere(&self) {
        self.give_way.notified().await;
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
        let second = second.unwrap().unwrap();
        assert_eq!(second.offset, 3);
        // A third one finds the second just finishing: the message must not hit the third.
        let (third, ()) = tokio::join!(partials.claim(id), async {
            tokio::task::yield_now().await;
            drop(second);
        });
        let third = third.unwrap().unwrap();
        let quiet = std::time::Duration::from_millis(50);
        assert!(
            tokio::time::timeout(quiet, third.wanted_elsewhere())
                .await
                .is_err()
        );
        drop(third);
        assert_eq!(partials.count().unwrap(), 1);
        let empty = partials.begin(65_536, now).unwrap();
        assert_eq!(partials.expire(now.earlier(-1)).unwrap(), 0);
        assert_eq!(partials.expire(now.earlier(-2)).unwrap(), 1);
        assert!(partials.claim(empty).await.unwrap().is_none());
        assert_eq!(partials.expire(now.earlier(-24)).unwrap(), 0);
        assert_eq!(partials.expire(now.earlier(-25)).unwrap(), 1);
        assert!(partials.claim(id).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn small_uploads_that_rest_give_their_places_up() {
        let folder = tempfile::tempdir().unwrap();
        let partials = Partials::new(folder.path().to_owned());
        let now = Hour::of(jiff::Timestamp::now());
        let add = async |bytes: usize, hour| {
            let id = partials.begin(262_144, hour).unwrap();
            let mut partial = partials.claim(id).await.unwrap().unwrap();
            partial.append(&vec![1; bytes]).unwrap();
            partial.sync(hour).unwrap();
            drop(partial);
            id
        };
        let small = add(1, now.earlier(1)).await;
        let used = add(1, now.earlier(1)).await;
        let kept = [add(65_536, now.earlier(1)).await, add(1, now).await, used];
        let held = partials.claim(used).await.unwrap().unwrap();
        assert_eq!(partials.give_up_small(now).unwrap(), 1);
        drop(held);
        assert!(partials.claim(small).await.unwrap().is_none());
        for id in kept {
            assert!(partials.claim(id).await.unwrap().is_some());
        }
    }

    #[tokio::test]
    async fn the_hours_turn_copies_an_upload_and_leaves_one_in_use_alone() {
        let folder = tempfile::tempdir().unwrap();
        let partials = Partials::new(folder.path().to_owned());
        // The change time is the real clock's.
        let now = Hour::of(jiff::Timestamp::now());
        let (idle, used) = (
            partials.begin(65_536, now).unwrap(),
            partials.begin(65_536, now).unwrap(),
        );
        let mut partial = partials.claim(idle).await.unwrap().unwrap();
        partial.append(b"abc").unwrap();
        partial.sync(now).unwrap();
        drop(partial);
        let held = partials.claim(used).await.unwrap().unwrap();
        let inode = |id| fs::metadata(partials.path(id, 65_536)).unwrap().ino();
        let before = (inode(idle), inode(used));
        partials.blur(now).unwrap();
        assert_eq!((inode(idle), inode(used)), before, "the hour is not over");
        partials.blur(now.earlier(-1)).unwrap();
        assert_ne!(inode(idle), before.0);
        assert_eq!(inode(used), before.1);
        let facts = fs::metadata(folder.path()).unwrap();
        assert_eq!(facts.mtime(), now.earlier(-1).seconds());
        drop(held);
        assert_eq!(fs::read(partials.path(idle, 65_536)).unwrap(), b"abc");
        assert_eq!(partials.count().unwrap(), 2);
    }
}
