//! The public release: pinned, rising, switched whole.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError};

use hyper::body::Bytes;
use jiff::Timestamp;

use super::packed::{self, Packed};
use super::{Office, PushError, board, damage};
use crate::digest::BlobId;
use crate::hour::Hour;
use crate::signed::{
    Envelope, OrganisationFile, PublicKey, PublicRelease, ReleaseFile, SignedError,
};
use crate::storage::{Document, Shelf, Store};

const ORGANISATION: &str = "organisation.json";
/// An organisation file has at most 4 MiB, its signature less.
const MOST_ORGANISATION_BYTES: u64 = 4 << 20;
/// The file of a release that says what its pages may do.
const POLICY: &str = "csp.txt";
/// A policy is a header, and headers are short.
const MOST_POLICY_BYTES: u64 = 4 << 10;

/// A release that is served.
pub(crate) struct Publication {
    pub(crate) envelope: Envelope,
    pub(crate) release: PublicRelease,
    pub(crate) organisation: OrganisationFile,
    files: HashMap<String, (BlobId, u64)>,
    packed: HashMap<BlobId, Packed>,
    /// The `Content-Security-Policy` that the release brings for its files.
    pub(crate) policy: Option<String>,
    /// The text of `public.json`, shared by all who fetch it.
    pub(crate) listing: Bytes,
}

/// Where a release comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Somebody pushes it, who can be told what is wrong with it.
    Pushed,
    /// It was served before the relay was started again.
    Served,
}

/// What to do with a pushed release.
pub(crate) enum ReleaseCheck {
    /// It is the one that is served.
    Already,
    /// Its files are wanted.
    New(Box<PublicRelease>),
}

impl Publication {
    /// Finds a file by its path: name and length.
    pub(crate) fn file(&self, path: &str) -> Option<(BlobId, u64)> {
        self.files.get(path).copied()
    }

    /// The compressed forms of a file.
    pub(crate) fn packed(&self, id: &BlobId) -> Option<&Packed> {
        self.packed.get(id)
    }

    /// Reads and checks what stands in the files of a release, and compresses them. Takes a
    /// second or two for a page.
    fn open(
        store: &dyn Store,
        envelope: Envelope,
        release: PublicRelease,
        origin: Origin,
    ) -> Result<Self, PushError> {
        let organisation = read_organisation(store, &release)?;
        let damaged = damaged(store, &release)?;
        let policy = match read_policy(store, &release, &damaged) {
            // Taken by an earlier version: no reason not to start. Its files are served as those
            // of a release that brings no policy.
            Err(PushError::Signed(_)) if origin == Origin::Served => {
                tracing::warn!("csp.txt cannot be a header; the relay's own policy is used");
                None
            }
            read => read?,
        };
        let packed = packed::pack(store, &release, &damaged)?;
        let files = release
            .files
            .iter()
            // A browser would run a damaged page without a word: better none.
            .filter(|file| !damaged.contains(&file.sha256))
            .map(|file| (file.path.clone(), (file.sha256, file.length)))
            .collect();
        Ok(Self {
            listing: envelope.document.clone().into(),
            envelope,
            release,
            organisation,
            files,
            packed,
            policy,
        })
    }
}

impl Office {
    /// The pinned root key: the one that signed the release that is served.
    pub(crate) fn root(&self) -> Option<PublicKey> {
        self.publication().map(|served| served.release.root.clone())
    }

    /// Checks a release before its files are read. `offered` is the root key that the courier
    /// names for a relay that has none.
    pub(crate) fn check_release(
        &self,
        envelope: &Envelope,
        offered: Option<&PublicKey>,
    ) -> Result<ReleaseCheck, PushError> {
        let release = PublicRelease::read(envelope.document.as_bytes())?;
        let served = self.publication();
        match self.root() {
            Some(pinned) if pinned == release.root => {}
            Some(_) => {
                // A new root is accepted only if the old one announced it.
                let announced = served
                    .as_ref()
                    .and_then(|served| served.organisation.next_root);
                if announced != Some(BlobId::of(release.root.key_bytes())) {
                    return Err(PushError::WrongRoot);
                }
            }
            None => match offered {
                Some(offered) if *offered == release.root => {}
                Some(_) => return Err(PushError::WrongRoot),
                None => return Err(PushError::NoRoot),
            },
        }
        envelope.verify(&release.root)?;
        if let Some(served) = served {
            if served.release.organisation != release.organisation {
                return Err(PushError::WrongOrganisation);
            }
            if served.envelope.document == envelope.document {
                return Ok(ReleaseCheck::Already);
            }
            if release.number <= served.release.number {
                return Err(PushError::NumberTooLow);
            }
        }
        Ok(ReleaseCheck::New(Box::new(release)))
    }

    /// Serves a release whose files are all kept. Checks the organisation file in it first.
    pub(crate) fn switch_release(
        &self,
        envelope: Envelope,
        release: PublicRelease,
        now: Timestamp,
    ) -> Result<(), PushError> {
        let publication = Publication::open(&*self.store, envelope, release, Origin::Pushed)?;
        if let Some(served) = self.publication() {
            let number = publication.organisation.opening().number;
            let served_number = served.organisation.opening().number;
            // Two files under one number: clients that have seen the one refuse the other.
            let differs = publication.file(ORGANISATION) != served.file(ORGANISATION);
            if number < served_number || (number == served_number && differs) {
                return Err(PushError::NumberTooLow);
            }
        }
        let hour = Hour::of(now);
        self.store
            .write_document(Document::Release, &publication.envelope.to_json(), hour)?;
        let publication = Arc::new(publication);
        // Lanes whose desk is gone, or has another key, leave the board.
        let board = Arc::new(board::load(&*self.store, Some(&publication))?);
        *self
            .publication
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(publication);
        *self.board.write().unwrap_or_else(PoisonError::into_inner) = board;
        self.sweep_release()
    }

    /// Removes files that belong to no release.
    pub(super) fn sweep_release(&self) -> Result<(), PushError> {
        let served = self.publication();
        let wanted: HashSet<BlobId> = served
            .iter()
            .flat_map(|served| served.release.files.iter().map(|file| file.sha256))
            .collect();
        let mut unwanted = Vec::new();
        self.store.visit(Shelf::Release, &mut |id| {
            if !wanted.contains(&id) {
                unwanted.push(id);
            }
        })?;
        for id in unwanted {
            self.store.remove(Shelf::Release, &id)?;
        }
        Ok(())
    }
}

/// Reads the release that was served when the relay stopped.
pub(super) fn load(store: &dyn Store) -> Result<Option<Publication>, PushError> {
    let Some(bytes) = store.read_document(Document::Release)? else {
        return Ok(None);
    };
    let envelope = Envelope::from_json(&bytes)?;
    let release = PublicRelease::read(envelope.document.as_bytes())?;
    envelope.verify(&release.root)?;
    Publication::open(store, envelope, release, Origin::Served).map(Some)
}

/// Reads the organisation file of a release and checks that the same root signed it.
fn read_organisation(
    store: &dyn Store,
    release: &PublicRelease,
) -> Result<OrganisationFile, PushError> {
    let document = read_named(store, release, ORGANISATION)?;
    let signature = read_named(store, release, "organisation.json.minisig")?;
    let signature = String::from_utf8(signature).map_err(|_| SignedError::MalformedSignature)?;
    release.root.verify(&document, &signature)?;
    let organisation = OrganisationFile::read(&document)?;
    if organisation.opening().organisation != release.organisation {
        return Err(PushError::WrongOrganisation);
    }
    if organisation.root != release.root {
        return Err(PushError::WrongRoot);
    }
    Ok(organisation)
}

/// Reads the policy for the files of a release, if it brings one: one line that can be a header.
/// A page says the same inside, so a damaged one leaves the relay's own.
fn read_policy(
    store: &dyn Store,
    release: &PublicRelease,
    damaged: &HashSet<BlobId>,
) -> Result<Option<String>, PushError> {
    let mut files = release.files.iter();
    let Some(file) = files.find(|file| file.path == POLICY && !damaged.contains(&file.sha256))
    else {
        return Ok(None);
    };
    let bytes = read_file(store, file, MOST_POLICY_BYTES)?;
    let policy = std::str::from_utf8(bytes.trim_ascii_end())
        .ok()
        .filter(|policy| policy.bytes().all(|b| matches!(b, b' '..=b'~')))
        .filter(|policy| !policy.is_empty());
    let policy = policy.ok_or(SignedError::MalformedDocument)?;
    Ok(Some(policy.to_owned()))
}

fn read_named(
    store: &dyn Store,
    release: &PublicRelease,
    path: &str,
) -> Result<Vec<u8>, PushError> {
    let file = release.files.iter().find(|file| file.path == path);
    let file = file.ok_or(SignedError::MalformedDocument)?;
    read_file(store, file, MOST_ORGANISATION_BYTES)
}

/// Finds the files of a release that a failing disk has changed since they were kept. They must
/// not keep a relay from taking letters.
fn damaged(store: &dyn Store, release: &PublicRelease) -> Result<HashSet<BlobId>, PushError> {
    let mut damaged = HashSet::new();
    for file in &release.files {
        if damage::is_whole(store, Shelf::Release, &file.sha256)? != Some(true) {
            // The path is public: it stands in `public.json`.
            tracing::error!(
                file = ?file.path,
                "a file of the public release is damaged and not served"
            );
            damaged.insert(file.sha256);
        }
    }
    Ok(damaged)
}

/// Reads a file of a release into memory and checks that it is the one named.
pub(super) fn read_file(
    store: &dyn Store,
    file: &ReleaseFile,
    most: u64,
) -> Result<Vec<u8>, PushError> {
    if file.length > most {
        return Err(SignedError::DocumentTooLong.into());
    }
    let stored = store
        .open(Shelf::Release, &file.sha256)?
        .ok_or(PushError::WrongBlob)?;
    let length = usize::try_from(file.length).map_err(|_| SignedError::DocumentTooLong)?;
    let mut bytes = vec![0; length];
    let mut filled = 0;
    while filled < length {
        let count = stored
            .read_at(&mut bytes[filled..], filled as u64)
            .map_err(crate::storage::StoreError::from)?;
        if count == 0 {
            return Err(PushError::WrongBlob);
        }
        filled += count;
    }
    if BlobId::of(&bytes) == file.sha256 {
        Ok(bytes)
    } else {
        Err(PushError::WrongBlob)
    }
}
