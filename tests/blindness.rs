//! What relay, courier, stick and disks hold: nothing that was written, in any form.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crypto_core::{HybridIdentity, Language, Receipt, WordList};
use e2e::{Begun, Program, Secrets, Stage, files_under, memory_of};
use hkdf::Hkdf;
use secrecy::ExposeSecret as _;
use sha2::Sha256;

const WRITTEN: &str = "quail-seventeen-lantern";
const LARGE: &str = "heron-forty-two-anchor";
const ANSWERED: &str = "otter-ninety-thimble";
const PHOTO: &[u8] = include_bytes!("fixtures/photo.jpg");
/// Sealed, the class above it.
const LARGE_BYTES: usize = 22 << 20;
const LARGE_SEALED_BYTES: u64 = 24 << 20;

/// Bytes of the picture itself, which stay when what surrounds it is taken away.
fn of_the_picture() -> &'static [u8] {
    &PHOTO[PHOTO.len() / 2..PHOTO.len() / 2 + 32]
}

/// Everything that may be known to a defender and a desk alone.
fn secrets_of(receipt: &Receipt) -> Secrets {
    let mut secrets = Secrets::new();
    secrets.text("the answer of the form", WRITTEN);
    secrets.text("the large attachment", LARGE);
    secrets.text("the organisation's answer", ANSWERED);
    secrets.bytes("the picture", of_the_picture());
    let bytes = &entropy(receipt);
    assert_eq!(
        Receipt::from_bytes(*bytes).words(WordList::English),
        receipt.words(WordList::English)
    );
    secrets.bytes("the receipt", bytes);
    for list in [
        WordList::English,
        WordList::SimplifiedChinese,
        WordList::French,
    ] {
        let words = receipt.words(list);
        secrets.text("the receipt in words", &words.join(" "));
        // Half of them are as bad.
        secrets.text("the receipt's last words", &words[6..].join(" "));
    }
    secrets.text("the receipt in numbers", &receipt.numbers().join(" "));
    let derive = |what: &str| {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(Some(b"sealpost/v1/receipt"), bytes)
            .expand(what.as_bytes(), &mut key)
            .unwrap();
        key
    };
    secrets.bytes("the slot key", &derive("slot key"));
    secrets.bytes("the exchange key", &derive("exchange key"));
    let seed = derive("reply identity");
    secrets.bytes("the reply identity", &seed);
    let identity = HybridIdentity::from_seed(&seed).to_secret_string();
    secrets.text("the reply identity in words", identity.expose_secret());
    secrets
}

/// The 16 bytes behind the words: twelve numbers of eleven bits, the last four of them a checksum.
fn entropy(receipt: &Receipt) -> [u8; 16] {
    let mut bits = Vec::new();
    for number in receipt.numbers() {
        let number: u16 = number.parse().unwrap();
        bits.extend((0..11).rev().map(|bit| number >> bit & 1 == 1));
    }
    let byte = |at: usize| (0..8).fold(0, |byte, bit| byte << 1 | u8::from(bits[8 * at + bit]));
    std::array::from_fn(byte)
}

fn signal(id: u32, name: &str) {
    let status = Command::new("kill").args([name, &id.to_string()]).status();
    assert!(status.unwrap().success());
}

/// Stops a process, reads its memory, and lets it go on.
fn look_into(id: u32, secrets: &Secrets, known: &str) {
    signal(id, "-STOP");
    let memory = memory_of(id);
    signal(id, "-CONT");
    assert!(memory.len() > 1 << 20, "the memory could be read");
    assert!(
        memchr::memmem::find(&memory, known.as_bytes()).is_some(),
        "what it does know is found"
    );
    let found = secrets.within(&memory);
    assert!(found.is_empty(), "in memory: {found:?}");
}

/// Bytes in all files of a folder.
fn bytes_in(folder: &Path) -> u64 {
    files_under(folder)
        .iter()
        .filter_map(|path| fs::metadata(path).ok())
        .map(|facts| facts.len())
        .sum()
}

/// Looks into a process again and again while a folder grows by a large letter; returns how often
/// the letter was under way.
fn look_while_it_arrives(
    id: u32,
    folder: &Path,
    secrets: &Secrets,
    known: &str,
    mut is_done: impl FnMut() -> bool,
) -> u32 {
    let before = bytes_in(folder);
    let (begun, mut looks) = (Instant::now(), 0);
    while !is_done() {
        assert!(
            begun.elapsed() < Duration::from_secs(120),
            "it does not end"
        );
        let arrived = bytes_in(folder).saturating_sub(before);
        if arrived > 0 && arrived < LARGE_SEALED_BYTES && looks < 5 {
            look_into(id, secrets, known);
            looks += 1;
        }
    }
    looks
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(120), "{what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn what_was_written_is_in_nothing_of_relay_courier_or_stick() {
    let stage = Stage::with_relays(&["north"]);
    stage.trust();
    let photo = stage.path("photo.jpg");
    fs::write(&photo, PHOTO).unwrap();
    let (numbers, _) = stage.ask(
        Language::En,
        &[
            ("asking", "1"),
            ("country", "VN"),
            ("what_happened", WRITTEN),
            ("files", photo.to_str().unwrap()),
        ],
    );
    let receipt = Receipt::parse(&numbers).unwrap();
    let mut secrets = secrets_of(&receipt);
    let relay = &stage.relays[0];
    let card: serde_json::Value = serde_json::from_slice(&fs::read(relay.card()).unwrap()).unwrap();
    let token = card["pull_token"].as_str().unwrap();
    look_into(relay.id().unwrap(), &secrets, token);

    // A large file follows, the mark in every kilobyte of it; the relay is looked into meanwhile.
    let large = stage.path("large.txt");
    let line = format!("{LARGE:1023}\n");
    fs::write(&large, line.repeat(LARGE_BYTES / 1024)).unwrap();
    let receipt_file = stage.path("receipt");
    fs::write(&receipt_file, &numbers).unwrap();
    fs::write(stage.path("more.txt"), WRITTEN).unwrap();
    let mut sending = stage
        .defender(Language::En)
        .args(["follow-up", "--programme", "emergency", "--traces", "keep"])
        .arg("--receipt-file")
        .arg(&receipt_file)
        .arg("--text-file")
        .arg(stage.path("more.txt"))
        .arg("--attach")
        .arg(&large)
        .begin(&stage.path("sending.log"));
    let id = relay.id().unwrap();
    let looks = look_while_it_arrives(id, relay.folder(), &secrets, token, || {
        sending.ended().is_some()
    });
    assert!(sending.wait().success());
    println!("looked into the relay {looks} times while the letter arrived");
    assert!(looks > 0);
    look_into(id, &secrets, token);

    // The courier, which stays: while the large letter comes, when it rests, and when it has
    // brought replies back.
    let courier_log = stage.path("courier.log");
    let courier: Begun = Program::ours("sealpost-courier", &stage.path("home"))
        .arg("sync")
        .arg(stage.stick())
        .args(["--watch", "--interval", "5"])
        .args(["--trust-root", &stage.fingerprint()])
        .begin(&courier_log);
    let letters = || {
        let names = files_under(&stage.stick().join("inbox"));
        let whole = |path: &&std::path::PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.len() == 68 && name.ends_with(".age")
        };
        names.iter().filter(whole).count()
    };
    let stick = stage.stick();
    let words = stage.fingerprint();
    let looks = look_while_it_arrives(courier.id(), &stick, &secrets, &words, || letters() == 2);
    println!("looked into the courier {looks} times while the letter arrived");
    assert!(looks > 0);
    look_into(courier.id(), &secrets, &words);

    // Until a desk has answered, not even the place of an answer is known.
    let slot = receipt.public().slot(0, 0).to_string();
    let mut places = Secrets::new();
    places.text("the slot", &slot);
    for folder in [relay.folder(), &stick] {
        let found = places.in_folder(folder);
        assert!(found.is_empty(), "{found:?}");
    }
    stage.exchange().says("2 letters imported");
    let case = stage.cases().pop().unwrap();
    let guide = stage.path("guide.txt");
    fs::write(&guide, ANSWERED).unwrap();
    stage
        .desk()
        .args(["reply", &case, "--attach"])
        .arg(&guide)
        .input(format!("{ANSWERED} in the answer"))
        .run()
        .ok();
    stage.exchange();
    let signature = fs::read_to_string(stick.join("board/00/edition.json.minisig")).unwrap();
    let mut newest = Secrets::new();
    newest.text("the edition", signature.lines().nth(1).unwrap());
    let board = || !newest.in_folder(&relay.folder().join("data")).is_empty();
    wait_until("the courier brings the replies", board);
    assert!(!places.in_folder(&relay.folder().join("data")).is_empty());
    look_into(courier.id(), &secrets, &words);
    look_into(id, &secrets, token);
    drop(courier);
    stage
        .replies(Language::En, &numbers)
        .ok()
        .says(&format!("{ANSWERED} in the answer"));
    look_into(id, &secrets, token);
    // What is looked for was there to be found: the desk has it, picture and all.
    let mut exported = Vec::new();
    for number in ["1", "2"] {
        let path = stage.path(&format!("exported-{number}"));
        stage
            .desk()
            .args(["export", &case, number])
            .arg(&path)
            .run()
            .ok();
        exported.extend(secrets.within(&fs::read(&path).unwrap()));
    }
    exported.sort();
    assert_eq!(exported, ["the large attachment", "the picture"]);
    assert!(!secrets.within(&fs::read(&large).unwrap()).is_empty());

    secrets.text("the sender's folder", stage.path("home").to_str().unwrap());
    for folder in [relay.folder(), &stick] {
        let found = secrets.in_folder(folder);
        assert!(found.is_empty(), "{found:?}");
    }
    for folder in [stage.vault(), stage.path("home")] {
        let found = secrets_of(&receipt).in_folder(&folder);
        assert!(found.is_empty(), "{found:?}");
    }
    let log = fs::read(&courier_log).unwrap();
    assert!(!log.is_empty() && secrets.within(&log).is_empty());
    let log = fs::read_to_string(relay.log()).unwrap();
    assert!(!log.contains("127.0.0.1"), "{log}");
}
