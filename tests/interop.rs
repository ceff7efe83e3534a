//! Files that other programs made or open: npm `age-encryption`, stock `minisign`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::fs;
use std::path::Path;

use crypto_core::{Digest, HybridIdentity, Language, Receipt, Sealer, SizeClass};
use e2e::{Program, Stage};
use rand_core::{OsRng, RngCore};
use secrecy::ExposeSecret;

fn node(script: &str, home: &Path) -> Program {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
    assert!(
        folder.join("node_modules").exists(),
        "run `cargo xtask setup` first"
    );
    Program::system("node", home).arg(folder.join(script))
}

#[test]
fn what_we_seal_opens_in_node_and_the_other_way_round() {
    let home = tempfile::tempdir().unwrap();
    for round in 0..6u32 {
        let identity = HybridIdentity::generate(&mut OsRng);
        let identity_file = home.path().join("identity");
        fs::write(&identity_file, identity.to_secret_string().expose_secret()).unwrap();
        let length = match round {
            0 => 0,
            1 => 65_536,
            2 => 65_537,
            _ => OsRng.next_u32() as usize % 400_000,
        };
        let mut content = vec![0; length];
        OsRng.fill_bytes(&mut content);

        let class = SizeClass::for_plaintext(length as u64).unwrap();
        let mut sealer = Sealer::new(identity.recipient(), class, Vec::new()).unwrap();
        std::io::Write::write_all(&mut sealer, &content).unwrap();
        let sealed_file = home.path().join("sealed.age");
        fs::write(&sealed_file, sealer.finish().unwrap()).unwrap();
        let opened = node("open.mjs", home.path())
            .arg(&identity_file)
            .arg(&sealed_file)
            .run()
            .ok();
        assert_eq!(opened.stdout_bytes[..length], content);
        assert!(opened.stdout_bytes[length..].iter().all(|byte| *byte == 0));

        let sealed = node("seal.mjs", home.path())
            .arg(identity.recipient().to_string())
            .input(content.clone())
            .run()
            .ok();
        let mut back = Vec::new();
        let mut reader = crypto_core::open(&[identity], &sealed.stdout_bytes[..]).unwrap();
        std::io::Read::read_to_end(&mut reader, &mut back).unwrap();
        assert_eq!(back, content);
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
