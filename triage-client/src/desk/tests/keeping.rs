//! What must not be lost, and what must be.

use super::*;
use crate::model::Status;

fn flip(path: &Path, at: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    let at = at % bytes.len();
    bytes[at] ^= 4;
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn wrong_passphrases_and_second_openings_are_refused() {
    let world = World::new();
    let desk = world.create();
    assert!(matches!(world.try_unlock(), Err(DeskError::InUse)));
    drop(desk);
    let wrong = SecretString::from("not the passphrase at all");
    assert!(matches!(
        Desk::unlock(&world.vault(), "linh", &wrong, world.now),
        Err(DeskError::WrongPassphrase)
    ));
    assert!(matches!(
        Desk::unlock(&world.vault(), "minh", &passphrase(), world.now),
        Err(DeskError::NoPerson)
    ));
    assert!(matches!(
        Desk::unlock(world.home.path(), "linh", &passphrase(), world.now),
        Err(DeskError::NoVault)
    ));
    assert_eq!(people(&world.vault()).unwrap(), ["linh"]);
    world.unlock();
}

#[test]
fn a_newer_vault_is_left_alone() {
    let world = World::new();
    drop(world.create());
    std::fs::write(world.vault().join("vault"), "sealpost vault 2\n").unwrap();
    assert!(matches!(world.try_unlock(), Err(DeskError::NewerVault)));
}

#[test]
fn a_second_init_writes_over_nothing() {
    let world = World::new();
    drop(world.create());
    let again = NewDesk {
        organisation: "Other".to_owned(),
        person: "minh".to_owned(),
        passphrase: passphrase(),
        root_file: world.home.path().join("other.age"),
        root_passphrase: passphrase(),
    };
    assert!(matches!(
        Desk::create(&world.vault(), again, world.now),
        Err(DeskError::VaultExists)
    ));
    world.unlock();
}

#[test]
fn damage_to_any_single_file_is_mended_or_named() {
    let world = World::new();
    let (desk, _, _, case, _) = with_case(&world);
    let rows = desk.queue();
    drop(desk);
    for (file, kind) in [
        ("keyring", FindingKind::Keyring),
        ("keyring.twin", FindingKind::Keyring),
        ("journal/a", FindingKind::JournalTail),
        ("journal/b", FindingKind::JournalTail),
        ("people/linh.age", FindingKind::Person),
    ] {
        for at in [3, 77, 5_000] {
            flip(&world.vault().join(file), at);
            let mut desk = world.unlock();
            let findings = desk.findings().to_vec();
            assert!(
                findings
                    .iter()
                    .any(|found| found.kind == kind && found.mended),
                "{file} at {at}: {findings:?}"
            );
            assert_eq!(desk.queue(), rows);
            assert_eq!(desk.verify(&mut quiet).unwrap(), [], "{file} at {at}");
        }
    }
    let attachment = sealed_files(&world.vault()).remove(0);
    flip(&attachment, 30);
    let mut desk = world.unlock();
    let findings = desk.verify(&mut quiet).unwrap();
    assert_eq!(findings.len(), 1);
    assert_eq!(
        (findings[0].kind, findings[0].mended),
        (FindingKind::File, false)
    );
    let letter = desk.case(&case).unwrap().letters[0].id;
    assert!(matches!(
        desk.read_attachment(&case, &letter, 0, 1000),
        Err(DeskError::Damaged { .. })
    ));
}

#[test]
fn an_attachment_that_could_not_be_read_once_is_looked_at_again() {
    let world = World::new();
    let (mut desk, ..) = with_case(&world);
    let attachment = sealed_files(&world.vault()).remove(0);
    // As a verification leaves it that could not read it.
    std::fs::rename(&attachment, attachment.with_extension("damaged")).unwrap();
    let findings = desk.verify(&mut quiet).unwrap();
    assert_eq!(findings.len(), 1);
    assert_eq!(
        (findings[0].kind, findings[0].mended),
        (FindingKind::File, true)
    );
    assert_eq!(sealed_files(&world.vault()), [attachment]);
    assert_eq!(desk.verify(&mut quiet).unwrap(), []);
}

#[test]
fn a_damaged_cache_is_built_again() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    desk.set_status(&case, Status::Granted, world.now).unwrap();
    let before = desk.case(&case).unwrap();
    drop(desk);
    let store = world.vault().join("store");
    let damages: [&dyn Fn(&Path); 4] = [
        &|path| {
            let length = std::fs::metadata(path).unwrap().len();
            std::fs::File::options()
                .write(true)
                .open(path)
                .unwrap()
                .set_len(length / 3)
                .unwrap();
        },
        &|path| {
            let length = std::fs::metadata(path).unwrap().len() as usize;
            std::fs::write(path, vec![0xa5; length]).unwrap();
        },
        &|path| std::fs::write(path, vec![0; 4096]).unwrap(),
        &|path| std::fs::remove_file(path).unwrap(),
    ];
    for (number, damage) in damages.iter().enumerate() {
        for entry in std::fs::read_dir(&store).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                damage(&path);
            }
        }
        let mut desk = world.unlock();
        assert!(
            desk.findings()
                .iter()
                .any(|found| found.kind == FindingKind::CacheRebuilt),
            "damage {number}: {:?}",
            desk.findings()
        );
        assert_eq!(desk.case(&case).unwrap(), before, "damage {number}");
    }
    // One flipped bit at a time: never a wrong or missing case, whatever sled makes of it.
    for at in (0..40).map(|step| step * 1_237) {
        for entry in std::fs::read_dir(&store).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && std::fs::metadata(&path).unwrap().len() > 0 {
                flip(&path, at);
            }
        }
        let mut desk = world.unlock();
        assert_eq!(desk.case(&case).unwrap(), before, "bit at {at}");
        assert_eq!(desk.queue().len(), 1);
    }
}

#[test]
fn a_destroyed_case_stays_destroyed() {
    let mut world = World::new();
    let (mut desk, _, _, case, name) = with_case(&world);
    let old_keyring = std::fs::read(world.vault().join("keyring")).unwrap();
    assert_eq!(sealed_files(&world.vault()).len(), 1);
    let report = desk
        .destroy(&case, "asked for by the person", world.now)
        .unwrap();
    assert_eq!((report.letters, report.files), (1, 1));
    assert!(sealed_files(&world.vault()).is_empty());
    assert!(matches!(desk.case(&case), Err(DeskError::NoCase)));
    assert!(desk.queue().is_empty());
    assert!(!desk.keyring.cases.contains_key(&case));
    assert_ne!(
        std::fs::read(world.vault().join("keyring")).unwrap(),
        old_keyring
    );
    assert_eq!(
        std::fs::read(world.vault().join("keyring")).unwrap(),
        std::fs::read(world.vault().join("keyring.twin")).unwrap()
    );
    // The letter is still on the stick.
    world.later(1);
    let report = world.exchange(&mut desk);
    assert_eq!((report.import.imported, report.import.destroyed), (0, 1));
    // The relay is told to delete it, with nobody's second copy.
    assert_eq!(report.letters_released, 1);
    let lists = world.stick.path().join("acknowledged");
    let told = std::fs::read_dir(lists)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap_or_default())
        .any(|text| text.contains(&name.to_string()));
    assert!(told);
    // Its reply left the board.
    assert_eq!(report.replies_on_board, 0);
    drop(desk);
    let mut desk = world.unlock();
    assert!(desk.queue().is_empty());
    assert_eq!(desk.summary(world.now).destroyed, 1);
    assert_eq!(desk.verify(&mut quiet).unwrap(), []);
}

#[test]
fn a_destruction_that_was_cut_off_is_finished_at_the_next_opening() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    // The record is written, and then the power goes.
    let body = crate::model::EventBody::Destroyed {
        case,
        reason: "cut off".to_owned(),
        letters: Vec::new(),
        files: Vec::new(),
    };
    desk.commit(vec![(None, body)], world.now).unwrap();
    assert!(desk.keyring.cases.contains_key(&case));
    drop(desk);
    let mut desk = world.unlock();
    assert!(!desk.keyring.cases.contains_key(&case));
    assert!(sealed_files(&world.vault()).is_empty());
    let report = world.exchange(&mut desk);
    assert_eq!((report.import.imported, report.import.destroyed), (0, 1));
}

#[test]
fn relays_are_told_only_once_there_is_a_second_copy() {
    let mut world = World::new();
    let (mut desk, ..) = with_case(&world);
    world.later(2);
    let report = world.exchange(&mut desk);
    assert_eq!((report.letters_released, report.letters_waiting), (0, 1));
    let backup = tempfile::tempdir().unwrap();
    assert!(
        desk.backup(backup.path(), world.now, &mut quiet)
            .unwrap()
            .verified
    );
    let report = world.exchange(&mut desk);
    assert_eq!((report.letters_released, report.letters_waiting), (1, 0));
    let report = world.exchange(&mut desk);
    assert_eq!(report.letters_released, 0, "told once");
    // The stick was pulled while the list was written: it is written again.
    for ending in [".json", ".minisig"] {
        let lists = crate::stick::list(&world.stick.path().join("acknowledged")).unwrap();
        let cut = lists
            .iter()
            .find(|path| path.to_string_lossy().ends_with(ending))
            .unwrap();
        let whole = std::fs::read(cut).unwrap();
        std::fs::write(cut, &whole[..whole.len() / 2]).unwrap();
        world.later(1);
        assert_eq!(world.exchange(&mut desk).letters_released, 1, "{ending}");
        assert_eq!(world.exchange(&mut desk).letters_released, 0, "{ending}");
    }
    drop(desk);
    let mut desk = world.unlock();
    assert_eq!(world.exchange(&mut desk).letters_released, 0);
}

#[test]
fn a_backup_gives_everything_back() {
    let mut world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    desk.write_note(&case, "before", world.now).unwrap();
    let first = desk
        .backup(world.stick.path(), world.now, &mut quiet)
        .unwrap();
    assert_eq!((first.files_copied, first.files), (1, 1));
    let again = desk
        .backup(world.stick.path(), world.now, &mut quiet)
        .unwrap();
    assert_eq!(again.files_copied, 0, "incremental");
    let before = desk.case(&case).unwrap();
    let device = desk.keyring.desk.device;
    // After the backup, and lost with the laptop.
    desk.write_note(&case, "lost", world.now).unwrap();
    assert!(matches!(
        Desk::restore(world.stick.path(), &world.vault(), &mut quiet),
        Err(DeskError::VaultExists)
    ));
    drop(desk);
    std::fs::remove_dir_all(world.vault()).unwrap();
    let report = Desk::restore(world.stick.path(), &world.vault(), &mut quiet).unwrap();
    assert_eq!(report.damaged, [""; 0]);
    world.later(1);
    let mut desk = world.unlock();
    assert_eq!(desk.case(&case).unwrap(), before);
    assert_ne!(
        desk.keyring.desk.device, device,
        "sequence numbers are not given twice"
    );
    let letter = before.letters[0].id;
    assert_eq!(
        &desk.read_attachment(&case, &letter, 0, 100).unwrap()[..],
        b"a photo"
    );
    desk.write_note(&case, "after", world.now).unwrap();
    assert_eq!(desk.verify(&mut quiet).unwrap(), []);
}

#[test]
fn a_backup_mends_a_vault_and_forgets_what_was_destroyed() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    desk.backup(world.stick.path(), world.now, &mut quiet)
        .unwrap();
    let attachment = sealed_files(&world.vault()).remove(0);
    flip(&attachment, 20);
    desk.backup(world.stick.path(), world.now, &mut quiet)
        .unwrap();
    assert_eq!(
        desk.verify(&mut quiet).unwrap(),
        [],
        "the attachment came back"
    );
    desk.destroy(&case, "over", world.now).unwrap();
    let report = desk
        .backup(world.stick.path(), world.now, &mut quiet)
        .unwrap();
    assert_eq!((report.files, report.files_deleted), (0, 1));
    drop(desk);
    let other = world.home.path().join("other");
    Desk::restore(world.stick.path(), &other, &mut quiet).unwrap();
    let desk = Desk::unlock(&other, "linh", &passphrase(), world.now).unwrap();
    assert!(desk.queue().is_empty());
}

#[test]
fn a_letter_whose_attachment_the_backup_lacks_stays_at_the_relays() {
    let mut world = World::new();
    let (mut desk, ..) = with_case(&world);
    let attachment = sealed_files(&world.vault()).remove(0);
    let whole = std::fs::read(&attachment).unwrap();
    let backup = tempfile::tempdir().unwrap();
    // Damaged, and gone.
    for is_gone in [false, true] {
        if is_gone {
            std::fs::remove_file(&attachment).unwrap();
        } else {
            flip(&attachment, 30);
        }
        desk.backup(backup.path(), world.now, &mut quiet).unwrap();
        world.later(1);
        let report = world.exchange(&mut desk);
        assert_eq!((report.letters_waiting, report.letters_released), (1, 0));
    }
    std::fs::write(&attachment, whole).unwrap();
    desk.backup(backup.path(), world.now, &mut quiet).unwrap();
    let report = world.exchange(&mut desk);
    assert_eq!((report.letters_waiting, report.letters_released), (0, 1));
}

#[test]
fn an_older_vault_does_not_write_over_a_newer_backup() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    let old = tempfile::tempdir().unwrap();
    desk.backup(old.path(), world.now, &mut quiet).unwrap();
    desk.write_note(&case, "one", world.now).unwrap();
    desk.write_note(&case, "two", world.now).unwrap();
    desk.backup(world.stick.path(), world.now, &mut quiet)
        .unwrap();
    let other = world.home.path().join("older");
    Desk::restore(old.path(), &other, &mut quiet).unwrap();
    let mut older = Desk::unlock(&other, "linh", &passphrase(), world.now).unwrap();
    assert!(matches!(
        older.backup(world.stick.path(), world.now, &mut quiet),
        Err(DeskError::BackupNewer)
    ));
}

#[test]
fn a_backup_with_events_of_its_own_is_not_written_over_by_a_longer_vault() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    let old = tempfile::tempdir().unwrap();
    desk.backup(old.path(), world.now, &mut quiet).unwrap();
    desk.write_note(&case, "only in the newer backup", world.now)
        .unwrap();
    let newer = tempfile::tempdir().unwrap();
    desk.backup(newer.path(), world.now, &mut quiet).unwrap();
    drop(desk);
    let other = world.home.path().join("older");
    Desk::restore(old.path(), &other, &mut quiet).unwrap();
    let mut older = Desk::unlock(&other, "linh", &passphrase(), world.now).unwrap();
    for _ in 0..4 {
        older.write_note(&case, "since", world.now).unwrap();
    }
    let whole = std::fs::read(newer.path().join("backup/journal/a")).unwrap();
    assert!(matches!(
        older.backup(newer.path(), world.now, &mut quiet),
        Err(DeskError::BackupNewer)
    ));
    assert_eq!(
        std::fs::read(newer.path().join("backup/journal/a")).unwrap(),
        whole
    );
    // The one it came from holds nothing that it lacks.
    older.backup(old.path(), world.now, &mut quiet).unwrap();
}

#[test]
fn a_frame_lost_in_both_copies_comes_back_from_the_backup() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    desk.write_note(&case, "kept", world.now).unwrap();
    desk.write_note(&case, "last", world.now).unwrap();
    desk.backup(world.stick.path(), world.now, &mut quiet)
        .unwrap();
    drop(desk);
    let journal = world.vault().join("journal");
    let length = std::fs::metadata(journal.join("a")).unwrap().len() as usize;
    // Inside the last but one frame: a note's is far shorter than 400 bytes off the end.
    for copy in ["a", "b"] {
        flip(&journal.join(copy), length - 900);
    }
    let mut desk = world.unlock();
    assert!(!desk.findings().is_empty());
    desk.backup(world.stick.path(), world.now, &mut quiet)
        .unwrap();
    assert_eq!(desk.verify(&mut quiet).unwrap(), []);
    let notes: Vec<String> = desk
        .case(&case)
        .unwrap()
        .notes
        .into_iter()
        .map(|note| note.text)
        .collect();
    assert_eq!(notes, ["kept", "last"]);
}

#[test]
fn people_come_and_go() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    let minh = SecretString::from("another five words here");
    desk.add_person("minh", &minh, world.now).unwrap();
    assert!(matches!(
        desk.add_person("minh", &minh, world.now),
        Err(DeskError::PersonExists)
    ));
    drop(desk);
    let mut desk = Desk::unlock(&world.vault(), "minh", &minh, world.now).unwrap();
    desk.write_note(&case, "by minh", world.now).unwrap();
    assert_eq!(desk.case(&case).unwrap().notes[0].person, "minh");
    let changed = SecretString::from("a passphrase that changed");
    assert!(matches!(
        desk.change_passphrase(&passphrase(), &changed),
        Err(DeskError::WrongPassphrase)
    ));
    desk.change_passphrase(&minh, &changed).unwrap();
    drop(desk);
    let mut desk = world.unlock();
    desk.remove_person("minh", world.now).unwrap();
    assert!(matches!(
        desk.remove_person("linh", world.now),
        Err(DeskError::LastPerson)
    ));
    drop(desk);
    for passphrase in [&minh, &changed] {
        assert!(Desk::unlock(&world.vault(), "minh", passphrase, world.now).is_err());
    }
    assert_eq!(
        world.unlock().verify(&mut quiet).unwrap(),
        [],
        "what minh signed still verifies"
    );
}

#[test]
fn a_destruction_whose_keyring_cannot_be_written_is_finished_by_the_next_opening() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    let old_root = *desk.root.expose();
    // A folder in its place, which no file can replace.
    let keyring = world.vault().join("keyring");
    std::fs::remove_file(&keyring).unwrap();
    std::fs::create_dir_all(keyring.join("in the way")).unwrap();
    assert!(desk.destroy(&case, "over", world.now).is_err());
    std::fs::remove_dir_all(&keyring).unwrap();
    // The next writing of the keyring is under the old root: it must not say that all is done.
    desk.add_person("minh", &passphrase(), world.now).unwrap();
    assert_eq!(*desk.root.expose(), old_root);
    drop(desk);
    let mut desk = world.unlock();
    assert!(matches!(desk.case(&case), Err(DeskError::NoCase)));
    assert!(!desk.keyring.cases.contains_key(&case));
    assert_ne!(*desk.root.expose(), old_root, "the old root is gone");
    assert!(sealed_files(&world.vault()).is_empty());
}

#[test]
fn drafts_survive_locking_and_are_sealed_anew_when_a_case_is_destroyed() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    desk.keep_drafts(b"unfinished").unwrap();
    let old = std::fs::read(world.vault().join("drafts")).unwrap();
    assert!(!old.windows(10).any(|window| window == b"unfinished"));
    desk.destroy(&case, "over", world.now).unwrap();
    drop(desk);
    let desk = world.unlock();
    assert_eq!(&desk.drafts().unwrap()[..], b"unfinished");
    std::fs::write(world.vault().join("drafts"), old).unwrap();
    assert!(desk.drafts().is_err());
}

#[test]
fn a_restored_vault_still_has_the_whole_page() {
    let mut world = World::new();
    let (mut desk, _) = world.published();
    let page = world.home.path().join("page");
    std::fs::create_dir_all(page.join("assets/fonts")).unwrap();
    std::fs::write(page.join("index.html"), "page").unwrap();
    std::fs::write(page.join("assets/page.js"), "script").unwrap();
    std::fs::write(page.join("assets/fonts/one.woff2"), "font").unwrap();
    let config = std::fs::read_to_string(desk.config_file()).unwrap();
    let config = format!("page = \"{}\"\n{config}", page.display());
    std::fs::write(desk.config_file(), config).unwrap();
    let published = world.publish(&mut desk);
    let backup = tempfile::tempdir().unwrap();
    desk.backup(backup.path(), world.now, &mut quiet).unwrap();
    drop(desk);
    std::fs::remove_dir_all(world.vault()).unwrap();
    let report = Desk::restore(backup.path(), &world.vault(), &mut quiet).unwrap();
    assert_eq!(report.damaged, [""; 0]);
    world.later(1);
    let mut desk = world.unlock();
    // A stick that nobody has written to.
    world.stick = tempfile::tempdir().unwrap();
    let report = world.exchange(&mut desk);
    assert_eq!(report.publication, Some(published.number));
    let files = world.stick.path().join("public/files");
    assert_eq!(
        std::fs::read(files.join("assets/fonts/one.woff2")).unwrap(),
        b"font"
    );

    // A page that is lost all the same holds up nothing but itself.
    std::fs::remove_file(world.vault().join("public/files/assets/page.js")).unwrap();
    world.stick = tempfile::tempdir().unwrap();
    let report = world.exchange(&mut desk);
    assert_eq!(report.publication, None);
    assert!(report.edition.is_some());
    let [warning] = &report.warnings[..] else {
        panic!("{report:?}")
    };
    assert!(warning.contains("publish again"), "{warning}");
}
