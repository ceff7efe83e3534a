//! Damage to every file that a relay keeps: it starts, or says which file is damaged and what to
//! do; nothing whole is lost; nothing damaged passes for whole; nothing is damaged in silence.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use relay::{BlobId, RelayCard};
use tempfile::TempDir;

use crate::chance::{Chance, rounds};
use crate::organisation::{Organisation, upload};
use crate::running::{PROGRAM, Running, walk};
use crate::sender::{Sender, numbered_letter};

/// Trials of an ordinary run; `SEALPOST_TRIALS` sets another number.
const TRIALS: u64 = 150;
const PAGE: usize = 4096;

/// A relay with one of everything, at rest.
struct Template {
    folder: TempDir,
    letters: Vec<(String, Vec<u8>)>,
    place: String,
}

impl Template {
    fn new() -> Self {
        let relay = Running::start_with(&[], "free_percent = 0");
        let organisation = Organisation::new();
        let root = organisation.root_line();
        let page = b"<!doctype html><title>Page</title>".repeat(400);
        let release = organisation.release(1, &[("index.html", &page)]);
        let pushed = relay.push("PUT", "/v1/public", &[("Sealpost-Root", &root)], &release);
        assert_eq!(pushed.status, 201);
        let (envelope, chunks) = organisation.edition(1, 5);
        let blobs: Vec<&[u8]> = chunks.iter().map(Vec::as_slice).collect();
        let pushed = relay.push("PUT", "/v1/board", &[], &upload(&envelope, &blobs));
        assert_eq!(pushed.status, 201);
        let parcel = organisation.parcel(1, &numbered_letter(65_536, 90), "2099-01-01");
        assert_eq!(relay.push("PUT", "/v1/parcels", &[], &parcel).status, 201);
        let letters: Vec<(String, Vec<u8>)> = (0..4)
            .map(|number| {
                let bytes = numbered_letter(65_536, number);
                assert_eq!(relay.send(&bytes).status, 201);
                (BlobId::of(&bytes).to_string(), bytes)
            })
            .collect();
        let id = relay.card.relay.to_string();
        let list = organisation.acknowledgement(1, &id, &[letters[0].0.clone()]);
        let body = list.to_json();
        let pushed = relay.push("POST", "/v1/inbox/acknowledged", &[], &body);
        assert_eq!(pushed.status, 204);
        let begun = relay.request(
            "POST",
            "/v1/submissions",
            &[("Upload-Complete", "?0"), ("Upload-Length", "262144")],
            &numbered_letter(262_144, 50)[..150_000],
        );
        assert_eq!(begun.header("upload-offset"), Some("150000"));
        let place = begun.header("location").unwrap().to_owned();
        let folder = copy(relay.folder.path());
        Self {
            folder,
            letters,
            place,
        }
    }
}

fn copy(from: &Path) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    let copied = Command::new("cp")
        .args(["-a", "--"])
        .arg(from.join("."))
        .arg(to.path())
        .status();
    assert!(copied.unwrap().success());
    to
}

/// Changes bytes until they differ; says how.
fn harm(bytes: &mut Vec<u8>, chance: &mut Chance) -> String {
    let before = bytes.clone();
    loop {
        let at = chance.below(bytes.len() as u64) as usize;
        let how = match chance.below(3) {
            0 => {
                let bit = chance.below(8);
                bytes[at] ^= 1 << bit;
                format!("bit {bit} of byte {at}")
            }
            1 => {
                let page = at / PAGE * PAGE;
                let end = (page + PAGE).min(bytes.len());
                bytes[page..end].fill(0);
                format!("the page at {page} zeroed")
            }
            _ => {
                bytes.truncate(at);
                format!("cut off at {at}")
            }
        };
        if *bytes != before {
            return how;
        }
    }
}

/// What an operator would look for in the words of a refusal.
fn names(said: &str, file: &str) -> bool {
    let names: &[&str] = match file {
        "relay.toml" => &["relay.toml", "the setting"],
        "pull-token" => &["pull token"],
        "push-token" => &["push token"],
        "metrics-token" => &["metrics token"],
        "certificate.pem" | "certificate-key.pem" => &["certificate"],
        other => return said.contains(other),
    };
    names.iter().any(|name| said.contains(name))
}

fn check(settings: &Path) -> String {
    let output = Command::new(PROGRAM)
        .args(["check", "--config"])
        .arg(settings)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        !String::from_utf8_lossy(&output.stderr).contains("panicked"),
        "{said}"
    );
    said
}

/// Lets the real courier fetch everything; returns its words, and whether it was content.
fn courier(relay: &Running) -> (bool, String, TempDir) {
    let stick = tempfile::tempdir().unwrap();
    fs::create_dir(stick.path().join("relays")).unwrap();
    let mut card = RelayCard::read(&relay.folder.path().join("relay-card.json")).unwrap();
    card.https = Some(format!("https://{}", relay.https));
    fs::write(stick.path().join("relays/one.json"), card.to_json()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_sealpost-courier"))
        .arg("sync")
        .arg(stick.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(!said.contains("panicked"), "{said}");
    (output.status.success(), said, stick)
}

/// What became of a trial.
fn try_one(template: &Template, file: &Path, chance: &mut Chance) -> &'static str {
    let folder = copy(template.folder.path());
    let shown = file.strip_prefix(template.folder.path()).unwrap();
    let path = folder.path().join(shown);
    let mut bytes = fs::read(&path).unwrap();
    let how = harm(&mut bytes, chance);
    // In place, so that owner and mode stay.
    fs::write(&path, &bytes).unwrap();
    let shown = shown.to_str().unwrap().to_owned();
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    let what = format!("{shown}: {how}");
    let kind = shown
        .trim_start_matches("data/")
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    let said = check(&folder.path().join("relay.toml"));
    let told = said
        .lines()
        .any(|line| line.starts_with("FAULT") && names(line, &name));
    let relay = match Running::try_start(folder) {
        Ok(relay) => relay,
        Err(said) => {
            assert!(!said.contains("panicked"), "{what}: {said}");
            assert!(
                said.contains("error: ") && said.contains("hint: "),
                "{what}: {said}"
            );
            let lists_it = kind == "public" && said.contains("release.json");
            assert!(
                names(&said, &name) || lists_it,
                "{what} is not named: {said}"
            );
            // Letters never keep a relay from starting.
            assert!(
                !["inbox", "board", "parcels", "acknowledged", "partial"].contains(&kind.as_str()),
                "{what}: {said}"
            );
            return "refused, named";
        }
    };
    let new = numbered_letter(65_536, 1_000);
    let sender = Sender::new(&relay.card, relay.https, &Arc::default());
    let Ok(taken) = sender.send(&new, 65_536) else {
        // It fits its key and can be read, and yet its own signature no longer fits it: clients
        // refuse it, and the courier says so.
        assert_eq!(kind, "certificate.pem", "{what}");
        let (content, said, _) = courier(&relay);
        assert!(!content && !said.is_empty(), "{what}: {said}");
        return "a certificate: clients and the courier refuse it";
    };
    assert!(taken, "{what}: a new letter is not taken");
    // Everything that was not touched is there and whole.
    let mut damaged = None;
    for (id, whole) in &template.letters {
        let reply = relay.pull(&format!("/v1/inbox/{id}"));
        if shown.contains(id.as_str()) {
            damaged = Some((id, whole));
            assert!(BlobId::of(&reply.body).to_string() != *id, "{what}");
        } else if reply.status != 401 {
            assert_eq!((reply.status, &reply.body), (200, whole), "{what}");
        }
    }
    if let Some((id, whole)) = damaged {
        assert!(told, "{what} is not named by check: {said}");
        let (content, said, stick) = courier(&relay);
        assert!(!content && said.contains("damaged"), "{what}: {said}");
        assert!(
            !stick.path().join(format!("inbox/{id}.age")).exists(),
            "{what}"
        );
        // Its sender, who was never told of its arrival, sends it again.
        assert_eq!(relay.send(whole).status, 201);
        let reply = relay.pull(&format!("/v1/inbox/{id}"));
        assert_eq!(&reply.body, whole, "{what} is not mended");
        let (content, said, _) = courier(&relay);
        assert!(content, "{what}: {said}");
        return "a letter: named, left out by the courier, mended by its sender";
    }
    let result = match kind.as_str() {
        "partial" => {
            let state = relay.request("HEAD", &template.place, &[], b"");
            assert_eq!(state.status, 204, "{what}");
            let have: usize = state.header("upload-offset").unwrap().parse().unwrap();
            let rest = &numbered_letter(262_144, 50)[have..];
            let headers = [
                ("Content-Type", "application/partial-upload"),
                ("Upload-Offset", &have.to_string()),
                ("Upload-Complete", "?1"),
            ];
            let done = relay.request("PATCH", &template.place, &headers, rest);
            let mended = have < 150_000;
            let id = BlobId::of(&numbered_letter(262_144, 50)).to_string();
            match done.status {
                201 => assert_eq!(done.json()["sha256"] == id, mended, "{what}"),
                status => assert_eq!(status, 415, "{what}"),
            }
            "an upload: goes on where it is cut, or its sender sees another hash"
        }
        "board" | "parcels" | "acknowledged" if !told => {
            // JSON that still says something: a signed document of which no one asks again.
            assert!(name.ends_with(".json"), "{what} is not named: {said}");
            "a document changed within its JSON"
        }
        "board" | "parcels" | "acknowledged" => "named by check, the rest is served",
        "public" => {
            let page = relay.get("/");
            assert!(told, "{what} is not named: {said}");
            let whole = page.body == b"<!doctype html><title>Page</title>".repeat(400);
            // Without a page of the organisation a relay shows one of its own.
            let own = page.body.windows(15).any(|at| at == b"This is a relay");
            assert!(whole || own, "{what}: a damaged page is served");
            "named by check, the page is not served"
        }
        "documents" if name == "hours.json" => "the count of hours: begun anew from the lists",
        "documents" => {
            // The lane's edition: shown whole or not at all.
            let lanes = relay.get("/v1/board").json()["lanes"]
                .as_array()
                .unwrap()
                .len();
            assert_eq!(lanes, 0, "{what}: a damaged edition is shown");
            let log = log_of(relay);
            assert!(
                log.contains("edition") && log.contains("damaged"),
                "{what}: {log}"
            );
            return "an edition: not shown, told in the log";
        }
        // A comment in a settings file, a bit of a token that only the card knows.
        _ => "settings: nothing that matters here",
    };
    let log = log_of(relay);
    assert!(!log.contains("panicked"), "{what}: {log}");
    result
}

fn log_of(relay: Running) -> String {
    let pid = relay.pid().to_string();
    let stopped = Command::new("kill").args(["-TERM", &pid]).status();
    assert!(stopped.unwrap().success());
    relay.finish().1
}

#[test]
fn damage_is_named_and_costs_nothing_else() {
    let template = Template::new();
    let mut files: Vec<PathBuf> = Vec::new();
    walk(template.folder.path(), &mut files);
    // The card is the stick's; the relay never reads it.
    files
        .retain(|path| !path.ends_with("relay-card.json") && fs::metadata(path).unwrap().len() > 0);
    files.sort();
    let kinds = [
        "inbox",
        "board",
        "parcels",
        "public",
        "acknowledged",
        "documents",
        "partial",
        ".toml",
        "-token",
        ".pem",
    ];
    for kind in kinds {
        let there = files
            .iter()
            .any(|path| path.to_str().unwrap().contains(kind));
        assert!(there, "no file of {kind} in {files:?}");
    }
    let mut chance = Chance::new("damage");
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    let trials = rounds("SEALPOST_TRIALS", TRIALS);
    for trial in 0..trials {
        // Every file in turn, so that none is left out by chance.
        let file = files[trial as usize % files.len()].clone();
        *seen
            .entry(try_one(&template, &file, &mut chance))
            .or_default() += 1;
    }
    println!("{trials} trials over {} files:", files.len());
    for (what, count) in seen {
        println!("{count:5}  {what}");
    }
}
