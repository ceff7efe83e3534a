//! A stick as the courier finds it: cards, indexes, outgoing documents, names.

use crate::folder;

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let stick = folder::empty();
    std::fs::create_dir(stick.path().join("relays")).expect("an empty folder");
    folder::write_files(stick.path(), data);
    relay::fuzzing::read_stick(stick.path());
}
