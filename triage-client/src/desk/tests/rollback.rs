//! Old copies put back: of one file, of the whole vault, of a backup.

use super::damage::{Snapshot, put_back, snapshot};
use super::*;
use crate::model::Case;

fn notes(desk: &mut Desk, case: &CaseId) -> Vec<String> {
    let case: Case = desk.case(case).unwrap();
    let mut notes: Vec<String> = case.notes.into_iter().map(|note| note.text).collect();
    notes.sort();
    notes
}

fn kinds(findings: &[Finding]) -> Vec<(FindingKind, bool)> {
    findings
        .iter()
        .map(|finding| (finding.kind, finding.mended))
        .collect()
}

/// Copies a vault, lock and all, as a person does with a file manager.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// A vault with one letter, an older copy of it, and what came after: another letter and a note.
fn older_and_newer() -> (World, CaseId, CaseId, Snapshot) {
    let mut world = World::new();
    let (desk, organisation, _, case, _) = with_case(&world);
    drop(desk);
    let old = snapshot(&world.vault());
    let mut desk = world.unlock();
    let receipt = Receipt::generate(&mut OsRng);
    world.put(&letter(
        &organisation,
        &receipt,
        LetterKind::First,
        "later",
        b"later photo",
        world.now,
    ));
    world.later(1);
    let second = world.exchange(&mut desk).import.cases[0];
    desk.write_note(&case, "later note", world.now).unwrap();
    drop(desk);
    (world, case, second, old)
}

fn put(world: &World, old: &Snapshot, names: &[&str]) {
    for name in names {
        std::fs::write(world.vault().join(name), &old[*name]).unwrap();
    }
}

#[test]
fn one_old_copy_is_mended_from_the_newer() {
    for name in ["keyring", "keyring.twin", "journal/a", "journal/b"] {
        let (world, case, second, old) = older_and_newer();
        put(&world, &old, &[name]);
        let mut desk = world.unlock();
        assert!(
            desk.findings().iter().all(|found| found.mended) && !desk.findings().is_empty(),
            "{name}: {:?}",
            desk.findings()
        );
        assert_eq!(notes(&mut desk, &case), ["later note"], "{name}");
        desk.case(&second).unwrap();
        assert_eq!(desk.verify(&mut quiet).unwrap(), [], "{name}");
    }
}

#[test]
fn an_old_journal_is_named_by_case_and_the_backup_gives_the_rest_back() {
    let (world, case, second, old) = older_and_newer();
    let backup = tempfile::tempdir().unwrap();
    let mut desk = world.unlock();
    desk.backup(backup.path(), world.now, &mut quiet).unwrap();
    let device = desk.keyring.desk.device;
    drop(desk);
    put(&world, &old, &["journal/a", "journal/b"]);
    for _ in 0..2 {
        let mut desk = world.unlock();
        let found = kinds(desk.findings());
        assert!(found.contains(&(FindingKind::Lost, false)), "{found:?}");
        for id in [case, second] {
            let about = format!("case {}", id.short());
            assert!(
                desk.findings().iter().any(|finding| finding.about == about),
                "{about}: {:?}",
                desk.findings()
            );
        }
        assert_ne!(desk.keyring.desk.device, device, "no number is given twice");
        // The attachment of the lost letter is not swept away: somebody may know its key.
        desk.verify(&mut quiet).unwrap();
        assert_eq!(sealed_files(&world.vault()).len(), 2);
    }
    let mut desk = world.unlock();
    let devices = desk.keyring.desk.former.len();
    desk.write_note(&case, "meanwhile", world.now).unwrap();
    desk.backup(backup.path(), world.now, &mut quiet).unwrap();
    assert_eq!(notes(&mut desk, &case), ["later note", "meanwhile"]);
    desk.case(&second).unwrap();
    assert_eq!(desk.verify(&mut quiet).unwrap(), []);
    drop(desk);
    let desk = world.unlock();
    assert_eq!(desk.findings(), []);
    assert_eq!(desk.keyring.desk.former.len(), devices);
}

#[test]
fn an_old_keyring_is_named_by_case_and_the_backup_gives_its_keys_back() {
    let (world, case, second, old) = older_and_newer();
    let backup = tempfile::tempdir().unwrap();
    let mut desk = world.unlock();
    desk.backup(backup.path(), world.now, &mut quiet).unwrap();
    drop(desk);
    put(&world, &old, &["keyring", "keyring.twin"]);
    let mut desk = world.unlock();
    let about = format!("the key of case {}", second.short());
    let named = |desk: &Desk| {
        desk.findings()
            .iter()
            .any(|finding| finding.kind == FindingKind::OldKeyring && finding.about == about)
    };
    assert!(named(&desk), "{:?}", desk.findings());
    assert_eq!(notes(&mut desk, &case), ["later note"]);
    // Also when the cache, which still knew the case, is gone.
    drop(desk);
    std::fs::remove_dir_all(world.vault().join("store")).unwrap();
    let mut desk = world.unlock();
    assert!(named(&desk), "{:?}", desk.findings());
    desk.backup(backup.path(), world.now, &mut quiet).unwrap();
    desk.case(&second).unwrap();
    assert_eq!(desk.verify(&mut quiet).unwrap(), []);
    assert_eq!(sealed_files(&world.vault()).len(), 2);
}

#[test]
fn an_old_keyring_gets_its_keys_back_from_a_colleague() {
    let mut world = World::new();
    let (mut one, organisation, ..) = with_case(&world);
    let mut two = enrolment::enrolled(&world, &mut one);
    drop(one);
    let old = snapshot(&world.vault());
    let mut one = world.unlock();
    let receipt = Receipt::generate(&mut OsRng);
    world.put(&letter(
        &organisation,
        &receipt,
        LetterKind::First,
        "later",
        b"later photo",
        world.now,
    ));
    world.later(1);
    let second = world.exchange(&mut one).import.cases[0];
    drop(one);
    world.exchange(&mut two);
    put(&world, &old, &["keyring", "keyring.twin"]);
    std::fs::remove_dir_all(world.vault().join("store")).unwrap();
    let mut one = world.unlock();
    assert!(matches!(one.case(&second), Err(DeskError::NoCase)));
    assert!(kinds(one.findings()).contains(&(FindingKind::OldKeyring, false)));
    world.exchange(&mut one);
    one.case(&second).unwrap();
    assert_eq!(one.verify(&mut quiet).unwrap(), []);
}

#[test]
fn a_keyring_from_before_a_destruction_brings_nothing_back() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    let backup = tempfile::tempdir().unwrap();
    desk.backup(backup.path(), world.now, &mut quiet).unwrap();
    drop(desk);
    let old = snapshot(&world.vault());
    let mut desk = world.unlock();
    desk.destroy(&case, "asked for", world.now).unwrap();
    drop(desk);
    let new = snapshot(&world.vault());
    // The keyring alone; the journal alone; both are a rollback of the vault, which is told apart
    // by its place or by colleagues.
    for names in [
        &["keyring", "keyring.twin"][..],
        &["journal/a", "journal/b"][..],
    ] {
        put_back(&world.vault(), &new);
        put(&world, &old, names);
        let mut desk = world.unlock();
        assert!(
            matches!(desk.case(&case), Err(DeskError::NoCase)),
            "{names:?}"
        );
        desk.backup(backup.path(), world.now, &mut quiet).unwrap();
        assert!(
            matches!(desk.case(&case), Err(DeskError::NoCase)),
            "{names:?}"
        );
        assert!(!desk.keyring.cases.contains_key(&case), "{names:?}");
        let report = world.exchange(&mut desk);
        assert_eq!(
            (report.import.imported, report.import.destroyed),
            (0, 1),
            "{names:?}"
        );
    }
}

#[test]
fn an_old_cache_is_built_again() {
    let (world, case, second, old) = older_and_newer();
    let store: Vec<&String> = old
        .keys()
        .filter(|name| name.starts_with("store/"))
        .collect();
    std::fs::remove_dir_all(world.vault().join("store")).unwrap();
    for name in store {
        let path = world.vault().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &old[name]).unwrap();
    }
    let mut desk = world.unlock();
    assert_eq!(kinds(desk.findings()), [(FindingKind::CacheRebuilt, true)]);
    assert_eq!(notes(&mut desk, &case), ["later note"]);
    desk.case(&second).unwrap();
}

#[test]
fn a_copy_of_the_vault_is_known_and_goes_on_under_another_name() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    // Copied while it is open.
    let other = world.home.path().join("copy");
    desk.write_note(&case, "before", world.now).unwrap();
    copy(&world.vault(), &other);
    desk.write_note(&case, "in the first", world.now).unwrap();
    let device = desk.keyring.desk.device;
    drop(desk);
    for _ in 0..2 {
        let mut second = Desk::unlock(&other, "linh", &passphrase(), world.now).unwrap();
        assert_ne!(second.keyring.desk.device, device);
        assert_eq!(second.keyring.desk.former, [device], "once");
        assert_eq!(notes(&mut second, &case), ["before"]);
    }
    assert_eq!(world.unlock().findings(), [], "the first is where it was");
    // An old folder put back where the vault was.
    std::fs::remove_dir_all(world.vault()).unwrap();
    copy(&other, &world.vault());
    let desk = world.unlock();
    assert_eq!(kinds(desk.findings()), [(FindingKind::Moved, true)]);
    assert_eq!(desk.keyring.desk.former.len(), 2);
}

#[test]
fn a_colleagues_exchange_reveals_a_vault_that_was_put_back() {
    let mut world = World::new();
    let (mut one, _, _, case, _) = with_case(&world);
    let mut two = enrolment::enrolled(&world, &mut one);
    drop(one);
    // The disk itself, as by an image of it: the vault cannot tell.
    let old = snapshot(&world.vault());
    let mut one = world.unlock();
    one.write_note(&case, "lost on one", world.now).unwrap();
    world.later(1);
    world.exchange(&mut one);
    world.exchange(&mut two);
    let device = one.keyring.desk.device;
    drop(one);
    put_back(&world.vault(), &old);
    let mut one = world.unlock();
    assert_eq!(one.findings(), []);
    world.later(1);
    let report = world.exchange(&mut one);
    assert!(
        report
            .warnings
            .iter()
            .any(|said| said.contains("older copy")),
        "{report:?}"
    );
    assert_ne!(one.keyring.desk.device, device);
    // Named until it is back, and back with the next exchange.
    drop(one);
    let mut one = world.unlock();
    assert!(kinds(one.findings()).contains(&(FindingKind::Lost, false)));
    one.write_note(&case, "meanwhile", world.now).unwrap();
    world.exchange(&mut two);
    world.later(1);
    let report = world.exchange(&mut one);
    assert!(report.own_events_recovered >= 1, "{report:?}");
    assert_eq!(report.warnings, [""; 0]);
    assert_eq!(notes(&mut one, &case), ["lost on one", "meanwhile"]);
    drop(one);
    let mut one = world.unlock();
    assert_eq!(one.findings(), []);
    assert_eq!(one.verify(&mut quiet).unwrap(), []);
    world.later(1);
    world.exchange(&mut two);
    assert_eq!(two.case(&case).unwrap(), one.case(&case).unwrap());
}

#[test]
fn a_vault_that_was_put_back_and_written_to_is_told_apart() {
    let mut world = World::new();
    let (mut one, _, _, case, _) = with_case(&world);
    let mut two = enrolment::enrolled(&world, &mut one);
    drop(one);
    let old = snapshot(&world.vault());
    let mut one = world.unlock();
    one.write_note(&case, "first history", world.now).unwrap();
    world.later(1);
    world.exchange(&mut one);
    world.exchange(&mut two);
    drop(one);
    put_back(&world.vault(), &old);
    let mut one = world.unlock();
    // As many events under the same numbers, and more.
    for text in ["second history", "and more", "and more", "and more"] {
        one.write_note(&case, text, world.now).unwrap();
    }
    let device = one.keyring.desk.device;
    world.later(1);
    let report = world.exchange(&mut one);
    assert!(
        report
            .warnings
            .iter()
            .any(|said| said.contains("different events")),
        "{report:?}"
    );
    assert_ne!(one.keyring.desk.device, device);
    // The colleague is told as well.
    world.later(1);
    let report = world.exchange(&mut two);
    assert!(!report.warnings.is_empty(), "{report:?}");
}

#[test]
fn a_letter_under_a_number_that_a_colleague_gave_to_another_event_stays_at_the_relays() {
    // Fewer events than the colleague has under this laptop's name, and more.
    for more in [0, 6] {
        let mut world = World::new();
        let (mut one, organisation, _, case, _) = with_case(&world);
        let mut two = enrolment::enrolled(&world, &mut one);
        drop(one);
        let old = snapshot(&world.vault());
        let mut one = world.unlock();
        for _ in 0..3 {
            one.write_note(&case, "first history", world.now).unwrap();
        }
        world.later(1);
        world.exchange(&mut one);
        world.exchange(&mut two);
        drop(one);
        put_back(&world.vault(), &old);
        let mut one = world.unlock();
        let sealed = letter(
            &organisation,
            &Receipt::generate(&mut OsRng),
            LetterKind::First,
            "only here",
            b"",
            world.now,
        );
        let name = world.put(&sealed);
        // Before the colleague's message is read.
        let options = ExchangeOptions::default();
        let report = one
            .import(world.stick.path(), &options, world.now, &mut quiet)
            .unwrap();
        assert_eq!(report.imported, 1);
        // Another stick: the colleague must not find it in this one's inbox.
        std::fs::remove_file(world.stick.path().join(format!("inbox/{name}.age"))).unwrap();
        for _ in 0..more {
            one.write_note(&case, "second history", world.now).unwrap();
        }
        let tag = one.keyring.letter_tag(&name);
        for _ in 0..3 {
            world.later(1);
            let report = world.exchange(&mut one);
            assert!(!one.index.released.contains(&tag), "{more}: {report:?}");
            world.exchange(&mut two);
        }
        assert!(!two.index.letters.contains_key(&name), "{more}");
        let backup = tempfile::tempdir().unwrap();
        one.backup(backup.path(), world.now, &mut quiet).unwrap();
        world.exchange(&mut one);
        assert!(one.index.released.contains(&tag), "{more}: a second place");
    }
}

#[test]
fn a_letter_that_a_colleague_lost_stays_at_the_relays() {
    let mut world = World::new();
    let (mut one, ..) = with_case(&world);
    let mut two = enrolment::enrolled(&world, &mut one);
    let fact = one.index.summaries.values().next().unwrap().letters[0].clone();
    two.index.frames.remove(&(fact.device, fact.seq));
    world.later(1);
    world.exchange(&mut two);
    let report = world.exchange(&mut one);
    assert_eq!((report.letters_waiting, report.letters_released), (1, 0));
    world.exchange(&mut two);
    world.later(1);
    world.exchange(&mut two);
    let report = world.exchange(&mut one);
    assert_eq!((report.letters_waiting, report.letters_released), (0, 1));
}

#[test]
fn a_count_of_events_that_nobody_can_have_is_not_taken_over() {
    let mut world = World::new();
    let (mut one, ..) = with_case(&world);
    let mut two = enrolment::enrolled(&world, &mut one);
    let device = one.keyring.desk.device;
    two.index.heads.get_mut(&device).unwrap().0 = 1 << 60;
    assert_eq!(two.index.gaps().len(), index::MOST_LOST);
    world.later(1);
    world.exchange(&mut two);
    let report = world.exchange(&mut one);
    assert!(
        report
            .warnings
            .iter()
            .any(|said| said.contains("more events of this laptop")),
        "{report:?}"
    );
    assert_eq!(one.keyring.desk.device, device);
    drop(one);
    assert_eq!(world.unlock().findings(), []);
}
