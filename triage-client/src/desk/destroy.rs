//! Destroying a case: its keys go, and with them everything sealed under them.

use crypto_core::{AtRestKey, Digest};
use jiff::Timestamp;

use super::error::DeskError;
use super::open::Desk;
use super::report::DestroyReport;
use crate::model::{CaseId, EventBody, LetterTag, Secret};

/// Longest reason, in characters.
const MAX_REASON_CHARS: usize = 500;

pub(super) fn run(
    desk: &mut Desk,
    case: &CaseId,
    reason: &str,
    now: Timestamp,
) -> Result<DestroyReport, DeskError> {
    let summary = desk.summary_of(case)?.clone();
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(DeskError::EmptyText);
    }
    let sealed: Vec<Digest> = summary.letters.iter().map(|letter| letter.sealed).collect();
    let tags: Vec<LetterTag> = sealed
        .iter()
        .map(|letter| desk.keyring.letter_tag(letter))
        .collect();
    // First the record: were the power cut after it, the next opening would finish the work.
    desk.commit(
        vec![(
            None,
            EventBody::Destroyed {
                case: *case,
                reason: reason.chars().take(MAX_REASON_CHARS).collect(),
                letters: tags.clone(),
                files: summary.files.iter().copied().collect(),
            },
        )],
        now,
    )?;
    let unreleased = sealed
        .iter()
        .zip(&tags)
        .filter(|(_, tag)| !desk.index.released.contains(tag))
        .map(|(letter, _)| *letter);
    desk.keyring
        .to_release
        .extend(unreleased.collect::<Vec<_>>());
    let files = finish(desk, &[(*case, summary.files.iter().copied().collect())])?;
    Ok(DestroyReport {
        letters: sealed.len(),
        files,
        openable_until: desk.keyring.intake.iter().map(|key| key.until).max(),
    })
}

/// Removes keys, files and cache of destroyed cases; returns how many files were deleted.
pub(super) fn finish(desk: &mut Desk, cases: &[(CaseId, Vec<Digest>)]) -> Result<usize, DeskError> {
    let removed: Vec<_> = cases
        .iter()
        .filter_map(|(case, _)| desk.keyring.cases.remove_entry(case))
        .collect();
    desk.keyring
        .destroyed_cases
        .extend(desk.index.destroyed.iter().copied());
    for tag in &desk.index.destroyed_letters {
        if !desk.keyring.destroyed.contains(tag) {
            desk.keyring.destroyed.push(*tag);
        }
    }
    let store_key = desk.keyring.store_key.clone();
    // A new folder for the cache leaves no trace of the case in sled's own file.
    if let Err(error) = desk.rotate() {
        // Without a new root the keys can still be read, so the destruction must not look
        // finished: while the keyring names them, the next opening finishes it.
        if desk.keyring.store_key == store_key {
            desk.keyring.cases.extend(removed);
        }
        return Err(error);
    }
    let mut deleted = 0;
    for name in cases.iter().flat_map(|(_, files)| files) {
        let still_used = desk
            .index
            .summaries
            .values()
            .any(|summary| summary.files.contains(name));
        if !still_used
            && desk
                .files
                .remove(name)
                .map_err(DeskError::io("deleting an attachment"))?
        {
            deleted += 1;
        }
    }
    Ok(deleted)
}

impl Desk {
    /// Writes the keyring under a new root key, and gives the cache a new key.
    pub(super) fn rotate(&mut self) -> Result<(), DeskError> {
        // Under the old key they would stay readable with an old keyring. Damaged ones are dropped.
        let drafts = super::drafts::read(self).unwrap_or_default();
        let store_key = Secret::random();
        if !drafts.is_empty() {
            super::drafts::prepare(self, &drafts, &store_key)?;
        }
        self.keyring.has_drafts = !drafts.is_empty();
        let old_root =
            std::mem::replace(&mut self.root, AtRestKey::generate(&mut rand_core::OsRng));
        let old_store = std::mem::replace(&mut self.keyring.store_key, store_key);
        if let Err(error) = self.save_keyring() {
            // One copy may be written under the new root already: both stay openable, because
            // each carries its own sealed root keys.
            self.root = old_root;
            self.keyring.store_key = old_store;
            return Err(error);
        }
        super::drafts::settle(self, &drafts)?;
        self.rebuild();
        Ok(())
    }

    /// Finishes destructions that a power cut interrupted, or that colleagues ordered.
    pub(super) fn finish_destructions(&mut self) -> Result<usize, DeskError> {
        let mut letters = Vec::new();
        let waiting: Vec<CaseId> = self
            .index
            .destroyed
            .iter()
            .filter(|case| self.keyring.cases.contains_key(case))
            .copied()
            .collect();
        if waiting.is_empty() {
            return Ok(0);
        }
        let mut cases = Vec::new();
        for case in &waiting {
            // The case's own events still open: they name letters and files.
            let mut files = Vec::new();
            let frames = self.index.cases.get(case).cloned().unwrap_or_default();
            for event in frames.iter().filter_map(|frame| self.event(*frame)) {
                match event.body {
                    EventBody::Imported(imported) => {
                        files.extend(imported.files.iter().map(|file| file.name));
                        letters.push(imported.letter);
                    }
                    EventBody::Replied(reply) => {
                        files.extend(reply.parcels.iter().map(|parcel| parcel.sha256));
                    }
                    _ => {}
                }
            }
            cases.push((*case, files));
        }
        for letter in letters {
            let tag = self.keyring.letter_tag(&letter);
            // Also letters that the destroying laptop had not seen.
            self.index.destroyed_letters.insert(tag);
            if !self.index.released.contains(&tag) && !self.keyring.to_release.contains(&letter) {
                self.keyring.to_release.push(letter);
            }
        }
        finish(self, &cases)?;
        Ok(waiting.len())
    }
}
