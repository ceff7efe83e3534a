//! What the courier reads that others wrote: a stick, and a relay's answers.

use std::path::Path;

use super::cards;
use super::index::Index;
use super::link::Link;
use super::outgoing::Outgoing;
use super::state::State;
use super::stick::Stick;
use crate::digest::Id16;

/// Reads a stick as a round does before and after it visits relays. Tells whether it could be
/// used at all.
pub fn read_stick(folder: &Path) -> bool {
    let Ok(stick) = Stick::open(folder) else {
        return false;
    };
    if let Ok(found) = cards::read_all(&stick) {
        for found in found {
            assert!(!found.name.chars().any(char::is_control), "a file's name");
            let Ok(card) = found.card else { continue };
            let relay = card.relay;
            let _ = Link::new(&card, None, super::patience::Patience::default());
            let state = State::read(&stick, &found.name, relay).expect("no error of the medium");
            state.has_parcel(crate::BlobId::of(b""), 1);
        }
    }
    let outgoing = Outgoing::read(&stick).expect("no error of the medium");
    outgoing.acknowledged(Id16::from_bytes([7; 16]));
    for unsendable in &outgoing.unsendable {
        assert!(!unsendable.to_string().chars().any(char::is_control));
    }
    if let Some(release) = &outgoing.release {
        let _ = release.check(&stick).expect("no error of the medium");
    }
    for edition in &outgoing.editions {
        let _ = edition.check(&stick).expect("no error of the medium");
    }
    for parcel in &outgoing.parcels {
        let _ = parcel.check(&stick).expect("no error of the medium");
    }
    for waiting in &outgoing.acknowledgements {
        let _ = waiting.envelope(&stick).expect("no error of the medium");
    }
    let letters = stick.letters().expect("no error of the medium");
    let index = Index::read(&stick).expect("no error of the medium");
    index.save(&stick).expect("no error of the medium");
    // What was written is read as the same.
    let again = Index::read(&stick).expect("no error of the medium");
    assert!(!again.was_damaged);
    assert_eq!(stick.letters().expect("no error of the medium"), letters);
    true
}

/// Reads bytes as each of the small answers of a relay.
pub fn read_answer(bytes: &[u8]) {
    super::link::read_any(bytes);
    super::push::read_any(bytes);
}
