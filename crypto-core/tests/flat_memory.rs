//! Memory does not grow with what is sealed or opened: phones and old laptops do both.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, sink};
use std::path::Path;

use crypto_core::{
    AnswerKey, Attachment, Digest, HybridIdentity, Language, Letter, LetterId, LetterKind,
    OrganisationId, Receipt, SizeClass, WireAnswers, open_letter, parse_day, seal_letter,
};
use rand_core::OsRng;

const FILE_BYTES: u64 = 200 << 20;
/// A few buffers of 64 KiB, and the allocator's habits.
const ALLOWED_KIB: u64 = 4 << 10;

/// Most memory this process has ever held, in KiB.
fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

fn content() -> impl Read {
    std::io::repeat(0x5a).take(FILE_BYTES)
}

#[test]
fn sealing_and_opening_a_large_letter() {
    let intake = HybridIdentity::generate(&mut OsRng);
    let receipt = Receipt::generate(&mut OsRng);
    let answer_key = AnswerKey::generate(&mut OsRng);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("{}.age", LetterId::random(&mut OsRng)));

    let before = peak_kib();
    let attachment = Attachment::describe(None, "film.mp4", "video/mp4", &mut content()).unwrap();
    let letter = Letter {
        id: LetterId::random(&mut OsRng),
        kind: LetterKind::First,
        organisation: OrganisationId::random(&mut OsRng),
        programme: "report".into(),
        form: Digest::of(b"form"),
        language: Language::En,
        answers: WireAnswers::default(),
        message: None,
        attachments: vec![attachment],
        receipt: receipt.public(),
        answer_key: answer_key.id(),
        in_reply_to: None,
        more_follows: false,
        made_on: parse_day("2026-11-23").unwrap(),
        x: None,
    };
    let length = seal_letter(
        &letter,
        &receipt,
        &answer_key.public(),
        intake.recipient(),
        &mut [Box::new(content())],
        BufWriter::new(File::create(&path).unwrap()),
    )
    .unwrap();
    let sealed = BufReader::new(File::open(&path).unwrap());
    // Open, and removed whatever happens.
    fs::remove_file(&path).unwrap();
    let after_sealing = peak_kib();
    assert!(SizeClass::is_class(length));
    let opened = open_letter(&[intake], sealed, |_, _| Ok(Box::new(sink()))).unwrap();
    let after_opening = peak_kib();
    assert!(opened.verify(&[answer_key]));
    assert!(
        after_opening < before + ALLOWED_KIB,
        "{before} KiB, then {after_sealing} KiB, then {after_opening} KiB"
    );
    println!("{before} KiB, then {after_sealing} KiB, then {after_opening} KiB");
}
