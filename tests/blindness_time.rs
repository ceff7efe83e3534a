//! Once an hour has turned, nothing at a relay tells when in that hour anything came.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crypto_core::{Language, parse_time};
use e2e::{Program, Stage};

const HOUR: i64 = 3600;
const LETTERS: usize = 40;
/// The sender's address and the name of its program: 127.0.0.1 is the relay's own.
const ADDRESS: &str = "127.0.0.77";
const AGENT: &str = "agent-of-a-person-4711";

/// Seconds from 1970, by this machine's true clock.
fn now() -> f64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs_f64()
}

/// A clock for one process, moved by a file that `libfaketime` reads at every look at the time.
struct Clock(PathBuf);

impl Clock {
    fn set(&self, seconds: f64) {
        let ahead = seconds - now();
        fs::write(&self.0, format!("{ahead:+.3}\n")).unwrap();
    }

    fn library() -> PathBuf {
        let folder = fs::read_dir("/usr/lib").unwrap().map(Result::unwrap);
        folder
            .map(|entry| entry.path().join("faketime/libfaketimeMT.so.1"))
            .find(|path| path.exists())
            .expect("`cargo xtask test` installs libfaketime")
    }
}

/// Everything in a folder, folders too, and the folder itself.
fn entries_under(folder: &Path) -> Vec<PathBuf> {
    let mut entries = vec![folder.to_owned()];
    let mut at = 0;
    while at < entries.len() {
        if entries[at].is_dir() {
            for entry in fs::read_dir(&entries[at]).unwrap() {
                entries.push(entry.unwrap().path());
            }
        }
        at += 1;
    }
    entries
}

/// The four times that a file system keeps.
fn times(path: &Path) -> [(&'static str, f64); 4] {
    let facts = fs::metadata(path).unwrap();
    let fine = |seconds: i64, nanos: i64| seconds as f64 + nanos as f64 / 1e9;
    let birth = facts.created().unwrap().duration_since(UNIX_EPOCH).unwrap();
    [
        ("modified", fine(facts.mtime(), facts.mtime_nsec())),
        ("read", fine(facts.atime(), facts.atime_nsec())),
        ("changed", fine(facts.ctime(), facts.ctime_nsec())),
        ("made", birth.as_secs_f64()),
    ]
}

/// Names the times and numbers that lie between two moments, and are finer than the hour.
fn finer_times(folder: &Path, from: f64, until: f64) -> Vec<String> {
    let is_finer = |time: f64| time > from && time < until && time % HOUR as f64 != 0.0;
    let mut found = Vec::new();
    for path in entries_under(folder) {
        for (kind, time) in times(&path) {
            // Settings and log are read by this test too, and their reading is not the relay's.
            let is_ours = kind == "read" && !path.starts_with(folder.join("data"));
            if is_finer(time) && !is_ours {
                found.push(format!("{kind} at {time}: {}", path.display()));
            }
        }
        let mut text = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_sealed = ["age", "chunk"]
            .iter()
            .any(|end| path.extension().is_some_and(|e| e == *end));
        // In what is sealed any number stands somewhere.
        if path.is_file() && !is_sealed {
            let bytes = fs::read(&path).unwrap();
            for window in bytes.windows(8) {
                let window: [u8; 8] = window.try_into().unwrap();
                for number in [u64::from_le_bytes(window), u64::from_be_bytes(window)] {
                    for unit in [1.0, 1e3, 1e6, 1e9] {
                        if is_finer(number as f64 / unit) {
                            found.push(format!("{number} as 8 bytes: {}", path.display()));
                        }
                    }
                }
            }
            text.push('\n');
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
        for digits in text.split(|c: char| !c.is_ascii_digit()) {
            for unit in [1.0, 1e3, 1e6, 1e9] {
                if digits
                    .parse::<f64>()
                    .is_ok_and(|number| is_finer(number / unit))
                {
                    found.push(format!("{digits}: {}", path.display()));
                }
            }
        }
        for (at, _) in text.match_indices('T') {
            // 2026-11-23T14:05:06Z
            let Some(written) = at.checked_sub(10).and_then(|at| text.get(at..at + 20)) else {
                continue;
            };
            if let Some(time) = parse_time(written)
                && is_finer(time.as_second() as f64)
            {
                found.push(format!("{written}: {}", path.display()));
            }
        }
    }
    found
}

/// Spearman's: how far two orders agree, from -1 to 1.
fn agreement(places: &[usize]) -> f64 {
    let count = places.len() as f64;
    let sum: f64 = places
        .iter()
        .enumerate()
        .map(|(at, place)| (at as f64 - *place as f64).powi(2))
        .sum();
    1.0 - 6.0 * sum / (count * (count * count - 1.0))
}

/// For each letter in the order of arrival, its place in another order.
fn places_by<K: PartialOrd>(arrived: &[PathBuf], key: impl Fn(&Path) -> K) -> Vec<usize> {
    let keys: Vec<K> = arrived.iter().map(|path| key(path)).collect();
    keys.iter()
        .map(|one| keys.iter().filter(|other| *other < one).count())
        .collect()
}

#[test]
fn after_the_hours_turn_nothing_tells_a_finer_time_an_address_or_an_order() {
    let mut stage = Stage::with_relays(&["north"]);
    stage.trust();
    let clock = Clock(stage.path("clock"));
    // Half past, whatever it is: no hour turns before it is told to.
    let hour = (now() as i64).div_euclid(HOUR) * HOUR;
    clock.set((hour + HOUR / 2) as f64);
    let relay = &mut stage.relays[0];
    relay.kill();
    relay.set("LD_PRELOAD", Clock::library());
    relay.set("FAKETIME_TIMESTAMP_FILE", &clock.0);
    relay.set("FAKETIME_NO_CACHE", "1");
    // Waiting goes by the other clock; and files keep their true times.
    relay.set("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    relay.set("NO_FAKE_STAT", "1");
    relay.resume();

    let begun = now();
    sleep(Duration::from_millis(50));
    // Something of everything that a relay keeps: letters, replies, parcels, acknowledgements.
    stage.ask(
        Language::En,
        &[
            ("asking", "1"),
            ("country", "VN"),
            ("what_happened", "An example."),
        ],
    );
    stage.sync().ok();
    stage.exchange();
    let case = stage.cases().pop().unwrap();
    let guide = stage.path("guide.txt");
    fs::write(&guide, "What helps in such a case.").unwrap();
    stage
        .desk()
        .args(["reply", &case, "--attach"])
        .arg(&guide)
        .input("We have read it.")
        .run()
        .ok();
    let medium = stage.path("medium");
    fs::create_dir(&medium).unwrap();
    stage.desk().arg("backup").arg(&medium).run().ok();
    stage.exchange();
    stage.sync().ok();
    let relay = &stage.relays[0];
    let log_before = fs::read(relay.log()).unwrap();
    let node = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
    let sent = Program::system("node", &stage.path("home"))
        .arg(node.join("post.mjs"))
        .arg(relay.url())
        .arg(relay.certificate())
        .args([&LETTERS.to_string(), ADDRESS, AGENT])
        .run()
        .ok();
    assert_eq!(
        fs::read(relay.log()).unwrap(),
        log_before,
        "a line for a request"
    );
    let inbox = relay.folder().join("data/inbox");
    let folder = fs::read_dir(&inbox).unwrap().next().unwrap().unwrap();
    let hashes: Vec<String> = serde_json::from_str(&sent.stdout).unwrap();
    let arrived: Vec<PathBuf> = hashes
        .iter()
        .map(|hash| folder.path().join(format!("{hash}.age")))
        .collect();

    // Within the hour the file system does know: what is looked for below can be found.
    let made = |path: &Path| times(path)[3].1;
    assert!(agreement(&places_by(&arrived, made)) > 0.999);
    let ended = now();
    assert!(finer_times(relay.folder(), begun, ended).len() >= 2 * LETTERS);

    sleep(Duration::from_millis(50));
    clock.set((hour + HOUR) as f64 + 1.0);
    // The relay looks at its clock once a minute at least.
    let patience = now() + 100.0;
    while arrived.iter().any(|path| made(path) < ended) {
        assert!(now() < patience, "the letters were not copied");
        sleep(Duration::from_millis(500));
    }
    // Its other folders come after.
    let mut found = finer_times(relay.folder(), begun, ended);
    while !found.is_empty() && now() < patience {
        sleep(Duration::from_millis(500));
        found = finer_times(relay.folder(), begun, ended);
    }
    assert!(found.is_empty(), "{found:#?}");

    let in_folder: Vec<PathBuf> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let listed = |path: &Path| in_folder.iter().position(|other| other == path).unwrap();
    let number = |path: &Path| fs::metadata(path).unwrap().ino();
    let changed = |path: &Path| times(path)[2].1;
    for (kind, places) in [
        ("listed", places_by(&arrived, listed)),
        ("numbered", places_by(&arrived, number)),
        ("changed", places_by(&arrived, changed)),
        ("made", places_by(&arrived, made)),
    ] {
        // Of forty letters in random order, one time in a million.
        let agreement = agreement(&places);
        println!("{kind}: {agreement:+.2}");
        assert!(agreement.abs() < 0.78, "{kind}: {agreement}");
    }

    let everything = entries_under(relay.folder());
    assert!(everything.len() > LETTERS + 40, "{}", everything.len());
    for path in everything.iter().filter(|path| path.is_file()) {
        let bytes = fs::read(path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for told in [ADDRESS, AGENT, "User-Agent", "user-agent"] {
            assert!(!text.contains(told), "{told} in {}", path.display());
        }
    }
    let log = fs::read_to_string(relay.log()).unwrap();
    for line in log.lines() {
        assert_eq!(&line[13..20], ":00:00Z", "{line}");
    }

    // What the library shares between threads outlives a process that is killed.
    let id = relay.id().unwrap();
    stage.relays[0].kill();
    for name in [
        format!("faketime_shm_{id}"),
        format!("sem.faketime_sem_{id}"),
    ] {
        let _ = fs::remove_file(Path::new("/dev/shm").join(name));
    }
}
