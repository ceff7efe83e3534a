//! The board: this lane's edition and parcels, put onto the stick.

use std::collections::BTreeMap;
use std::path::Path;

use crypto_core::{
    Digest, Edition, Limits, ParcelNote, Slot, day_of, from_bytes, hour_of, to_bytes,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_bytes::ByteBuf;

use super::error::DeskError;
use super::open::Desk;
use super::report::{ExchangeReport, Progress, ProgressStep};
use crate::model::EventBody;
use crate::stick::{Stick, read_limited};
use crate::vault::{remove_if_there, replace, sync_folder};

const DECOY_LABEL: &[u8] = b"sealpost/v1/decoys";
const MAX_DECOY_BYTES: u64 = 64 << 20;
const LIMITS: Limits = Limits {
    bytes: 64 << 20,
    depth: 8,
    items: 1 << 20,
};

/// A number that rises even if this vault was restored from an older copy: at least one for each
/// hour since 1970. An hour is what the edition tells anyway.
pub(super) fn rising(last: u64, now: Timestamp) -> u64 {
    let hours = u64::try_from(now.as_second() / 3600).unwrap_or(0);
    (last + 1).max(hours)
}

/// Composes the edition, signs it and writes it.
pub(super) fn publish(
    desk: &mut Desk,
    stick: &Stick,
    now: Timestamp,
    report: &mut ExchangeReport,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), DeskError> {
    let replies = waiting(desk, day_of(now));
    let total = replies.len() as u64;
    progress(Progress {
        step: ProgressStep::Board,
        done: 0,
        total,
    });
    let lane = desk.keyring.desk.lane;
    let organisation = desk.organisation()?;
    let number = rising(desk.keyring.numbers.edition, now);
    let ids: Vec<_> = replies.values().map(|(id, _)| *id).collect();
    let composed = Edition::compose(
        &mut rand_core::OsRng,
        organisation,
        number,
        lane,
        hour_of(now),
        replies
            .into_iter()
            .map(|(slot, (_, sealed))| (slot, sealed))
            .collect(),
        read_decoys(desk),
    )
    .map_err(|error| DeskError::Config {
        what: format!("the board could not be composed: {error}"),
    })?;
    write_decoys(desk, composed.decoys)?;
    // The number is spent before anything leaves the desk under it.
    desk.keyring.numbers.edition = number;
    desk.save_keyring()?;
    let signed = composed.edition.sign(&desk.desk_key());
    let folder = format!("board/{lane:02}");
    let context = || "writing the board";
    // An edition that lists other chunks than lie beside it would be refused: it goes first and
    // comes last.
    remove_if_there(&stick.path(&folder).join("edition.json")).map_err(DeskError::io(context()))?;
    for (at, chunk) in composed.chunks.iter().enumerate() {
        stick
            .write(&folder, &format!("chunk-{at:04}"), chunk)
            .map_err(DeskError::io(context()))?;
    }
    let mut at = composed.chunks.len();
    while remove_if_there(&stick.path(&folder).join(format!("chunk-{at:04}")))
        .map_err(DeskError::io(context()))?
    {
        at += 1;
    }
    stick
        .write(&folder, "edition.json.minisig", signed.minisig.as_bytes())
        .and_then(|()| stick.write(&folder, "edition.json", &signed.bytes))
        .map_err(DeskError::io(context()))?;
    report.edition = Some(number);
    report.replies_on_board = ids.len();
    let new: Vec<_> = ids
        .into_iter()
        .filter(|id| !desk.index.editions.contains_key(id))
        .collect();
    if !new.is_empty() {
        let body = EventBody::Edition {
            number,
            hour: hour_of(now),
            replies: new,
        };
        desk.commit(vec![(None, body)], now)?;
    }
    Ok(())
}

/// Parts of this lane that have not expired, by slot.
fn waiting(desk: &Desk, today: Date) -> BTreeMap<Slot, (crypto_core::ReplyId, Vec<u8>)> {
    let lane = desk.keyring.desk.lane;
    let mut replies = BTreeMap::new();
    for summary in desk.index.summaries.values() {
        for part in summary
            .parts
            .iter()
            .filter(|part| part.lane == lane && part.expires >= today)
        {
            let event = desk
                .index
                .frames
                .get(&(part.device, part.seq))
                .and_then(|frame| desk.event(*frame));
            if let Some(EventBody::Replied(reply)) = event.map(|event| event.body)
                && let Some(found) = reply.parts.into_iter().find(|found| found.id == part.reply)
            {
                replies.insert(part.slot, (part.reply, found.sealed.into_vec()));
            }
        }
    }
    replies
}

fn read_decoys(desk: &Desk) -> Vec<(Slot, Vec<u8>)> {
    let read = || -> Option<Vec<(Slot, ByteBuf)>> {
        let sealed = read_limited(&desk.folder.decoys(), MAX_DECOY_BYTES).ok()?;
        let record = desk.keyring.common().open(DECOY_LABEL, &sealed).ok()?;
        from_bytes(&record, LIMITS).ok()
    };
    // Lost decoys are made new: an edition that differs more than usual is all it costs.
    read()
        .unwrap_or_default()
        .into_iter()
        .map(|(slot, sealed)| (slot, sealed.into_vec()))
        .collect()
}

fn write_decoys(desk: &Desk, decoys: Vec<(Slot, Vec<u8>)>) -> Result<(), DeskError> {
    let record: Vec<(Slot, ByteBuf)> = decoys
        .into_iter()
        .map(|(slot, sealed)| (slot, ByteBuf::from(sealed)))
        .collect();
    let sealed =
        desk.keyring
            .common()
            .seal(&mut rand_core::OsRng, DECOY_LABEL, &to_bytes(&record)?);
    replace(&desk.folder.decoys(), &sealed).map_err(DeskError::io("keeping the decoys"))
}

/// Puts this lane's parcels onto the stick, each with its note.
pub(super) fn parcels(
    desk: &mut Desk,
    stick: &Stick,
    now: Timestamp,
    report: &mut ExchangeReport,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), DeskError> {
    let today = day_of(now);
    let lane = desk.keyring.desk.lane;
    let mut wanted: BTreeMap<Digest, (u64, Date)> = BTreeMap::new();
    for parcel in desk
        .index
        .summaries
        .values()
        .flat_map(|summary| &summary.parcels)
        .filter(|parcel| parcel.lane == lane && parcel.expires >= today)
    {
        let entry = wanted
            .entry(parcel.sha256)
            .or_insert((parcel.length, parcel.expires));
        entry.1 = entry.1.max(parcel.expires);
    }
    let organisation = desk.organisation()?;
    let total = wanted.len() as u64;
    let context = || "writing a parcel";
    for (done, (sha256, (length, expires))) in wanted.into_iter().enumerate() {
        progress(Progress {
            step: ProgressStep::Parcels,
            done: done as u64,
            total,
        });
        let target = stick.path("parcels").join(format!("{sha256}.age"));
        let note_path = stick.path("parcels").join(format!("{sha256}.json"));
        let told = read_limited(&note_path, 64 * 1024).ok().and_then(|bytes| {
            let minisig = note_path.with_extension("json.minisig");
            let minisig = String::from_utf8(read_limited(&minisig, 64 * 1024).ok()?).ok()?;
            let organisation = &desk.index.published.as_ref()?.organisation;
            ParcelNote::verify(&bytes, &minisig, organisation).ok()
        });
        // A stick that was pulled may hold a part of either.
        let length_of = |path: &Path| std::fs::metadata(path).ok().map(|found| found.len());
        let is_there = length_of(&target) == length_of(&desk.files.path(&sha256));
        if is_there && told.is_some_and(|note| note.expires >= expires) {
            continue;
        }
        let number = rising(desk.keyring.numbers.parcel, now);
        desk.keyring.numbers.parcel = number;
        let folder = stick.folder("parcels").map_err(DeskError::io(context()))?;
        let mut source = match std::fs::File::open(desk.files.path(&sha256)) {
            Ok(file) => file,
            Err(_) => {
                report
                    .warnings
                    .push("a file that goes with a reply is missing: run verify".to_owned());
                continue;
            }
        };
        let whole = crate::vault::copy_checked(&mut source, &folder, &sha256)
            .map_err(DeskError::io(context()))?;
        if !whole {
            report
                .warnings
                .push("a file that goes with a reply is damaged: run verify".to_owned());
            continue;
        }
        std::fs::rename(folder.join(sha256.to_string()), &target)
            .and_then(|()| sync_folder(&folder))
            .map_err(DeskError::io(context()))?;
        let note = ParcelNote {
            organisation,
            number,
            lane,
            sha256,
            length,
            expires,
            x: Default::default(),
        };
        let signed = note
            .sign(&desk.desk_key())
            .map_err(|_| DeskError::damaged("a parcel's note"))?;
        stick
            .write(
                "parcels",
                &format!("{sha256}.json.minisig"),
                signed.minisig.as_bytes(),
            )
            .and_then(|()| stick.write("parcels", &format!("{sha256}.json"), &signed.bytes))
            .map_err(DeskError::io(context()))?;
        report.parcels += 1;
    }
    desk.save_keyring()
}
