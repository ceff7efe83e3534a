//! Reading everything: what is damaged is mended or named.

use std::collections::BTreeMap;

use crypto_core::Digest;

use super::error::DeskError;
use super::open::{Desk, finding};
use super::report::{Finding, FindingKind, Progress, ProgressStep, short};
use crate::model::{CaseId, DeviceId, SignedEvent};
use crate::stick::{list, named};
use crate::vault::{Keyring, Person, hash_file};

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
    findings.extend(damage.into_iter().map(finding));
    let count = desk.findings.len();
    desk.read_journal();
    findings.extend(desk.findings.drain(count..));
    events(desk, &mut findings);
    cache(desk, &mut findings);
    files(desk, &mut findings, progress);
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

fn files(desk: &Desk, findings: &mut Vec<Finding>, progress: &mut dyn FnMut(Progress)) {
    let wanted = super::backup::wanted_files(desk);
    let total = wanted.len() as u64;
    for (done, name) in wanted.iter().enumerate() {
        progress(Progress {
            step: ProgressStep::Checking,
            done: done as u64,
            total,
        });
        if !desk.files.is_whole(name) {
            findings.push(Finding::new(FindingKind::File, false, short(name)));
        }
    }
    // What an interrupted import left: sealed, with a key that was never kept. While events are
    // lost, one of them may hold the key.
    if desk.index.gaps().is_empty() {
        for name in desk.files.names().unwrap_or_default() {
            if !wanted.contains(&name) {
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
                FindingKind::File,
                false,
                format!("aside/{}", short(&expected)),
            ));
        }
    }
}
