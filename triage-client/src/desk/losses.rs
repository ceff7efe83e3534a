//! What the desk knows to be missing: named case by case, for as long as it is missing.

use std::collections::BTreeSet;

use crypto_core::{AnswerKey, HybridIdentity, day_of};
use jiff::Timestamp;

use super::error::DeskError;
use super::open::{Desk, finding};
use super::report::{Finding, FindingKind};
use crate::model::{CaseId, Summary};
use crate::vault::JournalDamage;

/// Compares a cache that no longer agrees with the journal: cases it knew more events of have
/// lost some.
pub(super) fn remember(desk: &mut Desk, remembered: &[Summary]) {
    for summary in remembered {
        let id = summary.row.id;
        let there = desk.index.cases.get(&id).map_or(0, Vec::len) as u64;
        if there < summary.events && !desk.index.destroyed.contains(&id) {
            desk.keyring.incomplete.insert(id);
        }
    }
}

/// Names every case that lacks something. Cheap: nothing is read but what is in memory.
pub(super) fn name(desk: &mut Desk, now: Timestamp) {
    let gaps = desk.index.gaps().len();
    if gaps == 0 {
        desk.keyring.incomplete.clear();
    } else {
        desk.findings.push(Finding::new(
            FindingKind::Lost,
            false,
            match gaps {
                1 => "1 lost event".to_owned(),
                gaps => format!("{gaps} lost events"),
            },
        ));
    }
    let mut findings = Vec::new();
    for id in cases(desk) {
        findings.push(Finding::new(
            FindingKind::Case,
            false,
            format!("case {}", id.short()),
        ));
    }
    for id in without_key(desk) {
        findings.push(Finding::new(
            FindingKind::OldKeyring,
            false,
            format!("the key of case {}", id.short()),
        ));
    }
    if lacks_published_keys(desk, now) {
        findings.push(Finding::new(
            FindingKind::OldKeyring,
            false,
            "keys that letters are sealed to",
        ));
    }
    desk.findings.extend(findings);
}

/// Cases that lost events, and cases whose events are there but not the letter they began with.
fn cases(desk: &Desk) -> BTreeSet<CaseId> {
    let index = &desk.index;
    index
        .cases
        .keys()
        .filter(|id| !index.summaries.contains_key(id) && desk.keyring.cases.contains_key(id))
        .chain(&desk.keyring.incomplete)
        .filter(|id| !index.destroyed.contains(id))
        .copied()
        .collect()
}

/// Cases whose events are there and whose key is not.
pub(super) fn without_key(desk: &Desk) -> Vec<CaseId> {
    let index = &desk.index;
    index
        .cases
        .keys()
        .filter(|id| !index.destroyed.contains(id) && !desk.keyring.cases.contains_key(id))
        .copied()
        .collect()
}

/// Whether the publication names keys, still in use, that the keyring does not hold.
pub(super) fn lacks_published_keys(desk: &Desk, now: Timestamp) -> bool {
    let Some(published) = &desk.index.published else {
        return false;
    };
    let today = day_of(now);
    let intake = published
        .organisation
        .intake_keys
        .iter()
        .filter(|key| key.until >= today)
        .any(|key| {
            !desk.keyring.intake.iter().any(|own| {
                HybridIdentity::from_seed(own.seed.expose()).recipient() == &key.recipient
            })
        });
    intake
        || published.organisation.answer_keys.iter().any(|key| {
            !desk
                .keyring
                .answer_keys
                .iter()
                .any(|own| AnswerKey::from_bytes(own.expose()).public().id() == key.id())
        })
}

impl Desk {
    /// Takes over what the journal found. A lost frame is none if its event came back.
    pub(super) fn note_damage(&mut self, damage: Vec<JournalDamage>) {
        let recovered = !self.keyring.heads.is_empty() && self.index.gaps().is_empty();
        self.findings.extend(
            damage
                .into_iter()
                .filter(|damage| {
                    !recovered
                        || !matches!(damage, JournalDamage::Lost(_) | JournalDamage::Short { .. })
                })
                .map(finding),
        );
    }

    /// Goes on under another device name where the old one's numbers may be taken: after a
    /// restore, in a copy of the vault, and where this laptop's own last events are lost.
    pub(super) fn settle_place(&mut self, lost_end: bool) -> Result<(), DeskError> {
        let place = self.folder.place();
        // A laptop that waits to be let in is known by its device name.
        let is_enrolled = self.keyring.organisation.is_some();
        let moved = is_enrolled
            && place.is_some()
            && self.keyring.place.is_some()
            && self.keyring.place != place;
        let restored = super::backup::is_restored(self);
        let device = self.keyring.desk.device;
        let next = self.index.heads.get(&device).map_or(0, |head| head.0);
        let lost = match self.keyring.heads.get(&device) {
            Some(known) => next < *known,
            None => lost_end && self.keyring.heads.is_empty(),
        };
        if moved && !restored {
            self.findings.push(Finding::new(
                FindingKind::Moved,
                true,
                "this laptop goes on under a new device name",
            ));
        }
        let new_place = place.is_some() && self.keyring.place != place;
        self.keyring.place = place.or(self.keyring.place);
        if restored {
            // A backup holds none.
            self.keyring.has_drafts = false;
        }
        if moved || restored || lost {
            super::backup::new_device(self)?;
        } else if new_place {
            self.save_keyring()?;
        }
        super::backup::settle_restored(self)
    }
}
