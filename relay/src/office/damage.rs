//! Damage: what a failing disk did to the files that a relay keeps.
//!
//! Every blob is called by the hash of its bytes, and every document can be read or cannot: so
//! damage can always be named. It is looked for once a day, and by `sealpost-relay check`.

use std::collections::HashSet;

use super::lived::Lived;
use super::{PushError, acknowledged};
use crate::digest::{BlobHasher, BlobId};
use crate::signed::{Edition, Envelope, ParcelNote, PublicRelease};
use crate::storage::{Document, PIECE_BYTES, Shelf, Store, StoreError};

/// Letters looked at before the list goes on.
const PAGE: usize = 1_000;

/// A file that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Damaged {
    /// Its path within `data`. For the operator's eyes: never in a log.
    pub(crate) path: String,
    /// What to do.
    pub(crate) hint: &'static str,
}

const LETTER: &str = "a courier leaves it out; its sender can send it again, which mends it; \
                      keep the file until then";
const CHUNK: &str = "the next edition of the desk takes its place; until then some replies of it \
                     cannot be read";
const PARCEL: &str = "delete the file; the courier brings it again if the stick still has it";
const RELEASE_FILE: &str = "publish again from the desk with a new number, or restore the file";
const RELEASE: &str = "restore the file from a backup; or move it away and let the courier \
                       publish again, comparing the root key's words as the first time; leave \
                       `inbox` as it is";
const EDITION: &str = "delete the file; the courier brings the edition again";
const HOURS: &str = "nothing to do; letters that wait to be deleted wait longer";
const NOTE: &str = "delete the file; the parcel stays until the courier brings its note again";
const LIST: &str = "its letters stay here and are deleted by a later list; the file can be deleted";

/// Reads everything that is kept, and names what is damaged.
pub(crate) fn find(store: &dyn Store) -> Result<Vec<Damaged>, StoreError> {
    let mut all = Vec::new();
    let mut cursor = None;
    loop {
        let page = store.letters(cursor, PAGE)?;
        for letter in &page {
            look(
                store,
                Shelf::Letters(letter.hour),
                &letter.id,
                LETTER,
                &mut all,
            )?;
        }
        match page.last() {
            Some(last) if page.len() == PAGE => cursor = Some((last.hour, last.id)),
            _ => break,
        }
    }
    let mut parcels = HashSet::new();
    for (shelf, hint) in [
        (Shelf::Chunks, CHUNK),
        (Shelf::Parcels, PARCEL),
        (Shelf::Release, RELEASE_FILE),
    ] {
        let mut ids = Vec::new();
        store.visit(shelf, &mut |id| ids.push(id))?;
        for id in &ids {
            look(store, shelf, id, hint, &mut all)?;
        }
        if shelf == Shelf::Parcels {
            parcels.extend(ids);
        }
    }
    documents(store, &parcels, &mut all)?;
    Ok(all)
}

fn documents(
    store: &dyn Store,
    parcels: &HashSet<BlobId>,
    all: &mut Vec<Damaged>,
) -> Result<(), StoreError> {
    let mut check = |name, hint, is_whole: &dyn Fn(&[u8]) -> bool| {
        let damaged = match store.read_document(name) {
            Ok(bytes) => bytes.is_some_and(|bytes| !is_whole(&bytes)),
            Err(error) if error.is_damage() => true,
            Err(error) => return Err(error),
        };
        if damaged {
            let path = store.document_path(name);
            all.push(Damaged { path, hint });
        }
        Ok::<_, StoreError>(())
    };
    check(Document::Release, RELEASE, &|bytes| {
        is_release(bytes).is_ok()
    })?;
    check(Document::Hours, HOURS, &|bytes| {
        Lived::from_json(bytes).is_some()
    })?;
    for lane in 0..16 {
        check(Document::Edition(lane), EDITION, &|bytes| {
            let read = Envelope::from_json(bytes)
                .and_then(|envelope| Edition::read(envelope.document.as_bytes()));
            read.is_ok_and(|edition| edition.lane == lane)
        })?;
    }
    for id in parcels {
        check(Document::ParcelNote(*id), NOTE, &|bytes| {
            let read = Envelope::from_json(bytes)
                .and_then(|envelope| ParcelNote::read(envelope.document.as_bytes()));
            read.is_ok_and(|note| note.sha256 == *id)
        })?;
    }
    for deletion in store.deletions()? {
        check(Document::Deletion(deletion), LIST, &|bytes| {
            acknowledged::is_list(bytes)
        })?;
    }
    Ok(())
}

fn is_release(bytes: &[u8]) -> Result<(), PushError> {
    let envelope = Envelope::from_json(bytes)?;
    let release = PublicRelease::read(envelope.document.as_bytes())?;
    Ok(envelope.verify(&release.root)?)
}

fn look(
    store: &dyn Store,
    shelf: Shelf,
    id: &BlobId,
    hint: &'static str,
    all: &mut Vec<Damaged>,
) -> Result<(), StoreError> {
    // Gone meanwhile: deleted, which is no damage.
    if is_whole(store, shelf, id)? == Some(false) {
        let path = store.blob_path(shelf, id);
        all.push(Damaged { path, hint });
    }
    Ok(())
}

/// Hashes one blob, with flat memory; none if it is not there.
pub(super) fn is_whole(
    store: &dyn Store,
    shelf: Shelf,
    id: &BlobId,
) -> Result<Option<bool>, StoreError> {
    let Some(blob) = store.open(shelf, id)? else {
        return Ok(None);
    };
    let mut hasher = BlobHasher::new();
    let mut piece = vec![0; PIECE_BYTES];
    let mut at = 0;
    loop {
        match blob.read_at(&mut piece, at) {
            Ok(0) => return Ok(Some(hasher.finish() == *id)),
            Ok(count) => {
                hasher.update(&piece[..count]);
                at += count as u64;
            }
            // A sector that cannot be read.
            Err(_) => return Ok(Some(false)),
        }
    }
}
