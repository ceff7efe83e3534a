//! A disk that fills up: nothing acknowledged is lost, refusals say what they are, and the relay
//! goes on by itself when there is room again.
//!
//! The relay's folder is a small file system of its own, mounted in a namespace that goes with
//! the process: that needs no privilege where user namespaces are allowed. Where they are not,
//! these tests say so on stderr and prove nothing.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use relay::BlobId;

use crate::killing::{hold, inbox};
use crate::running::{Running, letter, read_reply};
use crate::sender::{Sender, Upload, numbered_letter};

const SETTINGS: &str = "requests_per_minute = 1000000\nrequests_per_minute_all = 1000000\n\
                        free_bytes = 0\nfree_percent = 0\nfree_files = 0";

/// A relay whose `data` is a file system of this size, in bytes; none where that cannot be made.
fn small(options: &str) -> Option<Running> {
    let relay = Running::start_mounted(SETTINGS, options);
    if relay.is_none() {
        eprintln!("NOT PROVED HERE: file systems cannot be mounted in a namespace on this machine");
    }
    relay
}

/// Takes all room that is left but so many bytes.
fn stuff(folder: &Path, leave: u64) -> PathBuf {
    let path = folder.join("ballast");
    let mut file = fs::File::create(&path).unwrap();
    let piece = vec![1; 4096];
    while file.write_all(&piece).is_ok() {}
    let length = file.metadata().unwrap().len();
    file.set_len(length.saturating_sub(leave)).unwrap();
    path
}

fn is_full(reply: &crate::running::Reply) {
    assert_eq!(reply.status, 507);
    let said = reply.json();
    assert!(
        said["error"].as_str().unwrap().contains("no room"),
        "{said}"
    );
    assert!(
        said["hint"].as_str().unwrap().contains("another relay"),
        "{said}"
    );
}

fn debris(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for name in ["tmp", "partial", "inbox"] {
        for entry in fs::read_dir(folder.join(name)).unwrap() {
            let path = entry.unwrap().path();
            let is_new = path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with(".new-");
            if is_new || name == "tmp" {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn a_full_disk_refuses_letters_keeps_what_it_has_and_recovers_by_itself() {
    let Some(relay) = small("size=3m") else {
        return;
    };
    let folder = relay.data();
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let sender = Sender::new(&relay.card, relay.https, &acknowledged);
    let mut number = 0;
    let full = loop {
        let bytes = numbered_letter(65_536, number);
        number += 1;
        let reply = relay.send(&bytes);
        if reply.status != 201 {
            break reply;
        }
        acknowledged
            .lock()
            .unwrap()
            .push((BlobId::of(&bytes), bytes.len()));
        assert!(number < 100, "the disk never fills");
    };
    is_full(&full);
    assert!(number > 20);
    assert_eq!(relay.get("/healthz").status, 200);
    let mut fetched = 0;
    hold(&relay, &acknowledged.lock().unwrap(), &mut fetched);

    // The disk fills while a letter is under way, after it was let in.
    let first = acknowledged.lock().unwrap()[0].0;
    let removed = folder.join("inbox");
    let hour = fs::read_dir(&removed)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let gone: Vec<_> = fs::read_dir(&hour)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().contains(&first.to_string()))
        .collect();
    for path in &gone {
        fs::remove_file(path).unwrap();
    }
    acknowledged.lock().unwrap().truncate(1);
    let mut stream = relay.connect();
    let head = "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n";
    let large = letter(1 << 20, 3);
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&large[..300_000]).unwrap();
    stream.flush().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    let ballast = stuff(&folder, 4096);
    let _ = stream.write_all(&large[300_000..]);
    is_full(&read_reply(&mut stream, false));
    fetched = 0;
    hold(&relay, &acknowledged.lock().unwrap(), &mut fetched);
    assert_eq!(debris(&folder), Vec::<PathBuf>::new());
    // A part of a file is no letter.
    assert_eq!(inbox(&relay).len(), 1);

    // Room again: no restart, no waiting.
    fs::remove_file(ballast).unwrap();
    assert!(sender.send(&large, 65_536).unwrap());
    assert!(
        sender
            .send(&numbered_letter(65_536, 1_000), 65_536)
            .unwrap()
    );
    fetched = 0;
    hold(&relay, &acknowledged.lock().unwrap(), &mut fetched);
}

#[test]
fn an_upload_that_meets_a_full_disk_goes_on_where_the_disk_stopped_it() {
    let Some(relay) = small("size=4m") else {
        return;
    };
    let folder = relay.data();
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let sender = Sender::new(&relay.card, relay.https, &acknowledged);
    let mut upload = Upload {
        bytes: numbered_letter(1 << 20, 5),
        place: None,
        told: 0,
        sent: 0,
    };
    assert!(!sender.go_on(&mut upload, 1).unwrap());
    assert!(!sender.go_on(&mut upload, 300_000).unwrap());
    assert_eq!(upload.told, 300_000);
    let place = upload.place.clone().unwrap();
    let ballast = stuff(&folder, 150_000);
    // Let in by the policy, which sees the room for it, and stopped by the disk.
    let refused = sender.go_on(&mut upload, 140_000);
    assert!(matches!(refused, Ok(false)));
    let have = sender.offset(&place).unwrap().unwrap();
    assert!((300_000..=440_000).contains(&have), "{have}");
    upload.told = have;
    let mut status = 0;
    for _ in 0..3 {
        let from = upload.told;
        let to = (from + 200_000).min(upload.bytes.len() - 1);
        let extra = format!(
            "Content-Type: application/partial-upload\r\nUpload-Offset: {from}\r\nUpload-Complete: ?0\r\n"
        );
        let answer = sender
            .request("PATCH", &place, &extra, &upload.bytes[from..to], 10_000)
            .unwrap();
        status = answer.status;
        upload.told = sender.offset(&place).unwrap().unwrap();
        if status == 507 {
            break;
        }
    }
    assert_eq!(status, 507);
    // What it says it has, it has: the file is as long, and of these bytes.
    let file = fs::read_dir(folder.join("partial"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    assert_eq!(fs::read(&file).unwrap(), upload.bytes[..upload.told]);

    // Room for the rest of the upload, and not for the copy that becomes the letter.
    fs::remove_file(&ballast).unwrap();
    let ballast = stuff(&folder, 1_000_000);
    let rest = upload.bytes.len();
    let answer = sender.go_on(&mut upload, rest);
    assert!(matches!(answer, Ok(false)), "acknowledged without room");
    let have = sender.offset(&place).unwrap().unwrap();
    upload.told = have;
    fs::remove_file(ballast).unwrap();
    let mut tries = 0;
    while !sender.go_on(&mut upload, rest).unwrap() {
        tries += 1;
        assert!(tries < 4, "the upload does not end");
    }
    let mut fetched = 0;
    hold(&relay, &acknowledged.lock().unwrap(), &mut fetched);
    assert_eq!(debris(&folder), Vec::<PathBuf>::new());
    assert_eq!(fs::read_dir(folder.join("partial")).unwrap().count(), 0);
}

#[test]
fn a_disk_without_inodes_is_a_full_disk() {
    let Some(relay) = small("size=8m,nr_inodes=40") else {
        return;
    };
    let mut kept = Vec::new();
    let full = loop {
        let bytes = numbered_letter(65_536, kept.len() as u64);
        let reply = relay.send(&bytes);
        if reply.status != 201 {
            break reply;
        }
        kept.push((BlobId::of(&bytes), bytes.len()));
        assert!(kept.len() < 60, "inodes never end");
    };
    is_full(&full);
    let mut fetched = 0;
    hold(&relay, &kept, &mut fetched);
    assert_eq!(relay.get("/healthz").status, 200);
    // An upload needs an inode too.
    let headers = [("Upload-Complete", "?0"), ("Upload-Length", "65536")];
    is_full(&relay.request("POST", "/v1/submissions", &headers, b""));
    let folder = relay.data();
    let hour = fs::read_dir(folder.join("inbox"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    fs::remove_file(hour.join(format!("{}.age", kept.pop().unwrap().0))).unwrap();
    let bytes = numbered_letter(65_536, 500);
    assert_eq!(relay.send(&bytes).status, 201);
}

#[test]
fn the_hours_turn_on_a_full_disk_loses_nothing_and_is_made_up_for() {
    let Some(mut relay) = small("size=3m") else {
        return;
    };
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let sender = Sender::new(&relay.card, relay.https, &acknowledged);
    for number in 0..8 {
        assert!(
            sender
                .send(&numbered_letter(65_536, number), 65_536)
                .unwrap()
        );
    }
    let mut upload = Upload {
        bytes: numbered_letter(262_144, 50),
        place: None,
        told: 0,
        sent: 0,
    };
    sender.go_on(&mut upload, 1).unwrap();
    sender.go_on(&mut upload, 100_000).unwrap();
    // Everything came an hour ago, as far as its times say; what the inode remembers by itself
    // still tells this minute, which is what the hour's turn must copy away.
    let folder = relay.data();
    let inbox_folder = folder.join("inbox");
    let now = fs::read_dir(&inbox_folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let hour_ago = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(1);
    let before = inbox_folder.join(hour_ago.strftime("%Y-%m-%dT%H").to_string());
    fs::rename(&now, &before).unwrap();
    let seconds = hour_ago.as_second() / 3600 * 3600;
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds as u64);
    let partial = fs::read_dir(folder.join("partial"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut letters: Vec<PathBuf> = fs::read_dir(&before)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    letters.push(partial.clone());
    for path in &letters {
        fs::File::open(path).unwrap().set_modified(at).unwrap();
    }
    let ballast = stuff(&folder, 8192);
    let inode = |path: &PathBuf| std::os::unix::fs::MetadataExt::ino(&fs::metadata(path).unwrap());
    let inodes: Vec<u64> = letters.iter().map(inode).collect();
    relay.kill_and_restart();
    // The turn is made at the start; it fails for want of room.
    let wait = |wanted: bool| {
        for _ in 0..100 {
            let same = letters.iter().map(inode).zip(&inodes).all(|(a, b)| a == *b);
            if same != wanted {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    };
    std::thread::sleep(std::time::Duration::from_millis(500));
    let mut fetched = 0;
    hold(&relay, &acknowledged.lock().unwrap(), &mut fetched);
    assert_eq!(debris(&folder), Vec::<PathBuf>::new());
    let sender = Sender::new(&relay.card, relay.https, &acknowledged);
    let place = upload.place.clone().unwrap();
    assert_eq!(sender.offset(&place).unwrap(), Some(100_000));

    // With room, the turn is made at the next start (while it runs: within a minute).
    fs::remove_file(ballast).unwrap();
    relay.kill_and_restart();
    wait(true);
    fetched = 0;
    hold(&relay, &acknowledged.lock().unwrap(), &mut fetched);
    let sender = Sender::new(&relay.card, relay.https, &acknowledged);
    assert_eq!(sender.offset(&place).unwrap(), Some(100_000));
}
