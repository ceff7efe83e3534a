//! What comes back.

use crypto_core::{Attachment, LetterKind, Receipt, WordList, seal_parcel};
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
