//! What a stick may bring besides letters.

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
