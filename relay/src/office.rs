//! The post office itself: what happens to letters, boards, parcels and publications.
//!
//! No HTTP here, and no clock: `now` is an argument, so that thirty days pass in a test at once.
//! Every call may block.

mod acknowledged;
mod board;
pub(crate) mod damage;
mod lived;
mod packed;
mod parcels;
mod publication;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::digest::{BlobId, Id16};
use crate::hour::Hour;
use crate::policy::{self, Facts, Limits, Usage, Verdict};
use crate::signed::SignedError;
use crate::storage::{Document, Draft, Kept, Partials, Shelf, Store, StoreError};

pub(crate) use board::{Board, EditionCheck};
use lived::Lived;
pub(crate) use lived::Since;
pub(crate) use packed::Packed;
pub(crate) use parcels::ParcelCheck;
pub(crate) use publication::{Publication, ReleaseCheck};

/// Why a push is not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum PushError {
    /// A document of a lower number, or another one of the same number.
    #[error("a document with this number or a higher one was accepted before")]
    NumberTooLow,
    /// Nobody said which root key to trust.
    #[error("this relay has no root key yet")]
    NoRoot,
    /// There is no publication yet.
    #[error("this relay waits for the first publication")]
    NotPublished,
    /// The parcel's last day is over.
    #[error("the parcel has expired")]
    Expired,
    /// A signature, or what it is over, is wrong.
    #[error(transparent)]
    Signed(#[from] SignedError),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A document of another organisation.
    #[error("the document is of another organisation")]
    WrongOrganisation,
    /// A document signed by a root that is not the pinned one and was not announced.
    #[error("the document is signed by another root key than the one pinned here")]
    WrongRoot,
    /// A blob is not the one the document names.
    #[error("a blob does not belong to the document")]
    WrongBlob,
}

/// The state of a relay.
pub(crate) struct Office {
    /// The relay's identifier.
    pub(crate) id: Id16,
    pub(crate) limits: Limits,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) partials: Partials,
    rewrite_hourly: bool,
    /// Read by those who put a letter under the current hour, written for an instant when the
    /// hour turns: then nobody is about to put one under the hour before.
    turn: RwLock<()>,
    publication: RwLock<Option<Arc<Publication>>>,
    board: RwLock<Arc<Board>>,
    today: Mutex<Today>,
    count: Mutex<Count>,
}

/// The hours that the relay has seen pass; none until the hour is looked at for the first time.
struct Count {
    lived: Option<Lived>,
    /// What of it is on the disk.
    kept: Option<Lived>,
}

/// What was taken today and what is under way. Lives in memory only.
#[derive(Default)]
struct Today {
    day: Option<Date>,
    bytes: u64,
    announced: u64,
}

/// The most bytes that one request reserves. Announcing costs nothing, so that what is only
/// announced must not be held against everyone else: beyond this, bytes count as they come.
const MOST_RESERVED_BYTES: u64 = 4 << 20;

/// Bytes that a request announced; given back when it ends.
pub(crate) struct Announced {
    office: Arc<Office>,
    bytes: u64,
    /// Whether what comes counts for the day: staff's pushes do not.
    counts: bool,
    /// Bytes that came since the room was last looked at.
    unseen: AtomicU64,
}

impl Announced {
    /// Counts bytes that really came, and stops a request that would fill disk or day although
    /// there was room when it began.
    pub(crate) fn came(&self, bytes: usize) -> Result<(), StoreError> {
        if !self.counts {
            return Ok(());
        }
        let bytes = bytes as u64;
        let office = &self.office;
        let mut today = office.today();
        today.bytes = today.bytes.saturating_add(bytes);
        let day_is_full = today.bytes > office.limits.bytes_per_day;
        drop(today);
        let unseen = self.unseen.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if unseen >= MOST_RESERVED_BYTES {
            self.unseen.store(0, Ordering::Relaxed);
            if !policy::has_room(&office.limits, &office.store.room()?, 0) {
                return Err(StoreError::NoRoom);
            }
        }
        if day_is_full {
            return Err(StoreError::NoRoom);
        }
        Ok(())
    }
}

impl Drop for Announced {
    fn drop(&mut self) {
        let mut today = self.office.today();
        today.announced = today.announced.saturating_sub(self.bytes);
    }
}

impl Office {
    /// Opens the state that lies in the store.
    pub(crate) fn open(
        id: Id16,
        limits: Limits,
        store: Arc<dyn Store>,
        partials: Partials,
        rewrite_hourly: bool,
    ) -> Result<Self, PushError> {
        let publication = publication::load(&*store)?.map(Arc::new);
        let board = Arc::new(board::load(&*store, publication.as_deref())?);
        let lived = acknowledged::lived(&*store)?;
        Ok(Self {
            id,
            limits,
            store,
            partials,
            rewrite_hourly,
            turn: RwLock::new(()),
            publication: RwLock::new(publication),
            board: RwLock::new(board),
            today: Mutex::default(),
            count: Mutex::new(Count { lived, kept: lived }),
        })
    }

    /// Judges a request, and reserves the bytes it announced.
    pub(crate) fn admit(
        self: &Arc<Self>,
        facts: Facts,
        now: Timestamp,
    ) -> Result<(Verdict, Announced), StoreError> {
        let room = self.store.room()?;
        let partial_uploads = match facts {
            Facts::Begin { .. } => {
                let count = self.partials.count()?;
                if count < self.limits.partial_uploads {
                    count
                } else {
                    count - self.partials.give_up_small(Hour::of(now))?
                }
            }
            _ => 0,
        };
        let mut today = self.today();
        let day = Hour::of(now).day();
        if today.day != Some(day) {
            today.day = Some(day);
            today.bytes = 0;
        }
        let usage = Usage {
            room,
            announced_bytes: today.announced,
            bytes_today: today.bytes,
            partial_uploads,
        };
        let verdict = policy::judge(&self.limits, &usage, facts);
        let bytes = match verdict {
            Verdict::Take(bytes) => bytes.min(MOST_RESERVED_BYTES),
            Verdict::Refuse(_) => 0,
        };
        today.announced += bytes;
        drop(today);
        Ok((
            verdict,
            Announced {
                office: Arc::clone(self),
                bytes,
                counts: !matches!(facts, Facts::Push { .. }),
                unseen: AtomicU64::new(0),
            },
        ))
    }

    /// Keeps a letter under the hour that it is now. After `Ok` it survives a power cut.
    pub(crate) fn keep_letter(
        &self,
        draft: Box<dyn Draft>,
        id: &BlobId,
        now: impl Fn() -> Timestamp,
    ) -> Result<Kept, StoreError> {
        let _hour_stays = self.turn.read().unwrap_or_else(PoisonError::into_inner);
        let hour = Hour::of(now());
        draft.keep(Shelf::Letters(hour), id, hour)
    }

    /// The publication that is served now.
    pub(crate) fn publication(&self) -> Option<Arc<Publication>> {
        self.publication
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The board that is served now.
    pub(crate) fn board(&self) -> Arc<Board> {
        self.board
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Does what the hour's turn brings: deletes letters that are due and uploads that nobody
    /// went on with, and blurs the past hours. May run while something is pushed: a push over a
    /// slow line must not keep the times of an hour on the disk for another.
    ///
    /// `since` is how long ago it was last called.
    pub(crate) fn turn_hour(&self, now: Timestamp, since: Since) -> Result<Turned, PushError> {
        let hour = Hour::of(now);
        drop(self.turn.write().unwrap_or_else(PoisonError::into_inner));
        self.live(hour, since);
        // Each step is tried although one before it failed: a full disk on which nothing can be
        // written is relieved by what is deleted, and what cannot be deleted keeps no times.
        let deleted = self.delete_due(hour);
        let expired = self.partials.expire(hour);
        let counted = self.keep_count(hour);
        let blurred = self.store.turn_hour(hour, self.rewrite_hourly);
        let partials_blurred = if self.rewrite_hourly {
            self.partials.blur(hour)
        } else {
            Ok(())
        };
        let turned = Turned {
            letters_deleted: deleted?,
            uploads_expired: expired?,
        };
        counted?;
        blurred?;
        partials_blurred?;
        Ok(turned)
    }

    /// Removes parcels that have expired, and blobs that belong to nothing. Must not run while
    /// something is pushed: its blobs belong to nothing until its last one is there. Returns how
    /// many parcels expired.
    pub(crate) fn sweep(&self, now: Timestamp) -> Result<usize, PushError> {
        let expired = self.expire_parcels(Hour::of(now))?;
        self.sweep_release()?;
        self.sweep_board()?;
        Ok(expired)
    }

    /// The hours that the relay has seen pass.
    fn lived(&self) -> u64 {
        let count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        count.lived.map_or(0, |lived| lived.hours)
    }

    /// Counts the hours since the clock was last looked at, in memory.
    fn live(&self, hour: Hour, since: Since) {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = count.lived.unwrap_or(Lived {
            last: hour,
            hours: 0,
        });
        let jumped = next.look(hour, since);
        if jumped > 0 {
            tracing::warn!(
                hours = jumped,
                "the clock is further on than the time this relay has seen pass; acknowledged \
                 letters are kept until it has"
            );
        }
        count.lived = Some(next);
    }

    /// Makes the hours that were counted durable. A count that could not be written is written
    /// the next time; one that a power cut takes only lets letters wait longer.
    fn keep_count(&self, hour: Hour) -> Result<(), StoreError> {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        if count.lived != count.kept
            && let Some(lived) = count.lived
        {
            self.store
                .write_document(Document::Hours, &lived.to_json(), hour)?;
            count.kept = Some(lived);
        }
        Ok(())
    }

    fn today(&self) -> std::sync::MutexGuard<'_, Today> {
        self.today.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the hour's turn did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Turned {
    pub(crate) letters_deleted: usize,
    pub(crate) uploads_expired: usize,
}

#[cfg(test)]
mod tests;
