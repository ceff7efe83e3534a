//! Letters, pages, the hour's turn and debris, with and without nameless files.

#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;

fn hour(text: &str) -> Hour {
    Hour::from_folder(text).unwrap()
}

fn put(store: &Arc<FolderStore>, bytes: &[u8], at: Hour) -> (BlobId, Kept) {
    let id = BlobId::of(bytes);
    let mut draft = store.clone().draft().unwrap();
    draft.append(bytes).unwrap();
    (id, draft.keep(Shelf::Letters(at), &id, at).unwrap())
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

fn both_engines(test: impl Fn(Arc<FolderStore>, &Path)) {
    for nameless in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = FolderStore::open(folder.path()).unwrap();
        store.nameless &= nameless;
        test(Arc::new(store), folder.path());
    }
}

#[test]
fn a_letter_is_kept_once_and_forgotten_drafts_leave_nothing() {
    both_engines(|store, root| {
        let (first, later) = (hour("2026-11-23T14"), hour("2026-11-23T15"));
        let (id, kept) = put(&store, b"one", first);
        assert_eq!(kept, Kept::New);
        assert_eq!(put(&store, b"one", first).1, Kept::Already);
        assert_eq!(put(&store, b"one", later).1, Kept::Already);
        let mut dropped = store.clone().draft().unwrap();
        dropped.append(b"never kept").unwrap();
        drop(dropped);
        assert_eq!(files(&root.join("tmp")), 0);
        assert_eq!(files(&store.letters_folder(first)), 1);
        let facts = fs::metadata(store.blob_file(Shelf::Letters(first), &id)).unwrap();
        assert_eq!(facts.mode() & 0o777, 0o600);
        assert_eq!(facts.mtime(), first.seconds());
        assert_eq!(facts.mtime_nsec(), 0);
        assert_eq!(facts.atime(), first.seconds());
        assert_eq!(
            store
                .remove_letters(&HashSet::from([id]), first.earlier(1))
                .unwrap(),
            0
        );
        assert_eq!(
            store.remove_letters(&HashSet::from([id]), first).unwrap(),
            1
        );
        assert_eq!(store.find_letter(&id).unwrap(), None);
    });
}

#[test]
fn pages_come_by_hour_then_name_without_gaps() {
    both_engines(|store, _| {
        let mut all = BTreeSet::new();
        for number in 0..25u8 {
            let at =
                hour(["2026-11-23T14", "2026-11-23T09", "2026-12-01T00"][usize::from(number) % 3]);
            all.insert((at, put(&store, &[number; 9], at).0));
        }
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let page = store.letters(cursor, 7).unwrap();
            assert!(page.len() <= 7);
            seen.extend(page.iter().map(|letter| (letter.hour, letter.id)));
            match page.last() {
                Some(last) => cursor = Some((last.hour, last.id)),
                None => break,
            }
        }
        assert_eq!(seen, all.into_iter().collect::<Vec<_>>());
    });
}

#[test]
fn the_hours_turn_copies_every_letter_once_and_changes_no_byte() {
    both_engines(|store, _| {
        // The change time is the real clock's, so the letters must arrive in the real hour.
        let now = Hour::of(jiff::Timestamp::now());
        let ids: Vec<_> = (0..8u8).map(|n| put(&store, &[n; 100], now).0).collect();
        let inode = |id: &BlobId| {
            fs::metadata(store.blob_file(Shelf::Letters(now), id))
                .unwrap()
                .ino()
        };
        let before: Vec<u64> = ids.iter().map(inode).collect();
        store.turn_hour(now, true).unwrap();
        assert_eq!(
            ids.iter().map(inode).collect::<Vec<_>>(),
            before,
            "the hour is not over"
        );
        store.turn_hour(now.earlier(-1), true).unwrap();
        assert!(
            ids.iter()
                .map(inode)
                .zip(&before)
                .all(|(new, old)| new != *old)
        );
        for (number, id) in (0..8u8).zip(&ids) {
            let stored = store.open(Shelf::Letters(now), id).unwrap().unwrap();
            let mut bytes = vec![0; 200];
            let count = stored.read_at(&mut bytes, 0).unwrap();
            assert_eq!(bytes[..count], [number; 100]);
        }
        let letters = store.letters(None, 100).unwrap();
        assert_eq!(letters.len(), 8, "nothing temporary is left in the list");
        assert_eq!(files(&store.letters_folder(now)), 8);
    });
}

#[test]
fn documents_are_replaced_and_debris_is_swept_at_the_start() {
    both_engines(|store, root| {
        let now = hour("2026-11-23T14");
        store
            .write_document(Document::Edition(0), b"1", now)
            .unwrap();
        store
            .write_document(Document::Edition(0), b"2", now)
            .unwrap();
        assert_eq!(
            store.read_document(Document::Edition(0)).unwrap(),
            Some(b"2".to_vec())
        );
        assert_eq!(store.read_document(Document::Release).unwrap(), None);
        let deletion = Deletion {
            due: now,
            list: BlobId::of(b"list"),
            reason: Reason::SetAside,
        };
        let name = Document::Deletion(deletion);
        store.write_document(name, b"{}", now).unwrap();
        assert_eq!(store.deletions().unwrap(), [deletion]);
        store.remove_document(name).unwrap();
        fs::write(root.join("tmp/left"), b"x").unwrap();
        fs::write(root.join("documents/.new-left"), b"x").unwrap();
        FolderStore::open(root).unwrap();
        assert_eq!(files(&root.join("tmp")), 0);
        assert_eq!(files(&root.join("documents")), 1);
    });
}

#[test]
fn what_came_as_the_hour_ended_is_copied_too() {
    both_engines(|store, _| {
        // Named in this hour, with the time of the one before: its writer began in time.
        let now = Hour::of(jiff::Timestamp::now());
        let (id, _) = put(&store, b"late", now.earlier(1));
        let path = store.blob_file(Shelf::Letters(now.earlier(1)), &id);
        let before = fs::metadata(&path).unwrap().ino();
        store.turn_hour(now, true).unwrap();
        assert_ne!(fs::metadata(&path).unwrap().ino(), before);
    });
}

#[test]
fn reading_leaves_no_time() {
    both_engines(|store, _| {
        let at = hour("2026-11-23T14");
        let (id, _) = put(&store, b"fetched", at);
        let stored = store.open(Shelf::Letters(at), &id).unwrap().unwrap();
        assert_eq!(stored.read_at(&mut [0; 9], 0).unwrap(), 7);
        let path = store.blob_file(Shelf::Letters(at), &id);
        assert_eq!(fs::metadata(path).unwrap().atime(), at.seconds());
    });
}

#[test]
fn a_damaged_blob_is_replaced_by_the_same_one_sent_again() {
    both_engines(|store, _| {
        let (first, later) = (hour("2026-11-23T14"), hour("2026-11-23T15"));
        let (id, _) = put(&store, b"whole", first);
        let path = store.blob_file(Shelf::Letters(first), &id);
        fs::write(&path, b"torn").unwrap();
        assert_eq!(put(&store, b"whole", later).1, Kept::New);
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(fs::metadata(&path).unwrap().mtime(), first.seconds());
        assert_eq!(store.letters(None, 9).unwrap().len(), 1);
    });
}
