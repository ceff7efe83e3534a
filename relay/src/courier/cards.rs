//! The setup cards on the stick.

use super::stick::{Stick, StickError};
use super::trouble::Trouble;
use crate::card::RelayCard;
use crate::digest::Id16;

/// A setup card, or why it cannot be used.
#[derive(Debug)]
pub(super) struct Found {
    /// The name of its file without `.json`; the name on the card itself is not shown, because
    /// a file's name is known to hold no control characters.
    pub(super) name: String,
    pub(super) card: Result<RelayCard, Trouble>,
}

/// Reads every card, by name. Further cards of the same relay are left out.
pub(super) fn read_all(stick: &Stick) -> Result<Vec<Found>, StickError> {
    let mut found: Vec<Found> = Vec::new();
    let mut seen: Vec<Id16> = Vec::new();
    for file in stick.names("relays")? {
        let Some(name) = file.strip_suffix(".json") else {
            continue;
        };
        // Hidden files: unfinished ones, and what some systems write beside each file ("._x").
        if name.starts_with('.') || name.is_empty() {
            continue;
        }
        let path = stick.path("relays").join(&file);
        if stick.open_file(&path)?.is_none() {
            continue;
        }
        let card = RelayCard::read(&path).map_err(Trouble::from);
        if let Ok(card) = &card {
            if seen.contains(&card.relay) {
                continue;
            }
            seen.push(card.relay);
        }
        found.push(Found {
            name: name.to_owned(),
            card,
        });
    }
    if found.is_empty() {
        return Err(StickError::NoCards);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use std::fs;

    use super::*;
    use crate::card::Token;

    #[test]
    fn damaged_cards_are_named_and_others_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let relays = folder.path().join("relays");
        fs::create_dir(&relays).unwrap();
        let stick = Stick::open(folder.path()).unwrap();
        assert_eq!(read_all(&stick).err(), Some(StickError::NoCards));
        let token = Token::from_random(&[1; 32]);
        let id = Id16::from_bytes([1; 16]);
        let card = RelayCard::new(id, "\u{1b}[2J".to_owned(), token.clone(), token);
        fs::write(relays.join("good.json"), card.to_json()).unwrap();
        fs::write(relays.join("second.json"), card.to_json()).unwrap();
        fs::write(relays.join("._good.json"), "x").unwrap();
        fs::write(relays.join("good.state"), "x").unwrap();
        fs::write(relays.join("bad.json"), &card.to_json()[..50]).unwrap();
        let found = read_all(&stick).unwrap();
        let names: Vec<&str> = found.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["bad", "good"]);
        assert!(matches!(found[0].card, Err(Trouble::CardDamaged)));
        assert!(found[1].card.is_ok());
    }
}
