//! What laptops of one organisation send each other by stick (protocol 12.7).

mod merge;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use crypto_core::{
    Digest, DigestWriter, FrameKind, HybridRecipient, LARGEST_SEALED_BYTES, Limits, OpenError,
    OrganisationId, Sealer, SizeClass, VerifyingKey, encode_head, from_bytes, open, read_head,
    read_padding, to_bytes,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub(super) use merge::{Pieces, event_hash, merge};

use super::ExchangeOptions;
use super::board::rising;
use super::error::DeskError;
use super::open::Desk;
use super::report::{ExchangeReport, Progress, ProgressStep};
use crate::model::{CaseId, DeviceId, Secret, SignedEvent, pairs};
use crate::stick::{Stick, list, named};
use crate::vault::{DeskEntry, IntakeSecret, PersonEntry, sync_folder, temporary};

/// Events of a clock that is further ahead wait for a person's word.
pub(super) const CLOCK_SLACK_MS: i64 = 24 * 60 * 60 * 1000;

const SIGNED_LABEL: &[u8] = b"sealpost/v1/desk exchange";
/// Events in one message; more follow with the next.
const MAX_EVENT_BYTES: u64 = 64 << 20;
/// Files listed in one message: the header has its limit.
const MAX_FILES: usize = 4_000;
const MAX_SHARED_BYTES: u64 = 32 << 20;
pub(super) const SHARED_LIMITS: Limits = Limits {
    bytes: 32 << 20,
    depth: 16,
    items: 1 << 21,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    organisation: OrganisationId,
    from: u8,
    to: u8,
    number: u64,
    /// How many events of each device the sender has.
    #[serde(with = "pairs")]
    heads: BTreeMap<DeviceId, u64>,
    /// Hash of the last of them, by device.
    #[serde(default, with = "pairs")]
    tips: BTreeMap<DeviceId, Digest>,
    /// Events the sender lost.
    missing_events: Vec<(DeviceId, u64)>,
    /// Files the sender lacks.
    missing_files: Vec<Digest>,
    shared: Piece,
    events: Piece,
    files: Vec<Piece>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    x: Option<crypto_core::Extension>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Piece {
    length: u64,
    sha256: Digest,
}

/// Keys and names that every laptop of the organisation has.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shared {
    pub(super) name: String,
    pub(super) root: Option<VerifyingKey>,
    pub(super) next_root: Option<Digest>,
    pub(super) common_key: Secret,
    #[serde(with = "pairs")]
    pub(super) cases: BTreeMap<CaseId, Vec<Secret>>,
    pub(super) destroyed: Vec<Digest>,
    pub(super) intake: Vec<IntakeSecret>,
    pub(super) fallback: Option<HybridRecipient>,
    pub(super) answer_keys: Vec<Secret>,
    pub(super) desks: Vec<DeskEntry>,
    pub(super) people: Vec<PersonEntry>,
}

/// A message that was opened to its authenticated end, signature checked.
pub(super) struct Message {
    pub(super) header: Header,
    pub(super) shared: Shared,
    events: Vec<u8>,
    files_received: usize,
}

impl Message {
    pub(super) fn organisation(&self) -> OrganisationId {
        self.header.organisation
    }

    pub(super) fn lane(&self) -> u8 {
        self.header.to
    }
}

/// Writes a message for every other laptop.
pub(super) fn send(
    desk: &mut Desk,
    stick: &Stick,
    now: Timestamp,
    report: &mut ExchangeReport,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), DeskError> {
    let own = desk.keyring.desk.lane;
    let others: Vec<DeskEntry> = desk
        .keyring
        .desks
        .iter()
        .filter(|entry| entry.lane != own)
        .cloned()
        .collect();
    for other in others {
        progress(Progress {
            step: ProgressStep::Colleagues,
            done: 0,
            total: 0,
        });
        let (events, to_follow) = send_to(desk, &other, stick, now)?;
        report.events_sent += events;
        report.files_to_follow += to_follow;
    }
    Ok(())
}

/// Writes one message; returns the number of events in it and of files that did not fit.
pub(super) fn send_to(
    desk: &mut Desk,
    other: &DeskEntry,
    stick: &Stick,
    now: Timestamp,
) -> Result<(usize, usize), DeskError> {
    let own = desk.keyring.desk.lane;
    let number = rising(desk.keyring.numbers.message, now);
    desk.keyring.numbers.message = number;
    desk.save_keyring()?;
    let (events, count, named_files) = events_for(desk, other);
    let shared = Zeroizing::new(to_bytes(&shared(desk))?);
    let mut wanted: BTreeSet<Digest> = other.missing.iter().copied().collect();
    wanted.extend(named_files);
    let (files, to_follow) = choose_files(desk, wanted, (events.len() + shared.len()) as u64);
    let piece = |bytes: &[u8]| Piece {
        length: bytes.len() as u64,
        sha256: Digest::of(bytes),
    };
    let header = Header {
        organisation: desk.organisation()?,
        from: own,
        to: other.lane,
        number,
        heads: desk.index.vector(),
        tips: desk
            .index
            .heads
            .iter()
            .map(|(device, (_, hash))| (*device, *hash))
            .collect(),
        missing_events: desk.index.gaps().into_iter().take(MAX_FILES).collect(),
        missing_files: missing_files(desk).into_iter().take(MAX_FILES).collect(),
        shared: piece(&shared),
        events: piece(&events),
        files: files.clone(),
        x: None,
    };
    let head = encode_head(FrameKind::Desk, &header)?;
    let signature = desk.desk_key().sign_raw(&signed_text(&head));
    let body: u64 =
        files.iter().map(|file| file.length).sum::<u64>() + (shared.len() + events.len()) as u64;
    let class = SizeClass::for_plaintext(head.len() as u64 + 64 + body)?;
    let folder = stick
        .folder("desks")
        .map_err(DeskError::io("writing for a colleague"))?;
    let name = format!("{own:02}-{:02}.age", other.lane);
    let context = || "writing for a colleague";
    let (file, path) = temporary(&folder).map_err(DeskError::io(context()))?;
    let written = (|| -> Result<(), DeskError> {
        let mut sealer = Sealer::new(&other.recipient, class, BufWriter::new(&file))?;
        let mut put = |bytes: &[u8]| sealer.write_all(bytes).map_err(DeskError::io(context()));
        put(&head)?;
        put(&signature)?;
        put(&shared)?;
        put(&events)?;
        for piece in &files {
            let source =
                File::open(desk.files.path(&piece.sha256)).map_err(DeskError::io(context()))?;
            // A file that was damaged meanwhile makes a message that is refused, not a wrong one.
            io::copy(&mut source.take(piece.length), &mut sealer)
                .map_err(DeskError::io(context()))?;
        }
        sealer.finish().map_err(DeskError::io(context()))?;
        file.sync_all()
            .and_then(|()| std::fs::rename(&path, folder.join(&name)))
            .and_then(|()| sync_folder(&folder))
            .map_err(DeskError::io(context()))
    })();
    if written.is_err() {
        // The first error is the one to report.
        let _ = std::fs::remove_file(&path);
    }
    written.map(|()| (count, to_follow))
}

fn signed_text(head: &[u8]) -> Vec<u8> {
    [SIGNED_LABEL, Digest::of(head).as_bytes()].concat()
}

fn shared(desk: &Desk) -> Shared {
    let keyring = &desk.keyring;
    Shared {
        name: keyring.name.clone(),
        root: keyring.root,
        next_root: keyring.next_root,
        common_key: keyring.common_key.clone(),
        cases: keyring.cases.clone(),
        destroyed: keyring.destroyed.clone(),
        intake: keyring.intake.clone(),
        fallback: keyring.fallback.clone(),
        answer_keys: keyring.answer_keys.clone(),
        desks: keyring
            .desks
            .iter()
            .map(|entry| DeskEntry {
                heads: BTreeMap::new(),
                missing: Vec::new(),
                lost: Vec::new(),
                number: 0,
                ..entry.clone()
            })
            .collect(),
        people: keyring
            .people
            .iter()
            .map(|person| PersonEntry {
                access: None,
                ..person.clone()
            })
            .collect(),
    }
}

/// Events the other one does not have, each behind its length, and the files they name.
fn events_for(desk: &Desk, other: &DeskEntry) -> (Vec<u8>, usize, BTreeSet<Digest>) {
    let asked: BTreeSet<(DeviceId, u64)> = other.lost.iter().copied().collect();
    let mut frames: Vec<u64> = desk
        .index
        .frames
        .iter()
        .filter(|((device, seq), _)| {
            other.heads.get(device).is_none_or(|count| seq >= count)
                || asked.contains(&(*device, *seq))
        })
        .map(|(_, frame)| *frame)
        .collect();
    // In the journal's order every device's events come in sequence.
    frames.sort_unstable();
    let mut bytes = Vec::new();
    let mut count = 0;
    let mut cases = BTreeSet::new();
    for frame in frames {
        let Ok(event) = desk.journal.read(frame) else {
            continue;
        };
        if bytes.len() + event.len() + 4 > MAX_EVENT_BYTES as usize {
            break;
        }
        let Ok(length) = u32::try_from(event.len()) else {
            continue;
        };
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&event);
        count += 1;
        if let Ok((_, head)) = SignedEvent::decode(&event) {
            cases.extend(head.case);
        }
    }
    let files = cases
        .iter()
        .filter_map(|case| desk.index.summaries.get(case))
        .flat_map(|summary| {
            summary
                .letters
                .iter()
                .filter(|letter| {
                    other
                        .heads
                        .get(&letter.device)
                        .is_none_or(|count| letter.seq >= *count)
                })
                .flat_map(|letter| letter.files.iter().copied())
                .chain(summary.parcels.iter().map(|parcel| parcel.sha256))
        })
        .collect();
    (bytes, count, files)
}

/// Chooses whole files that fit into one message; returns how many did not.
fn choose_files(desk: &Desk, wanted: BTreeSet<Digest>, used: u64) -> (Vec<Piece>, usize) {
    // Room for header, signature and the sealing itself.
    let mut room = LARGEST_SEALED_BYTES - (4 << 20) - used.min(LARGEST_SEALED_BYTES / 2);
    let mut files = Vec::new();
    let mut left = 0;
    for name in wanted {
        let Ok(metadata) = std::fs::metadata(desk.files.path(&name)) else {
            continue;
        };
        if metadata.len() <= room && files.len() < MAX_FILES && desk.files.is_whole(&name) {
            room -= metadata.len();
            files.push(Piece {
                length: metadata.len(),
                sha256: name,
            });
        } else {
            left += 1;
        }
    }
    (files, left)
}

/// Files that cases name and that are not here.
fn missing_files(desk: &Desk) -> BTreeSet<Digest> {
    desk.index
        .summaries
        .values()
        .flat_map(|summary| &summary.files)
        .filter(|name| !desk.files.is_there(name))
        .copied()
        .collect()
}

/// Takes over what other laptops wrote for this one.
pub(super) fn receive(
    desk: &mut Desk,
    stick: &Stick,
    options: &ExchangeOptions,
    now: Timestamp,
    report: &mut ExchangeReport,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), DeskError> {
    let own = desk.keyring.desk.lane;
    let ending = format!("-{own:02}.age");
    let paths = list(&stick.path("desks")).map_err(DeskError::io("reading the stick"))?;
    for path in paths {
        let Some(from) = named(&path, &ending).and_then(|from| from.parse::<u8>().ok()) else {
            continue;
        };
        progress(Progress {
            step: ProgressStep::Colleagues,
            done: 0,
            total: 0,
        });
        let Some(sender) = desk.keyring.desks.iter().find(|entry| entry.lane == from) else {
            report.unreadable.push(format!("desks/{from:02}{ending}"));
            continue;
        };
        let (key, last) = (sender.key, sender.number);
        let expected = |header: &Header| {
            Some(header.organisation) == desk.keyring.organisation
                && header.from == from
                && header.to == own
        };
        match read(desk, &path, Some(&key), last) {
            // An older message that still lies on the stick says nothing new.
            Ok(None) => {}
            Ok(Some(message)) if expected(&message.header) => {
                report.files_received += message.files_received;
                merge(desk, message, options, now, report)?;
            }
            Ok(Some(_)) => report.unreadable.push(format!("desks/{from:02}{ending}")),
            Err(OpenError::Io(error)) => {
                return Err(DeskError::io("taking over a colleague's files")(error));
            }
            Err(_) => report.unreadable.push(format!("desks/{from:02}{ending}")),
        }
    }
    report.destroyed += desk.finish_destructions()?;
    Ok(())
}

/// Opens a message to its end. Without `key` the signature is checked against the sender's key
/// in the message itself: only for a laptop that knows nobody yet. Nothing of a message whose
/// number is not above `last` is kept, and its files are not even read.
pub(super) fn read(
    desk: &Desk,
    path: &Path,
    key: Option<&VerifyingKey>,
    last: u64,
) -> Result<Option<Message>, OpenError> {
    let file = BufReader::new(File::open(path).map_err(OpenError::Io)?);
    let mut reader = open(&[desk.desk_identity()], file)?;
    let (header, head): (Header, _) = read_head(FrameKind::Desk, &mut reader)?;
    let mut signature = [0; 64];
    reader.read_exact(&mut signature)?;
    if header.shared.length > MAX_SHARED_BYTES || header.events.length > MAX_EVENT_BYTES {
        return Err(OpenError::Malformed);
    }
    let shared = Zeroizing::new(read_piece(&mut reader, header.shared)?);
    let shared: Shared = from_bytes(&shared, SHARED_LIMITS)?;
    let sender = shared
        .desks
        .iter()
        .find(|entry| entry.lane == header.from)
        .map(|entry| entry.key);
    let key = key.copied().or(sender).ok_or(OpenError::Proof)?;
    key.verify_raw(&signed_text(&head), &signature)
        .map_err(|_| OpenError::Proof)?;
    if header.number <= last {
        return Ok(None);
    }
    let events = read_piece(&mut reader, header.events)?;
    let mut files_received = 0;
    for piece in &header.files {
        let mut limited = reader.by_ref().take(piece.length);
        // The name is the hash: a file that is not what it is called is not kept.
        if desk
            .files
            .take(&piece.sha256, &mut limited)
            .map_err(OpenError::from)?
        {
            files_received += 1;
        } else {
            return Err(OpenError::Damaged);
        }
    }
    read_padding(&mut reader)?;
    Ok(Some(Message {
        header,
        shared,
        events,
        files_received,
    }))
}

fn read_piece(reader: &mut impl Read, piece: Piece) -> Result<Vec<u8>, OpenError> {
    let mut writer = DigestWriter::new(Vec::new());
    io::copy(&mut reader.take(piece.length), &mut writer)?;
    let (bytes, sha256, length) = writer.finish();
    if (sha256, length) == (piece.sha256, piece.length) {
        Ok(bytes)
    } else {
        Err(OpenError::Damaged)
    }
}
