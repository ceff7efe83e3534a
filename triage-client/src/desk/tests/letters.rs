//! Importing letters.

use crypto_core::{HybridIdentity, LetterKind, Sealer, SizeClass};

use super::*;
use crate::model::Status;

#[test]
fn a_letter_becomes_a_case_with_answers_file_and_promise() {
    let mut world = World::new();
    let (mut desk, ..) = with_case(&world);
    let rows = desk.queue();
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!(row.title, "Công an bắt anh tôi sáng nay");
    assert_eq!(row.country.as_deref(), Some("VN"));
    assert_eq!(row.programme.as_deref(), Some("emergency"));
    assert_eq!((row.unread, row.attachments, row.replies), (1, 1, 0));
    assert!(!row.unproven);
    // Arrived three hours ago, answered within 48.
    let due = row.due.unwrap().as_second() - row.arrived.unwrap().as_second();
    assert_eq!(due, 48 * 3600);

    let case = desk.case(&row.id).unwrap();
    let sections = desk.answers(&case, Language::Fr);
    assert!(
        sections
            .iter()
            .flat_map(|s| &s.answers)
            .any(|a| a.text.contains("xin giúp"))
    );
    let content = desk
        .read_attachment(&row.id, &case.letters[0].id, 0, 100)
        .unwrap();
    assert_eq!(&content[..], b"a photo");
    let target = world.home.path().join("out.jpg");
    desk.export_attachment(&row.id, &case.letters[0].id, 0, &target)
        .unwrap();
    assert_eq!(std::fs::read(&target).unwrap(), b"a photo");
    assert!(matches!(
        desk.export_attachment(&row.id, &case.letters[0].id, 0, &target),
        Err(DeskError::FileExists { .. })
    ));

    let id = row.id;
    desk.mark_read(&id, world.now).unwrap();
    desk.set_status(&id, Status::Working, world.now).unwrap();
    desk.assign(&id, Some("linh"), world.now).unwrap();
    desk.write_note(&id, "called the lawyer", world.now)
        .unwrap();
    desk.set_tags(&id, &["urgent".to_owned()], world.now)
        .unwrap();
    assert!(matches!(
        desk.assign(&id, Some("nobody"), world.now),
        Err(DeskError::NoPerson)
    ));
    let before = desk.case(&id).unwrap();
    drop(desk);
    world.later(1);
    let mut desk = world.unlock();
    assert_eq!(desk.findings(), []);
    assert_eq!(desk.case(&id).unwrap(), before);
    assert_eq!(before.row.status, Status::Working);
    assert_eq!(before.row.assignee.as_deref(), Some("linh"));
    assert_eq!(before.notes[0].text, "called the lawyer");
    assert_eq!(before.row.unread, 0);
    assert_eq!(desk.verify(&mut quiet).unwrap(), []);
    assert_eq!(desk.case(&id).unwrap(), before);
}

#[test]
fn importing_twice_changes_nothing() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    let before = desk.case(&case).unwrap();
    let report = desk
        .import(
            world.stick.path(),
            &ExchangeOptions::default(),
            world.now,
            &mut quiet,
        )
        .unwrap();
    assert_eq!((report.imported, report.known), (0, 1));
    assert_eq!(desk.case(&case).unwrap(), before);
}

#[test]
fn a_follow_up_belongs_to_the_case_and_replaces_answers() {
    let world = World::new();
    let (mut desk, organisation, receipt, case, _) = with_case(&world);
    let sealed = letter(
        &organisation,
        &receipt,
        LetterKind::FollowUp,
        "mới",
        b"",
        world.now,
    );
    world.put(&sealed);
    let report = world.exchange(&mut desk);
    assert_eq!((report.import.imported, report.import.new_cases), (1, 0));
    let whole = desk.case(&case).unwrap();
    assert_eq!(whole.letters.len(), 2);
    assert_eq!(whole.row.title, "mới");
}

#[test]
fn someone_elses_receipt_does_not_replace_answers() {
    let world = World::new();
    let (mut desk, organisation, receipt, case, _) = with_case(&world);
    // Made with another receipt's secret, naming the first one's public half.
    let forger = Receipt::generate(&mut OsRng);
    let sealed = forged(&organisation, &forger, &receipt, world.now);
    world.put(&sealed);
    let report = world.exchange(&mut desk);
    assert_eq!(report.import.unproven, 1);
    let whole = desk.case(&case).unwrap();
    assert!(whole.row.unproven);
    assert_eq!(whole.letters.len(), 2, "it is shown");
    assert_eq!(whole.row.title, "Công an bắt anh tôi sáng nay");
}

fn forged(
    organisation: &Organisation,
    forger: &Receipt,
    victim: &Receipt,
    now: Timestamp,
) -> Vec<u8> {
    use std::io::Write;
    let honest = letter(
        organisation,
        forger,
        LetterKind::FollowUp,
        "forged",
        b"",
        now,
    );
    drop(honest);
    let programme = organisation.programme("emergency").unwrap();
    let letter = Letter {
        id: LetterId::random(&mut OsRng),
        kind: LetterKind::FollowUp,
        organisation: organisation.id,
        programme: programme.id.clone(),
        form: programme.form.hash(),
        language: Language::En,
        answers: [(
            first_of(&programme.form, crypto_core::Kind::LongText),
            WireValue::Text("forged".to_owned()),
        )]
        .into_iter()
        .collect(),
        message: None,
        attachments: Vec::new(),
        receipt: victim.public(),
        answer_key: organisation.answer_key().id(),
        in_reply_to: None,
        more_follows: false,
        made_on: day_of(now),
        x: None,
    };
    let head = crypto_core::encode_head(crypto_core::FrameKind::Letter, &letter).unwrap();
    let class = SizeClass::for_plaintext(head.len() as u64 + 32).unwrap();
    let mut sealer =
        Sealer::new(organisation.intake_key(now).recipient, class, Vec::new()).unwrap();
    sealer.write_all(&head).unwrap();
    sealer.write_all(&[7; 32]).unwrap();
    sealer.finish().unwrap()
}

#[test]
fn a_cover_letter_is_discarded_and_a_plain_document_is_shown() {
    use std::io::Write;
    let mut world = World::new();
    let (mut desk, organisation) = world.published();
    let receipt = Receipt::generate(&mut OsRng);
    world.put(&letter(
        &organisation,
        &receipt,
        LetterKind::Cover,
        "",
        b"",
        world.now,
    ));
    let recipient = organisation.intake_key(world.now).recipient;
    let class = SizeClass::for_plaintext(100).unwrap();
    let mut sealer = Sealer::new(recipient, class, Vec::new()).unwrap();
    sealer.write_all("Xin chào\n".as_bytes()).unwrap();
    let plain = sealer.finish().unwrap();
    world.put(&plain);
    let report = world.exchange(&mut desk);
    assert_eq!(
        (report.import.covers, report.import.imported),
        (1, 1),
        "{report:?}"
    );
    let row = &desk.queue()[0];
    assert_eq!(row.programme, None);
    let id = row.id;
    let case = desk.case(&id).unwrap();
    assert_eq!(case.letters[0].kind, None);
    assert!(matches!(
        desk.write_reply(
            &id,
            &ReplyDraft {
                text: "?".to_owned(),
                ..ReplyDraft::default()
            },
            world.now
        ),
        Err(DeskError::NoReceipt)
    ));
    world.later(24);
    assert_eq!(world.exchange(&mut desk).import.known, 2);
}

#[test]
fn a_letter_to_the_fallback_key_waits_for_that_key() {
    let world = World::new();
    let (mut desk, organisation) = world.published();
    let receipt = Receipt::generate(&mut OsRng);
    let late = world.now + SignedDuration::from_hours(24 * 2000);
    let sealed = letter(
        &organisation,
        &receipt,
        LetterKind::First,
        "muộn",
        b"x",
        late,
    );
    let name = world.put(&sealed);
    let report = world.exchange(&mut desk);
    assert_eq!(report.import.unopened[0].reason, UnopenedReason::NoKey);
    assert_eq!(desk.summary(world.now).aside, 1);
    std::fs::remove_file(world.stick.path().join(format!("inbox/{name}.age"))).unwrap();
    let options = ExchangeOptions {
        fallback: Some((world.home.path().join("root-fallback.age"), passphrase())),
        accept_clock: false,
    };
    let report = desk
        .import(world.stick.path(), &options, world.now, &mut quiet)
        .unwrap();
    assert_eq!(report.imported, 1, "{report:?}");
    assert_eq!(desk.summary(world.now).aside, 0);
    assert_eq!(desk.queue()[0].title, "muộn");
}

#[test]
fn another_organisations_key_opens_nothing() {
    let world = World::new();
    let (mut desk, mut organisation) = world.published();
    let stranger = HybridIdentity::generate(&mut OsRng);
    organisation.intake_keys = vec![crypto_core::IntakeKey::new(
        stranger.recipient().clone(),
        "2026-01-01".parse().unwrap(),
        "2027-01-01".parse().unwrap(),
    )];
    let receipt = Receipt::generate(&mut OsRng);
    world.put(&letter(
        &organisation,
        &receipt,
        LetterKind::First,
        "x",
        b"",
        world.now,
    ));
    let report = world.exchange(&mut desk);
    assert_eq!(report.import.unopened[0].reason, UnopenedReason::NoKey);
    assert!(desk.queue().is_empty());
}
