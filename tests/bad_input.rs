//! Every program refuses what is truncated, oversized, foreign or random: one sentence and a
//! hint, and nothing half-written.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crypto_core::{Language, Sealer, SizeClass};
use e2e::{Program, Ran, Stage};
use rand_core::{OsRng, RngCore};

/// Names of everything under a folder.
fn listing(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            }
            found.insert(entry.path());
        }
    }
    found
}

#[track_caller]
fn refused(ran: Ran) {
    let code = ran.status.code();
    assert!(code.is_some_and(|code| code != 0), "{}", ran.report());
    ran.refused(code.unwrap());
}

fn random(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

#[test]
fn the_tool_refuses_bad_files() {
    let stage = Stage::with_relays(&["north"]);
    let good = fs::read(stage.stick().join("public/files/organisation.json")).unwrap();
    let signature = stage.stick().join("public/files/organisation.json.minisig");
    let mut changed = good.clone();
    let at = changed.windows(7).position(|w| w == b"Example").unwrap();
    changed[at] = b'X';
    let bad_files = [
        ("empty", Vec::new()),
        ("random", random(5_000)),
        ("truncated", good[..good.len() / 2].to_vec()),
        ("changed", changed),
        ("oversized", vec![b' '; 5 << 20]),
    ];
    for (name, bytes) in &bad_files {
        let file = stage.path(name);
        fs::write(&file, bytes).unwrap();
        fs::copy(&signature, stage.path(&format!("{name}.minisig"))).unwrap();
        let before = listing(&stage.path("home"));
        refused(
            stage
                .defender(Language::En)
                .args(["trust", "--fingerprint", &stage.fingerprint(), "--file"])
                .arg(&file)
                .run(),
        );
        let left: Vec<_> = listing(&stage.path("home"))
            .difference(&before)
            .filter(|path| path.is_file())
            .cloned()
            .collect();
        assert!(left.is_empty(), "{name} left {left:?}");
    }
    // The right file with the wrong words.
    refused(
        stage
            .defender(Language::Vi)
            .args(["trust", "--fingerprint", &"abandon ".repeat(8), "--file"])
            .arg(stage.stick().join("public/files/organisation.json"))
            .run(),
    );
    stage.trust();

    for (name, _) in &bad_files {
        let file = stage.path(name);
        let out = stage.path("out.age");
        for language in Language::ALL {
            refused(stage.defender(language).arg("send").arg(&file).run());
        }
        refused(
            stage
                .defender(Language::En)
                .arg("seal")
                .arg(&file)
                .arg("--output")
                .arg(&out)
                .run(),
        );
        assert!(!out.exists(), "{name} left a letter");
        refused(
            stage
                .defender(Language::En)
                .arg("replies")
                .arg("--receipt-file")
                .arg(&file)
                .run(),
        );
        refused(
            stage
                .defender(Language::En)
                .arg("ask")
                .arg("--draft")
                .arg(&file)
                .input("zoo ".repeat(12))
                .run(),
        );
    }
}

#[test]
fn the_desk_keeps_what_it_cannot_open_and_names_it() {
    let stage = Stage::with_relays(&["north"]);
    stage.trust();
    stage.ask(
        Language::En,
        &[
            ("asking", "1"),
            ("country", "CN"),
            ("what_happened", "An example request."),
        ],
    );
    stage.sync().ok();
    let inbox = stage.stick().join("inbox");
    let good = fs::read_dir(&inbox)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let sealed = fs::read(&good).unwrap();

    // To a key that nobody has.
    let stranger = crypto_core::HybridIdentity::generate(&mut OsRng);
    let class = SizeClass::for_plaintext(10).unwrap();
    let foreign = Sealer::new(stranger.recipient(), class, Vec::new())
        .unwrap()
        .finish()
        .unwrap();
    // Cut, random and foreign, each under the name that its hash asks for.
    for bytes in [
        foreign,
        random(65_536),
        sealed[..40_000].to_vec(),
        Vec::new(),
    ] {
        let name = format!("{}.age", crypto_core::Digest::of(&bytes));
        fs::write(inbox.join(name), bytes).unwrap();
    }
    // Under a name that is not its hash, and names that are no hash at all.
    fs::write(inbox.join(format!("{}.age", "ab".repeat(32))), &sealed).unwrap();
    fs::write(inbox.join("note.txt"), "not ours").unwrap();
    fs::write(stage.stick().join("arrivals.json"), "{").unwrap();

    let before = listing(&stage.stick());
    let ran = stage.desk().arg("exchange").arg(stage.stick()).run();
    assert!(!ran.stderr.contains("panicked"), "{}", ran.report());
    assert!(
        ran.status.code().is_some_and(|code| [0, 5].contains(&code)),
        "{}",
        ran.report()
    );
    assert_eq!(
        stage.cases().len(),
        1,
        "the good letter among them was imported"
    );
    let after = listing(&stage.stick());
    let gone: Vec<_> = before.difference(&after).collect();
    assert!(gone.is_empty(), "the desk removed {gone:?}");

    let exported = stage.path("exported");
    let case = stage.cases().pop().unwrap();
    refused(
        stage
            .desk()
            .args(["export", &case, "9"])
            .arg(&exported)
            .run(),
    );
    assert!(!exported.exists());
    let missing = stage.path("no-such-text");
    let ran = stage
        .desk()
        .args(["note", &case, "--text"])
        .arg(&missing)
        .run();
    refused(ran.says("no-such-text"));
    refused(stage.desk().args(["show", "zz"]).run());
    refused(stage.desk().args(["restore"]).arg(stage.path("home")).run());
    fs::write(stage.path("wrong"), "not the passphrase at all\n").unwrap();
    refused(
        Program::ours("sealpost-triage", &stage.path("home"))
            .arg("--vault")
            .arg(stage.vault())
            .arg("--passphrase-file")
            .arg(stage.path("wrong"))
            .arg("list")
            .run(),
    );
}
