//! Two laptops.

use super::*;

pub(super) fn second(world: &World) -> PathBuf {
    world.home.path().join("second")
}

/// Enrols a second laptop of minh's by the same stick.
pub(super) fn enrolled(world: &World, desk: &mut Desk) -> Desk {
    let new = NewLaptop {
        person: "minh".to_owned(),
        passphrase: passphrase(),
    };
    let request = Desk::enrol_request(&second(world), new, world.stick.path(), world.now).unwrap();
    assert!(matches!(
        Desk::unlock(&second(world), "minh", &passphrase(), world.now),
        Err(DeskError::NotEnrolled)
    ));
    assert!(matches!(
        Desk::enrol_finish(
            &second(world),
            "minh",
            &passphrase(),
            world.stick.path(),
            world.now
        ),
        Err(DeskError::NotAccepted)
    ));
    let seen = desk.enrol_requests(world.stick.path()).unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].words(), request.words());
    assert_eq!(request.words().split(' ').count(), 8);
    assert_eq!(
        desk.enrol_accept(&seen[0], world.stick.path(), world.now)
            .unwrap(),
        1
    );
    Desk::enrol_finish(
        &second(world),
        "minh",
        &passphrase(),
        world.stick.path(),
        world.now,
    )
    .unwrap()
}

#[test]
fn a_second_laptop_has_everything_and_both_agree_in_the_end() {
    let mut world = World::new();
    let (mut one, organisation, receipt, case, _) = with_case(&world);
    one.write_note(&case, "from one", world.now).unwrap();
    let mut two = enrolled(&world, &mut one);
    assert_eq!(two.verify(&mut quiet).unwrap(), []);
    assert_eq!(two.case(&case).unwrap(), one.case(&case).unwrap());
    let letter_id = two.case(&case).unwrap().letters[0].id;
    assert_eq!(
        &two.read_attachment(&case, &letter_id, 0, 100).unwrap()[..],
        b"a photo"
    );

    // Both work apart, and both import the same follow-up.
    world.later(1);
    world.put(&letter(
        &organisation,
        &receipt,
        LetterKind::FollowUp,
        "thêm",
        b"second",
        world.now,
    ));
    one.set_status(&case, Status::Working, world.now).unwrap();
    world.later(1);
    two.set_status(&case, Status::Granted, world.now).unwrap();
    two.write_note(&case, "from two", world.now).unwrap();
    world.exchange(&mut two);
    world.exchange(&mut one);
    world.exchange(&mut two);
    world.exchange(&mut one);
    let (a, b) = (one.case(&case).unwrap(), two.case(&case).unwrap());
    assert_eq!(a, b);
    assert_eq!(a.row.status, Status::Granted);
    assert_eq!(a.letters.len(), 2);
    assert_eq!(a.notes.len(), 2);
    assert_eq!(one.verify(&mut quiet).unwrap(), []);
    assert_eq!(two.verify(&mut quiet).unwrap(), []);
    // A colleague's copy is a second place.
    world.later(1);
    let report = world.exchange(&mut one);
    assert_eq!(report.letters_waiting, 0, "{report:?}");
}

#[test]
fn destruction_reaches_the_other_laptop() {
    let mut world = World::new();
    let (mut one, _, _, case, _) = with_case(&world);
    let mut two = enrolled(&world, &mut one);
    world.later(1);
    // The other one still works on it, knowing nothing.
    two.write_note(&case, "still here", world.now).unwrap();
    one.destroy(&case, "asked for", world.now).unwrap();
    world.exchange(&mut one);
    let report = world.exchange(&mut two);
    assert_eq!(report.destroyed, 1, "{report:?}");
    assert!(two.queue().is_empty());
    assert!(!two.keyring.cases.contains_key(&case));
    assert!(sealed_files(&second(&world)).is_empty());
    world.exchange(&mut one);
    assert!(
        one.queue().is_empty(),
        "not brought back by the other one's note"
    );
    assert!(!one.keyring.cases.contains_key(&case));
}

#[test]
fn a_clock_far_ahead_waits_for_a_persons_word() {
    let world = World::new();
    let (mut one, _, _, case, _) = with_case(&world);
    let mut two = enrolled(&world, &mut one);
    let future = world.now + SignedDuration::from_hours(24 * 30);
    two.write_note(&case, "from the future", future).unwrap();
    two.exchange(
        world.stick.path(),
        &ExchangeOptions::default(),
        world.now,
        &mut quiet,
    )
    .unwrap();
    let report = world.exchange(&mut one);
    assert_eq!(report.held_clocks, ["lane 1"]);
    assert!(one.case(&case).unwrap().notes.is_empty());
    two.exchange(
        world.stick.path(),
        &ExchangeOptions::default(),
        world.now,
        &mut quiet,
    )
    .unwrap();
    let options = ExchangeOptions {
        accept_clock: true,
        ..ExchangeOptions::default()
    };
    one.exchange(world.stick.path(), &options, world.now, &mut quiet)
        .unwrap();
    assert_eq!(one.case(&case).unwrap().notes[0].text, "from the future");
}

#[test]
fn a_colleague_gives_back_what_an_old_backup_forgot() {
    let mut world = World::new();
    let (mut one, _, _, case, _) = with_case(&world);
    let mut two = enrolled(&world, &mut one);
    let backup = tempfile::tempdir().unwrap();
    one.backup(backup.path(), world.now, &mut quiet).unwrap();
    world.later(1);
    one.write_note(&case, "after the backup", world.now)
        .unwrap();
    world.exchange(&mut one);
    world.exchange(&mut two);
    drop(one);
    std::fs::remove_dir_all(world.vault()).unwrap();
    Desk::restore(backup.path(), &world.vault(), &mut quiet).unwrap();
    let mut one = world.unlock();
    assert!(one.case(&case).unwrap().notes.is_empty());
    world.later(1);
    world.exchange(&mut one);
    world.exchange(&mut two);
    let report = world.exchange(&mut one);
    assert_eq!(
        one.case(&case).unwrap().notes[0].text,
        "after the backup",
        "{report:?}"
    );
    assert_eq!(one.verify(&mut quiet).unwrap(), []);
    world.exchange(&mut two);
    assert_eq!(two.case(&case).unwrap(), one.case(&case).unwrap());
}
