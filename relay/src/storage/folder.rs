//! The folder engine.
//!
//! ```text
//! inbox/2026-11-23T14/<sha256>.age    letters by hour of arrival
//! board/<sha256>.chunk                chunks of editions
//! parcels/<sha256>.age, .json         parcels and their notes
//! public/<sha256>                     files of the public release
//! acknowledged/<due hour>_<sha256>_<reason>.json
//! documents/                          release, editions, hours lived
//! partial/                            uploads that are not complete
//! tmp/                                used only where nameless files are not supported
//! ```
//!
//! **Times.** Every file's two settable times are set to the hour. The other two, of creation
//! and of the last change of the inode, cannot be set, and inode numbers tell an order. So at
//! the hour's turn [`Store::turn_hour`] copies what was written in earlier hours, in random
//! order: what remains tells only the hour. Folders for letters are made at the hour's turn, not
//! at the first letter. *Not* achieved: the medium, the file system's journal and snapshots below
//! it may still hold the old blocks and inodes, and within the running hour the exact times exist.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::unix::fs::{DirBuilderExt as _, FileExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::fs::FlockOperation;

use super::durable::{self, Fresh};
use super::{
    Deletion, Document, Draft, Kept, Letter, PIECE_BYTES, Room, Shelf, Store, StoreError, Stored,
};
use crate::digest::{BlobHasher, BlobId};
use crate::hour::Hour;
use crate::random;
use crate::signed::Reason;

const FOLDERS: [&str; 8] = [
    "inbox",
    "board",
    "parcels",
    "public",
    "acknowledged",
    "documents",
    "partial",
    "tmp",
];

/// How many hours back the hour's turn looks for letters, unless the relay has just started.
const TURN_LOOKS_BACK_HOURS: i64 = 48;

/// Everything in one folder of a local file system.
pub(crate) struct FolderStore {
    root: PathBuf,
    nameless: bool,
    /// Held while a name is replaced or removed, so that the hour's turn never puts an older
    /// content back under a name.
    changes: Mutex<()>,
    /// The hour folder that is known to be durable. Making one is serialised, so that nobody
    /// links into a folder whose own entry could still be lost.
    hour_folder: Mutex<Option<Hour>>,
    /// Whether every letter was looked at since the start.
    looked_at_all: Mutex<bool>,
}

impl FolderStore {
    /// Opens or makes the folder, and sweeps what a killed process left.
    pub(crate) fn open(root: &Path) -> Result<Self, StoreError> {
        make_folder(root)?;
        for name in FOLDERS {
            make_folder(&root.join(name))?;
        }
        durable::sync_folder(root)?;
        let nameless = durable::has_nameless(root);
        let store = Self {
            root: root.to_owned(),
            nameless,
            changes: Mutex::new(()),
            hour_folder: Mutex::new(None),
            looked_at_all: Mutex::new(false),
        };
        store.sweep()?;
        Ok(store)
    }

    /// Opens a folder that another process may be using: makes and sweeps nothing.
    pub(crate) fn look(root: &Path) -> Result<Self, StoreError> {
        fs::read_dir(root)?;
        Ok(Self {
            root: root.to_owned(),
            nameless: durable::has_nameless(root),
            changes: Mutex::new(()),
            hour_folder: Mutex::new(None),
            looked_at_all: Mutex::new(false),
        })
    }

    /// Writes, syncs and removes a file in the way letters are written.
    pub(crate) fn probe(&self) -> Result<(), StoreError> {
        let path = self.root.join("tmp").join(super::random_id()?.to_string());
        let mut fresh = self.fresh()?;
        fresh.write(b"probe")?;
        fresh.link(&path, Hour::of_seconds(0))?;
        Ok(fs::remove_file(path)?)
    }

    /// Tells whether files are written without a name first.
    pub(crate) const fn nameless(&self) -> bool {
        self.nameless
    }

    /// The folder of unfinished uploads.
    pub(crate) fn partial_folder(&self) -> PathBuf {
        self.root.join("partial")
    }

    fn sweep(&self) -> Result<(), StoreError> {
        for entry in fs::read_dir(self.root.join("tmp"))? {
            let entry = entry?;
            // A folder is not of the relay's making (`lost+found`): it is left alone.
            if !entry.file_type()?.is_dir() {
                fs::remove_file(entry.path())?;
            }
        }
        let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|name| self.root.join(name)).collect();
        folders.push(self.root.clone());
        for hour in self.hours()? {
            folders.push(self.letters_folder(hour));
        }
        for folder in folders {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                if entry.file_name().to_string_lossy().starts_with(".new-") {
                    fs::remove_file(entry.path())?;
                }
            }
        }
        Ok(())
    }

    fn letters_folder(&self, hour: Hour) -> PathBuf {
        self.root.join("inbox").join(hour.folder())
    }

    fn shelf_folder(&self, shelf: Shelf) -> PathBuf {
        match shelf {
            Shelf::Letters(hour) => self.letters_folder(hour),
            Shelf::Chunks => self.root.join("board"),
            Shelf::Parcels => self.root.join("parcels"),
            Shelf::Release => self.root.join("public"),
        }
    }

    fn blob_file(&self, shelf: Shelf, id: &BlobId) -> PathBuf {
        let name = match shelf {
            Shelf::Letters(_) | Shelf::Parcels => format!("{id}.age"),
            Shelf::Chunks => format!("{id}.chunk"),
            Shelf::Release => id.to_string(),
        };
        self.shelf_folder(shelf).join(name)
    }

    fn document_file(&self, name: Document) -> PathBuf {
        let documents = self.root.join("documents");
        match name {
            Document::Release => documents.join("release.json"),
            Document::Hours => documents.join("hours.json"),
            Document::Edition(lane) => documents.join(format!("edition-{lane:02}.json")),
            Document::Deletion(deletion) => self
                .root
                .join("acknowledged")
                .join(deletion_name(&deletion)),
            Document::ParcelNote(id) => self.root.join("parcels").join(format!("{id}.json")),
        }
    }

    /// A path within the folder.
    fn shown(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        inside.display().to_string()
    }

    /// The hours for which there is a folder, in order. A few thousand at most: a year's.
    fn hours(&self) -> Result<BTreeSet<Hour>, StoreError> {
        let mut hours = BTreeSet::new();
        for entry in fs::read_dir(self.root.join("inbox"))? {
            hours.extend(Hour::from_folder(&entry?.file_name().to_string_lossy()));
        }
        Ok(hours)
    }

    /// Makes the folder of an hour durable before anything is linked into it.
    fn ensure_hour(&self, hour: Hour) -> Result<(), StoreError> {
        let mut known = self
            .hour_folder
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let folder = self.letters_folder(hour);
        if *known != Some(hour) || !folder.is_dir() {
            make_folder(&folder)?;
            durable::sync_folder(&self.root.join("inbox"))?;
            *known = Some(hour);
        }
        Ok(())
    }

    /// Copies, in random order, the files of a folder whose inode still tells a time within the
    /// hour in which they came.
    fn blur_folder(&self, folder: &Path, now: Hour) -> Result<(), StoreError> {
        let mut fine = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let Ok(facts) = entry.metadata() else {
                continue;
            };
            let arrived = Hour::of_seconds(facts.mtime());
            if facts.is_file() && durable::tells_time(&facts, now) {
                fine.push((entry.path(), arrived));
            }
        }
        random::shuffle(&mut fine)?;
        for (path, arrived) in fine {
            let _unchanged = self.changes();
            match copy(&path, self.fresh()?) {
                Ok(copied) => copied.replace(&path, arrived)?,
                // Removed meanwhile: it must not come back.
                Err(StoreError::Io(io::ErrorKind::NotFound)) => {}
                Err(error) => return Err(error),
            }
        }
        // The folder's own change time told when the last file came.
        durable::blur_entries(folder, now)
    }

    fn changes(&self) -> MutexGuard<'_, ()> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fresh(&self) -> Result<Fresh, StoreError> {
        Fresh::new(&self.root, self.nameless)
    }
}

impl Store for FolderStore {
    fn draft(self: Arc<Self>) -> Result<Box<dyn Draft>, StoreError> {
        let fresh = self.fresh()?;
        Ok(Box::new(FolderDraft { fresh, store: self }))
    }

    fn open(&self, shelf: Shelf, id: &BlobId) -> Result<Option<Box<dyn Stored>>, StoreError> {
        match durable::open_quietly(&self.blob_file(shelf, id)) {
            Ok(file) => {
                let length = file.metadata()?.len();
                Ok(Some(Box::new(FolderStored { file, length })))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn find_letter(&self, id: &BlobId) -> Result<Option<Hour>, StoreError> {
        // Newest first: what is asked for again is mostly new.
        for hour in self.hours()?.into_iter().rev() {
            if self.blob_file(Shelf::Letters(hour), id).try_exists()? {
                return Ok(Some(hour));
            }
        }
        Ok(None)
    }

    fn letters(
        &self,
        after: Option<(Hour, BlobId)>,
        most: usize,
    ) -> Result<Vec<Letter>, StoreError> {
        let mut list = Vec::new();
        for hour in self.hours()? {
            if after.is_some_and(|(cursor, _)| hour < cursor) {
                continue;
            }
            let past = after
                .filter(|(cursor, _)| *cursor == hour)
                .map(|(_, id)| id);
            // The smallest names of the folder, never more than still fit on the page.
            let room = most - list.len();
            let mut page: BTreeSet<BlobId> = BTreeSet::new();
            for entry in fs::read_dir(self.letters_folder(hour))? {
                let name = entry?.file_name();
                let Some(id) = letter_name(&name.to_string_lossy()) else {
                    continue;
                };
                if past.is_none_or(|past| id > past) {
                    page.insert(id);
                    if page.len() > room {
                        page.pop_last();
                    }
                }
            }
            for id in page {
                // A letter deleted this instant is simply not listed.
                if let Ok(facts) = fs::metadata(self.blob_file(Shelf::Letters(hour), &id)) {
                    list.push(Letter {
                        hour,
                        id,
                        length: facts.len(),
                    });
                }
            }
            if list.len() >= most {
                break;
            }
        }
        Ok(list)
    }

    fn newest_hour(&self) -> Result<Option<Hour>, StoreError> {
        Ok(self.hours()?.last().copied())
    }

    fn remove(&self, shelf: Shelf, id: &BlobId) -> Result<bool, StoreError> {
        let _alone = self.changes();
        match fs::remove_file(self.blob_file(shelf, id)) {
            Ok(()) => {
                durable::sync_folder(&self.shelf_folder(shelf))?;
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn remove_letters(
        &self,
        ids: &HashSet<BlobId>,
        no_later_than: Hour,
    ) -> Result<usize, StoreError> {
        let mut removed = 0;
        for hour in self
            .hours()?
            .into_iter()
            .filter(|hour| *hour <= no_later_than)
        {
            for entry in fs::read_dir(self.letters_folder(hour))? {
                let name = entry?.file_name();
                if let Some(id) = letter_name(&name.to_string_lossy())
                    && ids.contains(&id)
                {
                    removed += usize::from(self.remove(Shelf::Letters(hour), &id)?);
                }
            }
        }
        Ok(removed)
    }

    fn visit(&self, shelf: Shelf, visit: &mut dyn FnMut(BlobId)) -> Result<(), StoreError> {
        for entry in fs::read_dir(self.shelf_folder(shelf))? {
            let name = entry?.file_name();
            let name = name.to_string_lossy();
            let id = match shelf {
                Shelf::Letters(_) | Shelf::Parcels => letter_name(&name),
                Shelf::Chunks => name.strip_suffix(".chunk").and_then(|id| id.parse().ok()),
                Shelf::Release => name.parse().ok(),
            };
            if let Some(id) = id {
                visit(id);
            }
        }
        Ok(())
    }

    fn write_document(&self, name: Document, bytes: &[u8], hour: Hour) -> Result<(), StoreError> {
        let mut fresh = self.fresh()?;
        fresh.write(bytes)?;
        let _alone = self.changes();
        fresh.replace(&self.document_file(name), hour)
    }

    fn read_document(&self, name: Document) -> Result<Option<Vec<u8>>, StoreError> {
        match fs::read(self.document_file(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn remove_document(&self, name: Document) -> Result<(), StoreError> {
        let _alone = self.changes();
        match fs::remove_file(self.document_file(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn deletions(&self) -> Result<Vec<Deletion>, StoreError> {
        let mut list = Vec::new();
        for entry in fs::read_dir(self.root.join("acknowledged"))? {
            let name = entry?.file_name();
            list.extend(read_deletion_name(&name.to_string_lossy()));
        }
        list.sort_unstable();
        Ok(list)
    }

    fn turn_hour(&self, hour: Hour, rewrite: bool) -> Result<(), StoreError> {
        self.ensure_hour(hour)?;
        let mut looked = self
            .looked_at_all
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for past in self.hours()?.into_iter().filter(|past| *past < hour) {
            let folder = self.letters_folder(past);
            // Succeeds only on an empty folder; the others stay.
            if fs::remove_dir(&folder).is_ok() {
                continue;
            }
            if rewrite && (!*looked || past >= hour.earlier(TURN_LOOKS_BACK_HOURS)) {
                self.blur_folder(&folder, hour)?;
            }
        }
        if rewrite {
            for name in ["board", "parcels", "public", "acknowledged", "documents"] {
                self.blur_folder(&self.root.join(name), hour)?;
            }
            *looked = true;
        }
        durable::set_hour(File::open(self.root.join("inbox"))?, hour)?;
        durable::sync_folder(&self.root.join("inbox"))
    }

    fn blob_path(&self, shelf: Shelf, id: &BlobId) -> String {
        self.shown(&self.blob_file(shelf, id))
    }

    fn document_path(&self, name: Document) -> String {
        self.shown(&self.document_file(name))
    }

    fn room(&self) -> Result<Room, StoreError> {
        let facts = rustix::fs::statvfs(&self.root)?;
        Ok(Room {
            free_bytes: facts.f_bavail.saturating_mul(facts.f_frsize),
            total_bytes: facts.f_blocks.saturating_mul(facts.f_frsize),
            // Some file systems make inodes as they go and count none.
            free_files: if facts.f_files == 0 {
                u64::MAX
            } else {
                facts.f_favail
            },
        })
    }
}

struct FolderDraft {
    fresh: Fresh,
    store: Arc<FolderStore>,
}

impl Draft for FolderDraft {
    fn append(&mut self, piece: &[u8]) -> Result<(), StoreError> {
        self.fresh.write(piece)
    }

    fn keep(self: Box<Self>, shelf: Shelf, id: &BlobId, hour: Hour) -> Result<Kept, StoreError> {
        let (earlier, since) = match shelf {
            Shelf::Letters(_) => match self.store.find_letter(id)? {
                Some(earlier) => (Shelf::Letters(earlier), earlier),
                None => (shelf, hour),
            },
            _ => (shelf, hour),
        };
        let path = self.store.blob_file(earlier, id);
        match name_of(&path) {
            Ok(found) if found == *id => {
                // Its writer may be between link and fsync: the answer must wait for the folder.
                durable::sync_folder(&self.store.shelf_folder(earlier))?;
                return Ok(Kept::Already);
            }
            // A failing disk damaged it. Saying that it is safe would lose it for good.
            Ok(_) => {
                let _alone = self.store.changes();
                self.fresh.replace(&path, since)?;
                return Ok(Kept::New);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
        if let Shelf::Letters(arrived) = shelf {
            self.store.ensure_hour(arrived)?;
        }
        let new = self.fresh.link(&self.store.blob_file(shelf, id), hour)?;
        Ok(if new { Kept::New } else { Kept::Already })
    }
}

struct FolderStored {
    file: File,
    length: u64,
}

impl Stored for FolderStored {
    fn length(&self) -> u64 {
        self.length
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.file.read_at(buffer, offset)
    }
}

/// Takes the sole right to serve from a folder, for as long as the file is held; none if another
/// process has it. Two relays would sweep away what the other is about to name.
pub(crate) fn alone_in(root: &Path) -> Result<Option<File>, StoreError> {
    make_folder(root)?;
    let folder = File::open(root)?;
    match rustix::fs::flock(&folder, FlockOperation::NonBlockingLockExclusive) {
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
        // Some file systems have no locks; there it is up to people.
        _ => Ok(Some(folder)),
    }
}

/// Makes a folder for the relay's own user.
fn make_folder(path: &Path) -> Result<(), StoreError> {
    Ok(fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)?)
}

/// Hashes a file, with flat memory.
fn name_of(path: &Path) -> io::Result<BlobId> {
    let mut file = durable::open_quietly(path)?;
    let mut hasher = BlobHasher::new();
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hasher.finish()),
            count => hasher.update(&piece[..count]),
        }
    }
}

/// Copies a file into a fresh one, with flat memory.
fn copy(from: &Path, mut to: Fresh) -> Result<Fresh, StoreError> {
    let mut file = durable::open_quietly(from)?;
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(to),
            count => to.write(&piece[..count])?,
        }
    }
}

fn letter_name(name: &str) -> Option<BlobId> {
    name.strip_suffix(".age")?.parse().ok()
}

fn deletion_name(deletion: &Deletion) -> String {
    let Deletion { due, list, reason } = deletion;
    let reason = match reason {
        Reason::Imported => "imported",
        Reason::SetAside => "set-aside",
    };
    format!("{}_{list}_{reason}.json", due.folder())
}

fn read_deletion_name(name: &str) -> Option<Deletion> {
    let mut parts = name.strip_suffix(".json")?.split('_');
    let deletion = Deletion {
        due: Hour::from_folder(parts.next()?)?,
        list: parts.next()?.parse().ok()?,
        reason: match parts.next()? {
            "imported" => Reason::Imported,
            "set-aside" => Reason::SetAside,
            _ => return None,
        },
    };
    (deletion_name(&deletion) == name).then_some(deletion)
}

#[cfg(test)]
mod tests;
