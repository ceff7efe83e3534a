//! The documents themselves, as far as a relay or a courier must know them.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{DocumentType, MAX_DOCUMENT_BYTES, Opening, PublicKey, SignedError};
use crate::digest::{BlobId, Id16};
use crate::sizes;

/// The most files a public release may list.
pub const MAX_RELEASE_FILES: usize = 1_000;
/// The most bytes the files of a public release may have together.
pub const MAX_RELEASE_BYTES: u64 = 64 << 20;
/// The longest `public.json`, in bytes.
const MAX_LISTING_BYTES: usize = 1 << 20;
/// The most letters one acknowledgement may list.
pub const MAX_LETTERS_ACKNOWLEDGED: usize = 10_000;
/// The most slots an edition may hold: 16 lanes times 256 replies would fit many times over.
const MAX_SLOTS: usize = 16_384;

/// What a relay reads of the organisation file; the rest concerns clients only.
#[derive(Debug, Clone, Deserialize)]
pub struct OrganisationFile {
    /// The minisign key that signed the file.
    pub root: PublicKey,
    /// SHA-256 of the next root's 32-byte key, if a change of root was announced.
    pub next_root: Option<BlobId>,
    /// The organisation's name, to show.
    pub name: String,
    /// The desks, one a laptop.
    pub desks: Vec<DeskKey>,
    /// The relays the organisation uses.
    pub relays: Vec<OrganisationRelay>,
    #[serde(flatten)]
    opening: Opening,
}

/// A desk of the organisation file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DeskKey {
    /// The desk's number, 0 to 15.
    pub lane: u8,
    /// The key that signs its editions and acknowledgements.
    pub key: PublicKey,
}

/// A relay of the organisation file, as far as the post office must know it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OrganisationRelay {
    /// The relay's identifier.
    pub id: Id16,
    /// Its name, to show.
    pub name: String,
}

impl OrganisationFile {
    /// Reads an organisation file of at most 4 MiB.
    pub fn read(document: &[u8]) -> Result<Self, SignedError> {
        let opening = open(document, DocumentType::Organisation, 4 << 20)?;
        let mut file: Self = parse(document)?;
        file.opening = opening;
        if file.desks.iter().any(|desk| desk.lane > 15) {
            return Err(SignedError::MalformedDocument);
        }
        let lanes: BTreeSet<u8> = file.desks.iter().map(|desk| desk.lane).collect();
        if lanes.len() != file.desks.len() {
            return Err(SignedError::MalformedDocument);
        }
        Ok(file)
    }

    /// Returns the key of a lane's desk.
    pub fn desk(&self, lane: u8) -> Option<&PublicKey> {
        self.desks
            .iter()
            .find(|desk| desk.lane == lane)
            .map(|desk| &desk.key)
    }

    /// Returns the four keys every document begins with.
    pub const fn opening(&self) -> &Opening {
        &self.opening
    }
}

/// A public release: every file a relay serves to anyone, by hash.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicRelease {
    // Checked when the document was opened; listed so that no other key can stand there.
    #[serde(rename = "type")]
    _kind: DocumentType,
    #[serde(rename = "version")]
    _version: u64,
    /// The organisation that signs.
    pub organisation: Id16,
    /// From 1, rising.
    pub number: u64,
    /// The minisign key that signed the release.
    pub root: PublicKey,
    /// The files.
    pub files: Vec<ReleaseFile>,
    #[serde(default, rename = "x")]
    _x: Map<String, Value>,
}

/// One file of a public release.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseFile {
    /// A relative path, already checked against the rules of section 9.2.
    pub path: String,
    /// The hash of its content.
    pub sha256: BlobId,
    /// The length of its content, in bytes.
    pub length: u64,
}

impl PublicRelease {
    /// Reads a public release and checks paths, counts and lengths.
    pub fn read(document: &[u8]) -> Result<Self, SignedError> {
        open(document, DocumentType::Public, MAX_LISTING_BYTES)?;
        let release: Self = parse(document)?;
        let paths: BTreeSet<&str> = release
            .files
            .iter()
            .map(|file| file.path.as_str())
            .collect();
        let total = release
            .files
            .iter()
            .try_fold(0u64, |sum, file| sum.checked_add(file.length));
        let fits = release.files.len() <= MAX_RELEASE_FILES
            && paths.len() == release.files.len()
            && total.is_some_and(|bytes| bytes <= MAX_RELEASE_BYTES)
            && release.files.iter().all(|file| is_release_path(&file.path))
            && paths.contains("organisation.json")
            && paths.contains("organisation.json.minisig");
        if fits {
            Ok(release)
        } else {
            Err(SignedError::MalformedDocument)
        }
    }
}

/// An edition: one lane's board.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    // Checked when the document was opened; listed so that no other key can stand there.
    #[serde(rename = "type")]
    _kind: DocumentType,
    #[serde(rename = "version")]
    _version: u64,
    /// The organisation that signs.
    pub organisation: Id16,
    /// From 1, rising within the lane.
    pub number: u64,
    /// The desk's number, 0 to 15.
    pub lane: u8,
    /// The hour it was made.
    pub hour: String,
    /// The slots, sorted.
    pub slots: Vec<Id16>,
    /// The hash of each chunk of sixteen replies.
    pub chunks: Vec<BlobId>,
    #[serde(default, rename = "x")]
    _x: Map<String, Value>,
}

impl Edition {
    /// Reads an edition and checks that slots and chunks belong together.
    pub fn read(document: &[u8]) -> Result<Self, SignedError> {
        open(document, DocumentType::Edition, MAX_DOCUMENT_BYTES)?;
        let edition: Self = parse(document)?;
        let fits = edition.lane <= 15
            && is_hour(&edition.hour)
            && edition.slots.len() >= sizes::SLOTS_LEAST
            && edition.slots.len() <= MAX_SLOTS
            && edition.slots.len().is_multiple_of(sizes::SLOTS_IN_CHUNK)
            && edition.chunks.len() == edition.slots.len() / sizes::SLOTS_IN_CHUNK
            // Strictly rising: sorted, and no slot twice.
            && edition.slots.windows(2).all(|pair| pair[0] < pair[1]);
        if fits {
            Ok(edition)
        } else {
            Err(SignedError::MalformedDocument)
        }
    }
}

/// An acknowledgement: letters a desk no longer needs from the relay.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    // Checked when the document was opened; listed so that no other key can stand there.
    #[serde(rename = "type")]
    _kind: DocumentType,
    #[serde(rename = "version")]
    _version: u64,
    /// The organisation that signs.
    pub organisation: Id16,
    /// From 1, rising within the lane.
    pub number: u64,
    /// The desk's number, 0 to 15.
    pub lane: u8,
    /// The relays it is meant for.
    pub relays: Vec<Id16>,
    /// The letters.
    pub letters: Vec<Acknowledged>,
    #[serde(default, rename = "x")]
    _x: Map<String, Value>,
}

/// One letter of an acknowledgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledged {
    /// The hash of the sealed letter.
    pub sha256: BlobId,
    /// Why it is no longer needed.
    pub reason: Reason,
}

/// Why a letter is no longer needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, Deserialize)]
pub enum Reason {
    /// It lies in at least two places at the organisation.
    #[serde(rename = "imported")]
    Imported,
    /// No desk could open it.
    #[serde(rename = "set-aside")]
    SetAside,
}

impl Acknowledgement {
    /// Reads an acknowledgement.
    pub fn read(document: &[u8]) -> Result<Self, SignedError> {
        open(document, DocumentType::Acknowledgement, MAX_DOCUMENT_BYTES)?;
        let list: Self = parse(document)?;
        if list.lane > 15 || list.letters.len() > MAX_LETTERS_ACKNOWLEDGED {
            return Err(SignedError::MalformedDocument);
        }
        Ok(list)
    }
}

/// The note that goes with a parcel.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParcelNote {
    // Checked when the document was opened; listed so that no other key can stand there.
    #[serde(rename = "type")]
    _kind: DocumentType,
    #[serde(rename = "version")]
    _version: u64,
    /// The organisation that signs.
    pub organisation: Id16,
    /// From 1, rising within the lane.
    pub number: u64,
    /// The desk's number, 0 to 15.
    pub lane: u8,
    /// The hash of the sealed parcel.
    pub sha256: BlobId,
    /// The length of the sealed parcel, a size class.
    pub length: u64,
    /// The last day (`2026-11-23`) it is kept.
    pub expires: String,
    #[serde(default, rename = "x")]
    _x: Map<String, Value>,
}

impl ParcelNote {
    /// Reads a parcel note.
    pub fn read(document: &[u8]) -> Result<Self, SignedError> {
        open(document, DocumentType::Parcel, MAX_DOCUMENT_BYTES)?;
        let note: Self = parse(document)?;
        let fits = note.lane <= 15
            && sizes::is_letter_class(note.length)
            && note.expires.len() == 10
            && note.expires.parse::<jiff::civil::Date>().is_ok();
        if fits {
            Ok(note)
        } else {
            Err(SignedError::MalformedDocument)
        }
    }

    /// Returns the last day the parcel is kept.
    pub fn last_day(&self) -> jiff::civil::Date {
        self.expires
            .parse()
            .expect("checked when the note was read")
    }
}

/// Checks length, type and version before the whole is parsed.
fn open(document: &[u8], kind: DocumentType, most: usize) -> Result<Opening, SignedError> {
    if document.len() > most {
        return Err(SignedError::DocumentTooLong);
    }
    let opening = Opening::read(document)?;
    if opening.kind == kind {
        Ok(opening)
    } else {
        Err(SignedError::WrongType)
    }
}

fn parse<T: DeserializeOwned>(document: &[u8]) -> Result<T, SignedError> {
    serde_json::from_slice(document).map_err(|_| SignedError::MalformedDocument)
}

/// Tells whether a path may stand in a public release: relative, of plain segments, none of
/// which begins with a dot but `.well-known`. `..` and absolute paths are impossible by shape.
fn is_release_path(path: &str) -> bool {
    let plain = |segment: &str| {
        !segment.is_empty()
            && (!segment.starts_with('.') || segment == ".well-known")
            && segment
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
    };
    // The signed list itself is served beside the files; none of them may pass for it.
    path.len() <= 200
        && path.split('/').count() <= 4
        && path.split('/').all(plain)
        && path != "public.json"
        && path != "public.json.minisig"
}

/// Tells whether a text is an hour: `2026-11-23T14:00:00Z`.
fn is_hour(text: &str) -> bool {
    text.len() == 20 && text.ends_with(":00:00Z") && text.parse::<jiff::Timestamp>().is_ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use serde_json::json;

    use super::*;

    fn bytes(value: &Value) -> Vec<u8> {
        serde_json::to_vec(value).unwrap()
    }

    fn edition(slots: usize) -> Value {
        let names: Vec<String> = (0..slots).map(|n| format!("{n:032x}")).collect();
        let chunks: Vec<String> = (0..slots / 16).map(|n| format!("{n:064x}")).collect();
        json!({"type": "sealpost-edition", "version": 1, "number": 3, "lane": 2,
            "organisation": "00112233445566778899aabbccddeeff", "hour": "2026-11-23T14:00:00Z",
            "slots": names, "chunks": chunks})
    }

    #[test]
    fn an_edition_is_full_chunks_of_sorted_slots() {
        assert!(Edition::read(&bytes(&edition(32))).is_ok());
        assert!(Edition::read(&bytes(&edition(16))).is_err());
        assert!(Edition::read(&bytes(&edition(40))).is_err());
        for (key, value) in [
            ("lane", json!(16)),
            ("hour", json!("2026-11-23T14:05:00Z")),
            ("chunks", json!([])),
            ("surprise", json!(1)),
            ("type", json!("sealpost-parcel")),
            ("version", json!(2)),
        ] {
            let mut changed = edition(32);
            changed[key] = value;
            assert!(Edition::read(&bytes(&changed)).is_err(), "{key}");
        }
        let mut twice = edition(32);
        twice["slots"][1] = twice["slots"][0].clone();
        assert!(Edition::read(&bytes(&twice)).is_err());
        let mut extended = edition(32);
        extended["x"] = json!({"later": true});
        assert!(Edition::read(&bytes(&extended)).is_ok());
    }

    #[test]
    fn release_paths_cannot_leave_their_folder() {
        for good in [
            "index.html",
            "a/b/c/d.txt",
            ".well-known/security.txt",
            "organisation.json",
        ] {
            assert!(is_release_path(good), "{good}");
        }
        let long = "a".repeat(201);
        for bad in [
            "",
            "/",
            "/etc/passwd",
            "..",
            "a/../b",
            "a//b",
            ".hidden",
            "a/.git/x",
            "a/b/c/d/e",
            "a b",
            "a\\b",
            "a\0b",
            "ä",
            "a/",
            "public.json",
            &long,
        ] {
            assert!(!is_release_path(bad), "{bad}");
        }
    }

    #[test]
    fn a_release_names_the_organisation_file_and_fits_its_limits() {
        let file = |path: &str, length: u64| json!({"path": path, "sha256": "0".repeat(64), "length": length});
        let release = |files: Vec<Value>| {
            bytes(
                &json!({"type": "sealpost-public", "version": 1, "number": 1,
                "organisation": "00112233445566778899aabbccddeeff",
                "root": "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3",
                "files": files}),
            )
        };
        let pair = [
            file("organisation.json", 10),
            file("organisation.json.minisig", 10),
        ];
        assert!(PublicRelease::read(&release(pair.to_vec())).is_ok());
        assert!(PublicRelease::read(&release(pair[..1].to_vec())).is_err());
        let mut twice = pair.to_vec();
        twice.push(file("organisation.json", 10));
        assert!(PublicRelease::read(&release(twice)).is_err());
        let mut heavy = pair.to_vec();
        heavy.push(file("big", MAX_RELEASE_BYTES));
        assert!(PublicRelease::read(&release(heavy)).is_err());
        let mut overflow = pair.to_vec();
        overflow.push(file("big", u64::MAX));
        assert!(PublicRelease::read(&release(overflow)).is_err());
    }

    #[test]
    fn parcels_have_a_size_class_and_a_day() {
        let note = |length: u64, expires: &str| {
            bytes(
                &json!({"type": "sealpost-parcel", "version": 1, "number": 1, "lane": 0,
                "organisation": "00112233445566778899aabbccddeeff", "sha256": "0".repeat(64),
                "length": length, "expires": expires}),
            )
        };
        assert!(ParcelNote::read(&note(65_536, "2026-12-01")).is_ok());
        assert!(ParcelNote::read(&note(65_537, "2026-12-01")).is_err());
        assert!(ParcelNote::read(&note(65_536, "2026-13-01")).is_err());
        assert!(ParcelNote::read(&note(65_536, "tomorrow")).is_err());
    }

    #[test]
    fn the_organisation_file_may_hold_more_than_a_relay_reads() {
        let file = json!({"type": "sealpost-organisation", "version": 1, "number": 5,
            "organisation": "00112233445566778899aabbccddeeff", "name": "Example",
            "root": "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3", "next_root": null,
            "intake_keys": [], "programmes": [],
            "desks": [{"lane": 3, "key": "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"}],
            "relays": [{"id": "00112233445566778899aabbccddeeff", "name": "one", "https": null,
                "onion": null, "certificate": null}]});
        let read = OrganisationFile::read(&bytes(&file)).unwrap();
        assert!(read.desk(3).is_some());
        assert!(read.desk(4).is_none());
        assert_eq!(read.opening().number, 5);
        let mut twice = file;
        twice["desks"] = json!([twice["desks"][0], twice["desks"][0]]);
        assert!(OrganisationFile::read(&bytes(&twice)).is_err());
    }
}
