//! The desk from a letter on a stick to what remains after its destruction.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod assessment;
mod damage;
mod enrolment;
mod hostile;
mod keeping;
mod letters;
mod order;
mod publishing;
mod replies;
mod rollback;
mod speed;
mod stick;

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use crypto_core::{
    Attachment, Digest, Form, Language, Letter, LetterId, LetterKind, Organisation, Receipt,
    WireValue, day_of, seal_letter,
};
use jiff::{SignedDuration, Timestamp};
use rand_core::OsRng;
use secrecy::SecretString;
use tempfile::TempDir;

use super::*;

pub(super) const RELAY: &str = "00112233445566778899aabbccddeeff";

/// A vault, a stick and the files that lie elsewhere.
pub(super) struct World {
    pub(super) home: TempDir,
    pub(super) stick: TempDir,
    pub(super) now: Timestamp,
}

pub(super) fn passphrase() -> SecretString {
    SecretString::from("five words for the test")
}

pub(super) fn quiet(_: Progress) {}

impl World {
    pub(super) fn new() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            stick: tempfile::tempdir().unwrap(),
            now: "2026-11-23T14:20:00Z".parse().unwrap(),
        }
    }

    pub(super) fn vault(&self) -> PathBuf {
        self.home.path().join("vault")
    }

    pub(super) fn root(&self) -> PathBuf {
        self.home.path().join("root.age")
    }

    pub(super) fn create(&self) -> Desk {
        Desk::create(
            &self.vault(),
            NewDesk {
                organisation: "Test Rights".to_owned(),
                person: "linh".to_owned(),
                passphrase: passphrase(),
                root_file: self.root(),
                root_passphrase: passphrase(),
            },
            self.now,
        )
        .unwrap()
    }

    /// A desk that has published, and what defenders read.
    pub(super) fn published(&self) -> (Desk, Organisation) {
        let mut desk = self.create();
        let card = format!(
            r#"{{"type":"sealpost-relay-card","version":1,"relay":"{RELAY}","name":"one","https":"https://relay.example","onion":null,"certificate":null,"pull_token":"{token}","push_token":"{token}"}}"#,
            token = "A".repeat(43)
        );
        let relays = self.stick.path().join("relays");
        std::fs::create_dir_all(&relays).unwrap();
        std::fs::write(relays.join("one.json"), card).unwrap();
        self.publish(&mut desk);
        let organisation = self.organisation();
        (desk, organisation)
    }

    pub(super) fn publish(&self, desk: &mut Desk) -> PublishReport {
        let request = PublishRequest {
            root_file: self.root(),
            root_passphrase: passphrase(),
        };
        desk.publish(&request, self.stick.path(), self.now).unwrap()
    }

    pub(super) fn organisation(&self) -> Organisation {
        let files = self.stick.path().join("public/files");
        let bytes = std::fs::read(files.join("organisation.json")).unwrap();
        let minisig = std::fs::read_to_string(files.join("organisation.json.minisig")).unwrap();
        Organisation::verify(&bytes, &minisig).unwrap()
    }

    pub(super) fn unlock(&self) -> Desk {
        self.try_unlock().unwrap()
    }

    pub(super) fn try_unlock(&self) -> Result<Desk, DeskError> {
        Desk::unlock(&self.vault(), "linh", &passphrase(), self.now)
    }

    pub(super) fn exchange(&self, desk: &mut Desk) -> ExchangeReport {
        desk.exchange(
            self.stick.path(),
            &ExchangeOptions::default(),
            self.now,
            &mut quiet,
        )
        .unwrap()
    }

    pub(super) fn later(&mut self, hours: i64) {
        self.now += SignedDuration::from_hours(hours);
    }

    /// Puts sealed bytes into the inbox, with an hour of arrival.
    pub(super) fn put(&self, sealed: &[u8]) -> Digest {
        let name = Digest::of(sealed);
        let inbox = self.stick.path().join("inbox");
        std::fs::create_dir_all(&inbox).unwrap();
        std::fs::write(inbox.join(format!("{name}.age")), sealed).unwrap();
        let path = self.stick.path().join("arrivals.json");
        let mut arrivals: serde_json::Value = std::fs::read(&path)
            .map(|bytes| serde_json::from_slice(&bytes).unwrap())
            .unwrap_or_else(|_| serde_json::json!({}));
        let hour = crypto_core::hour_of(self.now - SignedDuration::from_hours(3));
        arrivals[name.to_string()] = serde_json::json!({ RELAY: hour.to_string() });
        std::fs::write(&path, arrivals.to_string()).unwrap();
        name
    }
}

/// A letter with one photo.
pub(super) fn letter(
    organisation: &Organisation,
    receipt: &Receipt,
    kind: LetterKind,
    text: &str,
    photo: &[u8],
    now: Timestamp,
) -> Vec<u8> {
    let programme = organisation.programme("emergency").unwrap();
    let form = &programme.form;
    let long = first_of(form, crypto_core::Kind::LongText);
    let country = first_of(form, crypto_core::Kind::Country);
    let files: Vec<Attachment> = (!photo.is_empty())
        .then(|| {
            Attachment::describe(None, "photo.jpg", "image/jpeg", &mut Cursor::new(photo)).unwrap()
        })
        .into_iter()
        .collect();
    let letter = Letter {
        id: LetterId::random(&mut OsRng),
        kind,
        organisation: organisation.id,
        programme: programme.id.clone(),
        form: form.hash(),
        language: Language::Vi,
        answers: [
            (long, WireValue::Text(text.to_owned())),
            (country, WireValue::Text("VN".to_owned())),
        ]
        .into_iter()
        .filter(|_| kind != LetterKind::Cover)
        .collect(),
        message: None,
        attachments: files,
        receipt: receipt.public(),
        answer_key: organisation.answer_key().id(),
        in_reply_to: None,
        more_follows: false,
        made_on: day_of(now),
        x: None,
    };
    let mut readers: Vec<Box<dyn Read>> = letter
        .attachments
        .iter()
        .map(|_| Box::new(Cursor::new(photo.to_vec())) as Box<dyn Read>)
        .collect();
    let mut sealed = Vec::new();
    seal_letter(
        &letter,
        receipt,
        organisation.answer_key(),
        organisation.intake_key(now).recipient,
        &mut readers,
        &mut sealed,
    )
    .unwrap();
    sealed
}

fn first_of(form: &Form, kind: crypto_core::Kind) -> String {
    form.questions()
        .find(|question| question.kind == kind)
        .unwrap()
        .id
        .clone()
}

/// A desk with one imported letter.
pub(super) fn with_case(world: &World) -> (Desk, Organisation, Receipt, CaseId, Digest) {
    let (mut desk, organisation) = world.published();
    let receipt = Receipt::generate(&mut OsRng);
    let sealed = letter(
        &organisation,
        &receipt,
        LetterKind::First,
        "Công an bắt anh tôi sáng nay\nxin giúp",
        b"a photo",
        world.now,
    );
    let name = world.put(&sealed);
    let report = world.exchange(&mut desk);
    assert_eq!(report.import.imported, 1, "{report:?}");
    let case = report.import.cases[0];
    (desk, organisation, receipt, case, name)
}

pub(super) fn sealed_files(vault: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(vault.join("files"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}

/// A first letter without answers and files.
pub(super) fn plain_letter(
    organisation: &Organisation,
    receipt: &Receipt,
    now: Timestamp,
) -> Letter {
    let programme = organisation.programme("emergency").unwrap();
    Letter {
        id: LetterId::random(&mut OsRng),
        kind: LetterKind::First,
        organisation: organisation.id,
        programme: programme.id.clone(),
        form: programme.form.hash(),
        language: Language::En,
        answers: Default::default(),
        message: None,
        attachments: Vec::new(),
        receipt: receipt.public(),
        answer_key: organisation.answer_key().id(),
        in_reply_to: None,
        more_follows: false,
        made_on: day_of(now),
        x: None,
    }
}

/// Seals a letter without files.
pub(super) fn seal(
    organisation: &Organisation,
    receipt: &Receipt,
    letter: &Letter,
    now: Timestamp,
) -> Vec<u8> {
    let mut sealed = Vec::new();
    seal_letter(
        letter,
        receipt,
        organisation.answer_key(),
        organisation.intake_key(now).recipient,
        &mut [],
        &mut sealed,
    )
    .unwrap();
    sealed
}
