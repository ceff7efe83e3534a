//! What relay, courier and network see: nothing that was written, no address; and the desk sees
//! no network at all.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::fs;
use std::path::Path;

use crypto_core::Language;
use e2e::{Program, Stage, folder_of_programs};

const MARKER: &str = "quail-seventeen-lantern";

fn holds(folder: &Path, marker: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let bytes = fs::read(entry.path()).unwrap();
            if bytes.windows(marker.len()).any(|w| w == marker.as_bytes()) {
                found.push(entry.path().display().to_string());
            }
        }
    }
    found
}

#[test]
fn a_marker_in_a_letter_is_in_nothing_of_the_relay() {
    let stage = Stage::with_relays(&["north"]);
    stage.trust();
    let (receipt, _) = stage.ask(
        Language::En,
        &[
            ("asking", "1"),
            ("country", "VN"),
            ("what_happened", MARKER),
        ],
    );
    stage.sync().ok();
    stage.exchange();
    let case = stage.cases().pop().unwrap();
    stage
        .desk()
        .args(["reply", &case])
        .input(format!("{MARKER} in the answer"))
        .run()
        .ok();
    stage.exchange();
    stage.sync().ok();
    stage.replies(Language::En, &receipt).ok().says(MARKER);

    for folder in [stage.relays[0].folder().to_owned(), stage.stick()] {
        let found = holds(&folder, MARKER);
        assert!(found.is_empty(), "{found:?}");
    }
    assert!(
        holds(&stage.vault(), MARKER).is_empty(),
        "the vault holds plain text"
    );
    assert!(
        holds(&stage.path("home"), MARKER).is_empty(),
        "the tool left plain text"
    );
    let log = fs::read_to_string(stage.relays[0].log()).unwrap();
    assert!(!log.contains("127.0.0.1"), "{log}");

    // Its memory: every readable mapping of the running process.
    let id = stage.relays[0].id().unwrap();
    let memory = memory_of(id);
    assert!(memory.len() > 1 << 20, "the memory could be read");
    let marker = MARKER.as_bytes();
    assert!(!memory.windows(marker.len()).any(|w| w == marker));
}

fn memory_of(id: u32) -> Vec<u8> {
    use std::io::{Read, Seek, SeekFrom};
    let maps = fs::read_to_string(format!("/proc/{id}/maps")).unwrap();
    let mut file = fs::File::open(format!("/proc/{id}/mem")).unwrap();
    let mut memory = Vec::new();
    for line in maps.lines() {
        let mut columns = line.split_whitespace();
        let (range, rights) = (columns.next().unwrap(), columns.next().unwrap());
        let from_disk = line.contains(".so") || line.contains("/target/");
        if !rights.starts_with("rw") || from_disk {
            continue;
        }
        let (start, end) = range.split_once('-').unwrap();
        let start = u64::from_str_radix(start, 16).unwrap();
        let end = u64::from_str_radix(end, 16).unwrap();
        file.seek(SeekFrom::Start(start)).unwrap();
        let mut piece = Vec::new();
        // Pages that were never touched cannot be read; those that hold something can.
        let _ = (&mut file).take(end - start).read_to_end(&mut piece);
        memory.extend_from_slice(&piece);
    }
    memory
}

#[test]
fn the_desk_asks_the_kernel_for_no_internet_socket() {
    let stage = Stage::with_relays(&["north"]);
    let trace = stage.path("trace");
    for arguments in [vec!["list"], vec!["summary"], vec!["verify"]] {
        Program::system("strace", &stage.path("home"))
            .args(["-f", "-qq", "-e", "trace=socket,connect,bind", "-o"])
            .arg(&trace)
            .arg(folder_of_programs().join("sealpost-triage"))
            .arg("--vault")
            .arg(stage.vault())
            .arg("--passphrase-file")
            .arg(stage.path("passphrase"))
            .args(arguments)
            .run()
            .ok();
        let trace = fs::read_to_string(&trace).unwrap();
        for line in trace.lines().filter(|line| line.contains("socket(")) {
            assert!(line.contains("AF_UNIX"), "{line}");
        }
    }
}
