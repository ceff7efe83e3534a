//! The setup card of a relay, off a stick.
#![no_main]

use crypto_core::RelayCard;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(card) = RelayCard::parse(data) else {
        return;
    };
    assert_eq!(RelayCard::parse(&card.to_json_bytes()), Ok(card.clone()));
    let shown = format!("{card:?}");
    assert!(!shown.contains(card.pull_token.expose()));
});
