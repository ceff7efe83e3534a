#![allow(clippy::unwrap_used)]

use super::*;

fn key() -> AtRestKey {
    AtRestKey::from_bytes([7; 32])
}

fn written(folder: &Path, count: u8) -> JournalMark {
    let mut journal = Journal::create(folder, key()).unwrap();
    for number in 0..count {
        journal.append(&[vec![number; 300]]).unwrap();
    }
    journal.mark()
}

fn all_there(journal: &Journal, count: u8) {
    for number in 0..count {
        assert_eq!(*journal.read(number.into()).unwrap(), vec![number; 300]);
    }
}

fn flip(path: &Path, offset: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[offset] ^= 0x10;
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn written_frames_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let mark = written(folder.path(), 5);
    let (mut journal, damage) = Journal::open(folder.path(), key(), mark).unwrap();
    assert_eq!(damage, []);
    all_there(&journal, 5);
    assert_eq!(
        journal.append(&[vec![5; 300], vec![6; 300]]).unwrap(),
        [5, 6]
    );
    all_there(&journal, 7);
    let a = std::fs::read(folder.path().join("a")).unwrap();
    assert_eq!(a, std::fs::read(folder.path().join("b")).unwrap());
}

#[test]
fn every_single_flipped_byte_is_mended_from_the_twin() {
    let folder = tempfile::tempdir().unwrap();
    let mark = written(folder.path(), 3);
    let length = std::fs::metadata(folder.path().join("a")).unwrap().len() as usize;
    for offset in 0..length {
        let copy = if offset % 2 == 0 { "a" } else { "b" };
        flip(&folder.path().join(copy), offset);
        let (journal, damage) = Journal::open(folder.path(), key(), mark).unwrap();
        assert_eq!(damage, [JournalDamage::Mended(copy)], "byte {offset}");
        all_there(&journal, 3);
    }
}

#[test]
fn every_torn_tail_is_repaired_from_the_twin() {
    let folder = tempfile::tempdir().unwrap();
    let mark = written(folder.path(), 3);
    let whole = std::fs::read(folder.path().join("a")).unwrap();
    for length in (0..whole.len()).step_by(7) {
        std::fs::write(folder.path().join("b"), &whole[..length]).unwrap();
        let (journal, damage) = Journal::open(folder.path(), key(), mark).unwrap();
        assert_eq!(damage, [JournalDamage::Mended("b")], "{length}");
        all_there(&journal, 3);
    }
    std::fs::remove_file(folder.path().join("a")).unwrap();
    let (journal, damage) = Journal::open(folder.path(), key(), mark).unwrap();
    assert_eq!(damage, [JournalDamage::Mended("a")]);
    all_there(&journal, 3);
}

#[test]
fn damage_to_both_copies_is_named_and_costs_one_frame() {
    let folder = tempfile::tempdir().unwrap();
    let mark = written(folder.path(), 4);
    let frame = std::fs::metadata(folder.path().join("a")).unwrap().len() as usize / 4;
    flip(&folder.path().join("a"), frame + 60);
    flip(&folder.path().join("b"), frame + 99);
    let (mut journal, damage) = Journal::open(folder.path(), key(), mark).unwrap();
    assert!(damage.contains(&JournalDamage::Lost(1)), "{damage:?}");
    assert!(journal.read(1).is_err());
    for number in [0u8, 2, 3] {
        assert_eq!(*journal.read(number.into()).unwrap(), vec![number; 300]);
    }
    assert_eq!(journal.append(&[vec![4; 300]]).unwrap(), [4]);
}

#[test]
fn different_damage_in_each_copy_is_mended_both_ways() {
    let folder = tempfile::tempdir().unwrap();
    let mark = written(folder.path(), 4);
    let frame = std::fs::metadata(folder.path().join("a")).unwrap().len() as usize / 4;
    flip(&folder.path().join("a"), 60);
    flip(&folder.path().join("b"), 2 * frame + 46);
    let (journal, damage) = Journal::open(folder.path(), key(), mark).unwrap();
    assert_eq!(
        damage,
        [JournalDamage::Mended("a"), JournalDamage::Mended("b")]
    );
    all_there(&journal, 4);
}

#[test]
fn a_journal_cut_in_both_copies_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mark = written(folder.path(), 4);
    let whole = std::fs::read(folder.path().join("a")).unwrap();
    for copy in COPIES {
        std::fs::write(folder.path().join(copy), &whole[..whole.len() / 2]).unwrap();
    }
    let (journal, damage) = Journal::open(folder.path(), key(), mark).unwrap();
    assert_eq!(damage, [JournalDamage::Short { missing: 2 }]);
    assert_eq!(journal.mark(), mark, "numbers are never given twice");
}

#[test]
fn a_frame_that_was_never_confirmed_in_one_copy_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mark = written(folder.path(), 3);
    let older = JournalMark {
        count: 2,
        head: mark.head,
    };
    let whole = std::fs::read(folder.path().join("a")).unwrap();
    std::fs::write(folder.path().join("b"), &whole[..2 * whole.len() / 3]).unwrap();
    let (journal, _) = Journal::open(folder.path(), key(), older).unwrap();
    all_there(&journal, 3);
}
