//! What a stick may bring besides letters.

use std::io::Write;

use crypto_core::{FrameKind, Sealer, SizeClass, encode_head};
use rand_core::RngCore;

use super::*;

/// A small generator with a seed: a failing case can be repeated.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
}

#[test]
fn truncated_changed_random_and_foreign_files_are_named_and_nothing_stops() {
    let world = World::new();
    let (mut desk, organisation) = world.published();
    let receipt = Receipt::generate(&mut OsRng);
    let sealed = letter(
        &organisation,
        &receipt,
        LetterKind::First,
        "whole",
        b"photo",
        world.now,
    );
    let mut random = Seeded(1);
    // Named for what they are: damaged before they were named.
    for _ in 0..12 {
        let cut = (random.next() % sealed.len() as u64) as usize;
        world.put(&sealed[..cut]);
        let mut changed = sealed.clone();
        let at = (random.next() % changed.len() as u64) as usize;
        changed[at] ^= 1 << (random.next() % 8);
        world.put(&changed);
    }
    let mut noise = vec![0; 5000];
    OsRng.fill_bytes(&mut noise);
    world.put(&noise);
    world.put(b"");
    world.put(b"age-encryption.org/v1\n");
    world.put(b"age-encryption.org/v2\n-> x\n");
    // Named for something else.
    let inbox = world.stick.path().join("inbox");
    std::fs::write(inbox.join(format!("{}.age", Digest::of(b"other"))), &sealed).unwrap();
    std::fs::write(inbox.join("not a hash.age"), b"x").unwrap();
    std::fs::create_dir(inbox.join(format!("{}.age", Digest::of(b"folder")))).unwrap();
    std::os::unix::fs::symlink(
        "/etc/passwd",
        inbox.join(format!("{}.age", Digest::of(b"link"))),
    )
    .unwrap();
    // Too long, without taking the room.
    let long = inbox.join(format!("{}.age", Digest::of(b"long")));
    std::fs::File::create(&long)
        .unwrap()
        .set_len((256 << 20) + 1)
        .unwrap();
    std::fs::write(world.stick.path().join("arrivals.json"), b"[[[").unwrap();

    let report = world.exchange(&mut desk);
    assert_eq!(report.import.imported, 0, "{report:?}");
    let reasons: Vec<UnopenedReason> = report
        .import
        .unopened
        .iter()
        .map(|unopened| unopened.reason)
        .collect();
    for reason in [
        UnopenedReason::WrongHash,
        UnopenedReason::NotSealed,
        UnopenedReason::TooLarge,
        UnopenedReason::NewerVersion,
        UnopenedReason::Damaged,
    ] {
        assert!(reasons.contains(&reason), "{reason:?} in {reasons:?}");
    }
    assert!(desk.queue().is_empty());
    assert!(
        sealed_files(&world.vault()).is_empty(),
        "nothing half-opened stays"
    );

    // The whole one still opens.
    std::fs::remove_file(world.stick.path().join("arrivals.json")).unwrap();
    world.put(&sealed);
    assert_eq!(world.exchange(&mut desk).import.imported, 1);
    assert_eq!(desk.verify(&mut quiet).unwrap(), []);
}

#[test]
fn hostile_messages_between_desks_are_named_and_change_nothing() {
    let world = World::new();
    let (mut desk, ..) = with_case(&world);
    let rows = desk.queue();
    let desks = world.stick.path().join("desks");
    std::fs::create_dir_all(&desks).unwrap();
    let mut noise = vec![0; 70_000];
    OsRng.fill_bytes(&mut noise);
    std::fs::write(desks.join("01-00.age"), &noise).unwrap();
    std::fs::write(desks.join("request-x.json"), b"{").unwrap();
    let report = world.exchange(&mut desk);
    assert_eq!(report.unreadable, ["desks/01-00.age"]);
    assert_eq!(desk.queue(), rows);
    assert_eq!(desk.enrol_requests(world.stick.path()).unwrap(), []);
}

/// Bytes sealed to the organisation as a letter is.
fn sealed_as_letter(organisation: &Organisation, now: Timestamp, plain: &[u8]) -> Vec<u8> {
    let class = SizeClass::for_plaintext(plain.len() as u64).unwrap();
    let recipient = organisation.intake_key(now).recipient;
    let mut sealer = Sealer::new(recipient, class, Vec::new()).unwrap();
    sealer.write_all(plain).unwrap();
    sealer.finish().unwrap()
}

#[test]
fn a_letter_that_just_keeps_its_limits_does_not_stop_the_others() {
    let world = World::new();
    let (mut desk, organisation) = world.published();
    let names: Vec<Digest> = [0, 1, 2]
        .iter()
        .map(|at| {
            let receipt = Receipt::generate(&mut OsRng);
            let mut letter = plain_letter(&organisation, &receipt, world.now);
            if *at == 1 {
                // Sixteen deep in its header: more in the event that holds the header.
                let nested = [&[0xa1, 0x61, b'a'][..], &[0x81; 13], &[0x80]].concat();
                let limits = crypto_core::Limits::HEADER;
                letter.x = Some(crypto_core::from_bytes(&nested, limits).unwrap());
            }
            world.put(&seal(&organisation, &receipt, &letter, world.now))
        })
        .collect();
    let report = world.exchange(&mut desk);
    assert_eq!((report.import.imported, report.acknowledged), (3, 3));
    assert_eq!(report.import.unopened, []);
    assert!(
        names
            .iter()
            .all(|name| desk.index.letters.contains_key(name))
    );
    drop(desk);
    assert_eq!(world.unlock().verify(&mut quiet).unwrap(), []);
}

#[test]
fn a_letter_that_the_vault_cannot_take_does_not_stop_the_others() {
    let world = World::new();
    let (mut desk, organisation) = world.published();
    let sealed = |photo: &[u8]| {
        let receipt = Receipt::generate(&mut OsRng);
        letter(
            &organisation,
            &receipt,
            LetterKind::First,
            "x",
            photo,
            world.now,
        )
    };
    let with_file = world.put(&sealed(b"a photo"));
    world.put(&sealed(b""));
    world.put(&sealed(b""));
    std::fs::remove_dir(world.vault().join("files")).unwrap();
    let report = world.exchange(&mut desk);
    assert_eq!(report.import.imported, 2, "{report:?}");
    let [unopened] = &report.import.unopened[..] else {
        panic!("{report:?}")
    };
    assert_eq!(unopened.reason, UnopenedReason::NotKept);
    assert_eq!(unopened.file, format!("{with_file}.age"));
    std::fs::create_dir(world.vault().join("files")).unwrap();
    let report = world.exchange(&mut desk);
    assert_eq!((report.import.imported, report.import.known), (1, 2));
}

#[test]
fn what_cannot_be_acknowledged_is_imported_said_and_acknowledged_later() {
    let world = World::new();
    let (mut desk, organisation) = world.published();
    for text in ["one", "two"] {
        let receipt = Receipt::generate(&mut OsRng);
        world.put(&letter(
            &organisation,
            &receipt,
            LetterKind::First,
            text,
            b"",
            world.now,
        ));
    }
    // No reply can be sealed in a lane that does not exist.
    desk.keyring.desk.lane = 16;
    let import = |desk: &mut Desk| {
        let options = ExchangeOptions::default();
        desk.import(world.stick.path(), &options, world.now, &mut quiet)
            .unwrap()
    };
    let report = import(&mut desk);
    assert_eq!((report.imported, report.unacknowledged.len()), (2, 2));
    let again = import(&mut desk);
    assert_eq!(
        (again.imported, again.unacknowledged.len()),
        (0, 2),
        "said again"
    );
    desk.keyring.desk.lane = 0;
    let report = world.exchange(&mut desk);
    assert_eq!((report.acknowledged, report.replies_on_board), (2, 2));
    assert_eq!(report.import.unacknowledged, []);
    for row in desk.queue() {
        let case = desk.case(&row.id).unwrap();
        assert_eq!(case.replies.len(), 1);
        assert_eq!(case.replies[0].in_reply_to, Some(case.letters[0].id));
    }
    assert_eq!(world.exchange(&mut desk).acknowledged, 0, "once");
}

#[test]
fn what_breaks_the_protocol_is_kept_named_and_never_called_imported() {
    let mut world = World::new();
    let (mut desk, organisation) = world.published();
    let head = encode_head(FrameKind::Letter, &"no letter at all").unwrap();
    let sealed = sealed_as_letter(&organisation, world.now, &head);
    let name = world.put(&sealed);
    let file = format!("{name}.age");
    for _ in 0..2 {
        let report = world.exchange(&mut desk);
        assert_eq!((report.import.imported, report.import.known), (0, 0));
        let [unopened] = &report.import.unopened[..] else {
            panic!("{report:?}")
        };
        assert_eq!(unopened.reason, UnopenedReason::Malformed);
        assert_eq!(unopened.file, file);
        world.later(1);
    }
    let kept = std::fs::read(world.vault().join("aside").join(&file)).unwrap();
    assert_eq!(kept, sealed);
    // Relays hear that it is set aside, and keep it longer; never that it was imported.
    let told: Vec<String> = std::fs::read_dir(world.stick.path().join("acknowledged"))
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .filter(|text| text.contains(&name.to_string()))
        .collect();
    assert!(!told.is_empty());
    assert!(
        told.iter()
            .all(|text| text.contains("set-aside") && !text.contains("\"imported\""))
    );
    // With the stick gone it is named by the desk itself.
    drop(desk);
    let desk = world.unlock();
    assert_eq!(desk.summary(world.now).aside, 1);
    let [aside] = &desk.set_aside()[..] else {
        panic!("one letter is aside")
    };
    assert_eq!(
        (&aside.file, aside.reason),
        (&file, UnopenedReason::Malformed)
    );
}
