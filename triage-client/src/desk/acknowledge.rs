//! What relays may delete: letters that exist in a second place, one exchange after they came.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crypto_core::{AcknowledgedLetter, Acknowledgement, Digest, Reason, RelayId};
use jiff::Timestamp;

use super::board::rising;
use super::error::DeskError;
use super::open::Desk;
use super::report::ExchangeReport;
use crate::model::{EventBody, LetterFact};
use crate::stick::{Stick, list, named, read_limited};
use crate::vault::{hash_file, remove_if_there};

/// Most letters in one document.
const MAX_LETTERS: usize = 10_000;
/// Longest list that is read, in bytes.
const MAX_LIST_BYTES: u64 = 4 << 20;

pub(super) fn run(
    desk: &mut Desk,
    stick: &Stick,
    now: Timestamp,
    report: &mut ExchangeReport,
) -> Result<(), DeskError> {
    let lane = desk.keyring.desk.lane;
    let inbox: BTreeSet<Digest> = stick
        .inbox()
        .map_err(DeskError::io("reading the inbox"))?
        .into_iter()
        .map(|file| file.name)
        .collect();
    let mut letters: BTreeMap<Digest, Reason> = BTreeMap::new();
    let mut waiting = 0;
    for fact in desk.index.summaries.values().flat_map(|s| &s.letters) {
        let tag = desk.keyring.letter_tag(&fact.sealed);
        if !is_own(desk, fact) || desk.index.released.contains(&tag) {
            continue;
        }
        if fact.exchange < desk.keyring.numbers.exchange && is_twice(desk, fact) {
            letters.insert(fact.sealed, Reason::Imported);
        } else {
            waiting += 1;
        }
    }
    // Destroyed: nobody needs a second place for them.
    letters.extend(
        desk.keyring
            .to_release
            .iter()
            .map(|letter| (*letter, Reason::Imported)),
    );
    // Covers carry nothing. Only the stick knows their plain hashes.
    for letter in &inbox {
        let tag = desk.keyring.letter_tag(letter);
        if desk.index.covers.contains(&tag) && !desk.index.released.contains(&tag) {
            letters.insert(*letter, Reason::Imported);
        }
    }
    let lanes: BTreeSet<u8> = desk.keyring.desks.iter().map(|entry| entry.lane).collect();
    for file in super::import::aside(desk) {
        let tag = desk.keyring.letter_tag(&file.name);
        let tried = desk.index.aside.get(&tag);
        let all_tried = tried.is_some_and(|tried| lanes.is_subset(tried));
        // What is damaged here meanwhile must stay at the relay.
        if all_tried
            && !desk.index.released.contains(&tag)
            && hash_file(&file.path).ok() == Some(file.name)
        {
            letters.insert(file.name, Reason::SetAside);
        }
    }
    // A list that was lost on its way is told again by the relay's still having the letter.
    let lists = list(&stick.path("acknowledged")).map_err(DeskError::io("reading the stick"))?;
    let own = format!("{lane:02}-");
    let mut is_under_way = false;
    for path in &lists {
        if named(path, ".json").is_none_or(|name| !name.starts_with(&own)) {
            continue;
        }
        if is_whole(desk, path) {
            is_under_way = true;
        } else {
            // Cut off when the stick was pulled: no relay takes it.
            for path in [path, &path.with_extension("json.minisig")] {
                remove_if_there(path)
                    .map_err(DeskError::io("removing a damaged list of imported letters"))?;
            }
        }
    }
    if !is_under_way {
        for letter in inbox {
            let tag = desk.keyring.letter_tag(&letter);
            let is_imported =
                desk.index.letters.contains_key(&letter) || desk.index.covers.contains(&tag);
            if is_imported && desk.index.released.contains(&tag) {
                letters.insert(letter, Reason::Imported);
            }
        }
    }
    report.letters_waiting = waiting;
    if letters.is_empty() {
        return Ok(());
    }
    let relays = relays(desk);
    let letters: Vec<AcknowledgedLetter> = letters
        .into_iter()
        .map(|(sha256, reason)| AcknowledgedLetter { sha256, reason })
        .collect();
    for some in letters.chunks(MAX_LETTERS) {
        let number = rising(desk.keyring.numbers.acknowledgement, now);
        desk.keyring.numbers.acknowledgement = number;
        desk.save_keyring()?;
        let document = Acknowledgement {
            organisation: desk.organisation()?,
            number,
            lane,
            relays: relays.clone(),
            letters: some.to_vec(),
            x: Default::default(),
        };
        let signed = document
            .sign(&desk.desk_key())
            .map_err(|_| DeskError::damaged("the list of imported letters"))?;
        let name = format!("{lane:02}-{number:08}.json");
        stick
            .write(
                "acknowledged",
                &format!("{name}.minisig"),
                signed.minisig.as_bytes(),
            )
            .and_then(|()| stick.write("acknowledged", &name, &signed.bytes))
            .map_err(DeskError::io("writing the list of imported letters"))?;
        let tags: Vec<Digest> = some
            .iter()
            .map(|letter| desk.keyring.letter_tag(&letter.sha256))
            .filter(|tag| !desk.index.released.contains(tag))
            .collect();
        if !tags.is_empty() {
            let body = EventBody::Released {
                number,
                letters: tags,
            };
            desk.commit(vec![(None, body)], now)?;
        }
        report.letters_released += some.len();
    }
    desk.keyring.to_release.clear();
    desk.save_keyring()
}

/// Whether a list on the stick is one that a relay would take.
fn is_whole(desk: &Desk, path: &Path) -> bool {
    let text = |path: &Path| {
        read_limited(path, MAX_LIST_BYTES)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
    };
    let Some(published) = &desk.index.published else {
        return true;
    };
    let organisation = &published.organisation;
    let lane = desk.keyring.desk.lane;
    if organisation.desks.iter().all(|entry| entry.lane != lane) {
        // Not published yet: the key cannot be looked up.
        return true;
    }
    text(path)
        .zip(text(&path.with_extension("json.minisig")))
        .is_some_and(|(document, minisig)| {
            Acknowledgement::verify(document.as_bytes(), &minisig, organisation).is_ok()
        })
}

pub(super) fn is_own(desk: &Desk, fact: &LetterFact) -> bool {
    fact.device == desk.keyring.desk.device || desk.keyring.desk.former.contains(&fact.device)
}

/// Whether a verified backup or a colleague's laptop has the letter, files included.
fn is_twice(desk: &Desk, fact: &LetterFact) -> bool {
    let in_backup = desk.keyring.backup.as_ref().is_some_and(|mark| {
        mark.heads
            .get(&fact.device)
            .is_some_and(|count| *count > fact.seq)
            && !fact.files.iter().any(|file| mark.missing.contains(file))
    });
    let at_colleague = || {
        desk.keyring
            .desks
            .iter()
            .filter(|entry| entry.lane != desk.keyring.desk.lane)
            .any(|entry| {
                entry
                    .heads
                    .get(&fact.device)
                    .is_some_and(|count| *count > fact.seq)
                    && !entry.lost.contains(&(fact.device, fact.seq))
                    && !fact.files.iter().any(|file| entry.missing.contains(file))
            })
    };
    in_backup || at_colleague()
}

/// Every relay that may hold letters.
fn relays(desk: &Desk) -> Vec<RelayId> {
    desk.index
        .published
        .iter()
        .flat_map(|published| &published.organisation.relays)
        .map(|relay| relay.id)
        .collect()
}
