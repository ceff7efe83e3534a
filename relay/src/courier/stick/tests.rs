#![allow(clippy::unwrap_used)] // a test may fail by panic

use super::*;

fn empty() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("relays")).unwrap();
    folder
}

#[test]
fn wrong_places_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let open = |path: &Path| Stick::open(path).err();
    assert_eq!(
        open(&folder.path().join("nothing")),
        Some(StickError::Missing)
    );
    assert_eq!(open(folder.path()), Some(StickError::NoRelays));
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    assert_eq!(open(&file), Some(StickError::NotAFolder));
    fs::create_dir(folder.path().join("relays")).unwrap();
    std::os::unix::fs::symlink("/tmp", folder.path().join("inbox")).unwrap();
    assert_eq!(open(folder.path()), Some(StickError::Layout));
}

#[test]
fn one_courier_at_a_time_makes_the_folders() {
    let folder = empty();
    let stick = Stick::open(folder.path()).unwrap();
    assert!(folder.path().join("inbox").is_dir());
    assert_eq!(Stick::open(folder.path()).err(), Some(StickError::Busy));
    drop(stick);
    assert!(Stick::open(folder.path()).is_ok());
}

#[test]
fn a_stick_that_was_swapped_is_gone() {
    let folder = empty();
    let place = folder.path().join("mount");
    fs::create_dir_all(place.join("relays")).unwrap();
    let stick = Stick::open(&place).unwrap();
    fs::rename(&place, folder.path().join("elsewhere")).unwrap();
    fs::create_dir_all(place.join("inbox")).unwrap();
    assert_eq!(stick.write(&stick.path("x"), b"x"), Err(StickError::Gone));
    assert_eq!(stick.letters(), Err(StickError::Gone));
    assert!(!place.join("x").exists());
}

#[test]
fn files_are_replaced_whole_and_foreign_names_are_not_listed() {
    let folder = empty();
    let stick = Stick::open(folder.path()).unwrap();
    let path = stick.path("arrivals.json");
    stick.write(&path, b"one").unwrap();
    stick.write(&path, b"two").unwrap();
    assert_eq!(stick.read(&path, 3).unwrap().unwrap(), b"two");
    assert_eq!(stick.read(&path, 2).unwrap(), None);
    let id = BlobId::of(b"letter");
    for name in [
        format!("{id}.age"),
        format!(".tmp-{id}.age"),
        "holiday photo.jpg".to_owned(),
        "README".to_owned(),
        format!("{}.age", id.to_string().to_uppercase()),
    ] {
        fs::write(stick.path("inbox").join(name), b"letter").unwrap();
    }
    assert_eq!(stick.letters().unwrap(), [id]);
    assert_eq!(stick.hash(&stick.letter(id)).unwrap(), Some((id, 6)));
}

#[test]
fn nothing_is_written_through_a_link_that_somebody_put_there() {
    use std::os::unix::fs::symlink;
    let (folder, computer) = (empty(), tempfile::tempdir().unwrap());
    let ours = computer.path().join("profile");
    fs::write(&ours, "mine").unwrap();
    let stick = Stick::open(folder.path()).unwrap();
    let path = stick.path("arrivals.json");
    symlink(&ours, stick.path(".tmp-arrivals.json")).unwrap();
    stick.write(&path, b"theirs").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"theirs");
    let growing = stick.unfinished_letter(BlobId::of(b"letter"));
    symlink(&ours, &growing).unwrap();
    assert!(stick.grow(&growing).is_err());
    assert_eq!(fs::read(&ours).unwrap(), b"mine");
    drop(stick);
    fs::remove_dir(folder.path().join("relays")).unwrap();
    symlink(computer.path(), folder.path().join("relays")).unwrap();
    assert_eq!(Stick::open(folder.path()).err(), Some(StickError::Layout));
}

#[test]
fn a_file_where_a_folder_is_wanted_is_nothing_to_carry() {
    let folder = empty();
    let stick = Stick::open(folder.path()).unwrap();
    fs::write(stick.path("board/00"), "x").unwrap();
    let long = format!("board/{}/edition.json", "x".repeat(300));
    for path in ["board/00/edition.json", long.as_str()] {
        assert!(stick.open_file(&stick.path(path)).unwrap().is_none());
        assert_eq!(stick.hash(&stick.path(path)).unwrap(), None);
    }
}
