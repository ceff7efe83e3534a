//! What the stick carries to the relays.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::stick::{Stick, StickError};
use crate::digest::{BlobId, Id16};
use crate::signed::{
    Acknowledgement, Edition, Envelope, MAX_DOCUMENT_BYTES, ParcelNote, PublicRelease, SignedError,
};
use crate::sizes::CHUNK_BYTES;

/// The longest `.minisig` file, in bytes; a usual one has about 300.
const MAX_SIGNATURE_BYTES: u64 = 4096;

/// Something on the stick that cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("on the stick, {what} {why}. {}", .why.hint())]
pub(super) struct Unsendable {
    what: String,
    why: Why,
}

/// Why something cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Why {
    #[error("is damaged or incomplete")]
    Damaged,
    #[error("has no signature, or one that does not verify")]
    Unsigned,
    #[error("was made by a later version than this program knows")]
    Later,
}

impl Why {
    const fn hint(self) -> &'static str {
        match self {
            Self::Damaged | Self::Unsigned => "Let the desk write it onto the stick again.",
            Self::Later => "Update this program; it stays on the stick until then.",
        }
    }
}

impl Unsendable {
    pub(super) fn new(what: impl Into<String>, why: Why) -> Self {
        let what = what.into();
        Self { what, why }
    }
}

/// A document, what it says, and where its blobs lie.
#[derive(Debug)]
pub(super) struct Signed<T> {
    pub(super) what: String,
    pub(super) envelope: Envelope,
    pub(super) content: T,
    pub(super) blobs: Vec<Blob>,
}

/// A file that travels after an envelope.
#[derive(Debug, Clone)]
pub(super) struct Blob {
    path: PathBuf,
    sha256: BlobId,
    length: u64,
}

impl<T> Signed<T> {
    /// Hashes the blobs before they are sent, so that damage on the stick is called that, and
    /// not a refusal by the relay. Returns them as the upload wants them.
    pub(super) fn check(
        &self,
        stick: &Stick,
    ) -> Result<Result<Vec<(PathBuf, u64)>, Unsendable>, StickError> {
        for blob in &self.blobs {
            let found = stick.hash(&blob.path)?;
            if found != Some((blob.sha256, blob.length)) {
                return Ok(Err(Unsendable::new(self.what.as_str(), Why::Damaged)));
            }
        }
        let blobs = self.blobs.iter().map(|b| (b.path.clone(), b.length));
        Ok(Ok(blobs.collect()))
    }
}

/// An acknowledgement; its text is read again when it is sent, because there may be many.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) what: String,
    pub(super) sha256: BlobId,
    pub(super) relays: Vec<Id16>,
    letters: Vec<BlobId>,
    path: PathBuf,
}

impl Waiting {
    /// Reads the text.
    pub(super) fn envelope(
        &self,
        stick: &Stick,
    ) -> Result<Result<Envelope, Unsendable>, StickError> {
        let read = envelope(stick, &self.path)?;
        Ok(read
            .and_then(|found| found.ok_or(Why::Damaged))
            .map_err(|why| Unsendable::new(self.what.as_str(), why)))
    }
}

/// Everything the stick carries to relays.
#[derive(Debug, Default)]
pub(super) struct Outgoing {
    pub(super) release: Option<Signed<PublicRelease>>,
    pub(super) editions: Vec<Signed<Edition>>,
    pub(super) parcels: Vec<Signed<ParcelNote>>,
    pub(super) acknowledgements: Vec<Waiting>,
    pub(super) unsendable: Vec<Unsendable>,
}

impl Outgoing {
    /// Reads the documents; their blobs are looked at when they are sent.
    pub(super) fn read(stick: &Stick) -> Result<Self, StickError> {
        let mut outgoing = Self::default();
        outgoing.read_release(stick)?;
        outgoing.read_editions(stick)?;
        outgoing.read_parcels(stick)?;
        outgoing.read_acknowledgements(stick)?;
        Ok(outgoing)
    }

    /// Lists the letters that desks no longer need from a relay.
    pub(super) fn acknowledged(&self, relay: Id16) -> HashSet<BlobId> {
        self.acknowledgements
            .iter()
            .filter(|list| list.relays.contains(&relay))
            .flat_map(|list| list.letters.iter().copied())
            .collect()
    }

    fn read_release(&mut self, stick: &Stick) -> Result<(), StickError> {
        let what = "the public release";
        let path = stick.path("public").join("public.json");
        let read = document(stick, &path, PublicRelease::read)?;
        // Its own key: whether that is the organisation's is for people and relays to say.
        let read = read.and_then(|found| match found {
            Some((envelope, release)) => match envelope.verify(&release.root) {
                Ok(()) => Ok(Some((envelope, release))),
                Err(_) => Err(Why::Unsigned),
            },
            None => Ok(None),
        });
        if let Some((envelope, content)) = self.note(what, read) {
            let files = stick.path("public").join("files");
            let blobs = content
                .files
                .iter()
                .map(|file| Blob {
                    path: files.join(&file.path),
                    sha256: file.sha256,
                    length: file.length,
                })
                .collect();
            self.release = Some(Signed {
                what: what.to_owned(),
                envelope,
                content,
                blobs,
            });
        }
        Ok(())
    }

    fn read_editions(&mut self, stick: &Stick) -> Result<(), StickError> {
        for lane in 0..16u8 {
            let what = format!("the board of lane {lane:02}");
            let folder = stick.path("board").join(format!("{lane:02}"));
            let read = document(stick, &folder.join("edition.json"), Edition::read)?;
            let read = read.and_then(|found| match found {
                Some((_, edition)) if edition.lane != lane => Err(Why::Damaged),
                found => Ok(found),
            });
            if let Some((envelope, content)) = self.note(&what, read) {
                let blobs = content
                    .chunks
                    .iter()
                    .enumerate()
                    .map(|(number, sha256)| Blob {
                        path: folder.join(format!("chunk-{number:04}")),
                        sha256: *sha256,
                        length: CHUNK_BYTES,
                    })
                    .collect();
                self.editions.push(Signed {
                    what,
                    envelope,
                    content,
                    blobs,
                });
            }
        }
        Ok(())
    }

    fn read_parcels(&mut self, stick: &Stick) -> Result<(), StickError> {
        for name in stick.names("parcels")? {
            let Some(id) = name.strip_suffix(".json") else {
                continue;
            };
            let Ok(id) = id.parse::<BlobId>() else {
                continue;
            };
            // Not named further: the name of a parcel is not for a screen or a log.
            let what = "a parcel";
            let path = stick.path("parcels").join(&name);
            let read = document(stick, &path, ParcelNote::read)?;
            let read = read.and_then(|found| match found {
                Some((_, note)) if note.sha256 != id => Err(Why::Damaged),
                found => Ok(found),
            });
            if let Some((envelope, content)) = self.note(what, read) {
                let blob = Blob {
                    path: path.with_extension("age"),
                    sha256: content.sha256,
                    length: content.length,
                };
                self.parcels.push(Signed {
                    what: what.to_owned(),
                    envelope,
                    content,
                    blobs: vec![blob],
                });
            }
        }
        // A later note of a parcel comes after an earlier one.
        self.parcels
            .sort_by_key(|parcel| (parcel.content.lane, parcel.content.number));
        Ok(())
    }

    fn read_acknowledgements(&mut self, stick: &Stick) -> Result<(), StickError> {
        for name in stick.names("acknowledged")? {
            let Some(stem) = name.strip_suffix(".json") else {
                continue;
            };
            if !is_acknowledgement_name(stem) {
                continue;
            }
            let what = format!("acknowledgement {stem}");
            let path = stick.path("acknowledged").join(&name);
            let read = document(stick, &path, Acknowledgement::read)?;
            if let Some((envelope, list)) = self.note(&what, read) {
                self.acknowledgements.push(Waiting {
                    what,
                    sha256: BlobId::of(envelope.document.as_bytes()),
                    relays: list.relays,
                    letters: list.letters.iter().map(|letter| letter.sha256).collect(),
                    path,
                });
            }
        }
        Ok(())
    }

    /// Keeps what cannot be sent, to say it once.
    fn note<T>(&mut self, what: &str, read: Result<Option<T>, Why>) -> Option<T> {
        match read {
            Ok(found) => found,
            Err(why) => {
                self.refuse(Unsendable::new(what, why));
                None
            }
        }
    }

    /// Notes something that cannot be sent, once.
    pub(super) fn refuse(&mut self, unsendable: Unsendable) {
        if !self.unsendable.contains(&unsendable) {
            self.unsendable.push(unsendable);
        }
    }
}

/// `<lane>-<number>`: two digits and eight.
fn is_acknowledgement_name(stem: &str) -> bool {
    stem.len() == 11
        && stem.bytes().enumerate().all(|(place, byte)| match place {
            2 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

type Read<T> = Result<Option<(Envelope, T)>, Why>;

/// Reads a document and its signature; `Ok(None)` when there is no document.
fn document<T>(
    stick: &Stick,
    path: &Path,
    content: impl FnOnce(&[u8]) -> Result<T, SignedError>,
) -> Result<Read<T>, StickError> {
    Ok(match envelope(stick, path)? {
        Ok(Some(envelope)) => match content(envelope.document.as_bytes()) {
            Ok(content) => Ok(Some((envelope, content))),
            Err(SignedError::UnknownVersion) => Err(Why::Later),
            Err(_) => Err(Why::Damaged),
        },
        Ok(None) => Ok(None),
        Err(why) => Err(why),
    })
}

/// Reads a file and the `.minisig` beside it.
fn envelope(stick: &Stick, path: &Path) -> Result<Result<Option<Envelope>, Why>, StickError> {
    if stick.open_file(path)?.is_none() {
        return Ok(Ok(None));
    }
    let mut signature = path.as_os_str().to_owned();
    signature.push(".minisig");
    let text = |bytes: Option<Vec<u8>>| String::from_utf8(bytes?).ok();
    let document = text(stick.read(path, MAX_DOCUMENT_BYTES as u64)?);
    let signature = text(stick.read(Path::new(&signature), MAX_SIGNATURE_BYTES)?);
    Ok(match (document, signature) {
        (Some(document), Some(signature)) => Ok(Some(Envelope {
            document,
            signature,
        })),
        (None, _) => Err(Why::Damaged),
        (_, None) => Err(Why::Unsigned),
    })
}
