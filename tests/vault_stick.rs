//! The stick is pulled between desk and courier: what is cut off is carried nowhere, said, and put
//! right by the next exchange and sync. Every byte offset is tried in the desk's own tests.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::fs;
use std::path::PathBuf;

use crypto_core::Language;
use e2e::{Stage, snapshot};

#[test]
fn a_stick_cut_off_between_desk_and_courier_is_put_right_by_the_next_round() {
    let stage = Stage::with_relays(&["north"]);
    stage.trust();
    let (receipt, _) = stage.ask(
        Language::En,
        &[
            ("asking", "1"),
            ("country", "VN"),
            ("what_happened", "An example request."),
        ],
    );
    stage.sync().ok();
    stage.exchange().says("1 letter imported, 1 new case");
    let backup = stage.path("backup-stick");
    fs::create_dir(&backup).unwrap();
    stage.desk().arg("backup").arg(&backup).run().ok();
    let case = stage.cases().pop().unwrap();
    fs::write(stage.path("material.pdf"), vec![7; 9_000]).unwrap();
    stage
        .desk()
        .args(["reply", &case, "--attach"])
        .arg(stage.path("material.pdf"))
        .input("We can help.")
        .run()
        .ok();
    stage.exchange().says("1 letter released to relays");

    let names: Vec<PathBuf> = snapshot(&stage.stick())
        .into_keys()
        .filter(|name| {
            ["board", "acknowledged", "parcels", "inbox"]
                .iter()
                .any(|folder| name.starts_with(folder))
                || name.starts_with("arrivals.json")
                || name.starts_with("public/public.json")
                || name.starts_with("public/public.json.minisig")
        })
        .collect();
    assert!(names.len() >= 9, "{names:?}");
    let mut cut = 0;
    for name in names {
        let path = stage.stick().join(&name);
        // An earlier round may have delivered it and cleared it away.
        let Ok(whole) = fs::read(&path) else {
            continue;
        };
        cut += 1;
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        // To the courier first, then to the desk, then round once more.
        let synced = stage.sync();
        assert!(!synced.stderr.contains("panicked"), "{}", synced.report());
        // It names what is cut off, and who can put it right.
        assert!(
            synced.status.success()
                || synced.stderr.contains("stick")
                || synced.stdout.contains("FAILED: it refused a document"),
            "{}",
            synced.report()
        );
        let ran = stage.desk().arg("exchange").arg(stage.stick()).run();
        assert!(!ran.stderr.contains("panicked"), "{}", ran.report());
        assert!(
            ran.status.code().is_some_and(|code| [0, 5].contains(&code)),
            "{}",
            ran.report()
        );
        assert_eq!(stage.cases().len(), 1, "{}", name.display());
    }
    assert!(cut >= 6, "only {cut} files were cut");
    // The publication is written again by publishing, as the courier says; all else by an exchange.
    stage.publish();
    stage.sync();
    stage.exchange();
    stage.sync().ok();
    stage
        .desk()
        .arg("verify")
        .run()
        .ok()
        .says("everything is whole");
    stage
        .replies(Language::En, &receipt)
        .ok()
        .says("We can help.");
}
