//! A stick as the desk finds it: inbox, hours of arrival, requests of new laptops.

use crate::folder;

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let stick = folder::empty();
    folder::write_files(stick.path(), data);
    triage_client::fuzzing::read_stick(stick.path());
}
