//! Files that other programs made or open: npm `age-encryption`, stock `minisign`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::fs;
use std::io::{BufReader, Read as _, Write as _};
use std::path::Path;

use crypto_core::{Digest, HybridIdentity, Language, Receipt, Sealer, SizeClass};
use e2e::{Dice, Program, Stage};
use rand_core::OsRng;
use secrecy::ExposeSecret;

fn node(script: &str, home: &Path) -> Program {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
    assert!(
        folder.join("node_modules").exists(),
        "run `cargo xtask setup` first"
    );
    Program::system("node", home).arg(folder.join(script))
}

/// Lengths of what is sealed: around the borders of age's pieces and of our classes, and others.
fn lengths(dice: &mut Dice) -> Vec<usize> {
    const PIECE: usize = 64 * 1024;
    let mut lengths = vec![0, 1, 15, 16, 17];
    for pieces in [1, 2, 3, 4, 8, 16, 32, 64] {
        lengths.extend([-1, 0, 1].map(|beside| (PIECE * pieces).saturating_add_signed(beside)));
    }
    while lengths.len() < 60 {
        // As many short ones as long ones.
        let most = 1 << (4 + dice.below(19));
        lengths.push(dice.below(most));
    }
    lengths
}

#[test]
fn what_we_seal_opens_in_node_and_the_other_way_round() {
    let home = tempfile::tempdir().unwrap();
    let mut dice = Dice::new(64);
    let identity = HybridIdentity::generate(&mut OsRng);
    let file = |number: usize, kind: &str| home.path().join(format!("{number}.{kind}"));
    fs::write(
        home.path().join("identity"),
        identity.to_secret_string().expose_secret(),
    )
    .unwrap();
    fs::write(
        home.path().join("recipient"),
        identity.recipient().to_string(),
    )
    .unwrap();

    let contents: Vec<Vec<u8>> = lengths(&mut dice)
        .into_iter()
        .map(|length| dice.bytes(length))
        .collect();
    assert_eq!(contents.len(), 60);
    for (number, content) in contents.iter().enumerate() {
        fs::write(file(number, "plain"), content).unwrap();
        let class = SizeClass::for_plaintext(content.len() as u64).unwrap();
        let mut sealer = Sealer::new(identity.recipient(), class, Vec::new()).unwrap();
        // In pieces of any length: what comes out must not depend on them.
        let mut rest = &content[..];
        while !rest.is_empty() {
            let (piece, after) = rest.split_at((1 + dice.below(200_000)).min(rest.len()));
            sealer.write_all(piece).unwrap();
            rest = after;
        }
        let sealed = sealer.finish().unwrap();
        assert_eq!(sealed.len() as u64, class.bytes());
        fs::write(file(number, "sealed"), sealed).unwrap();
    }
    node("both_ways.mjs", home.path())
        .arg(home.path())
        .run()
        .ok();
    for (number, content) in contents.iter().enumerate() {
        let opened = fs::read(file(number, "opened")).unwrap();
        let (begin, padding) = opened.split_at(content.len());
        assert!(begin == content, "{} bytes of ours", content.len());
        assert!(padding.iter().all(|byte| *byte == 0));

        let theirs = fs::File::open(file(number, "theirs")).unwrap();
        let identities = std::slice::from_ref(&identity);
        let mut reader = crypto_core::open(identities, BufReader::new(theirs)).unwrap();
        let mut back = Vec::new();
        reader.read_to_end(&mut back).unwrap();
        assert!(back == *content, "{} bytes of theirs", content.len());
    }
}

#[test]
fn rescue_without_us_and_letters_made_elsewhere() {
    let stage = Stage::with_relays(&["north"]);
    stage.trust();
    let (receipt, _) = stage.ask(
        Language::En,
        &[
            ("asking", "1"),
            ("country", "VN"),
            ("what_happened", "A sentence that Node must find."),
        ],
    );
    stage.sync().ok();
    stage.exchange();

    // The letter opens with an independent age and the identities that the desk hands out.
    let identities = stage.path("identities.txt");
    stage
        .desk()
        .arg("rescue")
        .arg(&identities)
        .arg("--yes")
        .run()
        .ok();
    let inbox = stage.stick().join("inbox");
    let letter = fs::read_dir(&inbox)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let opened = node("open.mjs", &stage.path("home"))
        .arg(&identities)
        .arg(&letter)
        .run()
        .ok();
    let text = String::from_utf8_lossy(&opened.stdout_bytes).into_owned();
    assert!(text.starts_with("SEALPOST"));
    assert!(text.contains("A sentence that Node must find."));

    // A plain document sealed in Node to the organisation's key is shown, never called corrupt.
    let organisation = fs::read(stage.stick().join("public/files/organisation.json")).unwrap();
    let organisation: serde_json::Value = serde_json::from_slice(&organisation).unwrap();
    let recipient = organisation["intake_keys"][0]["recipient"]
        .as_str()
        .unwrap();
    let sealed = node("seal.mjs", &stage.path("home"))
        .arg(recipient)
        .input("A plain letter, sealed without Sealpost.")
        .run()
        .ok();
    let name = format!("{}.age", Digest::of(&sealed.stdout_bytes));
    fs::write(inbox.join(&name), &sealed.stdout_bytes).unwrap();
    stage.exchange();
    let shown = stage.cases().iter().any(|case| {
        let ran = stage.desk().args(["show", case]).run().ok();
        ran.stdout
            .contains("A plain letter, sealed without Sealpost.")
    });
    assert!(shown, "the plain letter is not shown");
    assert!(Receipt::parse(&receipt).is_ok());
}

#[test]
fn stock_minisign_verifies_what_is_on_the_stick() {
    let stage = Stage::with_relays(&["north"]);
    stage.exchange();
    let public = stage.stick().join("public");
    let organisation: serde_json::Value =
        serde_json::from_slice(&fs::read(public.join("files/organisation.json")).unwrap()).unwrap();
    let root = organisation["root"].as_str().unwrap();
    let desk = organisation["desks"][0]["key"].as_str().unwrap();
    let lane = stage.stick().join("board/00/edition.json");
    for (file, key) in [
        (public.join("public.json"), root),
        (public.join("files/organisation.json"), root),
        (lane, desk),
    ] {
        let verify = |key: &str| {
            Program::system("minisign", &stage.path("home"))
                .args(["-V", "-P", key, "-m"])
                .arg(&file)
                .run()
        };
        verify(key).ok();
        let other = if key == root { desk } else { root };
        assert!(!verify(other).status.success(), "another key verifies too");
    }
}
