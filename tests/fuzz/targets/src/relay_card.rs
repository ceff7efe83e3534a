//! The setup card of a relay, off a stick.

use crypto_core::RelayCard;

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let Ok(card) = RelayCard::parse(data) else {
        return;
    };
    assert_eq!(RelayCard::parse(&card.to_json_bytes()), Ok(card.clone()));
    let shown = format!("{card:?}");
    assert!(!shown.contains(card.pull_token.expose()));
}
