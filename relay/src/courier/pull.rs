//! From a relay onto the stick.

use std::collections::{HashMap, HashSet};
use std::os::unix::fs::MetadataExt;

use super::download::{Fetched, fetch};
use super::index::Index;
use super::link::{Link, Listed};
use super::progress::Progress;
use super::report::Report;
use super::stick::{Stick, StickError};
use super::trouble::{Halt, Trouble, letters};
use crate::digest::{BlobId, Id16};
use crate::sizes::LARGEST_LETTER_BYTES;

/// Letters whose bytes on the stick were hashed by this program, with the time and number of
/// the file, so that `--watch` reads every letter once and not every time.
#[derive(Debug, Default)]
pub(super) struct Verified(HashMap<BlobId, (i64, i64, u64)>);

impl Verified {
    /// Tells whether a letter is on the stick, whole: `None` if it is not there at all.
    fn look(&mut self, stick: &Stick, id: BlobId) -> Result<Option<bool>, StickError> {
        let path = stick.letter(id);
        let Some(file) = stick.open_file(&path)? else {
            self.0.remove(&id);
            return Ok(None);
        };
        let found = file.metadata().map_err(|error| stick.error(&error))?;
        let stamp = (found.mtime(), found.mtime_nsec(), found.ino());
        if self.0.get(&id) == Some(&stamp) {
            return Ok(Some(true));
        }
        let whole = stick.hash(&path)?.is_some_and(|(hash, _)| hash == id);
        if whole {
            self.0.insert(id, stamp);
        }
        Ok(Some(whole))
    }

    /// Remembers a letter that was hashed on its way onto the stick.
    fn remember(&mut self, stick: &Stick, id: BlobId) -> Result<(), StickError> {
        if let Some(file) = stick.open_file(&stick.letter(id))? {
            let found = file.metadata().map_err(|error| stick.error(&error))?;
            let stamp = (found.mtime(), found.mtime_nsec(), found.ino());
            self.0.insert(id, stamp);
        }
        Ok(())
    }
}

/// The relay that is visited, as far as pulling goes.
pub(super) struct Source<'a> {
    pub(super) link: &'a Link,
    pub(super) name: &'a str,
    pub(super) relay: Id16,
    /// Letters that a desk has acknowledged to this relay: it took them off the stick, and they
    /// are not fetched again in the days until the relay deletes them.
    pub(super) acknowledged: HashSet<BlobId>,
}

/// Fetches every letter that the relay lists and the stick lacks, and brings the indexes up to
/// date whatever happens on the way. Returns what the relay lists.
pub(super) fn pull(
    stick: &Stick,
    source: &Source<'_>,
    verified: &mut Verified,
    progress: &Progress,
    report: &mut Report,
) -> Result<Vec<BlobId>, Halt> {
    let listed = source.link.inbox()?;
    let mut index = Index::read(stick)?;
    if index.was_damaged {
        progress.say(
            "The stick's arrivals.json was damaged: it is kept as arrivals.json.damaged, and \
             made anew from what the relays list.",
        );
    }
    let fetched = fetch_missing(stick, source, &listed, verified, progress, report);
    for letter in &listed {
        index.note(letter.sha256, source.relay, &letter.hour);
    }
    // Letters that are under their names already belong into the indexes even if the next one
    // failed. The first failure is the one to tell.
    let saved = index.save(stick);
    fetched?;
    saved?;
    Ok(listed.iter().map(|letter| letter.sha256).collect())
}

fn fetch_missing(
    stick: &Stick,
    source: &Source<'_>,
    listed: &[Listed],
    verified: &mut Verified,
    progress: &Progress,
    report: &mut Report,
) -> Result<(), Halt> {
    let mut missing = Vec::new();
    let mut damaged = 0;
    for letter in listed {
        // Lengths a letter cannot have: such a line is never fetched, however long it claims
        // to be.
        if letter.length == 0 || letter.length > LARGEST_LETTER_BYTES {
            damaged += 1;
            continue;
        }
        match verified.look(stick, letter.sha256)? {
            Some(true) => {}
            Some(false) => missing.push((letter, true)),
            None if source.acknowledged.contains(&letter.sha256) => {}
            None => missing.push((letter, false)),
        }
    }
    if !missing.is_empty() {
        let bytes = missing.iter().map(|(letter, _)| letter.length).sum();
        let what = format!("fetching {}", letters(missing.len() as u64));
        progress.begin(source.name, &what, bytes);
    }
    for (letter, was_damaged) in missing {
        match fetch(stick, source.link, progress, letter)? {
            Fetched::Whole if was_damaged => report.mended += 1,
            Fetched::Whole => report.new += 1,
            Fetched::Damaged => damaged += 1,
            Fetched::Vanished => {}
        }
        // The next round need not read back what was just written and hashed.
        verified.remember(stick, letter.sha256)?;
    }
    progress.end();
    if damaged > 0 {
        report.trouble(Trouble::Damaged(damaged));
    }
    Ok(())
}
