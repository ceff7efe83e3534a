//! A desk alone: a vault, a stick and letters on it, without relays.
//!
//! For tests that run the desk hundreds of times: the passphrase files are sealed again with little
//! work, or every run would take a second before it begins.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use crypto_core::{
    Attachment, Digest, Kind, Language, Letter, LetterId, LetterKind, Organisation, Receipt,
    WireValue, day_of, hour_of, open_with_passphrase, seal_letter, seal_with_passphrase,
};
use jiff::Timestamp;
use rand_core::OsRng;
use secrecy::SecretString;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::Program;

const PASSPHRASE: &str = "six calm herons watch the river";
const ROOT_PASSPHRASE: &str = "an old bridge of nine grey stones";
const RELAY: &str = "00112233445566778899aabbccddeeff";
/// 2^10: a hundredth of a second.
const LITTLE_WORK: u8 = 10;

/// Every file of a folder, by its path from there.
pub type Snapshot = BTreeMap<PathBuf, Vec<u8>>;

/// A desk in a folder of its own, which goes with this value.
#[derive(Debug)]
pub struct Office {
    folder: TempDir,
}

impl Office {
    /// Makes an organisation whose desk has published.
    ///
    /// # Panics
    ///
    /// If the desk refuses.
    pub fn new() -> Self {
        Self::within(None)
    }

    /// The same with vault and stick in folders of file systems of their own.
    ///
    /// # Panics
    ///
    /// As [`Office::new`].
    pub fn on(vault: &Path, stick: &Path) -> Self {
        Self::within(Some((vault, stick)))
    }

    fn within(places: Option<(&Path, &Path)>) -> Self {
        let folder = TempDir::with_prefix("sealpost-office-").expect("a folder can be made");
        let office = Self { folder };
        if let Some((vault, stick)) = places {
            for (place, name) in [(vault, "vault"), (stick, "stick")] {
                fs::create_dir(place.join(name)).expect("a folder can be made");
                std::os::unix::fs::symlink(place.join(name), office.path(name))
                    .expect("a link can be made");
            }
        }
        for folder in ["stick/relays", "stick/inbox", "home", "away"] {
            fs::create_dir_all(office.path(folder)).expect("a folder can be made");
        }
        for (name, text) in [
            ("passphrase", PASSPHRASE),
            ("root-passphrase", ROOT_PASSPHRASE),
        ] {
            fs::write(office.path(name), format!("{text}\n")).expect("a file can be written");
        }
        let token = "A".repeat(43);
        let card = json!({
            "type": "sealpost-relay-card", "version": 1, "relay": RELAY, "name": "one",
            "https": "https://relay.example", "onion": null, "certificate": null,
            "pull_token": token, "push_token": token,
        });
        fs::write(office.stick().join("relays/one.json"), card.to_string())
            .expect("a file can be written");
        office
            .desk()
            .args(["--person", "first", "init", "--organisation", "Example"])
            .arg("--root")
            .arg(office.root())
            .run()
            .ok();
        office.lighten(&office.vault().join("people"), "first", PASSPHRASE);
        office.lighten(&office.path("away"), "root", ROOT_PASSPHRASE);
        office.publish().run().ok();
        office
    }

    /// Seals passphrase files again with little work.
    ///
    /// # Panics
    ///
    /// If they do not open.
    fn lighten(&self, folder: &Path, name: &str, passphrase: &str) {
        let passphrase = SecretString::from(passphrase);
        let path = folder.join(format!("{name}.age"));
        let sealed = fs::read(&path).expect("the file is there");
        let record = open_with_passphrase(&passphrase, &sealed).expect("it opens");
        let light = seal_with_passphrase(&passphrase, &record, LITTLE_WORK);
        let twin = folder.join(format!("{name}.twin"));
        for path in [path, twin] {
            if path.exists() {
                fs::write(path, &light).expect("it can be written");
            }
        }
    }

    /// Lets a second laptop join; its vault is returned.
    ///
    /// # Panics
    ///
    /// If one of the two refuses.
    pub fn enrol(&self, person: &str) -> PathBuf {
        let other = self.path(person);
        let request = self
            .desk_at(&other)
            .args(["--person", person, "enrol", "request"])
            .arg(self.stick())
            .run()
            .ok();
        self.lighten(&other.join("people"), person, PASSPHRASE);
        let words = request
            .stdout
            .lines()
            .next()
            .and_then(|line| line.strip_prefix(person))
            .expect("the request shows its words")
            .trim()
            .to_owned();
        self.desk()
            .args(["enrol", "accept", "--words", &words])
            .arg(self.stick())
            .run()
            .ok();
        self.desk_at(&other)
            .args(["enrol", "finish"])
            .arg(self.stick())
            .run()
            .ok();
        self.publish().run().ok();
        other
    }

    /// Returns a path inside the office's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the stick.
    pub fn stick(&self) -> PathBuf {
        self.path("stick")
    }

    /// Returns the vault.
    pub fn vault(&self) -> PathBuf {
        self.path("vault")
    }

    /// Returns the root key's sealed file.
    pub fn root(&self) -> PathBuf {
        self.path("away/root.age")
    }

    /// Begins a command of the desk.
    pub fn desk(&self) -> Program {
        self.desk_at(&self.vault())
    }

    /// Begins a command of a desk with another vault.
    pub fn desk_at(&self, vault: &Path) -> Program {
        Program::ours("sealpost-triage", &self.path("home"))
            .arg("--vault")
            .arg(vault)
            .arg("--passphrase-file")
            .arg(self.path("passphrase"))
            .arg("--root-passphrase-file")
            .arg(self.path("root-passphrase"))
    }

    /// Begins `publish`.
    pub fn publish(&self) -> Program {
        self.desk()
            .arg("publish")
            .arg(self.stick())
            .arg("--root")
            .arg(self.root())
    }

    /// Begins a task that takes the stick.
    pub fn with_stick(&self, task: &str) -> Program {
        self.desk().arg(task).arg(self.stick())
    }

    /// Returns what was published.
    ///
    /// # Panics
    ///
    /// If the stick does not hold it whole.
    pub fn organisation(&self) -> Organisation {
        let files = self.stick().join("public/files");
        let bytes = fs::read(files.join("organisation.json")).expect("it is on the stick");
        let minisig = fs::read_to_string(files.join("organisation.json.minisig"))
            .expect("it is on the stick");
        Organisation::verify(&bytes, &minisig).expect("it is whole")
    }

    /// Puts a letter with one photo into the inbox; returns its name there.
    ///
    /// # Panics
    ///
    /// If it cannot be sealed.
    pub fn send(&self, text: &str, photo: &[u8]) -> Digest {
        let organisation = self.organisation();
        let receipt = Receipt::generate(&mut OsRng);
        let now = Timestamp::now();
        let programme = organisation
            .programme("emergency")
            .expect("it is published");
        let question = programme
            .form
            .questions()
            .find(|question| question.kind == Kind::LongText)
            .expect("the form asks what happened");
        let letter = Letter {
            id: LetterId::random(&mut OsRng),
            kind: LetterKind::First,
            organisation: organisation.id,
            programme: programme.id.clone(),
            form: programme.form.hash(),
            language: Language::En,
            answers: [(question.id.clone(), WireValue::Text(text.to_owned()))]
                .into_iter()
                .collect(),
            message: None,
            attachments: vec![
                Attachment::describe(None, "photo.jpg", "image/jpeg", &mut Cursor::new(photo))
                    .expect("memory can be read"),
            ],
            receipt: receipt.public(),
            answer_key: organisation.answer_key().id(),
            in_reply_to: None,
            more_follows: false,
            made_on: day_of(now),
            x: None,
        };
        let mut readers: Vec<Box<dyn Read>> = vec![Box::new(Cursor::new(photo.to_vec()))];
        let mut sealed = Vec::new();
        seal_letter(
            &letter,
            &receipt,
            organisation.answer_key(),
            organisation.intake_key(now).recipient,
            &mut readers,
            &mut sealed,
        )
        .expect("it can be sealed");
        let name = Digest::of(&sealed);
        let inbox = self.stick().join("inbox");
        fs::create_dir_all(&inbox).expect("a folder can be made");
        fs::write(inbox.join(format!("{name}.age")), sealed).expect("it can be written");
        let path = self.stick().join("arrivals.json");
        let mut arrivals: Value = fs::read(&path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_else(|| json!({}));
        arrivals[name.to_string()] = json!({ RELAY: hour_of(now).to_string() });
        fs::write(path, arrivals.to_string()).expect("it can be written");
        name
    }

    /// Returns the rows of all cases.
    ///
    /// # Panics
    ///
    /// If the desk refuses.
    pub fn rows(&self) -> Vec<Value> {
        let ran = self.desk().args(["--json", "list", "--all"]).run().ok();
        let rows: Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
        rows.as_array().expect("it is a list").clone()
    }

    /// Returns all that is shown of a case.
    ///
    /// # Panics
    ///
    /// If the desk refuses.
    pub fn shown(&self, case: &str) -> Value {
        let ran = self.desk().args(["--json", "show", case]).run().ok();
        serde_json::from_str(&ran.stdout).expect("it is JSON")
    }
}

impl Default for Office {
    fn default() -> Self {
        Self::new()
    }
}

/// Reads every file of a folder. A vault's lock is left out: a vault is known by its making.
///
/// # Panics
///
/// If the folder cannot be read.
pub fn snapshot(folder: &Path) -> Snapshot {
    let mut found = Snapshot::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_none_or(|name| name != "lock") {
                let name = path
                    .strip_prefix(folder)
                    .expect("it lies within")
                    .to_owned();
                found.insert(name, fs::read(path).expect("the file can be read"));
            }
        }
    }
    found
}

/// Makes a folder hold what it held, in its place.
///
/// # Panics
///
/// If it cannot be written.
pub fn put_back(folder: &Path, snapshot: &Snapshot) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            fs::remove_dir_all(path).expect("it can be removed");
        } else if path.file_name().is_none_or(|name| name != "lock") {
            fs::remove_file(path).expect("it can be removed");
        }
    }
    for (name, bytes) in snapshot {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it lies within"))
            .and_then(|()| fs::write(path, bytes))
            .expect("it can be written");
    }
}

/// How many rounds a test of many runs makes: `SEALPOST_ROUNDS`, or so many.
pub fn rounds(usual: u64) -> u64 {
    std::env::var("SEALPOST_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(usual)
}
