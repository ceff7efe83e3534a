//! The board: each lane's newest edition.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, PoisonError};

use hyper::body::Bytes;
use jiff::Timestamp;

use super::{Office, Publication, PushError};
use crate::digest::BlobId;
use crate::hour::Hour;
use crate::signed::{Edition, Envelope};
use crate::storage::{Document, Shelf, Store};

/// The lanes, and the answer that is given to everyone who asks for the board.
#[derive(Default)]
pub(crate) struct Board {
    lanes: BTreeMap<u8, Lane>,
    /// `{"lanes": [envelopes]}`, made once for each change and shared by all who fetch it: a
    /// copy for each slow reader would fill the memory.
    pub(crate) json: Bytes,
}

struct Lane {
    id: BlobId,
    number: u64,
    chunks: Vec<BlobId>,
    envelope: Envelope,
}

/// What to do with a pushed edition.
pub(crate) enum EditionCheck {
    /// It is the one that is shown.
    Already,
    /// Its chunks are wanted.
    New(Box<Edition>),
}

impl Board {
    /// Finds a chunk of an edition that is shown.
    pub(crate) fn chunk(&self, edition: &BlobId, number: usize) -> Option<BlobId> {
        let lane = self.lanes.values().find(|lane| lane.id == *edition)?;
        lane.chunks.get(number).copied()
    }

    fn new(lanes: BTreeMap<u8, Lane>) -> Self {
        let envelopes: Vec<&Envelope> = lanes.values().map(|lane| &lane.envelope).collect();
        let json = serde_json::to_vec(&serde_json::json!({ "lanes": envelopes }))
            .expect("strings always become JSON");
        Self {
            lanes,
            json: json.into(),
        }
    }
}

impl Office {
    /// Checks an edition before its chunks are read.
    pub(crate) fn check_edition(&self, envelope: &Envelope) -> Result<EditionCheck, PushError> {
        let publication = self.publication().ok_or(PushError::NotPublished)?;
        let edition = verify(envelope, &publication)?;
        if let Some(shown) = self.board().lanes.get(&edition.lane) {
            if shown.envelope.document == envelope.document {
                return Ok(EditionCheck::Already);
            }
            if edition.number <= shown.number {
                return Err(PushError::NumberTooLow);
            }
        }
        // A lane that left the board when its desk's key changed still has its number on disk.
        if let Some(bytes) = self.store.read_document(Document::Edition(edition.lane))? {
            // A damaged one is as good as none, or its lane would stay dark for ever.
            let before = Envelope::from_json(&bytes)
                .and_then(|envelope| Edition::read(envelope.document.as_bytes()));
            if before.is_ok_and(|before| edition.number < before.number) {
                return Err(PushError::NumberTooLow);
            }
        }
        Ok(EditionCheck::New(Box::new(edition)))
    }

    /// Shows an edition whose chunks are all kept.
    pub(crate) fn switch_edition(
        &self,
        envelope: &Envelope,
        lane: u8,
        now: Timestamp,
    ) -> Result<(), PushError> {
        let document = Document::Edition(lane);
        self.store
            .write_document(document, &envelope.to_json(), Hour::of(now))?;
        let board = load(&*self.store, self.publication().as_deref())?;
        *self.board.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(board);
        self.sweep_board()
    }

    /// Removes chunks that belong to no edition.
    pub(super) fn sweep_board(&self) -> Result<(), PushError> {
        let board = self.board();
        let wanted: HashSet<BlobId> = board
            .lanes
            .values()
            .flat_map(|lane| lane.chunks.iter().copied())
            .collect();
        let mut unwanted = Vec::new();
        self.store.visit(Shelf::Chunks, &mut |id| {
            if !wanted.contains(&id) {
                unwanted.push(id);
            }
        })?;
        for id in unwanted {
            self.store.remove(Shelf::Chunks, &id)?;
        }
        Ok(())
    }
}

/// Reads the editions of all lanes; those that no longer verify are not shown.
pub(super) fn load(
    store: &dyn Store,
    publication: Option<&Publication>,
) -> Result<Board, PushError> {
    let mut lanes = BTreeMap::new();
    for lane in 0..16 {
        let (Some(bytes), Some(publication)) =
            (store.read_document(Document::Edition(lane))?, publication)
        else {
            continue;
        };
        let Ok(envelope) = Envelope::from_json(&bytes) else {
            tracing::error!(
                lane,
                "the edition in data/documents is damaged and not shown; the courier brings it again"
            );
            continue;
        };
        let Ok(edition) = verify(&envelope, publication) else {
            tracing::warn!(
                lane,
                "an edition is not shown: its desk left or has another key, or its file in \
                 data/documents is damaged"
            );
            continue;
        };
        let id = BlobId::of(envelope.document.as_bytes());
        let (number, chunks) = (edition.number, edition.chunks);
        lanes.insert(
            lane,
            Lane {
                id,
                number,
                chunks,
                envelope,
            },
        );
    }
    Ok(Board::new(lanes))
}

fn verify(envelope: &Envelope, publication: &Publication) -> Result<Edition, PushError> {
    let edition = Edition::read(envelope.document.as_bytes())?;
    if edition.organisation != publication.release.organisation {
        return Err(PushError::WrongOrganisation);
    }
    let key = publication.organisation.desk(edition.lane);
    envelope.verify(key.ok_or(crate::signed::SignedError::WrongSignature)?)?;
    Ok(edition)
}
