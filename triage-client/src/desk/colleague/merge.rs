//! Taking over what a colleague's laptop sent.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::Digest;
use jiff::Timestamp;

use super::{CLOCK_SLACK_MS, Header, Message, Shared};
use crate::desk::ExchangeOptions;
use crate::desk::error::DeskError;
use crate::desk::index::MOST_LOST;
use crate::desk::open::Desk;
use crate::desk::report::ExchangeReport;
use crate::model::{DeviceId, Secret, SignedEvent};

/// Takes keys, names and events over.
pub(in crate::desk) fn merge(
    desk: &mut Desk,
    message: Message,
    options: &ExchangeOptions,
    now: Timestamp,
    report: &mut ExchangeReport,
) -> Result<(), DeskError> {
    let Message {
        header,
        shared,
        events,
        ..
    } = message;
    merge_shared(desk, shared, report);
    compare(desk, &header, report)?;
    // Keys before the events that need them.
    desk.save_keyring()?;
    merge_events(desk, &events, options, now, report)?;
    // Keys that came back to events which were here all the time.
    let regained: Vec<_> = desk
        .index
        .cases
        .keys()
        .filter(|id| {
            desk.keyring.cases.contains_key(id)
                && !desk.index.summaries.contains_key(id)
                && !desk.index.destroyed.contains(id)
        })
        .copied()
        .collect();
    for id in &regained {
        desk.refold(id);
    }
    if !regained.is_empty() {
        desk.settle();
    }
    let heads = shared_heads(desk, &header);
    if let Some(entry) = desk
        .keyring
        .desks
        .iter_mut()
        .find(|e| e.lane == header.from)
    {
        entry.number = header.number;
        entry.missing = header.missing_files;
        entry.lost = header.missing_events;
        // Not the most it ever said: a laptop that was restored from a backup has less again.
        entry.heads = heads;
    }
    desk.save_keyring()
}

/// What a colleague's laptop may be taken to have: not its counts of a device whose events are
/// others there. A letter of this laptop's own would otherwise pass for being at a colleague who
/// holds something else under its number, and relays would delete it. So its own devices count
/// only where the last event is shown to be the same.
fn shared_heads(desk: &Desk, header: &Header) -> BTreeMap<DeviceId, u64> {
    let own = own_devices(desk);
    header
        .heads
        .iter()
        .filter(|(device, theirs)| {
            let here = theirs
                .checked_sub(1)
                .and_then(|last| event_hash(desk, **device, last));
            match (header.tips.get(*device), here) {
                (Some(tip), Some(here)) => *tip == here,
                _ => !own.contains(*device),
            }
        })
        .map(|(device, theirs)| (*device, *theirs))
        .collect()
}

/// This laptop's names, the present one and those before it.
fn own_devices(desk: &Desk) -> BTreeSet<DeviceId> {
    let names = &desk.keyring.desk;
    names.former.iter().copied().chain([names.device]).collect()
}

/// Notices that this vault, or the colleague's, is older than it was: heads and hashes that each
/// knows of the other's events must agree.
fn compare(desk: &mut Desk, header: &Header, report: &mut ExchangeReport) -> Result<(), DeskError> {
    let current = desk.keyring.desk.device;
    let own = own_devices(desk);
    let (mut lost, mut differs, mut renew) = (0, false, false);
    for (device, theirs) in &header.heads {
        let ours = desk.index.heads.get(device).map_or(0, |head| head.0);
        if *theirs > ours {
            // More than the keyring remembers: otherwise it is known already.
            let known = desk.keyring.heads.entry(*device).or_default();
            if own.contains(device) && *theirs > *known {
                // No vault was ever that much older: kept, it would be asked for at every opening.
                if theirs - ours.max(*known) > MOST_LOST as u64 {
                    report.warnings.push(format!(
                        "lane {} counts more events of this laptop than there can be; verify that                          laptop",
                        header.from
                    ));
                    continue;
                }
                lost += theirs - ours.max(*known);
                *known = *theirs;
                desk.index.expected.insert(*device, *theirs);
                renew |= *device == current;
            }
            continue;
        }
        let tip = header.tips.get(device);
        let here = theirs
            .checked_sub(1)
            .and_then(|last| event_hash(desk, *device, last));
        if tip.is_some() && here.is_some() && here.as_ref() != tip {
            differs = true;
            renew |= *device == current;
        }
    }
    if lost > 0 {
        report.warnings.push(format!(
            "this vault is an older copy: lane {} has {lost} more {} of this laptop than it has \
             itself; exchange with that laptop once more, and they come back",
            header.from,
            if lost == 1 { "event" } else { "events" }
        ));
    }
    if differs {
        report.warnings.push(differing(header.from));
    }
    if renew {
        crate::desk::backup::new_device(desk)?;
    }
    Ok(())
}

fn differing(lane: u8) -> String {
    format!(
        "this laptop and lane {lane} hold different events under the same numbers: an old copy of a \
         vault was put back and written to; what only one of them shows must be written again on \
         the other (compare the cases both worked on)"
    )
}

/// The hash of an event, if it is here.
pub(in crate::desk) fn event_hash(desk: &Desk, device: DeviceId, seq: u64) -> Option<Digest> {
    match desk.index.heads.get(&device) {
        Some((next, hash)) if seq + 1 == *next => Some(*hash),
        _ => {
            let frame = desk.index.frames.get(&(device, seq))?;
            desk.journal
                .read(*frame)
                .ok()
                .map(|bytes| Digest::of(&bytes))
        }
    }
}

fn merge_shared(desk: &mut Desk, shared: Shared, report: &mut ExchangeReport) {
    crate::desk::publish::learn_successor(desk);
    let keyring = &mut desk.keyring;
    for (case, keys) in shared.cases {
        if desk.index.destroyed.contains(&case) {
            continue;
        }
        let known = keyring.cases.entry(case).or_default();
        for key in keys {
            if !known.contains(&key) {
                known.push(key);
            }
        }
    }
    for tag in shared.destroyed {
        if !keyring.destroyed.contains(&tag) {
            keyring.destroyed.push(tag);
        }
        desk.index.destroyed_letters.insert(tag);
    }
    for key in shared.intake {
        if !keyring.intake.iter().any(|known| known.seed == key.seed) {
            keyring.intake.push(key);
        }
    }
    let new: Vec<Secret> = shared
        .answer_keys
        .into_iter()
        .filter(|key| !keyring.answer_keys.contains(key))
        .collect();
    // What is not known here is newer.
    keyring.answer_keys.splice(0..0, new);
    // A root that succeeded another comes with the publication it signed; the colleague who
    // published knows the newer one.
    if shared.root.is_some() && shared.root != keyring.root {
        let succeeds = shared.root.map(|root| Digest::of(root.as_bytes())) == keyring.next_root;
        if keyring.root.is_none() || succeeds {
            keyring.root = shared.root;
            keyring.next_root = shared.next_root;
        }
    }
    keyring.fallback = keyring.fallback.take().or(shared.fallback);
    for entry in shared.desks {
        match keyring
            .desks
            .iter_mut()
            .find(|known| known.lane == entry.lane)
        {
            Some(known) if known.key == entry.key => {
                for device in entry.devices {
                    if !known.devices.contains(&device) {
                        known.devices.push(device);
                    }
                }
            }
            Some(_) => report.warnings.push(format!(
                "two laptops were enrolled into lane {}: enrol one of them again",
                entry.lane
            )),
            None => keyring.desks.push(entry),
        }
    }
    for person in shared.people {
        if !keyring.people.iter().any(|known| known.key == person.key) {
            keyring.people.push(person);
        }
    }
}

fn merge_events(
    desk: &mut Desk,
    bytes: &[u8],
    options: &ExchangeOptions,
    now: Timestamp,
    report: &mut ExchangeReport,
) -> Result<(), DeskError> {
    let gaps: BTreeSet<(DeviceId, u64)> = desk.index.gaps().into_iter().collect();
    let latest = now.as_millisecond().saturating_add(CLOCK_SLACK_MS);
    let devices: BTreeMap<DeviceId, u8> = desk
        .keyring
        .desks
        .iter()
        .flat_map(|entry| entry.devices.iter().map(|device| (*device, entry.lane)))
        .collect();
    let mut heads = desk.index.heads.clone();
    let mut hashes: BTreeMap<(DeviceId, u64), Digest> = BTreeMap::new();
    let mut stopped: BTreeSet<DeviceId> = BTreeSet::new();
    let mut taken = Vec::new();
    let mut notes = Vec::new();
    for event in Pieces(bytes) {
        let Ok((signed, head)) = SignedEvent::decode(event) else {
            report
                .warnings
                .push("a colleague's event could not be read".to_owned());
            continue;
        };
        let Some(lane) = devices.get(&head.device) else {
            continue;
        };
        let (next, previous) = heads
            .get(&head.device)
            .copied()
            .unwrap_or((0, Digest::from_bytes([0; 32])));
        let fills_gap = gaps.contains(&(head.device, head.seq));
        if stopped.contains(&head.device) || (head.seq < next && !fills_gap) {
            continue;
        }
        let signer = desk
            .keyring
            .people
            .iter()
            .find(|person| person.id() == head.person);
        let follows = if fills_gap {
            // Where the event before is known, it must be the one that is named.
            head.seq
                .checked_sub(1)
                .and_then(|before| {
                    hashes
                        .get(&(head.device, before))
                        .copied()
                        .or_else(|| event_hash(desk, head.device, before))
                })
                .is_none_or(|before| before == head.previous)
        } else {
            head.seq == next && head.previous == previous
        };
        if !follows || !signer.is_some_and(|signer| signed.is_signed_by(&signer.key)) {
            stopped.insert(head.device);
            report.warnings.push(format!(
                "events of lane {lane} do not follow what is known, or are not signed by a known \
                 colleague; they were not taken over"
            ));
            continue;
        }
        if head.clock.wall > latest && !options.accept_clock {
            stopped.insert(head.device);
            report.held_clocks.push(format!("lane {lane}"));
            continue;
        }
        let id = Digest::of(event);
        hashes.insert((head.device, head.seq), id);
        if head.seq >= next {
            heads.insert(head.device, (head.seq + 1, id));
        }
        if head.device == desk.keyring.desk.device
            || desk.keyring.desk.former.contains(&head.device)
        {
            report.own_events_recovered += 1;
        }
        taken.push(event.to_vec());
        notes.push((signed, head, id));
    }
    if taken.is_empty() {
        return Ok(());
    }
    report.events_received += taken.len();
    let frames = desk.journal.append(&taken)?;
    let mut changed = BTreeSet::new();
    let mut forms_changed = false;
    for (frame, (signed, head, id)) in frames.into_iter().zip(notes) {
        desk.index.note(frame, &head, id);
        match head.case {
            Some(case) => {
                changed.insert(case);
            }
            None => {
                if let Some(body) = desk.open_body(&signed, &head) {
                    forms_changed |= desk.index.apply(body);
                }
            }
        }
    }
    if forms_changed {
        desk.rebuild();
    } else {
        for case in changed {
            desk.refold(&case);
        }
        desk.settle();
    }
    Ok(())
}

/// Length-prefixed pieces; ends at the first that is cut off.
pub(in crate::desk) struct Pieces<'a>(pub(in crate::desk) &'a [u8]);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let (length, rest) = self.0.split_first_chunk::<4>()?;
        let (piece, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        self.0 = rest;
        Some(piece)
    }
}
