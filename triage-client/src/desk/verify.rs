//! Reading everything: what is damaged is mended or named.

use std::collections::BTreeMap;

use crypto_core::Digest;

use super::error::DeskError;
use super::open::Desk;
use super::report::{Finding, FindingKind, Progress, ProgressStep, short};
use crate::model::{CaseId, DeviceId, SignedEvent};
use crate::stick::{list, named};
use crate::vault::{JournalDamage, Keyring, Person, hash_file};

pub(super) fn run(
    desk: &mut Desk,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<Finding>, DeskError> {
    let mut findings = Vec::new();
    keyring(desk, &mut findings)?;
    people(desk, &mut findings)?;
    let damage = desk
        .journal
        .reopen(&[])
        .map_err(DeskError::io("reading the journal"))?;
    // What is still amiss is found again below.
    desk.findings.retain(|found| found.mended);
    let count = desk.findings.len();
    desk.read_journal();
    let lost_end = damage
        .iter()
        .any(|damage| matches!(damage, JournalDamage::Short { .. }));
    desk.note_damage(damage);
    events(desk, &mut findings);
    cache(desk, &mut findings);
    desk.settle_place(lost_end)?;
    super::losses::name(desk, desk.opened);
    findings.extend(desk.findings.drain(count..));
    files(desk, &mut findings, progress)?;
    if super::drafts::read(desk).is_err() {
        findings.push(Finding::new(FindingKind::Drafts, false, "drafts"));
    }
    if super::publish::kept(desk).is_err() {
        findings.push(Finding::new(FindingKind::Publication, false, "public"));
    }
    desk.findings.extend(findings.iter().cloned());
    Ok(findings)
}

fn keyring(desk: &mut Desk, findings: &mut Vec<Finding>) -> Result<(), DeskError> {
    let opened = Keyring::open(desk.folder.path(), desk.person.id(), desk.person.identity());
    let is_whole = matches!(
        &opened,
        Ok((keyring, _, false)) if keyring.generation == desk.keyring.generation
    );
    if !is_whole {
        // The open one is whole: both copies are written again.
        desk.save_keyring()?;
        findings.push(Finding::new(FindingKind::Keyring, true, "keyring"));
    }
    Ok(())
}

fn people(desk: &Desk, findings: &mut Vec<Finding>) -> Result<(), DeskError> {
    let folder = desk.folder.people();
    for entry in &desk.keyring.people {
        if let Some(access) = &entry.access
            && !Person::is_written(&folder, &entry.name, &access.file)
        {
            Person::write(&folder, &entry.name, &access.file)?;
            findings.push(Finding::new(FindingKind::Person, true, entry.name.clone()));
        }
    }
    Ok(())
}

/// Every signature, every device's chain, every body.
fn events(desk: &Desk, findings: &mut Vec<Finding>) {
    let mut previous: BTreeMap<DeviceId, (u64, Digest)> = BTreeMap::new();
    let mut wrong = |about: String| findings.push(Finding::new(FindingKind::Event, false, about));
    for ((device, seq), frame) in &desk.index.frames {
        let Ok(bytes) = desk.journal.read(*frame) else {
            wrong(format!("frame {frame} cannot be read"));
            continue;
        };
        let Ok((event, head)) = SignedEvent::decode(&bytes) else {
            wrong(format!("frame {frame} holds no event"));
            continue;
        };
        let signer = desk
            .keyring
            .people
            .iter()
            .find(|person| person.id() == head.person);
        if !signer.is_some_and(|signer| event.is_signed_by(&signer.key)) {
            wrong(format!("frame {frame} is not signed by a known colleague"));
        }
        if let Some((before, hash)) = previous.get(device)
            && before + 1 == *seq
            && *hash != head.previous
        {
            wrong(format!("frame {frame} does not follow the event before it"));
        }
        previous.insert(*device, (*seq, Digest::of(&bytes)));
        let is_destroyed = head
            .case
            .is_some_and(|case| desk.index.destroyed.contains(&case));
        if !is_destroyed && desk.open_body(&event, &head).is_none() {
            wrong(format!("frame {frame} does not open"));
        }
    }
    let gaps = desk.index.gaps();
    if !gaps.is_empty() {
        wrong(format!(
            "{} events are lost; a backup or a colleague's laptop gives them back",
            gaps.len()
        ));
    }
}

fn cache(desk: &mut Desk, findings: &mut Vec<Finding>) {
    let ids: Vec<CaseId> = desk.index.counts().into_keys().collect();
    let agrees = ids.iter().all(|id| match desk.fold(id) {
        Some((case, summary)) => desk
            .store
            .case(id, summary.events)
            .is_some_and(|kept| kept == case),
        None => true,
    });
    // `read_journal` began a new index: its summaries are made again in either case.
    desk.rebuild();
    if !agrees {
        findings.push(Finding::new(FindingKind::CacheRebuilt, true, "store"));
    }
}

fn files(
    desk: &Desk,
    findings: &mut Vec<Finding>,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), DeskError> {
    // While anything is lost, a file that nobody asks for may belong to it.
    let is_sound = findings.iter().all(|found| found.mended);
    let context = || "reading the files folder";
    let wanted: BTreeMap<Digest, CaseId> = desk
        .index
        .summaries
        .iter()
        .flat_map(|(id, summary)| summary.files.iter().map(|name| (*name, *id)))
        .collect();
    let total = wanted.len() as u64;
    for (done, (name, case)) in wanted.iter().enumerate() {
        progress(Progress {
            step: ProgressStep::Checking,
            done: done as u64,
            total,
        });
        if desk.files.is_whole(name) {
            continue;
        }
        let mended = desk
            .files
            .put_back(name)
            .map_err(DeskError::io(context()))?;
        if !mended {
            // Out of the way, so that colleagues are asked for it; the next run looks again.
            desk.files
                .keep_damaged(name)
                .map_err(DeskError::io(context()))?;
        }
        findings.push(Finding::new(
            FindingKind::File,
            mended,
            format!("case {}, file {}", case.short(), short(name)),
        ));
    }
    // What an interrupted import left: sealed, with a key that was never kept.
    if is_sound {
        for name in desk.files.names().map_err(DeskError::io(context()))? {
            if !wanted.contains_key(&name) {
                // Found again by the next run if it fails.
                let _ = desk.files.remove(&name);
            }
        }
    }
    for path in list(&desk.folder.aside()).unwrap_or_default() {
        let expected: Option<Digest> = named(&path, ".age").and_then(|name| name.parse().ok());
        if let Some(expected) = expected
            && hash_file(&path).ok() != Some(expected)
        {
            findings.push(Finding::new(
                FindingKind::Aside,
                false,
                format!("aside/{}", short(&expected)),
            ));
        }
    }
    Ok(())
}
