//! Where blobs and small documents lie.
//!
//! [`Store`] is what the rest of the relay knows. [`folder::FolderStore`] keeps everything in one
//! folder; another engine would implement the same few calls. All of them may block, so the
//! server calls them away from its network threads.
//!
//! Correctness never rests on conditional writes: a blob is called by the hash of its bytes, so
//! writing it twice, or from two sides at once, is harmless.

mod durable;
mod folder;
mod partial;

use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use crate::digest::{BlobId, Id16};
use crate::hour::Hour;
use crate::random::NoRandomness;
use crate::signed::Reason;

pub(crate) use folder::{FolderStore, alone_in};
pub(crate) use partial::{Partial, Partials};

/// How much of a blob is handled at once, in bytes.
pub(crate) const PIECE_BYTES: usize = 64 << 10;

/// Why something could not be stored or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file system failed. The message names the kind of failure and no file.
    #[error("the storage failed: {0}")]
    Io(io::ErrorKind),
    /// No space, no inodes or no quota is left.
    #[error("the storage is full")]
    NoRoom,
    /// No random name could be made.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl StoreError {
    /// Tells whether a file is there but a failing disk does not give its bytes: damage to one
    /// file, for which the work on all others must not stop. What an operator set wrong is none.
    pub(crate) const fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Io(kind) if !matches!(
                kind,
                io::ErrorKind::NotFound
                    | io::ErrorKind::PermissionDenied
                    | io::ErrorKind::Interrupted
                    | io::ErrorKind::OutOfMemory
            )
        )
    }
}

impl From<io::Error> for StoreError {
    /// Drops everything but the kind: an error's text may hold a path, and a path a hash.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoRoom,
            kind => Self::Io(kind),
        }
    }
}

impl From<rustix::io::Errno> for StoreError {
    fn from(errno: rustix::io::Errno) -> Self {
        io::Error::from(errno).into()
    }
}

/// Where a blob belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    /// Sealed letters, by hour of arrival.
    Letters(Hour),
    /// Chunks of editions.
    Chunks,
    /// Parcels.
    Parcels,
    /// Files of the public release.
    Release,
}

/// A small document that is replaced as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    /// The envelope of the public release that is served; its root key is the pinned one.
    Release,
    /// The envelope of a lane's edition.
    Edition(u8),
    /// The hours that the relay has seen pass.
    Hours,
    /// Letters to delete at an hour.
    Deletion(Deletion),
    /// The envelope of a parcel's note.
    ParcelNote(BlobId),
}

/// Names a list of letters that are to be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Deletion {
    /// When they are deleted.
    pub(crate) due: Hour,
    /// The hash of the acknowledgement.
    pub(crate) list: BlobId,
    /// Why.
    pub(crate) reason: Reason,
}

/// Whether a blob was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It is new.
    New,
    /// It was there already, and is as durable as a new one.
    Already,
}

/// A letter as the inbox lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Letter {
    /// The hour it came.
    pub(crate) hour: Hour,
    /// Its name.
    pub(crate) id: BlobId,
    /// Its length, in bytes.
    pub(crate) length: u64,
}

/// How much room is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Room {
    /// Bytes an ordinary user may still write.
    pub(crate) free_bytes: u64,
    /// Bytes of the whole file system.
    pub(crate) total_bytes: u64,
    /// Files that can still be made; `u64::MAX` where the file system does not count them.
    pub(crate) free_files: u64,
}

/// A blob being written. Dropped without [`Draft::keep`], it was never there.
pub(crate) trait Draft: Send {
    /// Adds a piece.
    fn append(&mut self, piece: &[u8]) -> Result<(), StoreError>;

    /// Makes the blob durable under its name. After `Ok` it survives a power cut.
    fn keep(self: Box<Self>, shelf: Shelf, id: &BlobId, hour: Hour) -> Result<Kept, StoreError>;
}

/// A stored blob, open for reading. It stays readable when the blob is removed meanwhile.
pub(crate) trait Stored: Send + Sync {
    /// The length in bytes.
    fn length(&self) -> u64;

    /// Reads at a place; 0 at the end.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;
}

/// The storage engine.
pub(crate) trait Store: Send + Sync {
    /// Begins a blob.
    fn draft(self: Arc<Self>) -> Result<Box<dyn Draft>, StoreError>;

    /// Opens a blob.
    fn open(&self, shelf: Shelf, id: &BlobId) -> Result<Option<Box<dyn Stored>>, StoreError>;

    /// Finds the hour under which a letter lies.
    fn find_letter(&self, id: &BlobId) -> Result<Option<Hour>, StoreError>;

    /// Tells the last hour under which letters may lie. It is later than now after a clock that
    /// was ahead has been set right.
    fn newest_hour(&self) -> Result<Option<Hour>, StoreError>;

    /// Lists at most `most` letters after a cursor, by hour, then by name. Memory does not grow
    /// with the number of letters.
    fn letters(
        &self,
        after: Option<(Hour, BlobId)>,
        most: usize,
    ) -> Result<Vec<Letter>, StoreError>;

    /// Removes a blob; `false` if it was not there.
    fn remove(&self, shelf: Shelf, id: &BlobId) -> Result<bool, StoreError>;

    /// Removes every copy of these letters that came no later than an hour, and counts them.
    fn remove_letters(
        &self,
        ids: &HashSet<BlobId>,
        no_later_than: Hour,
    ) -> Result<usize, StoreError>;

    /// Visits every blob of a shelf other than letters.
    fn visit(&self, shelf: Shelf, visit: &mut dyn FnMut(BlobId)) -> Result<(), StoreError>;

    /// Writes a document durably, replacing the one before.
    fn write_document(&self, name: Document, bytes: &[u8], hour: Hour) -> Result<(), StoreError>;

    /// Reads a document.
    fn read_document(&self, name: Document) -> Result<Option<Vec<u8>>, StoreError>;

    /// Removes a document.
    fn remove_document(&self, name: Document) -> Result<(), StoreError>;

    /// Lists the deletions that wait, the earliest first.
    fn deletions(&self) -> Result<Vec<Deletion>, StoreError>;

    /// Blurs what the file system remembers about earlier hours (see the engine).
    fn turn_hour(&self, hour: Hour, rewrite: bool) -> Result<(), StoreError>;

    /// Tells where a blob lies, for an operator to find it.
    fn blob_path(&self, shelf: Shelf, id: &BlobId) -> String;

    /// Tells where a document lies, for an operator to find it.
    fn document_path(&self, name: Document) -> String;

    /// Tells how much room is left.
    fn room(&self) -> Result<Room, StoreError>;
}

/// A fresh identifier of 16 random bytes.
pub(crate) fn random_id() -> Result<Id16, StoreError> {
    Ok(Id16::from_bytes(crate::random::bytes()?))
}
