//! What comes back.

use crypto_core::{
    Attachment, HybridIdentity, IntakeKey, LetterKind, Receipt, WordList, day_of, hour_of,
    seal_parcel, split_text,
};
use jiff::{SignedDuration, Timestamp};
use rand_core::OsRng;

use crate::organisation::TestOrganisation;
use crate::relay::TestRelay;
use crate::tool::Tool;

fn setup() -> (TestRelay, TestOrganisation, Tool) {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    organisation.publish(&relay);
    let tool = Tool::trusting(&organisation);
    (relay, organisation, tool)
}

fn chunks(relay: &TestRelay) -> usize {
    let state = relay.state();
    let is_chunk = |r: &&String| r.starts_with("GET /v1/board/");
    state.requests.iter().filter(is_chunk).count()
}

#[test]
fn the_newest_with_one_fetch() {
    let (relay, organisation, tool) = setup();
    let receipt = Receipt::from_bytes([1; 16]);
    organisation.reply(
        &relay,
        1,
        &receipt,
        &[("We have it.", vec![]), ("We will help.", vec![])],
    );
    let file = tool.receipt_file(&receipt);
    let ran = tool.run(&["replies", "--receipt-file", &file], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("We will help."), "{}", ran.out);
    assert_eq!(chunks(&relay), 1);
    assert!(ran.err.contains("Proven"), "{}", ran.err);

    let ran = tool.run(&["replies", "--earlier", "--receipt-file", &file], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (first, second) = (ran.out.find("We have it."), ran.out.find("We will help."));
    assert!(first.unwrap() < second.unwrap(), "{}", ran.out);

    // The receipt typed, in French words, with the language of the computer.
    let words = receipt.words(WordList::French).join(" ");
    let ran = tool.run(&["replies"], &format!("{words}\n"));
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// The parts of a long answer lie wherever their slots fall: one fetch brings those that share
/// the newest one's chunk, `--earlier` the others, and they are one text again.
#[test]
fn parts_in_several_chunks_are_one_text() {
    let (relay, organisation, tool) = setup();
    let text: String = (0..400)
        .map(|n| format!("Line {n} of the answer.\n"))
        .collect();
    let parts = split_text(&text);
    assert_eq!(parts.len(), 3);
    // The first and the last part at one end of the board, the second at the other: so far apart
    // that no decoys bring them into one chunk.
    let last = u32::try_from(parts.len()).unwrap() - 1;
    let receipt = (0_u32..)
        .map(|n| {
            let mut bytes = [0; 16];
            bytes[..4].copy_from_slice(&n.to_be_bytes());
            Receipt::from_bytes(bytes)
        })
        .find(|receipt| {
            let public = receipt.public();
            let end = |n| match public.slot(0, n).to_string().as_bytes()[0] {
                b'0' | b'1' => -1,
                b'e' | b'f' => 1,
                _ => 0,
            };
            end(0) != 0 && end(0) == end(last) && end(1) == -end(0)
        })
        .unwrap();
    organisation.reply_in_parts(&relay, &receipt, &parts);
    let file = tool.receipt_file(&receipt);

    let ran = tool.run(&["replies", "--receipt-file", &file], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(chunks(&relay), 1);
    assert!(ran.out.contains("Line 399"), "{}", ran.out);
    assert!(!ran.out.contains(parts[1]), "in another chunk");
    // Parts between which one is missing are set apart.
    assert!(ran.out.contains("----------"), "{}", ran.out);

    let ran = tool.run(&["replies", "--earlier", "--receipt-file", &file], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out.trim_end(), text.trim_end());
    for part in 1..=parts.len() {
        let said = format!("Part {part} of {}", parts.len());
        assert!(ran.err.contains(&said), "{}", ran.err);
    }
}

/// A clock that is behind must not bring back a period whose key may be destroyed.
#[test]
fn an_edition_that_was_seen_moves_the_time_of_the_keys() {
    let relay = TestRelay::start();
    let mut organisation = TestOrganisation::new(&[&relay]);
    let next = HybridIdentity::generate(&mut OsRng);
    let hours = |hours: i64| Timestamp::now() + SignedDuration::from_hours(hours);
    let change = day_of(hours(72));
    organisation.file.intake_keys[0].until = change;
    organisation.file.intake_keys.push(IntakeKey::new(
        next.recipient().clone(),
        change,
        day_of(hours(24 * 60)),
    ));
    organisation.publish(&relay);
    let tool = Tool::trusting(&organisation);
    let receipt = Receipt::from_bytes([1; 16]);
    let file = tool.receipt_file(&receipt);
    std::fs::write(tool.path("text.txt"), "More.").unwrap();
    let follow_up = [
        "follow-up",
        "--language",
        "en",
        "--receipt-file",
        &file,
        "--text-file",
        "text.txt",
    ];
    organisation.publish_board(&relay, 1, hour_of(hours(0)), Vec::new());
    assert_eq!(tool.run(&follow_up, "").code, 0);
    // Opens with the key of today.
    organisation.open(&relay.state().letters[0].clone());

    // Signed four days after the time of this computer.
    organisation.publish_board(&relay, 2, hour_of(hours(96)), Vec::new());
    assert_eq!(tool.run(&["replies", "--receipt-file", &file], "").code, 8);
    let ran = tool.run(&follow_up, "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    organisation.intake = next;
    organisation.open(&relay.state().letters[1].clone());
}

#[test]
fn nothing_there_looks_the_same_to_the_relay() {
    let (relay, organisation, tool) = setup();
    organisation.reply(
        &relay,
        1,
        &Receipt::from_bytes([1; 16]),
        &[("For someone else.", vec![])],
    );
    let file = tool.receipt_file(&Receipt::from_bytes([2; 16]));
    let ran = tool.run(&["replies", "--receipt-file", &file], "");
    assert_eq!(ran.code, 8, "{}", ran.err);
    assert_eq!(ran.out, "");
    assert_eq!(chunks(&relay), 1, "one chunk all the same");

    // Request by request and header by header, whoever asks; the one number that differs is the
    // place, and of places both kinds see every one.
    let asked = |receipt: &Receipt, code: u8| {
        {
            let mut state = relay.state();
            state.requests.clear();
            state.headers.clear();
        }
        let file = tool.receipt_file(receipt);
        let ran = tool.run(&["replies", "--receipt-file", &file], "");
        assert_eq!(ran.code, i32::from(code), "{}", ran.err);
        let state = relay.state();
        let mut requests = state.requests.clone();
        let last = requests.last_mut().unwrap();
        let (path, chunk) = last.rsplit_once('/').unwrap();
        let chunk: usize = chunk.parse().unwrap();
        *last = path.to_owned();
        (requests, state.headers.clone(), chunk)
    };
    let mut seen = [[false; 2]; 2];
    for (number, byte) in (2..).zip(10..30) {
        let holder = Receipt::from_bytes([byte; 16]);
        organisation.reply(&relay, number, &holder, &[("We will help.", vec![])]);
        let (requests, headers, chunk) = asked(&holder, 0);
        let (others, other_headers, other_chunk) = asked(&Receipt::from_bytes([byte + 100; 16]), 8);
        assert_eq!((requests, headers), (others, other_headers));
        seen[0][chunk] = true;
        seen[1][other_chunk] = true;
    }
    // Of 32 places in two chunks; that twenty fall on one side happens once in 500 000 times, and
    // these receipts are always the same.
    assert_eq!(seen, [[true; 2]; 2]);
}

#[test]
fn an_unsigned_or_older_board_is_not_used() {
    let (relay, organisation, tool) = setup();
    let receipt = Receipt::from_bytes([1; 16]);
    let file = tool.receipt_file(&receipt);
    organisation.reply(&relay, 5, &receipt, &[("We will help.", vec![])]);
    assert_eq!(tool.run(&["replies", "--receipt-file", &file], "").code, 0);
    organisation.reply(&relay, 4, &receipt, &[("Old.", vec![])]);
    let ran = tool.run(&["replies", "--receipt-file", &file], "");
    assert_eq!(ran.code, 8, "{}", ran.err);
    assert!(ran.err.contains("older"), "{}", ran.err);
    let stranger = TestOrganisation::new(&[&relay]);
    stranger.reply(&relay, 6, &receipt, &[("Send us your address.", vec![])]);
    let ran = tool.run(&["replies", "--receipt-file", &file], "");
    assert_eq!(ran.code, 8, "{}", ran.err);
    assert!(!ran.out.contains("address"));
}

#[test]
fn a_parcel_is_fetched_on_request() {
    let (relay, organisation, tool) = setup();
    let receipt = Receipt::from_bytes([1; 16]);
    let content = b"course material".to_vec();
    let about =
        Attachment::describe(None, "course.pdf", "application/pdf", &mut &content[..]).unwrap();
    let mut sealed = Vec::new();
    let parcel = seal_parcel(&mut OsRng, &about, Box::new(&content[..]), &mut sealed).unwrap();
    relay.serve(&format!("/v1/parcels/{}", parcel.sha256), sealed.clone());
    organisation.reply(
        &relay,
        1,
        &receipt,
        &[("With a file.", vec![parcel.clone()])],
    );
    let file = tool.receipt_file(&receipt);
    let ran = tool.run(&["replies", "--receipt-file", &file], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("course.pdf"), "{}", ran.err);
    assert!(!relay.state().requests.iter().any(|r| r.contains("parcels")));
    let ran = tool.run(&["replies", "--receipt-file", &file, "--save", "in"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("the relay sees"), "{}", ran.err);
    assert_eq!(std::fs::read(tool.path("in/course.pdf")).unwrap(), content);

    let last = sealed.len() - 1;
    sealed[last] ^= 1;
    relay.serve(&format!("/v1/parcels/{}", parcel.sha256), sealed);
    let ran = tool.run(&["replies", "--receipt-file", &file, "--save", "out"], "");
    assert_eq!(ran.code, 9, "{}", ran.err);
    assert_eq!(std::fs::read_dir(tool.path("out")).unwrap().count(), 0);
}

#[test]
fn a_follow_up_names_the_newest_reply() {
    let (relay, organisation, tool) = setup();
    let receipt = Receipt::from_bytes([1; 16]);
    organisation.reply(&relay, 1, &receipt, &[("Which court?", vec![])]);
    let file = tool.receipt_file(&receipt);
    std::fs::write(tool.path("summons.txt"), "summons").unwrap();
    let script = "The district court.\n\nOn Monday.\n.\nsummons.txt\n\n1\n";
    let ran = tool.run(
        &["follow-up", "--language", "en", "--receipt-file", &file],
        script,
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let opened = organisation.open(&relay.state().letters[0]);
    assert_eq!(opened.letter.kind, LetterKind::FollowUp);
    assert_eq!(
        opened.letter.message.as_deref(),
        Some("The district court.\n\nOn Monday.")
    );
    assert!(opened.letter.in_reply_to.is_some());
    assert_eq!(opened.letter.receipt.id(), receipt.id());
    assert_eq!(opened.files, [b"summons".to_vec()]);
}
