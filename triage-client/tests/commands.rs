//! Every task as it is typed, with the real binary.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crypto_core::{
    Attachment, Digest, Kind, Language, Letter, LetterId, LetterKind, Organisation, Receipt,
    WireValue, seal_letter,
};
use jiff::Timestamp;
use rand_core::OsRng;

const BINARY: &str = env!("CARGO_BIN_EXE_sealpost-triage");

struct World {
    home: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(home.path().join("stick/relays")).unwrap();
        std::fs::write(home.path().join("linh"), "five words for the test\n").unwrap();
        std::fs::write(home.path().join("root"), "other words for the root\n").unwrap();
        Self { home }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = Command::new(BINARY)
            .args(arguments)
            .env("SEALPOST_VAULT", self.path("vault"))
            .env_remove("SEALPOST_PERSON")
            .arg("--passphrase-file")
            .arg(self.path("linh"))
            .arg("--root-passphrase-file")
            .arg(self.path("root"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    }

    fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments, "");
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
        text(&output.stdout)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn card(path: &Path) {
    let token = "A".repeat(43);
    let card = serde_json::json!({
        "type": "sealpost-relay-card", "version": 1,
        "relay": "00112233445566778899aabbccddeeff", "name": "one",
        "https": "https://relay.example", "onion": null, "certificate": null,
        "pull_token": token, "push_token": token,
    });
    std::fs::write(path, card.to_string()).unwrap();
}

#[test]
fn a_day_at_the_desk_without_a_window() {
    let world = World::new();
    let stick = world.path("stick");
    let stick = stick.to_str().unwrap();
    let root = world.path("root.age");
    let root = root.to_str().unwrap();

    let failed = world.run(&["list"], "");
    assert_eq!(failed.status.code(), Some(1));
    assert!(
        text(&failed.stderr).contains("hint: run init"),
        "{}",
        text(&failed.stderr)
    );

    let made = world.good(&[
        "init",
        "--organisation",
        "Test",
        "--person",
        "linh",
        "--root",
        root,
    ]);
    assert!(made.contains("Fingerprint"));
    for name in [
        "root.age",
        "root-fallback.age",
        "root-next.age",
        "vault/organisation.toml",
    ] {
        assert!(world.path(name).exists(), "{name}");
    }
    // Publishing without a relay is refused by name, and nothing is written.
    let refused = world.run(&["publish", stick, "--root", root], "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(!world.path("stick/public").exists());
    card(&world.path("stick/relays/one.json"));
    let published = world.good(&["publish", stick, "--root", root]);
    assert!(published.contains("Publication 1"), "{published}");
    assert!(
        world
            .path("stick/public/files/organisation.json.minisig")
            .exists()
    );

    let listed = world.good(&["list", "--json"]);
    assert_eq!(listed.trim(), "[]");
    let output = world.run(&["exchange", stick, "--json"], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["import"]["imported"], 0);
    assert!(world.path("stick/board/00/edition.json").exists());

    // A file that is not a letter: done, but somebody should look.
    std::fs::create_dir_all(world.path("stick/inbox")).unwrap();
    let name = format!("{}.age", "ab".repeat(32));
    std::fs::write(world.path("stick/inbox").join(&name), b"not a letter").unwrap();
    let output = world.run(&["exchange", stick], "");
    assert_eq!(output.status.code(), Some(5));
    assert!(text(&output.stderr).contains(&name));
    assert!(
        text(&output.stdout).starts_with("0 letters imported, 0 new cases, 0 known already\n"),
        "what came is said first: {}",
        text(&output.stdout)
    );

    assert!(
        world
            .good(&["backup", stick])
            .contains("read back and right")
    );
    assert_eq!(world.good(&["verify"]).trim(), "everything is whole");
    assert!(world.good(&["summary"]).contains("Publication   1"));
    let missing = world.run(&["note", "abcdef"], "text");
    assert_eq!(missing.status.code(), Some(1));

    std::fs::write(world.path("minh"), "minh has five words too\n").unwrap();
    let minh = world.path("minh");
    world.good(&[
        "person",
        "add",
        "minh",
        "--new-passphrase-file",
        minh.to_str().unwrap(),
    ]);
    assert_eq!(world.good(&["person", "list"]), "linh\nminh\n");
    let who = world.run(&["list"], "");
    assert!(
        text(&who.stderr).contains("--person"),
        "{}",
        text(&who.stderr)
    );
    world.good(&["list", "--person", "linh"]);

    std::fs::write(world.path("linh"), "wrong words are tried here\n").unwrap();
    let wrong = world.run(&["list", "--person", "linh"], "");
    assert_eq!(wrong.status.code(), Some(3));
    assert_eq!(text(&wrong.stdout), "");
}

#[test]
fn nothing_is_written_over() {
    let world = World::new();
    let root = world.path("root.age");
    let root = root.to_str().unwrap();
    std::fs::write(world.path("root.age"), "precious").unwrap();
    let arguments = [
        "init",
        "--organisation",
        "Test",
        "--person",
        "linh",
        "--root",
        root,
    ];
    let refused = world.run(&arguments, "");
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(root).unwrap(), "precious");
    assert!(!world.path("vault").exists(), "nothing is left behind");
}

/// Seals a letter with one file and puts it into the stick's inbox.
fn send(world: &World, text: &str) {
    let files = world.path("stick/public/files");
    let document = std::fs::read(files.join("organisation.json")).unwrap();
    let minisig = std::fs::read_to_string(files.join("organisation.json.minisig")).unwrap();
    let organisation = Organisation::verify(&document, &minisig).unwrap();
    let programme = organisation.programme("emergency").unwrap();
    let question = programme
        .form
        .questions()
        .find(|question| question.kind == Kind::LongText)
        .unwrap();
    let receipt = Receipt::generate(&mut OsRng);
    let now = Timestamp::now();
    let mut photo: &[u8] = b"a photo";
    let letter = Letter {
        id: LetterId::random(&mut OsRng),
        kind: LetterKind::First,
        organisation: organisation.id,
        programme: "emergency".to_owned(),
        form: programme.form.hash(),
        language: Language::Vi,
        answers: [(question.id.clone(), WireValue::Text(text.to_owned()))]
            .into_iter()
            .collect(),
        message: None,
        attachments: vec![
            Attachment::describe(None, "photo.jpg", "image/jpeg", &mut photo).unwrap(),
        ],
        receipt: receipt.public(),
        answer_key: organisation.answer_key().id(),
        in_reply_to: None,
        more_follows: false,
        made_on: crypto_core::day_of(now),
        x: None,
    };
    let mut sealed = Vec::new();
    seal_letter(
        &letter,
        &receipt,
        organisation.answer_key(),
        organisation.intake_key(now).recipient,
        &mut [Box::new(&b"a photo"[..])],
        &mut sealed,
    )
    .unwrap();
    let inbox = world.path("stick/inbox");
    std::fs::create_dir_all(&inbox).unwrap();
    std::fs::write(inbox.join(format!("{}.age", Digest::of(&sealed))), sealed).unwrap();
}

#[test]
fn a_letter_is_read_answered_and_destroyed() {
    let world = World::new();
    let stick = world.path("stick");
    let stick = stick.to_str().unwrap();
    let root = world.path("root.age");
    let root = root.to_str().unwrap();
    world.good(&[
        "init",
        "--organisation",
        "Test",
        "--person",
        "linh",
        "--root",
        root,
    ]);
    card(&world.path("stick/relays/one.json"));
    world.good(&["publish", stick, "--root", root]);
    // A sender may try to move the reader's cursor.
    send(&world, "xin giúp\u{1b}[2J");
    assert_eq!(
        world.good(&["import", stick]),
        "1 letter imported, 1 new case, 0 known already\n"
    );
    let rows: serde_json::Value = serde_json::from_str(&world.good(&["list", "--json"])).unwrap();
    let case = rows[0]["id"].as_str().unwrap()[..6].to_owned();
    let shown = world.good(&["show", &case, "--read", "--language", "vi"]);
    assert!(
        shown.contains("xin giúp") && !shown.contains('\u{1b}'),
        "{shown}"
    );
    let json = world.good(&["show", &case, "--json"]);
    assert!(
        !json.contains("\"key\"") && !json.contains("slot"),
        "{json}"
    );

    let target = world.path("out.jpg");
    world.good(&["export", &case, "1", target.to_str().unwrap()]);
    assert_eq!(std::fs::read(&target).unwrap(), b"a photo");
    let reply = world.run(
        &["reply", &case, "--status", "granted"],
        "Chúng tôi sẽ giúp.",
    );
    assert!(reply.status.success(), "{}", text(&reply.stderr));
    let note = world.run(&["note", &case], "called");
    assert!(note.status.success(), "{}", text(&note.stderr));
    world.good(&["assign", &case, "linh"]);
    world.good(&["tag", &case, "urgent"]);
    world.good(&["exchange", stick]);
    let shown = world.good(&["show", &case]);
    for expected in [
        "granted",
        "Acknowledgement by itself",
        "given to the stick",
        "called",
        "urgent",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    let refused = world.run(&["destroy", &case, "--reason", "asked for"], "no\n");
    assert_eq!(refused.status.code(), Some(1));
    world.good(&["destroy", &case, "--reason", "asked for", "--yes"]);
    assert_eq!(world.good(&["list", "--all", "--json"]).trim(), "[]");
    let again: serde_json::Value =
        serde_json::from_str(&world.good(&["exchange", stick, "--json"])).unwrap();
    assert_eq!(again["import"]["imported"], 0);
    assert_eq!(again["letters_released"], 1);
    assert_eq!(world.good(&["verify"]).trim(), "everything is whole");
}

#[test]
fn what_opens_and_is_no_letter_is_named_until_somebody_looked() {
    let world = World::new();
    let stick = world.path("stick");
    let stick = stick.to_str().unwrap();
    let root = world.path("root.age");
    let root = root.to_str().unwrap();
    let init = [
        "init",
        "--organisation",
        "Test",
        "--person",
        "linh",
        "--root",
        root,
    ];
    world.good(&init);
    card(&world.path("stick/relays/one.json"));
    world.good(&["publish", stick, "--root", root]);
    let document = std::fs::read(world.path("stick/public/files/organisation.json")).unwrap();
    let organisation = Organisation::parse(&document).unwrap();
    let plain = crypto_core::encode_head(crypto_core::FrameKind::Letter, &"no letter").unwrap();
    let recipient = organisation.intake_key(Timestamp::now()).recipient;
    let class = crypto_core::SizeClass::for_plaintext(plain.len() as u64).unwrap();
    let mut sealer = crypto_core::Sealer::new(recipient, class, Vec::new()).unwrap();
    sealer.write_all(&plain).unwrap();
    let sealed = sealer.finish().unwrap();
    let name = format!("{}.age", Digest::of(&sealed));
    std::fs::create_dir_all(world.path("stick/inbox")).unwrap();
    std::fs::write(world.path("stick/inbox").join(&name), &sealed).unwrap();
    for _ in 0..2 {
        let output = world.run(&["exchange", stick], "");
        assert_eq!(output.status.code(), Some(5));
        let said = text(&output.stderr);
        assert!(
            said.contains(&name) && said.contains("not imported"),
            "{said}"
        );
    }
    let output = world.run(&["summary"], "");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("Set aside     1 letter,"));
    let said = text(&output.stderr);
    assert!(said.contains(&name) && said.contains("rescue"), "{said}");
    let json: serde_json::Value =
        serde_json::from_str(&world.good(&["summary", "--json"])).unwrap();
    assert_eq!(json["set_aside"][0]["reason"], "malformed");
    assert_eq!(
        std::fs::read(world.path("vault/aside").join(&name)).unwrap(),
        sealed
    );
}
