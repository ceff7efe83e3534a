//! What a caseworker reads when a file of the vault is damaged, by the real desk: one sentence for
//! each thing, what to do, and never a panic. The trials by the hundred are in the desk's own tests.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::fs;
use std::path::Path;

use e2e::{Dice, Office, Program, put_back, snapshot};
use serde_json::Value;

fn findings(office: &Office) -> (i32, Vec<(String, bool, String)>) {
    let ran = office.desk().args(["--json", "verify"]).run();
    assert!(!ran.stderr.contains("panicked"), "{}", ran.report());
    let code = ran.status.code().unwrap();
    assert!([0, 5].contains(&code), "{}", ran.report());
    let found: Value = serde_json::from_str(&ran.stdout).unwrap();
    let found = found.as_array().unwrap().iter().map(|finding| {
        (
            finding["kind"].as_str().unwrap().to_owned(),
            finding["mended"].as_bool().unwrap(),
            finding["about"].as_str().unwrap().to_owned(),
        )
    });
    (code, found.collect())
}

fn flip(path: &Path, dice: &mut Dice) {
    let mut bytes = fs::read(path).unwrap();
    let at = dice.below(bytes.len());
    bytes[at] ^= 1 << dice.below(8);
    fs::write(path, bytes).unwrap();
}

#[test]
fn damage_is_mended_or_named_and_said_what_to_do() {
    let office = Office::new();
    for text in ["one", "two"] {
        office.send(text, text.as_bytes());
    }
    office.with_stick("exchange").run().ok();
    let rows = office.rows();
    let case = rows[0]["id"].as_str().unwrap().to_owned();
    office
        .desk()
        .args(["note", &case])
        .input("a note")
        .run()
        .ok();
    let backup = office.path("backup-stick");
    fs::create_dir(&backup).unwrap();
    office.desk().arg("backup").arg(&backup).run().ok();
    let whole = snapshot(&office.vault());
    let shown = office.shown(&case);
    let reset = || put_back(&office.vault(), &whole);

    // Every file once, and the cache's more often: its engine is the one that may panic.
    for (number, name) in whole.keys().enumerate() {
        let times = if name.starts_with("store") { 4 } else { 1 };
        for time in 0..times {
            reset();
            let what = format!("{}, {time}", name.display());
            let path = office.vault().join(name);
            let mut dice = Dice::new(number as u64 * 100 + time);
            match time {
                0 => flip(&path, &mut dice),
                1 => fs::write(&path, []).unwrap(),
                2 => fs::write(&path, dice.bytes(5000)).unwrap(),
                _ => fs::write(&path, &whole[name][..whole[name].len() / 2]).unwrap(),
            }
            if name.starts_with("vault") && office.desk().arg("list").run().status.code() == Some(1)
            {
                // The flipped bit made it another version.
                office
                    .desk()
                    .arg("list")
                    .run()
                    .refused(1)
                    .says("newer version");
                continue;
            }
            let (code, found) = findings(&office);
            assert_eq!(
                code == 5,
                found.iter().any(|finding| !finding.1),
                "{what}: {found:?}"
            );
            if code == 0 {
                assert_eq!(office.shown(&case), shown, "{what}");
            } else {
                // What to do is said as well.
                let ran = office.desk().arg("verify").run();
                assert!(ran.stdout.contains("hint: "), "{what}: {}", ran.report());
            }
        }
    }

    // A case that lost something says so by name, until the backup gives it back.
    reset();
    for copy in ["a", "b"] {
        let path = office.vault().join("journal").join(copy);
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() - 100]).unwrap();
    }
    let (code, found) = findings(&office);
    assert_eq!(code, 5);
    let short = &case[..6];
    assert!(
        found
            .iter()
            .any(|(_, mended, about)| !mended && about.contains(short)),
        "{found:?}"
    );
    office
        .desk()
        .arg("list")
        .run()
        .ok()
        .says("a case lost events")
        .says("hint: put in the stick with the last backup");
    office.desk().arg("backup").arg(&backup).run().ok();
    office
        .desk()
        .arg("verify")
        .run()
        .ok()
        .says("everything is whole");
    assert_eq!(office.shown(&case)["notes"], shown["notes"]);

    // Nothing to mend it from: the sentence says where to go.
    reset();
    for name in ["keyring", "keyring.twin"] {
        fs::write(office.vault().join(name), []).unwrap();
    }
    office
        .desk()
        .arg("list")
        .run()
        .refused(1)
        .says("both copies of the keyring")
        .says("restore the last backup into another one");
    let restored = office.path("restored");
    office
        .desk_at(&restored)
        .arg("restore")
        .arg(&backup)
        .run()
        .ok();
    let ran = office
        .desk_at(&restored)
        .args(["--json", "show", &case])
        .run()
        .ok();
    let back: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(back["notes"], shown["notes"]);
    reset();
    for name in ["first.age", "first.twin"] {
        fs::remove_file(office.vault().join("people").join(name)).unwrap();
    }
    office
        .desk()
        .arg("list")
        .run()
        .refused(1)
        .says("no caseworker's file")
        .says("restore the last backup");
}

#[test]
fn a_vault_that_cannot_be_opened_now_says_why() {
    let office = Office::new();
    let other = office.path("copy");
    // In use: the lock is the kernel's, and goes with the process that had it.
    let lock = fs::File::options()
        .write(true)
        .open(office.vault().join("lock"))
        .unwrap();
    lock.try_lock().unwrap();
    office.desk().arg("list").run().refused(4).says("in use");
    // Copied while it is open: the copy opens, and says that it is one.
    copy(&office.vault(), &other);
    office
        .desk_at(&other)
        .arg("verify")
        .run()
        .ok()
        .says("copied, moved or put back")
        .says("new device name");
    office
        .desk_at(&other)
        .arg("verify")
        .run()
        .ok()
        .says("everything is whole");
    drop(lock);
    office
        .desk()
        .arg("verify")
        .run()
        .ok()
        .says("everything is whole");

    // A newer version's, and no vault at all.
    fs::write(other.join("vault"), "sealpost vault 2\n").unwrap();
    office
        .desk_at(&other)
        .arg("list")
        .run()
        .refused(1)
        .says("newer version");
    office
        .desk_at(&office.path("home"))
        .arg("list")
        .run()
        .refused(1)
        .says("no vault in this folder");

    // The wrong passphrase.
    fs::write(office.path("wrong"), "not the passphrase at all\n").unwrap();
    Program::ours("sealpost-triage", &office.path("home"))
        .arg("--vault")
        .arg(office.vault())
        .arg("--passphrase-file")
        .arg(office.path("wrong"))
        .arg("list")
        .run()
        .refused(3)
        .says("keyboard layout");

    // No stick, and a stick that cannot be written.
    for task in ["exchange", "import", "backup"] {
        office
            .desk()
            .arg(task)
            .arg(office.path("no-stick"))
            .run()
            .refused(1)
            .says("opening the stick");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}
