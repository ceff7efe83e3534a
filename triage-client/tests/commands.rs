//! Every task as it is typed, with the real binary.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

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
