//! A stick that was pulled: cut off at any byte, in both directions.

use super::*;
use crate::desk::colleague;
use crate::stick::Stick;

/// Offsets that say most: all of the beginning and of the end, and some between.
fn offsets(length: usize, every: usize, between: usize) -> Vec<usize> {
    (0..length)
        .filter(|at| *at < every || at + every >= length || at.is_multiple_of(between))
        .collect()
}

fn import(world: &World, desk: &mut Desk) -> ImportReport {
    let options = ExchangeOptions::default();
    desk.import(world.stick.path(), &options, world.now, &mut quiet)
        .unwrap()
}

#[test]
fn a_letter_cut_at_any_byte_is_named_and_not_acknowledged() {
    let world = World::new();
    let (mut desk, organisation) = world.published();
    let receipt = Receipt::generate(&mut OsRng);
    let sealed = letter(
        &organisation,
        &receipt,
        LetterKind::First,
        "cut",
        b"a photo",
        world.now,
    );
    let name = world.put(&sealed);
    let path = world.stick.path().join(format!("inbox/{name}.age"));
    let file = format!("{name}.age");
    let all = std::env::var_os("SEALPOST_EVERY_BYTE").is_some();
    let tried = if all {
        (0..sealed.len()).collect()
    } else {
        offsets(sealed.len(), 300, 499)
    };
    for at in &tried {
        std::fs::write(&path, &sealed[..*at]).unwrap();
        let report = import(&world, &mut desk);
        assert_eq!((report.imported, report.known), (0, 0), "byte {at}");
        let [unopened] = &report.unopened[..] else {
            panic!("byte {at}: {report:?}")
        };
        assert_eq!(
            (&unopened.file, unopened.reason),
            (&file, UnopenedReason::WrongHash),
            "byte {at}"
        );
    }
    assert!(
        sealed_files(&world.vault()).is_empty(),
        "nothing half stays"
    );
    let aside = world.vault().join("aside");
    assert_eq!(std::fs::read_dir(aside).unwrap().count(), 0);
    // Nothing is told to relays, and the whole letter comes in all the same.
    let report = world.exchange(&mut desk);
    assert_eq!(report.letters_released, 0);
    assert!(!world.stick.path().join("acknowledged").exists());
    std::fs::write(&path, &sealed).unwrap();
    let report = world.exchange(&mut desk);
    assert_eq!((report.import.imported, report.acknowledged), (1, 1));
    println!("{} offsets of {}", tried.len(), sealed.len());
}

#[test]
fn hours_of_arrival_cut_at_any_byte_are_named() {
    let world = World::new();
    let (mut desk, ..) = with_case(&world);
    let path = world.stick.path().join("arrivals.json");
    let whole = std::fs::read(&path).unwrap();
    for at in 0..whole.len() {
        std::fs::write(&path, &whole[..at]).unwrap();
        let report = import(&world, &mut desk);
        let named = report
            .unopened
            .iter()
            .any(|unopened| unopened.reason == UnopenedReason::Arrivals);
        assert!(named, "byte {at}: {report:?}");
        assert_eq!(report.known, 1);
    }
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(import(&world, &mut desk).unopened, []);
}

#[test]
fn a_colleagues_message_cut_at_any_byte_changes_nothing() {
    let mut world = World::new();
    let (mut one, _, _, case, _) = with_case(&world);
    let mut two = enrolment::enrolled(&world, &mut one);
    two.write_note(&case, "from two", world.now).unwrap();
    world.later(1);
    world.exchange(&mut two);
    let path = world.stick.path().join("desks/01-00.age");
    let whole = std::fs::read(&path).unwrap();
    let before = one.case(&case).unwrap();
    let number = one.keyring.generation;
    let stick = Stick::new(world.stick.path()).unwrap();
    let options = ExchangeOptions::default();
    let all = std::env::var_os("SEALPOST_EVERY_BYTE").is_some();
    let tried = if all {
        (0..whole.len()).collect()
    } else {
        offsets(whole.len(), 200, 997)
    };
    for at in &tried {
        std::fs::write(&path, &whole[..*at]).unwrap();
        let mut report = ExchangeReport::default();
        colleague::receive(
            &mut one,
            &stick,
            &options,
            world.now,
            &mut report,
            &mut quiet,
        )
        .unwrap();
        assert_eq!(report.unreadable, ["desks/01-00.age"], "byte {at}");
        assert_eq!(report.events_received, 0, "byte {at}");
    }
    assert_eq!(one.keyring.generation, number, "nothing was written");
    assert_eq!(one.case(&case).unwrap(), before);
    std::fs::write(&path, &whole).unwrap();
    world.exchange(&mut one);
    assert_eq!(one.case(&case).unwrap().notes[0].text, "from two");
    println!("{} offsets of {}", tried.len(), whole.len());
}

/// Every file that an exchange leaves on the stick, cut off: the next exchange puts it right.
#[test]
fn what_the_desk_wrote_and_was_cut_off_is_written_again() {
    let mut world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    let material = world.home.path().join("material.pdf");
    std::fs::write(&material, vec![9; 5000]).unwrap();
    let draft = ReplyDraft {
        text: "yes".to_owned(),
        parcels: vec![material],
        status: None,
    };
    desk.write_reply(&case, &draft, world.now).unwrap();
    world.later(1);
    world.exchange(&mut desk);
    for (folder, ending, every) in [
        ("board/00", "", 60_000),
        ("parcels", ".json", 40),
        ("parcels", ".minisig", 40),
        ("public", ".json", 40),
    ] {
        let folder = world.stick.path().join(folder);
        let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file() && path.to_string_lossy().ends_with(ending))
            .collect();
        paths.sort();
        for path in paths {
            let whole = std::fs::read(&path).unwrap();
            for at in (0..whole.len()).step_by(every) {
                std::fs::write(&path, &whole[..at]).unwrap();
                world.later(1);
                let report = world.exchange(&mut desk);
                assert_eq!(report.warnings, [""; 0], "{} at {at}", path.display());
                whole_stick(&world);
            }
        }
    }
}

/// Insists that everything on the stick verifies.
fn whole_stick(world: &World) {
    let organisation = world.organisation();
    let text = |path: PathBuf| std::fs::read_to_string(path).unwrap();
    let board = world.stick.path().join("board/00");
    let envelope = crypto_core::Envelope {
        document: text(board.join("edition.json")),
        signature: text(board.join("edition.json.minisig")),
    };
    let edition = crypto_core::Edition::verify(&envelope, &organisation).unwrap();
    for (at, digest) in edition.chunks().iter().enumerate() {
        let chunk = std::fs::read(board.join(format!("chunk-{at:04}"))).unwrap();
        assert_eq!(Digest::of(&chunk), *digest);
    }
    let public = world.stick.path().join("public");
    crypto_core::PublicRelease::verify(
        &std::fs::read(public.join("public.json")).unwrap(),
        &text(public.join("public.json.minisig")),
        &organisation.root,
    )
    .unwrap();
    let parcels = world.stick.path().join("parcels");
    for entry in std::fs::read_dir(&parcels).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Some(hash) = name.strip_suffix(".age") {
            assert_eq!(crate::vault::hash_file(&path).unwrap().to_string(), hash);
            crypto_core::ParcelNote::verify(
                text(parcels.join(format!("{hash}.json"))).as_bytes(),
                &text(parcels.join(format!("{hash}.json.minisig"))),
                &organisation,
            )
            .unwrap();
        }
    }
}

#[test]
fn a_backup_cut_off_anywhere_is_completed_by_the_next() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    desk.write_note(&case, "kept", world.now).unwrap();
    desk.backup(world.stick.path(), world.now, &mut quiet)
        .unwrap();
    let backup = world.stick.path().join("backup");
    for name in ["backup.json", "keyring", "journal/a", "people/linh.age"] {
        let path = backup.join(name);
        let length = std::fs::metadata(&path).unwrap().len() as usize;
        for step in 0..6 {
            let whole = std::fs::read(&path).unwrap();
            std::fs::write(&path, &whole[..(length * step / 6).min(whole.len())]).unwrap();
            // What was being written when it was pulled.
            std::fs::write(path.with_file_name(".tmp-0123456789abcdef"), b"half").unwrap();
            desk.backup(world.stick.path(), world.now, &mut quiet)
                .unwrap();
            let place = world.home.path().join("again");
            let report = Desk::restore(world.stick.path(), &place, &mut quiet).unwrap();
            assert_eq!(report.damaged, [""; 0], "{name}");
            let mut again = Desk::unlock(&place, "linh", &passphrase(), world.now).unwrap();
            assert_eq!(again.case(&case).unwrap().notes.len(), 1);
            drop(again);
            std::fs::remove_dir_all(place).unwrap();
            assert!(!path.with_file_name(".tmp-0123456789abcdef").exists());
        }
    }
    // Another desk's stick is not written over, list or no list.
    let other = World::new();
    let (mut desk, ..) = with_case(&other);
    std::fs::remove_file(backup.join("backup.json")).unwrap();
    assert!(matches!(
        desk.backup(world.stick.path(), world.now, &mut quiet),
        Err(DeskError::OtherVault)
    ));
}

#[test]
fn a_stick_that_cannot_be_tidied_brings_its_letters_and_no_link_on_it_is_followed() {
    let mut world = World::new();
    let (mut desk, organisation) = world.published();
    let left_over = ".tmp-0123456789abcdef";
    let elsewhere = world.home.path().join("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    std::fs::write(elsewhere.join(left_over), "not the desk's").unwrap();
    // In the places of folders: a file, and a link.
    std::fs::write(world.stick.path().join("backup"), "no folder").unwrap();
    std::os::unix::fs::symlink(&elsewhere, world.stick.path().join("desks")).unwrap();
    let parcels = world.stick.path().join("parcels");
    std::fs::create_dir_all(&parcels).unwrap();
    std::fs::write(parcels.join(left_over), "half").unwrap();
    world.put(&letter(
        &organisation,
        &Receipt::generate(&mut OsRng),
        LetterKind::First,
        "brought",
        b"",
        world.now,
    ));
    world.later(1);
    assert_eq!(world.exchange(&mut desk).import.imported, 1);
    assert!(elsewhere.join(left_over).exists());
    assert!(!parcels.join(left_over).exists());
}
