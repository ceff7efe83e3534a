//! Ways into the parsers of foreign bytes, for `tests/fuzz` alone.
//!
//! Nothing here is part of the package's promise, and the program does not call it.

use std::path::Path;

use crypto_core::AtRestKey;

pub use crate::desk::fuzzing::{read_message, read_stick};
use crate::vault::{Journal, JournalDamage};

/// A journal of so many frames, damaged in its two copies by `damage`, then opened: every frame
/// is there or is named, and a second opening finds nothing new.
pub fn read_journal(folder: &Path, frames: u8, damage: impl FnOnce(&mut [Vec<u8>; 2])) {
    let key = AtRestKey::from_bytes([7; 32]);
    let content = |number: u8| vec![number; 40 + usize::from(number)];
    let mut journal = Journal::create(folder, key.clone()).expect("an empty folder");
    for number in 0..frames {
        journal.append(&[content(number)]).expect("there is room");
    }
    let mark = journal.mark();
    drop(journal);
    let paths = ["a", "b"].map(|name| folder.join(name));
    let whole = paths
        .each_ref()
        .map(|path| std::fs::read(path).expect("it was written"));
    let mut copies = whole.clone();
    damage(&mut copies);
    for (path, bytes) in paths.iter().zip(&copies) {
        std::fs::write(path, bytes).expect("there is room");
    }
    let (journal, found) =
        Journal::open(folder, key.clone(), mark).expect("no error of the medium");
    let there: Vec<u64> = journal.numbers().collect();
    let lost = |number| {
        found.iter().any(|damage| match damage {
            JournalDamage::Lost(lost) => *lost == number,
            JournalDamage::Short { missing } => number >= mark.count - missing,
            _ => false,
        })
    };
    for number in 0..mark.count {
        let is_there = there.contains(&number);
        assert!(
            is_there || lost(number),
            "frame {number} is gone without a word"
        );
        if is_there {
            let read = journal.read(number).expect("it is listed");
            assert_eq!(*read, content(number as u8));
        }
    }
    // A copy that was not touched has everything.
    if copies[0] == whole[0] || copies[1] == whole[1] {
        assert_eq!(there.len() as u64, mark.count);
    }
    drop(journal);
    let (_, again) = Journal::open(folder, key, mark).expect("no error of the medium");
    assert!(
        !again
            .iter()
            .any(|damage| matches!(damage, JournalDamage::Mended(_)))
    );
}
