//! Thirty days in a second: the post office with a clock that is an argument.

#![allow(clippy::unwrap_used)] // a test may fail by panic

use std::cell::Cell;
use std::collections::HashMap;
use std::io::Cursor;
use std::time::Duration;

use jiff::SignedDuration;
use minisign::KeyPair;
use serde_json::json;

use super::*;
use crate::policy::Refusal;
use crate::signed::Envelope;
use crate::storage::{FolderStore, Room};

const ORGANISATION: &str = "00112233445566778899aabbccddeeff";

struct Bench {
    office: Office,
    root: KeyPair,
    desk: KeyPair,
    now: Timestamp,
    /// The day of the last turn.
    day: Cell<i64>,
    _folder: tempfile::TempDir,
}

fn limits() -> Limits {
    Limits {
        letter_bytes: 1 << 20,
        free_bytes: 0,
        free_percent: 0,
        free_files: 0,
        bytes_per_day: 3 * 65_536,
        partial_uploads: 4,
    }
}

fn sign(pair: &KeyPair, document: &serde_json::Value) -> Envelope {
    let document = document.to_string();
    let signature = minisign::sign(None, &pair.sk, Cursor::new(&document), None, None).unwrap();
    Envelope {
        document,
        signature: signature.into_string(),
    }
}

impl Bench {
    /// A relay with a publication.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(FolderStore::open(folder.path()).unwrap());
        let partials = Partials::new(store.partial_folder());
        let id = Id16::from_bytes([9; 16]);
        // The real hour: the file system's own times are real too.
        let now = Timestamp::now();
        let office = Office::open(id, limits(), store, partials, true).unwrap();
        let (root, desk) = (
            KeyPair::generate_unencrypted_keypair().unwrap(),
            KeyPair::generate_unencrypted_keypair().unwrap(),
        );
        let bench = Self {
            office,
            root,
            desk,
            now,
            day: Cell::new(0),
            _folder: folder,
        };
        let root_line = bench.root.pk.to_base64();
        let organisation = sign(
            &bench.root,
            &json!({"type": "sealpost-organisation", "version": 1, "organisation": ORGANISATION,
                "number": 1, "name": "x", "root": root_line, "next_root": null, "relays": [],
                "desks": [{"lane": 0, "key": bench.desk.pk.to_base64()}]}),
        );
        let mut files = Vec::new();
        for (path, text) in [
            ("organisation.json", &organisation.document),
            ("organisation.json.minisig", &organisation.signature),
        ] {
            let id = bench.keep(text.as_bytes(), Shelf::Release);
            files.push(json!({"path": path, "sha256": id, "length": text.len()}));
        }
        let envelope = sign(
            &bench.root,
            &json!({"type": "sealpost-public", "version": 1, "organisation": ORGANISATION,
                "number": 1, "root": root_line, "files": files}),
        );
        let offered = root_line.parse().unwrap();
        let ReleaseCheck::New(release) = bench
            .office
            .check_release(&envelope, Some(&offered))
            .unwrap()
        else {
            panic!("a first release is new");
        };
        bench
            .office
            .switch_release(envelope, *release, now)
            .unwrap();
        bench.turn(0);
        bench
    }

    fn keep(&self, bytes: &[u8], shelf: Shelf) -> BlobId {
        let id = BlobId::of(bytes);
        let mut draft = self.office.store.clone().draft().unwrap();
        draft.append(bytes).unwrap();
        draft.keep(shelf, &id, Hour::of(self.now)).unwrap();
        id
    }

    fn letter(&self, bytes: &[u8], days: i64) -> BlobId {
        let id = BlobId::of(bytes);
        let mut draft = self.office.store.clone().draft().unwrap();
        draft.append(bytes).unwrap();
        self.office
            .keep_letter(draft, &id, || self.after(days))
            .unwrap();
        id
    }

    fn acknowledge(&self, number: u64, letters: &HashMap<BlobId, &str>) -> Result<(), PushError> {
        let letters: Vec<_> = letters
            .iter()
            .map(|(id, reason)| json!({"sha256": id, "reason": reason}))
            .collect();
        let document = json!({"type": "sealpost-acknowledgement", "version": 1, "number": number,
            "organisation": ORGANISATION, "lane": 0, "relays": [self.office.id], "letters": letters});
        self.office
            .acknowledge(&sign(&self.desk, &document), self.now)
    }

    fn after(&self, days: i64) -> Timestamp {
        self.now + SignedDuration::from_hours(24 * days)
    }

    /// Lives until a day, hour by hour as far as it can tell.
    fn turn(&self, day: i64) -> Turned {
        let lived = Duration::from_secs(24 * 3600 * (day - self.day.get()).unsigned_abs());
        self.day.set(day);
        self.office
            .turn_hour(self.after(day), Since::Known(lived))
            .unwrap()
    }

    fn there(&self, id: &BlobId) -> bool {
        self.office.store.find_letter(id).unwrap().is_some()
    }
}

#[test]
fn imported_letters_go_after_thirty_days_and_set_aside_ones_after_ninety() {
    let bench = Bench::new();
    let (imported, aside, other) = (
        bench.letter(b"1", 0),
        bench.letter(b"2", 0),
        bench.letter(b"3", 0),
    );
    bench
        .acknowledge(
            1,
            &HashMap::from([(imported, "imported"), (aside, "set-aside")]),
        )
        .unwrap();
    let state = |days: i64| {
        bench.turn(days);
        (
            bench.there(&imported),
            bench.there(&aside),
            bench.there(&other),
        )
    };
    assert_eq!(state(0), (true, true, true));
    assert_eq!(state(29), (true, true, true));
    assert_eq!(state(30), (false, true, true));
    // The same letter, sent again later, is a new arrival and not meant by the old list.
    bench.letter(b"2", 40);
    bench.letter(b"1", 40);
    assert_eq!(state(89), (true, true, true));
    assert_eq!(state(90), (true, false, true));
    assert!(bench.office.store.deletions().unwrap().is_empty());
}

#[test]
fn acknowledgements_are_taken_in_any_order_and_each_once() {
    let bench = Bench::new();
    let letters: Vec<_> = [b"1", b"2", b"3"].map(|b| bench.letter(b, 0)).into();
    let lists = || bench.office.store.deletions().unwrap().len();
    // The stick with number 5 was faster than the one with 4; a desk brought back from a backup
    // has used 5 a second time.
    for (number, letter) in [(5, letters[0]), (4, letters[1]), (5, letters[2])] {
        for _ in 0..2 {
            bench
                .acknowledge(number, &HashMap::from([(letter, "imported")]))
                .unwrap();
        }
    }
    assert_eq!(lists(), 3);
    bench.turn(30);
    assert!(letters.iter().all(|id| !bench.there(id)));
    assert_eq!(lists(), 0);
}

#[test]
fn letters_that_came_while_the_clock_was_ahead_are_deleted_too() {
    let bench = Bench::new();
    let id = bench.letter(b"1", 400);
    bench
        .acknowledge(1, &HashMap::from([(id, "imported")]))
        .unwrap();
    bench.turn(29);
    assert!(bench.there(&id));
    bench.turn(30);
    assert!(!bench.there(&id));
}

#[test]
fn a_clock_that_was_ahead_for_an_hour_deletes_nothing() {
    let bench = Bench::new();
    let id = bench.letter(b"1", 0);
    bench
        .acknowledge(1, &HashMap::from([(id, "imported")]))
        .unwrap();
    let hour = Since::Known(Duration::from_secs(3600));
    let turn = |day, since| bench.office.turn_hour(bench.after(day), since).unwrap();
    // A year ahead, also over a restart; then right again.
    for (day, since) in [(365, hour), (366, Since::Unknown), (1, hour), (1, hour)] {
        assert_eq!(turn(day, since), Turned::default());
        assert!(bench.there(&id));
    }
    // What it had counted is on the disk, and so is what it waits for.
    let stored = bench
        .office
        .store
        .read_document(Document::Hours)
        .unwrap()
        .unwrap();
    let lived = Lived::from_json(&stored).unwrap();
    assert!(lived.hours <= 28, "{lived:?}");
    // Thirty days later by both clocks.
    bench.day.set(1);
    assert_eq!(bench.turn(28), Turned::default());
    assert!(bench.there(&id));
    assert_eq!(bench.turn(31).letters_deleted, 1);
    assert!(!bench.there(&id));
    // Without its memory a relay goes on from what the lists remember.
    bench.letter(b"2", 31);
    bench
        .acknowledge(2, &HashMap::from([(BlobId::of(b"2"), "imported")]))
        .unwrap();
    let known = bench.office.lived();
    bench.office.store.remove_document(Document::Hours).unwrap();
    let again = acknowledged::lived(&*bench.office.store).unwrap().unwrap();
    assert_eq!(again.hours, known);
}

#[test]
fn letters_are_deleted_although_nothing_can_be_written() {
    let bench = Bench::new();
    let id = bench.letter(b"1", 0);
    bench
        .acknowledge(1, &HashMap::from([(id, "imported")]))
        .unwrap();
    // Where a folder stands no file can be written.
    let hours = bench.office.store.document_path(Document::Hours);
    let hours = bench._folder.path().join(hours);
    std::fs::remove_file(&hours).unwrap();
    std::fs::create_dir(&hours).unwrap();
    let lived = Duration::from_secs(30 * 24 * 3600);
    let turned = bench
        .office
        .turn_hour(bench.after(30), Since::Known(lived))
        .map_err(|error| assert!(matches!(error, PushError::Store(StoreError::Io(_)))));
    assert_eq!(turned, Err(()));
    assert!(!bench.there(&id));
    // A minute later the count is written, and counted once.
    std::fs::remove_dir(&hours).unwrap();
    let minute = Since::Known(Duration::from_secs(60));
    bench.office.turn_hour(bench.after(30), minute).unwrap();
    let kept = Lived::from_json(&std::fs::read(&hours).unwrap()).unwrap();
    assert_eq!(kept.hours, 30 * 24);
}

#[test]
fn a_damaged_list_or_note_does_not_stop_the_housekeeping() {
    let bench = Bench::new();
    let id = bench.letter(b"1", 0);
    let list = HashMap::from([(id, "imported")]);
    bench.acknowledge(1, &list).unwrap();
    let parcel = bench.keep(b"parcel", Shelf::Parcels);
    let hour = Hour::of(bench.now);
    let damaged = crate::storage::Deletion {
        due: hour,
        list: parcel,
        reason: crate::signed::Reason::Imported,
    };
    for name in [Document::Deletion(damaged), Document::ParcelNote(parcel)] {
        bench.office.store.write_document(name, b"{", hour).unwrap();
    }
    for folder in ["tmp", "partial", "acknowledged", "inbox", "parcels"] {
        std::fs::create_dir(bench._folder.path().join(folder).join("lost+found")).unwrap();
    }
    let done = bench.turn(30);
    assert_eq!(done.letters_deleted, 1);
    assert_eq!(bench.office.sweep(bench.after(30)).unwrap(), 0);
    assert!(!bench.there(&id));
    FolderStore::open(bench._folder.path()).unwrap();
}

#[test]
fn what_the_disk_does_not_give_stops_neither_start_nor_housekeeping() {
    let bench = Bench::new();
    let id = bench.letter(b"1", 0);
    bench
        .acknowledge(1, &HashMap::from([(id, "imported")]))
        .unwrap();
    let store = &*bench.office.store;
    let damaged = Document::Deletion(crate::storage::Deletion {
        due: Hour::of(bench.now),
        list: id,
        reason: crate::signed::Reason::Imported,
    });
    // A folder cannot be read as a file: the nearest to a bad sector that a test can make.
    let unreadable = |name| {
        let path = bench._folder.path().join(store.document_path(name));
        let _ = std::fs::remove_file(&path);
        std::fs::create_dir(&path).unwrap();
    };
    unreadable(damaged);
    assert_eq!(bench.turn(30).letters_deleted, 1);
    assert!(!bench.there(&id));
    unreadable(Document::Hours);
    assert!(acknowledged::lived(store).unwrap().is_none());
    let found: Vec<String> = damage::find(store)
        .unwrap()
        .into_iter()
        .map(|one| one.path)
        .collect();
    assert_eq!(
        found,
        [Document::Hours, damaged].map(|name| store.document_path(name))
    );
}

#[test]
fn a_policy_that_cannot_be_a_header_is_refused_but_keeps_no_relay_from_starting() {
    let bench = Bench::new();
    let served = bench.office.publication().unwrap();
    let policy = b"default-src 'self';\nimg-src 'none'\n";
    let mut document: serde_json::Value = served.envelope.document.parse().unwrap();
    document["number"] = json!(2);
    document["files"]
        .as_array_mut()
        .unwrap()
        .push(json!({"path": "csp.txt",
        "sha256": bench.keep(policy, Shelf::Release), "length": policy.len()}));
    let envelope = sign(&bench.root, &document);
    let ReleaseCheck::New(release) = bench.office.check_release(&envelope, None).unwrap() else {
        panic!("its number is higher");
    };
    let (text, now) = (envelope.to_json(), bench.now);
    let refused = bench.office.switch_release(envelope, *release, now);
    assert!(matches!(refused, Err(PushError::Signed(_))));
    let store = &*bench.office.store;
    store
        .write_document(Document::Release, &text, Hour::of(now))
        .unwrap();
    let loaded = publication::load(store).unwrap().unwrap();
    assert_eq!((loaded.release.number, loaded.policy), (2, None));
}

#[test]
fn a_parcel_goes_after_its_last_day() {
    let bench = Bench::new();
    let mut parcel = crate::sizes::AGE_MAGIC.to_vec();
    parcel.resize(65_536, 1);
    let id = BlobId::of(&parcel);
    let last = Hour::of(bench.after(3)).day().to_string();
    let note = |expires: &str, number: u64| {
        sign(
            &bench.desk,
            &json!({"type": "sealpost-parcel", "version": 1, "organisation": ORGANISATION,
                "number": number, "lane": 0, "sha256": id, "length": 65_536, "expires": expires}),
        )
    };
    let envelope = note(&last, 1);
    assert!(matches!(
        bench.office.check_parcel(&envelope, bench.now).unwrap(),
        ParcelCheck::New(_)
    ));
    bench.keep(&parcel, Shelf::Parcels);
    bench.office.keep_note(&envelope, &id, bench.now).unwrap();
    let there = || {
        bench
            .office
            .store
            .open(Shelf::Parcels, &id)
            .unwrap()
            .is_some()
    };
    assert_eq!(bench.office.sweep(bench.after(3)).unwrap(), 0);
    assert!(there());
    // A later note for the same parcel keeps it longer.
    let longer = note(&Hour::of(bench.after(10)).day().to_string(), 2);
    assert!(matches!(
        bench.office.check_parcel(&longer, bench.now).unwrap(),
        ParcelCheck::Already
    ));
    assert_eq!(bench.office.sweep(bench.after(10)).unwrap(), 0);
    assert_eq!(bench.office.sweep(bench.after(11)).unwrap(), 1);
    assert!(!there());
    assert!(matches!(
        bench.office.check_parcel(&envelope, bench.after(11)),
        Err(PushError::Expired)
    ));
}

#[test]
fn a_days_bytes_come_back_the_next_day_and_announced_ones_at_once() {
    let bench = Bench::new();
    let office = Arc::new(bench.office);
    let letter = Facts::Letter {
        length: Some(65_536),
    };
    let noon: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
    let admit = |now| Office::admit(&office, letter, now).unwrap();
    let first = admit(noon);
    assert_eq!(first.0, Verdict::Take(65_536));
    drop(first);
    // Whoever announces and sends nothing takes nothing from the day.
    for _ in 0..100 {
        assert_eq!(admit(noon).0, Verdict::Take(65_536));
    }
    for _ in 0..3 {
        let (verdict, announced) = admit(noon);
        assert_eq!(verdict, Verdict::Take(65_536));
        announced.came(65_536).unwrap();
    }
    let (verdict, announced) = admit(noon);
    assert_eq!(verdict, Verdict::Refuse(Refusal::DayIsFull));
    // Nor can those who began together take more than the day's bytes together.
    assert!(matches!(announced.came(1), Err(StoreError::NoRoom)));
    drop(announced);
    let tomorrow = noon + SignedDuration::from_hours(12);
    assert_eq!(admit(tomorrow).0, Verdict::Take(65_536));
    assert_eq!(office.today().announced, 0);
    let Room { free_bytes, .. } = office.store.room().unwrap();
    assert!(free_bytes > 0);
}
